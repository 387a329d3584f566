"""How a member of staff looks, to colleagues and customers."""

from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.kit.portraits import portrait
from buckstop.ledger.actions import erase_bodies
from buckstop.ledger.actor import Actor
from buckstop.ledger.bodies import digest_of
from buckstop.ledger.models import Body
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.people import entries
from buckstop.people.actions.staff import found_house
from buckstop.people.models import Person
from buckstop.people.permissions import staff as may


def set_picture(person: Person, raw: bytes | None, *, by: Actor, at: datetime) -> None:
    """Let `person` be seen as the middle of a picture, small; with None, not any more.

    Nothing else of what was sent is kept, and nothing of the picture before.
    """
    try:
        small = portrait(raw) if raw is not None else None
    except ValueError:
        sentence = _("Choose a picture (PNG, JPEG, GIF or WebP) of at most 10 MB.")
        raise Refused("no-picture", sentence, "picture") from None
    house = found_house(by=by, at=at)
    with acting(house, by=by, at=at) as act:
        person = act.lock(person)
        check(may.may_set_picture(person))
        before = Body.objects.filter(pk=person.picture_id).first() if person.picture_id else None
        if before is None and small is None:
            return
        body = act.body(raw=small) if small else None
        act.change(person, picture=body)
        act.record(entries.PictureChanged(person=person.pk, picture=digest_of(body)))
        if before is not None:
            erase_bodies([before], on=house, by=by, at=at)
