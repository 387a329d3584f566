"""What we told by phone, in writing."""

from buckstop.conversations.letters.letter import Letter


class Told(Letter, code="told"):
    """A copy of the news, which the call carried."""

    automatic = False
    marks_no_news = True
    desk_sent = desk_wrote = "told by phone"
    customer_reads = "told you on the phone"
