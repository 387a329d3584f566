"""How much of one mail is read. The raw bytes are kept whole whatever is left out here."""

BYTES = 40 * 1024 * 1024
"""Bytes of a mail that are looked at; the SMTP door refuses larger ones long before."""

HEAD_BYTES = 512 * 1024
"""Bytes of one block of headers that are looked at."""

HEADERS = 1_000
"""Header fields of one part."""

FIELDS = 100
"""Header fields of one name."""

HEADER_BYTES = 16 * 1024
"""Bytes of one header field."""

DEPTH = 30
"""Levels of parts within parts."""

PARTS = 300
"""Parts of one mail."""

ADDRESSES = 100
"""Addresses of one header."""

ADDRESS_LIST = 256 * 1024
"""Characters of addresses that are looked at in all fields of one name."""

REFERENCES = 100
"""Message-IDs of one References header; the last ones, which are the nearest, are kept."""

MESSAGE_ID = 500
"""Characters of one Message-ID."""

SUBJECT = 500
"""Characters of a subject."""

NAME = 200
"""Characters of a person's or a file's name."""

TEXT = 1_000_000
"""Characters of readable text."""

HTML = 2_000_000
"""Characters of HTML that are kept beside the text."""

HTML_LAID_OUT = 400_000
"""Characters of HTML that are laid out as text; more than that only loses its tags."""

HTML_DEPTH = 200
"""Levels of open elements; parsers of HTML need time quadratic in this."""

ESCAPES = 60_000
"""Switches of the character set within all texts of one mail that are followed (ISO 2022)."""

ATTACHMENTS = 200
"""Attachments of one mail."""

PACKED = 3
"""Files winmail.dat of one mail that are opened; more stay the files that they are."""

CALENDARS = 20
"""Calendar files of one mail whose entries are told in its text."""

CALENDAR = 200_000
"""Bytes of one calendar file that are looked at."""

PROBLEMS = 20
"""Sentences about what was off."""
