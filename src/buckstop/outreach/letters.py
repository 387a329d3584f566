"""The letter to whom a problem affects, before they said a word."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from buckstop.conversations.letters.letter import Headers, Letter
from buckstop.conversations.models import Message
from buckstop.kit.reading import Among, Given, reading
from buckstop.outreach.links import end_url
from buckstop.outreach.models import Recipient
from buckstop.problems.models import Case

CODE = "outreach"


class FirstTold(Letter, code=CODE):
    """What we see, and what it means for them: it begins their thread."""

    automatic = False
    begins = True
    is_update = True
    scoped = False
    desk_sent = _("told them first")
    desk_wrote = _("tells them first")

    @classmethod
    def facts(cls, message: Message) -> dict[str, Any]:
        """Their own services."""
        return cls.facts_of([message])[message.pk]

    @classmethod
    def facts_of(cls, messages: Sequence[Message]) -> dict[UUID, dict[str, Any]]:
        theirs = dict(_services(cases=[one.case_id for one in messages]))
        return {
            one.pk: {"services": in_words(theirs.get(one.case_id, []) if one.case_id else [])}
            for one in messages
        }

    @classmethod
    def owes_again(cls, message: Message) -> bool:
        del message
        return True

    @classmethod
    def headers(cls, case: Case, at: datetime) -> Headers:
        """They never asked to hear of it: one click of their mail program ends it."""
        return (
            ("List-Unsubscribe", f"<{end_url(case.pk, case.contact_id, at)}>"),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        )


@reading
def _services() -> "QuerySet[Recipient, tuple[UUID, list[str]]]":
    """By case; of several the newest comes last."""
    rows = Recipient.objects.filter(Among("case", Given("cases"))).order_by("pk")
    return rows.values_list("case", "services")


def told_about(case: Case) -> str:
    """The services of theirs that a customer was told of."""
    row = Recipient.objects.filter(case=case).order_by("-pk").first()
    return in_words(row.services if row else [])


def in_words(services: list[str]) -> str:
    """`Mail; Payments, Thun`."""
    return "; ".join(services)
