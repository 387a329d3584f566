"""One act of a run: who is there, and where it stands."""

from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from buckstop.conversations.letters.acknowledgement import Acknowledgement
from buckstop.conversations.letters.handoff import Handoff
from buckstop.conversations.letters.letter import of_people
from buckstop.conversations.letters.reminder import Reminder
from buckstop.conversations.models import Message
from buckstop.demo.shapes import Beat, Run
from buckstop.demo.staff import FRONT_LINE, ZONE
from buckstop.demo.world import World
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.people.models import Person
from buckstop.problems.commitments.kind import Kind
from buckstop.problems.models import Case, Commitment, Problem

OURS = (*of_people(), Acknowledgement.code, Handoff.code, Reminder.code)


class Scene:
    """What an act works with; rows are read when they are asked for, and once."""

    def __init__(self, world: World, beat: Beat) -> None:
        self.world, self.beat, self.run = world, beat, beat.run

    def turn_to(self, beat: Beat) -> None:
        """The next thing that is done in the same go."""
        self.beat = beat
        self.__dict__.pop("words", None)

    @property
    def at(self) -> datetime:
        return self.world.now

    @cached_property
    def case(self) -> Case:
        """The case of this run, on whatever problem it is now."""
        rows = Case.objects.select_related("problem__owner")
        found: Case = rows.get(pk=self.run.case or self.found(self.run))
        return found

    @property
    def problem(self) -> Problem:
        return self.case.problem

    @property
    def owner(self) -> Actor:
        return self.problem.owner.actor()

    @property
    def contact(self) -> Actor:
        """The customer, through the link to their case."""
        return Actor(ActorKind.CONTACT, self.case.contact_id, case=self.case.pk)

    @cached_property
    def words(self) -> str:
        """What is said, with every place filled."""
        return self.filled(self.beat.words)

    def filled(self, words: str) -> str:
        named = {"owner": self.problem.owner.public_name.split()[0]} if "{owner}" in words else {}
        return self.run.said(words, **named)

    @property
    def due(self) -> datetime:
        """The time that this act promises: to the minute."""
        assert self.beat.due is not None
        due = self.beat.at + self.beat.due
        return due.replace(second=0, microsecond=0)

    @property
    def due_or_usual(self) -> datetime | None:
        """The same, or None where the service level's usual time will do."""
        return self.due if self.beat.due is not None else None

    def found(self, run: Run) -> UUID:
        """The case of a run: by the Message-ID of its mail, or by when it was logged."""
        if run.case is None:
            heard = Message.objects.filter(message_id=f"<{run.key}.0@{run.company.domain}>")
            soon = (run.opened, run.opened + timedelta(minutes=10))
            logged = Case.objects.filter(opened_at__range=soon, title=run.title)
            run.case = (
                heard.values_list("case", flat=True).first()
                or logged.values_list("pk", flat=True).get()
            )
        return run.case

    def case_of(self, run: Run) -> Case:
        """The case of another run."""
        found: Case = Case.objects.select_related("problem__owner").get(pk=self.found(run))
        return found

    def open(self, kind: type[Kind], **also: object) -> "QuerySet[Commitment]":
        """What is owed on the problem, the oldest first."""
        owed = Commitment.objects.filter(
            problem=self.problem, kind=kind.code, ended_at=None, **also
        )
        return owed.select_related("problem", "debtor").order_by("made_at", "pk")

    def last_of_ours(self) -> Message | None:
        """What we last wrote in the thread of the case."""
        ours = Message.objects.filter(case=self.case, kind__in=OURS)
        return ours.select_related("text").order_by("-at", "-pk").first()

    def colleague(self) -> Person:
        """Whoever this beat names; else one of the front line who doesn't own the problem."""
        if self.beat.who:
            return self.world.person(self.beat.who)
        start = len(self.run.story.key) + self.run.variant + int(self.run.key[1:], 16)
        for turn in range(1, len(FRONT_LINE)):
            chosen = self.world.person(FRONT_LINE[(start + turn) % len(FRONT_LINE)].email)
            if chosen.pk != self.problem.owner_id:
                return chosen
        raise LookupError("everybody owns it")

    def local(self) -> datetime:
        """The time as the house's clocks show it."""
        return self.at.astimezone(ZoneInfo(ZONE))
