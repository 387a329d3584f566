"""A ladder played for a moment to come, as pages show it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.coverage.climbing import next_on_duty
from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.queries import leaders, who_is_on_duty
from buckstop.coverage.rules.ladders import Rung, There, Whom
from buckstop.coverage.rules.playing import Silence, Step, play, silences
from buckstop.doors.components.shown.promised import minutes_say
from buckstop.doors.desk.presenting.ladders import when_says, whom_says
from buckstop.doors.desk.reader import Reader
from buckstop.kit import said_time
from buckstop.people.queries import staff
from buckstop.problems.rules.climbing import Around, first_above, watch


@dataclass(frozen=True, slots=True)
class PlayedStep:
    """One instant of it: what comes then, who hears; `silent` where nobody does, and until when."""

    at: str
    what: str
    lines: list[str] = field(default_factory=list)
    silent: str = ""


@dataclass(frozen=True, slots=True)
class Played:
    """What a ladder comes to: in a sentence or two, and step by step."""

    says: list[str]
    steps: list[PlayedStep]
    silent: bool


@dataclass
class _Scene:
    """What is owed on a problem of a team, whose owner has the watch as it is promised."""

    reader: Reader
    team: UUID | None
    since: datetime
    due: datetime
    above: list[UUID] = field(default_factory=lambda: [person.pk for person in leaders()])
    known: dict[datetime, OnDuty] = field(default_factory=dict)

    def __post_init__(self) -> None:
        on_duty = self.on_duty(self.since)
        self.owner = watch(on_duty, self.team, on_duty.desk(self.team).watch[0])
        self.asked = first_above(on_duty, self.team, owner=self.owner, leaders=self.above)
        self.names = {person.pk: person.public_name for person in staff()}

    def on_duty(self, at: datetime) -> OnDuty:
        """Who is on duty at an instant to come."""
        if at not in self.known:
            self.known[at] = who_is_on_duty(at)
        return self.known[at]

    def there(self, at: datetime) -> There:
        """Who of a ladder is there then."""

        def there(whom: Whom) -> list[UUID]:
            if at == self.due and whom is Whom.OWNER:
                return [self.owner]  # hears, on shift or not
            debtor = self.asked if whom is Whom.ABOVE else self.owner
            around = Around(self.on_duty(at), self.team, self.owner, debtor, lambda: self.above)
            return around.there(whom)

        return there

    def comes(self, after: datetime, held: Collection[Whom]) -> datetime | None:
        """When the next of whom something is held for comes on duty."""
        named = not {Whom.OWNER, Whom.DEBTOR}.isdisjoint(held)
        return next_on_duty(
            after,
            self.team,
            shift=Whom.SHIFT in held,
            lead=Whom.LEAD in held,
            people=[self.owner] if named else [],
        )

    def when(self, at: datetime) -> str:
        """An instant in words."""
        return said_time.at(at, self.reader.now, self.reader.zone)

    def who(self, step: Step) -> str:
        """Who hears, and of whom there is more to say than that they are on shift."""
        return " · ".join(self._named(one.person, step.at) for one in step.heard)

    def _named(self, person: UUID, at: datetime) -> str:
        on_duty = self.on_duty(at)
        name = {"name": self.names[person]}
        if person in on_duty.on_shift:
            return self.names[person]
        if person in on_duty.bucks:
            return _("%(name)s (the buck stops there)") % name
        return _("%(name)s (not on shift)") % name


def played(
    rungs: Sequence[Rung], *, team: UUID | None, since: datetime, due: datetime, reader: Reader
) -> Played:
    """What would happen with something promised at `since` by `due` that nobody ever answers."""
    scene = _Scene(reader, team, since, due)
    steps = play(rungs, since=since, due=due, there=scene.there, comes=scene.comes)
    silent = {one.at: one for one in silences(steps)}
    owner = _("It is %(name)s’s, who has the watch then.") % {"name": scene.names[scene.owner]}
    first = PlayedStep(scene.when(since), _("Promised"), [owner])
    return Played(
        says=[_silence(one, scene) for one in silent.values()]
        or [_("At every step somebody would hear who is there.")],
        steps=[first, *(_step(step, silent.get(step.at), scene) for step in steps)],
        silent=bool(silent),
    )


def _silence(silence: Silence, scene: _Scene) -> str:
    """`At 03:40 on Sunday nobody would be told for 4 h 20.`"""
    at = scene.when(silence.at)
    if silence.until is None:
        return _("At %(at)s nobody would be told, nor within four weeks.") % {"at": at}
    minutes = round((silence.until - silence.at) / timedelta(minutes=1))
    said = {"at": at, "time": minutes_say(minutes)}
    return _("At %(at)s nobody would be told for %(time)s.") % said


def _step(step: Step, silence: Silence | None, scene: _Scene) -> PlayedStep:
    what = [when_says(rung) for rung in step.came]
    if step.due:
        what = [_("It is due")]
    lines = [
        _("%(whom)s: nobody is there") % {"whom": _first(whom_says(rung.whom))}
        for rung in step.empty
    ]
    if step.due and scene.owner not in (one.person for one in step.heard):
        lines.append(_("Its owner hears, on shift or not"))
    if step.heard:
        lines.append(_("%(who)s hears of it") % {"who": scene.who(step)})
    return PlayedStep(
        scene.when(step.at),
        " · ".join(dict.fromkeys(what)) or _("Somebody comes on duty for whom it was held"),
        lines,
        _silence(silence, scene) if silence else "",
    )


def _first(words: str) -> str:
    return words[:1].upper() + words[1:]
