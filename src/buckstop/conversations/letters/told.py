"""What we told by phone, in writing."""

from django.utils.translation import gettext_noop as _

from buckstop.conversations.letters.letter import Letter


class Told(Letter, code="told"):
    """A copy of the news, which the call carried."""

    automatic = False
    marks_no_news = True
    desk_sent = desk_wrote = _("told by phone")
    customer_reads = _("told you on the phone")
