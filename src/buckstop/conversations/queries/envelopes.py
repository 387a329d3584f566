"""What the mails of a batch need besides their messages, fetched in a few queries."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from buckstop.conversations.letters.letter import letter_of
from buckstop.conversations.models import Attachment, Message
from buckstop.conversations.models.message import INSIDE, THEIRS
from buckstop.conversations.outgoing import Mail
from buckstop.conversations.rendering import ATTACHED, Envelope, message_id_of
from buckstop.coverage import queries as coverage
from buckstop.kit.reading import Among, Given, reading
from buckstop.ledger.models import Chain
from buckstop.mail.parsed import Attachment as MailFile
from buckstop.people.models import House
from buckstop.problems.queries.levels import times_of_case

THREAD = 10  # Message-IDs in References: the first and the latest


def envelopes(mails: list[Mail]) -> dict[UUID, Envelope]:
    """By their keys: the thread so far, its files, and the head of the ledger as it is now."""
    if not mails:
        return {}
    cases = {m.message.case_id for m in mails}
    heard, threads = _threads(cases)
    files = _files({m.message.pk for m in mails})
    chains = _chains({m.message.problem.chain_id for m in mails})
    house = _house()
    levels = coverage.levels()
    on_shift = coverage.who_is_on_shift(min(m.message.at for m in mails))
    facts = _facts({m.message.pk: m.message for m in mails})
    found = {}
    for mail in mails:
        message, case = mail.message, mail.message.case_id
        chain = chains[message.problem.chain_id]
        found[mail.key] = Envelope(
            heard=heard.get(case),
            thread=_near([i for i in threads.get(case, []) if message.pk.hex not in i]),
            files=tuple(files.get(message.pk, [])),
            level=times_of_case(message.case, levels) if message.case else levels.default,
            on_duty=message.owner_id in on_shift(message.at),
            facts=facts[message.pk],
            chain_number=chain.length,
            chain_head=bytes(chain.head),
            house=house,
        )
    return found


def _facts(messages: dict[UUID, Message]) -> dict[UUID, dict[str, Any]]:
    """What the words of each need, asked once for all of a kind."""
    kinds: dict[str, list[Message]] = {}
    for message in messages.values():
        kinds.setdefault(message.kind, []).append(message)
    found: dict[UUID, dict[str, Any]] = {}
    for kind, of_kind in kinds.items():
        found |= letter_of(kind).facts_of(of_kind)
    return found


def _house() -> str:
    """The length and head of the house's ledger, as mails carry them."""
    found = _head_of_house.first()
    return f"{found[0]} {bytes(found[1]).hex()}" if found else ""


@reading
def _head_of_house() -> "QuerySet[House, tuple[Any, ...]]":
    return House.objects.order_by("pk").values_list("chain__length", "chain__head")[:1]


def _threads(cases: set[Any]) -> tuple[dict[Any, Message], dict[Any, list[str]]]:
    """The customer's latest words of each case, and the Message-IDs of its thread in order."""
    latest: dict[Any, UUID] = {}
    threads: dict[Any, list[str]] = {}
    for key, case, kind, said_id, token in _said(cases=list(cases)):
        if kind in THEIRS:
            latest[case] = key
        if own := said_id if kind in THEIRS else message_id_of(key, token):
            threads.setdefault(case, []).append(own)
    heard = {one.case_id: one for one in _heard(keys=list(latest.values()))} if latest else {}
    return heard, threads


@reading
def _said() -> "QuerySet[Message, tuple[Any, ...]]":
    rows = Message.objects.standing().filter(Among("case", Given("cases")))
    said = rows.exclude(kind__in=INSIDE).order_by("at", "pk")
    return said.values_list("pk", "case", "kind", "message_id", "case__token")


@reading
def _heard() -> "QuerySet[Message]":
    rows = Message.objects.filter(Among("pk", Given("keys"))).order_by()
    return rows.select_related("text", "case", "said_by")


def _near(thread: list[str]) -> tuple[str, ...]:
    return tuple(thread if len(thread) <= THREAD else [thread[0], *thread[-THREAD + 1 :]])


def _files(messages: set[UUID]) -> dict[UUID, list[MailFile]]:
    found: dict[UUID, list[MailFile]] = {}
    room = dict.fromkeys(messages, ATTACHED)
    for row in _attached(messages=list(messages)):
        room[row.message_id] -= row.size
        if room[row.message_id] >= 0:
            content = row.file.content()
            found.setdefault(row.message_id, []).append(
                MailFile(row.name, row.content_type, content, "", inline=False)
            )
    return found


@reading
def _attached() -> "QuerySet[Attachment]":
    rows = Attachment.objects.filter(Among("message", Given("messages"))).order_by()
    return rows.select_related("file")


def _chains(keys: set[UUID]) -> dict[UUID, Chain]:
    return Chain.objects.in_bulk(keys)
