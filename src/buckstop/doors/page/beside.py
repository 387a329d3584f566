"""What stands on a case's page for who is in the portal: who of theirs gets copies, and sees it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from buckstop.conversations.queries.portal import who_follow
from buckstop.doors.page.entering import Visit
from buckstop.doors.page.session import portal_of
from buckstop.people.models import Contact


def beside(request: HttpRequest, visit: Visit) -> dict[str, Any]:
    """Nothing, but the way there, for who came by a link alone."""
    url = portal_of(request, visit.actor.id, visit.case.customer_id, visit.at)
    case, reader = visit.case, visit.actor.id
    if not url or case.customer_id is None or reader is None:
        return {"portal_url": url, "colleagues": [], "copies": None, "confidential": None}
    mine = reader == case.contact_id
    rows = Contact.objects.filter(customer=case.customer_id, ended_at=None)
    others = rows.exclude(person__in=(reader, case.contact_id)).filter(person__erased_at=None)
    people = list(others.select_related("person").order_by("person__name", "pk")) if mine else []
    copied = who_follow(case.pk, [reader, *(one.person_id for one in people)])
    return {
        "portal_url": url,
        "colleagues": [
            {"key": one.person_id.hex, "name": one.person.public_name,
             "copies": one.person_id in copied}
            for one in people
        ],
        "copies": None if mine else reader in copied,
        "confidential": case.confidential if mine else None,
        "beside_url": reverse("portal-case", args=[case.pk]),
    }  # fmt: skip
