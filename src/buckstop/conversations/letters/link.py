"""A fresh link to their page."""

from django.utils.translation import gettext_noop as _

from buckstop.conversations.letters.letter import Letter


class Link(Letter, code="link"):
    """To the contact's own address alone, who holds an old one and asked for it on the page."""

    to_machines = True
    copies = False
    desk_sent = _("sent a fresh link to their page")
    desk_wrote = _("wrote a fresh link to their page")
    customer_reads = _("sent you a fresh link to this page")
    withheld = _("the fresh link to their page")
