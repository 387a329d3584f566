"""Whom of us the facts of rosters are told: whose turns and days they change."""

from functools import partial

from django.utils.translation import gettext_noop as _

from buckstop.coverage.entries import AbsenceAdded, SwapAccepted, SwapDeclined, SwapOffered
from buckstop.people import telling
from buckstop.people.telling import field

tell = partial(telling.tell, page="/roster/", about=_("The roster"))
tell(SwapOffered, field("taker"), _("%(giver)s offers you their turn of %(day)s"), offers="swap")
tell(SwapAccepted, field("giver"), _("Your turn of %(day)s was taken over"))
tell(SwapDeclined, field("giver"), _("Your turn of %(day)s stays yours"))
tell(AbsenceAdded, field("stand_in"), _("You stand in for %(person)s from %(starts)s"))
