"""Mail as such: bytes in, plain values out, and the way back.

`parse.parse` reads any bytes at all into a `ParsedMail`; `reply.split_reply` folds what was
quoted; `loops` says whether a machine wrote, and whether none of ours answers;
`sanitise.sanitise` makes HTML safe to show; `compose.compose` writes a letter; `relay.Relay`
hands it on.

Everything here is pure (no Django, no database, no clock) except `relay`, which talks SMTP.
Every text that leaves `parse` can be stored in PostgreSQL: no NUL, no lone surrogate.
"""
