"""The organisation's own look: its accent as a style sheet, its logo as a picture; its people's.

The style sheet's address is the colour itself, the logo's its key: both may be kept for ever.
"""

import re
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe

from buckstop.configuration import colours
from buckstop.configuration.pictures import kind_of
from buckstop.configuration.queries import picture
from buckstop.doors.components.settings import ACCENT, LOGO
from buckstop.ledger.refused import Refused
from buckstop.people.brands import is_logo
from buckstop.people.models import Brand, Person

FOR_EVER = "public, max-age=31536000, immutable"
FOR_A_DAY = "private, max-age=86400"
_DIGITS = re.compile(r"[0-9a-f]{6}")
SHEET = """@layer tokens {{
  :root {{
    --accent: light-dark({light}, {dark});
    --accent-deep: light-dark(
      color-mix(in oklab, {light} 82%, black), color-mix(in oklab, {dark} 84%, white));
    --on-accent: light-dark({on_light}, {on_dark});
    --accent-wash: light-dark(
      color-mix(in oklab, {light} 7%, white), color-mix(in oklab, {dark} 16%, #15171c));
  }}
}}
"""


def look(brand: Brand | None = None) -> dict[str, str]:
    """The addresses of the style sheet and of the logo; empty where nobody chose one.

    What a brand has of its own comes before the organisation's.
    """
    accent, logo = ACCENT.value, LOGO.value
    if brand:
        accent, logo = brand.accent or accent, brand.logo_id or logo
    return {
        "sheet": reverse("look-sheet", args=[accent[1:]]) if accent else "",
        "logo": logo_url(logo) if logo else "",
    }


def logo_url(key: UUID) -> str:
    """Where a logo is."""
    return reverse("look-logo", args=[key])


@require_safe
def sheet(request: HttpRequest, digits: str) -> HttpResponse:
    """The tokens of an accent, in light and dark."""
    del request
    try:
        light = colours.check(digits, "accent") if _DIGITS.fullmatch(digits) else ""
    except Refused:
        light = ""
    if not light:
        raise Http404
    dark = colours.readable_on(colours.DARK_PAPER, light)
    says: dict[str, Any] = {"light": light, "dark": dark}
    says |= {"on_light": colours.on(light), "on_dark": colours.on(dark)}
    return _kept(HttpResponse(SHEET.format(**says), content_type="text/css; charset=utf-8"))


@require_safe
def logo(request: HttpRequest, key: UUID) -> HttpResponse:
    """The logo of now, or a brand's; nothing else that is kept."""
    del request
    raw = picture(key) if key == LOGO.value or is_logo(key) else None
    if raw is None:
        raise Http404
    return _kept(HttpResponse(raw, content_type=kind_of(raw)))


def portrait_url(person: Person) -> str:
    """Where the picture of a member of staff is; "" where there is none."""
    return reverse("look-portrait", args=[person.picture_id]) if person.picture_id else ""


@require_safe
def portrait(request: HttpRequest, key: UUID) -> HttpResponse:
    """How somebody looks now; a picture that was changed or erased is there no more."""
    del request
    raw = picture(key) if Person.objects.filter(picture=key).exists() else None
    if raw is None:
        raise Http404
    answer = HttpResponse(raw, content_type=kind_of(raw))
    answer["Cache-Control"] = FOR_A_DAY
    return answer


def _kept(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = FOR_EVER
    return answer


urlpatterns: list[URLPattern] = [
    path("<str:digits>.css", sheet, name="look-sheet"),
    path("logo/<uuid:key>/", logo, name="look-logo"),
    path("portrait/<uuid:key>/", portrait, name="look-portrait"),
]
