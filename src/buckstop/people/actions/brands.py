"""Brands come, change and go; which brand and language each address of the desk is of."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from buckstop.configuration import colours, pictures
from buckstop.kit.addresses import normal
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.ledger.transaction import Act, acting
from buckstop.outbox.settings import ADDRESSES
from buckstop.people import entries
from buckstop.people.actions.staff import found_house
from buckstop.people.models import Brand, BrandAddress
from buckstop.people.permissions import brands as may
from buckstop.people.rules import check_language, check_name

SIGNATURE = 500  # characters


@dataclass(frozen=True, slots=True)
class Terms:
    """What a brand is; `logo` are a picture's bytes, None leaves the one that there is."""

    name: str
    address: str
    accent: str = ""
    language: str = ""
    signature: str = ""
    logo: bytes | None = None

    def __str__(self) -> str:
        """For the ledger."""
        lines = (self.name, self.address, self.accent, self.language, self.signature)
        return "\n".join(line for line in lines if line)


def add_brand(*, terms: Terms, by: Actor, at: datetime) -> Brand:
    """One more name under which the house speaks."""
    terms = _checked(terms)
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        _check_free(terms.name, None)
        brand = act.add(Brand(**_values(act, terms)))
        said = act.body(str(terms)).digest
        act.record(entries.BrandAdded(brand=brand.pk, said=said))
    return brand


def change_brand(brand: Brand, *, terms: Terms, by: Actor, at: datetime) -> None:
    """Say anew what it is called and how it looks: in what leaves from now on, and on its pages."""
    terms = _checked(terms)
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        brand = act.lock(brand)
        check(may.may_change_brand(brand))
        _check_free(terms.name, brand)
        act.change(brand, **_values(act, terms))
        said = act.body(str(terms)).digest
        act.record(entries.BrandChanged(brand=brand.pk, said=said))


def end_brand(brand: Brand, *, by: Actor, at: datetime) -> None:
    """Nothing new begins under it; who was spoken to under it is so until their case ends."""
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        brand = act.lock(brand)
        check(may.may_end_brand(brand))
        for row in act.rows(BrandAddress.objects.filter(brand=brand)):
            act.change(row, brand=None)
        act.change(brand, ended_at=act.at)
        act.record(entries.BrandEnded(brand=brand.pk))


def set_address(
    address: str, *, brand: Brand | None, language: str, by: Actor, at: datetime
) -> None:
    """Say which brand an address of the desk is of, and the language of who writes there."""
    form = normal(address)
    if form not in ADDRESSES.value:
        raise Refused("address", _("That is no address of the desk."), "address")
    language = check_language(language)
    with acting(found_house(by=by, at=at), by=by, at=at) as act:
        check(may.may_set_address(brand))
        row = next(iter(act.rows(BrandAddress.objects.filter(address=form))), None)
        if row is None:
            act.add(BrandAddress(address=form, brand=brand, language=language))
        else:
            act.change(row, brand=brand, language=language)
        said = act.body(f"{form}\n{brand or ''}\n{language}").digest
        act.record(entries.AddressSet(brand=brand.pk if brand else None, said=said))


def _checked(terms: Terms) -> Terms:
    name = check_name(terms.name, _("Say what the brand is called."))
    if normal(terms.address) not in ADDRESSES.value:
        raise Refused("address", _("Its letters come from an address of the desk."), "address")
    if len(terms.signature) > SIGNATURE:
        says = _("That has more than %(longest)s letters.") % {"longest": SIGNATURE}
        raise Refused("long", says, "signature")
    if terms.logo:
        pictures.check(terms.logo, "logo")
    return replace(
        terms,
        name=name,
        address=normal(terms.address),
        accent=colours.check(terms.accent, "accent") if terms.accent.strip() else "",
        language=check_language(terms.language),
        signature=terms.signature.strip(),
    )


def _values(act: Act, terms: Terms) -> dict[str, Any]:
    values: dict[str, Any] = {
        "name": terms.name,
        "address": terms.address,
        "accent": terms.accent,
        "language": terms.language,
        "signature": terms.signature,
    }
    return values | ({"logo": act.body(raw=terms.logo)} if terms.logo else {})


def _check_free(name: str, own: Brand | None) -> None:
    taken = Brand.objects.filter(name__iexact=name, ended_at=None)
    if (taken.exclude(pk=own.pk) if own else taken).exists():
        raise Refused("taken", _("Another brand is called so."), "name")
