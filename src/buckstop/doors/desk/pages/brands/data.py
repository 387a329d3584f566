"""Brands and addresses, as their page lists them."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.coverage.queries import service_levels
from buckstop.coverage.queries.membership import teams_of_addresses
from buckstop.doors.components.look import logo_url
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, button, buttons
from buckstop.doors.desk.addresses import TEAM
from buckstop.doors.desk.reader import Reader
from buckstop.outbox.settings import ADDRESSES
from buckstop.people import brands as of_house
from buckstop.people.languages import Language
from buckstop.people.settings import CONTACT_FORM


@dataclass(frozen=True, slots=True)
class BrandRow:
    """One brand: how it looks, what its letters come from, how it signs."""

    name: str
    about: str
    colour: str
    logo: str
    signature: str
    buttons: list[Button]


@dataclass(frozen=True, slots=True)
class AddressRow:
    """One address of the desk: whose it is, with which team what comes there is, and by which
    service levels."""

    address: str
    about: str
    team: str
    team_url: str
    levels: str
    button: Button | None


@dataclass(frozen=True, slots=True)
class FormRow:
    """One contact form: where it is, whose, and the lines that have it on another page."""

    url: str
    whose: str
    lines: str


_LINES = """<script src="{script}" async></script>
<tell-us><a href="{url}">{label}</a></tell-us>"""


def forms() -> list[FormRow]:
    """The organisation's form and that of each brand; none where there is to be none."""
    if not CONTACT_FORM.value:
        return []
    of_brands = [(reverse("contact-brand", args=[o.slug]), o.name) for o in of_house.brands()]
    script = f"{settings.BASE_URL}{reverse('contact-script')}"
    found = []
    for path, whose in [(reverse("contact"), _("the organisation itself")), *of_brands]:
        url = f"{settings.BASE_URL}{path}"
        lines = _LINES.format(script=script, url=url, label=_("Tell us"))
        found.append(FormRow(url, whose, lines))
    return found


def brands(reader: Reader) -> list[BrandRow]:
    """Every brand, by name."""
    return [
        BrandRow(
            name=one.name,
            about=" · ".join([one.address, *([_language(one.language)] if one.language else [])]),
            colour=one.accent,
            logo=logo_url(one.logo_id) if one.logo_id else "",
            signature=one.signature,
            buttons=buttons(Spot.BRAND, Subject(reader=reader, row=one)),
        )
        for one in of_house.brands()
    ]


def addresses(reader: Reader) -> list[AddressRow]:
    """Every address of the desk, in the order in which they were written."""
    said, teams, levels = of_house.addresses(), teams_of_addresses(), service_levels()
    found = []
    for address in ADDRESSES.value:
        row, team = said.get(address), teams.get(address)
        parts = [row.brand.name if row and row.brand else _("the organisation itself")]
        parts += [_language(row.language)] if row and row.language else []
        found.append(
            AddressRow(
                address=address,
                about=" · ".join(parts),
                team=team.name if team else "",
                team_url=TEAM.url(team.pk) if team else "",
                levels=", ".join(one.name for one in levels if address in one.addresses),
                button=button(Spot.BRAND_ADDRESS, Subject(reader=reader, row=address)),
            )
        )
    return found


def _language(code: str) -> str:
    return str(Language(code).label)


def summary() -> str:
    """`2 brands.`"""
    n = len(of_house.brands())
    if not n:
        return _("None: everything is said in the organisation’s own name.")
    return ngettext("%(n)s brand.", "%(n)s brands.", n) % {"n": n}
