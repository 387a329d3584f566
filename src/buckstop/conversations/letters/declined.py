"""Not ours to do."""

from django.utils.translation import gettext_noop as _

from buckstop.conversations.letters.letter import Letter


class Declined(Letter, code="declined"):
    """Says why, and who can help."""

    automatic = False
    desk_sent = desk_wrote = _("wrote")
