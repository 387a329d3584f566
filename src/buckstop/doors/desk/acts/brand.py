"""Brands: added, changed, ended; which one an address of the desk is of."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.doors.components.forms.brands import AddressForm, BrandForm
from buckstop.doors.desk.acts.base import Confirmation, DeskAct
from buckstop.doors.desk.acts.spots import Spot, Subject, Where
from buckstop.doors.desk.addresses import BRANDS
from buckstop.doors.desk.forms import Nothing
from buckstop.doors.desk.guard import Who
from buckstop.outbox.settings import ADDRESSES
from buckstop.people import brands as of_house
from buckstop.people.actions import brands
from buckstop.people.models import Brand


class _OfBrands(DeskAct):
    """An act of admins on the page of the brands."""

    who = Who.ADMINS
    in_bar = "house"
    before = BRANDS.route

    @property
    def back(self) -> str:
        return BRANDS.url()


class AddBrand(_OfBrands):
    """One more name under which the house speaks."""

    label = gettext_lazy("Add a brand")
    noun = "brands/"
    where = (Where(Spot.BRANDS),)
    form = BrandForm
    submit = gettext_lazy("Add it")

    def options(self) -> dict[str, Any]:
        return {"addresses": ADDRESSES.value}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        made = brands.add_brand(terms=_terms(filled), **self.by)
        said = _("%(name)s is added. Say below which addresses are of it.")
        return Confirmation(said % {"name": made.name})


class _OfBrand(_OfBrands):
    """An act on one of them."""

    under = "brands/<uuid:key>/"
    brand: Brand

    def find(self, **keys: Any) -> None:
        self.brand = get_object_or_404(Brand, pk=keys["key"], ended_at=None)


class ChangeBrand(_OfBrand):
    """What it is called, how it looks, how it signs."""

    label = gettext_lazy("Change")
    noun = "changes/"
    where = (Where(Spot.BRAND, 10),)
    form = BrandForm
    submit = gettext_lazy("Keep it")

    def options(self) -> dict[str, Any]:
        one = self.brand
        initial = {"name": one.name, "address": one.address, "accent": one.accent}
        initial |= {"language": one.language, "signature": one.signature}
        return {"addresses": ADDRESSES.value, "initial": initial}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        brands.change_brand(self.brand, terms=_terms(filled), **self.by)
        return Confirmation(_("Kept: what leaves from now on, and its pages, are so."))


class EndBrand(_OfBrand):
    """Nothing new begins under it."""

    label = gettext_lazy("End")
    noun = "end/"
    where = (Where(Spot.BRAND, 20),)
    form = Nothing
    submit = gettext_lazy("End it")

    def context(self) -> dict[str, Any]:
        lead = _(
            "Nothing new begins under it. Whoever is spoken to under it already is so until the"
            " end of their matter."
        )
        return {"lead": lead, "heading": _("End %(name)s") % {"name": self.brand.name}}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        brands.end_brand(self.brand, **self.by)
        return Confirmation(_("%(name)s has ended.") % {"name": self.brand.name})


class SetAddress(_OfBrands):
    """Which brand and language an address of the desk is of."""

    label = gettext_lazy("Change")
    heading = gettext_lazy("Whose an address is")
    noun = "addresses/"
    where = (Where(Spot.BRAND_ADDRESS),)
    form = AddressForm
    submit = gettext_lazy("Keep it")

    @classmethod
    def query(cls, on: Subject) -> dict[str, Any]:
        return {"address": on.row}

    def options(self) -> dict[str, Any]:
        asked = self.request.GET.get("address", "")
        said = of_house.addresses().get(asked)
        initial = {"address": asked}
        if said is not None:
            initial |= {"brand": str(said.brand_id or ""), "language": said.language}
        choices = [(str(one.pk), one.name) for one in of_house.brands()]
        return {"addresses": ADDRESSES.value, "brands": choices, "initial": initial}

    def do(self, filled: dict[str, Any]) -> Confirmation:
        chosen = filled["brand"]
        brand = get_object_or_404(Brand, pk=chosen) if chosen else None
        address, language = filled["address"], filled["language"]
        brands.set_address(address, brand=brand, language=language, **self.by)
        return Confirmation(_("Kept: for what comes there from now on."))


def _terms(filled: dict[str, Any]) -> brands.Terms:
    logo = filled["logo"].read() if filled["logo"] else None
    return brands.Terms(**(filled | {"logo": logo}))
