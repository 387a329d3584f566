"""What the API is asked. Written by `python -m tests.client`; not to be changed here."""

from uuid import UUID

from buckstop.client import models
from buckstop.client.sending import Call, at, given


def add_customer(
    *,
    name: str,
    domains: list[str] | None = None,
    zone: str | None = None,
    tier: str | None = None,
    language: str | None = None,
    note: str | None = None,
    manager: UUID | None = None,
) -> Call[models.Customer]:
    """Add a customer."""
    return Call(
        "POST",
        "/api/v1/customers",
        models.Customer,
        body={
            "name": name,
            **given(
                domains=domains, zone=zone, tier=tier, language=language, note=note, manager=manager
            ),
        },
    )


def change_customer(
    customer: UUID,
    *,
    name: str,
    domains: list[str] | None = None,
    zone: str | None = None,
    tier: str | None = None,
    language: str | None = None,
    note: str | None = None,
    manager: UUID | None = None,
    if_match: str | None = None,
) -> Call[models.Customer]:
    """Say anew what a customer is called and what we know of them."""
    return Call(
        "PUT",
        at("/api/v1/customers/{}", customer),
        models.Customer,
        body={
            "name": name,
            **given(
                domains=domains, zone=zone, tier=tier, language=language, note=note, manager=manager
            ),
        },
        if_match=if_match,
    )


def add_contact(
    customer: UUID, *, name: str | None = None, email: str | None = None, phone: str | None = None
) -> Call[models.Customer]:
    """One of their people; who is known by the address joins."""
    return Call(
        "POST",
        at("/api/v1/customers/{}/contacts", customer),
        models.Customer,
        body={**given(name=name, email=email, phone=phone)},
    )


def end_contact(customer: UUID, contact: UUID) -> Call[models.Customer]:
    """They speak for the customer no more; again is the same."""
    return Call(
        "DELETE", at("/api/v1/customers/{}/contacts/{}", customer, contact), models.Customer
    )


def write_service(
    key: str,
    *,
    name: str,
    about: str | None = None,
    quiet_minutes: int | None = None,
    needs: list[str] | None = None,
    used_by: list[models.UseIn] | None = None,
    if_match: str | None = None,
) -> Call[models.Service]:
    """Let the service of your key be so, whether there was one or not; twice is as once."""
    return Call(
        "PUT",
        at("/api/v1/services/{}", key),
        models.Service,
        body={
            "name": name,
            **given(about=about, quiet_minutes=quiet_minutes, needs=needs, used_by=used_by),
        },
        if_match=if_match,
    )


def choose_setting(
    name: str, *, value: str | None, if_match: str | None = None
) -> Call[models.Setting]:
    """Let a setting be so from now on; null is the default again. With an admin's own key."""
    return Call(
        "PUT",
        at("/api/v1/settings/{}", name),
        models.Setting,
        body={"value": value},
        if_match=if_match,
    )
