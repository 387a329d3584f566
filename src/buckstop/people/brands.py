"""Under which name and look the house speaks: its brand's, or its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from buckstop.outbox.settings import sender
from buckstop.people.models import Brand, BrandAddress
from buckstop.people.settings import NAME


@dataclass(frozen=True, slots=True)
class Voice:
    """`accent` and `logo` (a body's key) are those of a brand alone."""

    name: str
    address: str
    accent: str = ""
    logo: UUID | None = None
    signature: str = ""


def voice(brand: Brand | None) -> Voice:
    """How the house speaks for it."""
    if brand is None:
        return Voice(NAME.value, sender())
    return Voice(
        brand.name, brand.address or sender(), brand.accent, brand.logo_id, brand.signature
    )


def brands() -> list[Brand]:
    """Every brand that there is, by name."""
    return list(Brand.objects.filter(ended_at=None).order_by("name"))


def by_slug(slug: str) -> Brand | None:
    """The brand whose name reads so in an address; of two that do, the first by name."""
    return next((one for one in brands() if one.slug == slug), None)


def by_address() -> Mapping[str, Brand]:
    """The brand of each address of the desk that is of one."""
    rows = BrandAddress.objects.filter(brand__isnull=False).select_related("brand")
    return {row.address: row.brand for row in rows if row.brand is not None}


def addresses() -> Mapping[str, BrandAddress]:
    """What was said of the desk's addresses."""
    rows = BrandAddress.objects.select_related("brand")
    return {row.address: row for row in rows}


def is_logo(key: UUID) -> bool:
    """Whether it is the logo of a brand."""
    return Brand.objects.filter(logo=key).exists()
