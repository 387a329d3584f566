"""Somebody chooses the language in which they are spoken to."""

from datetime import datetime

from django.utils.translation import gettext as _

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import acting
from buckstop.people.actions.staff import found_house
from buckstop.people.entries import LanguageChosen
from buckstop.people.models import Person
from buckstop.people.permissions.staff import may_choose_language
from buckstop.people.speaking import LANGUAGES


def choose_language(person: Person, language: str, *, by: Actor, at: datetime) -> None:
    """Speak to `person` in it from now on; empty: as what is known of them says."""
    if language and language not in LANGUAGES:
        raise Refused("language", _("Choose one of the languages of the list."), "language")
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        person = act.lock(Person.objects.get(pk=person.pk))  # a request's is lazy: no row yet
        check(may_choose_language(person, by))
        if person.reads_in != language:
            act.change(person, reads_in=language)
            act.record(LanguageChosen(person=person.pk, language=language))
