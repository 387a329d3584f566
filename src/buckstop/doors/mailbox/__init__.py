"""The door for mail: an SMTP server that answers `250` only when a mail is committed.

`MailServer` speaks SMTP and takes mail for addresses that it is told are ours; `GroupCommit`
lets mails that arrive at once share one transaction. What a mail means is none of this door's
business.
"""
