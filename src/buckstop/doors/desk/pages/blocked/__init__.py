"""The senders whose mail opens no problem."""
