"""Mail accounts elsewhere that are read by IMAP: how one is logged in to, and what it has."""
