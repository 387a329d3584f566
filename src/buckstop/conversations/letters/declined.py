"""Not ours to do."""

from buckstop.conversations.letters.letter import Letter


class Declined(Letter, code="declined"):
    """Says why, and who can help."""

    automatic = False
    desk_sent = desk_wrote = "wrote"
