"""What notices have to send: mails to staff, and what is on record of them.

Their bytes aren't kept: a link that lets somebody in stands nowhere, and what a notice says of
customers is erased with them. Each try is written anew, under the same Message-ID.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from buckstop.configuration.secrets import unseal
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.ledger.transaction import Act
from buckstop.notices import entries
from buckstop.notices.actions.log_in_mails import LOG_INS
from buckstop.notices.actions.mailing import NOTICES
from buckstop.notices.actions.other_ways import go_another_way
from buckstop.notices.actions.pushing import PUSHED
from buckstop.notices.actions.ways import TRIAL
from buckstop.notices.log_in_words import write_log_in
from buckstop.notices.models import LogInMail, LogInMailKind, Notice, Sending, Way
from buckstop.notices.portal_links import people_at
from buckstop.notices.queries import still_true
from buckstop.notices.saying import said
from buckstop.notices.writing import write_notices, write_push, write_trial
from buckstop.outbox.models import Delivery
from buckstop.outbox.source import (
    Described,
    Event,
    NotNeeded,
    Source,
    Unwritable,
    Writing,
    Written,
    register,
)
from buckstop.people.models import Person
from buckstop.people.queries import customers_of, staff
from buckstop.people.speaking import of_customer, speaking
from buckstop.problems.models import Problem
from buckstop.problems.permissions.actors import only_desk

TO_STAFF = "n"
"""Kind of the return paths of mail to staff."""
NOBODY = NotNeeded("Nobody of ours has this address.")
GONE = NotNeeded("This way of telling somebody isn't used any more.")
SEALED = Unwritable("No key of ours opens the address of this gateway: it must be given anew.")
_DID_NOT_ARRIVE = (Event.FAILED, Event.UNCERTAIN, Event.BOUNCED)
SEEN = NotNeeded("Everything was seen, or is over.")


class NoticeMails(Source[list[Notice]]):
    """What one of us hasn't seen on their page, many notices in one mail."""

    kind = NOTICES
    keeps_bytes = False
    report = TO_STAFF

    def find(self, deliveries: Sequence[Delivery]) -> Mapping[UUID, list[Notice]]:
        found: dict[UUID, list[Notice]] = defaultdict(list)
        rows = Notice.objects.filter(delivery__in=deliveries)
        for row in rows.select_related("person", "problem", "entry").order_by("mail_due", "pk"):
            assert row.delivery_id is not None
            found[row.delivery_id].append(row)
        return found

    def write(
        self, deliveries: Sequence[tuple[Delivery, list[Notice]]], at: datetime
    ) -> Mapping[UUID, Writing]:
        return {one.pk: _write(one, notices, at) for one, notices in deliveries}

    def chain(self, about: list[Notice]) -> Problem | None:
        return about[0].problem

    def record(self, act: Act, delivery: Delivery, about: list[Notice], event: Event) -> None:
        """One in doubt, or on its way for long, is seen where people decide, and nowhere else."""
        first = about[0]
        if event in _DID_NOT_ARRIVE:
            go_another_way(about, act.at)
        if first.problem is None:  # the delivery itself is its record
            return
        if event == Event.FAILED:
            act.record(entries.NoticeFailed(person=first.person_id), on=first.problem)
        elif event == Event.BOUNCED:
            act.record(entries.NoticeReturned(person=first.person_id), on=first.problem)
        elif event == Event.SENT_AGAIN:
            act.record(entries.NoticeSentAgain(person=first.person_id), on=first.problem)
        elif event == Event.LET_BE:
            act.record(entries.NoticeLeft(person=first.person_id), on=first.problem)

    def describe(self, about: list[Notice]) -> Described:
        return _described(about[0])

    def may_decide(self, by: Actor) -> Refusal | None:
        return only_desk(by)


class PushedNotices(Source[list[Notice]]):
    """What one of us is told by a gateway of theirs, many notices in one message."""

    kind = PUSHED
    keeps_bytes = False
    report = TO_STAFF

    def find(self, deliveries: Sequence[Delivery]) -> Mapping[UUID, list[Notice]]:
        found: dict[UUID, list[Notice]] = defaultdict(list)
        rows = Sending.objects.filter(delivery__in=deliveries).order_by("due", "pk")
        about = ("notice__person", "notice__problem", "notice__entry")
        for row in rows.select_related(*about):
            assert row.delivery_id is not None
            found[row.delivery_id].append(row.notice)
        return found

    def write(
        self, deliveries: Sequence[tuple[Delivery, list[Notice]]], at: datetime
    ) -> Mapping[UUID, Writing]:
        ways = {way.key: way for way in _ways(one for one, _ in deliveries)}
        return {one.pk: _push(one, ways.get(one.address), rows) for one, rows in deliveries}

    def chain(self, about: list[Notice]) -> Problem | None:
        return about[0].problem

    def record(self, act: Act, delivery: Delivery, about: list[Notice], event: Event) -> None:
        """It goes by another way; where there is none, `raise_undelivered` says so."""
        if event in _DID_NOT_ARRIVE:
            go_another_way(about, act.at)

    def describe(self, about: list[Notice]) -> Described:
        return _described(about[0])

    def may_decide(self, by: Actor) -> Refusal | None:
        return only_desk(by)


class Trials(Source[Way]):
    """A message that somebody sends to themselves; what came of it, their page says."""

    kind = TRIAL
    keeps_bytes = False
    report = TO_STAFF

    def find(self, deliveries: Sequence[Delivery]) -> Mapping[UUID, Way]:
        ways = {way.key: way for way in _ways(deliveries)}
        return {one.pk: ways[one.address] for one in deliveries if one.address in ways}

    def write(
        self, deliveries: Sequence[tuple[Delivery, Way]], at: datetime
    ) -> Mapping[UUID, Writing]:
        return {one.pk: _trial(way) for one, way in deliveries}

    def chain(self, about: Way) -> None:
        return None

    def record(self, act: Act, delivery: Delivery, about: Way, event: Event) -> None:
        pass

    def describe(self, about: Way) -> Described:
        return Described(about.name)

    def may_decide(self, by: Actor) -> Refusal | None:
        return only_desk(by)


class LogInMails(Source[LogInMail]):
    """A link for who forgot their password or is new, and that a password was changed.

    What comes of them is on no record but the delivery: who gets none asks again.
    """

    kind = LOG_INS
    keeps_bytes = False
    report = TO_STAFF

    def find(self, deliveries: Sequence[Delivery]) -> Mapping[UUID, LogInMail]:
        rows = LogInMail.objects.in_bulk([one.owner for one in deliveries])
        return {one.pk: rows[one.owner] for one in deliveries if one.owner in rows}

    def write(
        self, deliveries: Sequence[tuple[Delivery, LogInMail]], at: datetime
    ) -> Mapping[UUID, Writing]:
        return {one.pk: _log_in(one, row, at) for one, row in deliveries}

    def chain(self, about: LogInMail) -> None:
        return None

    def record(self, act: Act, delivery: Delivery, about: LogInMail, event: Event) -> None:
        pass

    def describe(self, about: LogInMail) -> Described:
        return Described(about.get_kind_display())

    def may_decide(self, by: Actor) -> Refusal | None:
        return only_desk(by)


def _described(first: Notice) -> Described:
    return Described(
        said([first])[first.pk].sentence, first.problem.number if first.problem else None
    )


def _write(delivery: Delivery, notices: list[Notice], at: datetime) -> Writing:
    person = notices[0].person
    if not person.is_active or person.email != delivery.address:
        return NOBODY
    unseen = still_true(person, [one for one in notices if one.seen_at is None])
    if not unseen:
        return SEEN
    with speaking(person.reads_in):
        return Written(write_notices(delivery.pk, delivery.address, unseen, at))


def _ways(deliveries: Iterable[Delivery]) -> "QuerySet[Way]":
    return Way.objects.filter(pk__in=[UUID(one.address) for one in deliveries])


def _push(delivery: Delivery, way: Way | None, notices: list[Notice]) -> Writing:
    person = notices[0].person
    if way is None or way.removed_at is not None or not person.is_active:
        return GONE
    unseen = still_true(person, [one for one in notices if one.seen_at is None])
    if not unseen:
        return SEEN
    address = unseal(way.sealed)
    with speaking(person.reads_in):
        return Written(write_push(delivery.pk, address, unseen)) if address else SEALED


def _trial(way: Way) -> Writing:
    if way.removed_at is not None:
        return GONE
    address = unseal(way.sealed)
    return Written(write_trial(address)) if address else SEALED


def _log_in(delivery: Delivery, row: LogInMail, at: datetime) -> Writing:
    if row.kind == LogInMailKind.PORTAL:
        known = people_at(row.address) if row.address else []
        if not known:
            return NOBODY
        with speaking(*_spoken_to(known[0])):
            return Written(write_log_in(delivery.pk, row, None, at))
    person = staff().filter(email=row.address).first()
    if person is None:
        return NOBODY
    with speaking(person.reads_in):
        return Written(write_log_in(delivery.pk, row, person, at))


def _spoken_to(person: Person) -> list[str]:
    """How a customer's person is spoken to in the portal."""
    theirs = customers_of([person]).get(person.pk, [])
    return of_customer(person, theirs[0] if theirs else None, None)


register(NoticeMails(), PushedNotices(), Trials(), LogInMails())
