"""A course becomes beats: the times of its acts, and what is said in each."""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import cache

from buckstop.demo.acts.table import FIRST
from buckstop.demo.shapes import Beat, Run
from buckstop.demo.staff import STAFF, ZONE
from buckstop.demo.stories import library
from buckstop.kit.calendars import Calendar

_TOKEN = re.compile(r"(?:(\d+)([r!]*):)?(.+)")
_ACT = re.compile(r"([a-z-]+)(?:=(\d+))?(?:@(\w+))?")
_HURTING = 0.6  # of the usual gaps: who is stopped hears at least every 240 minutes
_GREETINGS = ("Hello,", "Hi,", "Good morning,", "Dear team,", "Hi all,", "Hello Halden,")
_CLOSINGS = ("Kind regards,", "Thanks,", "Best,", "Many thanks in advance,", "Regards,")


@cache
def office() -> Calendar:
    """The hours that the service level promises."""
    return Calendar(ZONE, {day: [(time(8), time(18))] for day in range(5)})


def beats(run: Run, acts: str, *, begins: datetime, until: datetime) -> list[Beat]:
    """The beats of `run` from `begins` up to `until`; what would come later doesn't happen."""
    chance = random.Random(f"beats {run.key}")
    at, found, words = begins, list[Beat](), _Words(run, chance)
    for place, token in enumerate(acts.split()):
        gap, how, done = _split(token)
        at += _gap(gap, how, at, chance, run) if place or gap else timedelta()
        if at > until:
            break
        parts = [_beat(run, part, at, place, words, chance) for part in _parts(run, done)]
        found.append(replace(parts[0], more=tuple(parts[1:])))
    if found:
        run.opened = found[0].at
    return found


def has_long_gaps(acts: str) -> bool:
    """Whether nothing is heard for half a day: not for who is stopped by it."""
    before = re.split(r"[:+](?:fixed|answer)\b", acts)[0]
    return any(int(gap) >= 300 for gap in re.findall(r"(\d+)!?:", before))


def _split(token: str) -> tuple[int, str, str]:
    match = _TOKEN.fullmatch(token)
    assert match is not None
    return int(match[1] or 0), match[2] or "", match[3]


def _parts(run: Run, done: str) -> list[str]:
    """What is done in one go; how much it hurts is noted beside the understanding."""
    parts = []
    for part in done.split("+"):
        parts.append(part)
        if part.startswith("understand") and run.head is None:
            parts += ["hurts"] if run.story.hurts == 2 else []
            parts += ["eases"] if run.story.hurts == 0 and run.variant == 0 else []
    return parts


def _beat(
    run: Run, part: str, at: datetime, place: int, words: "_Words", chance: random.Random
) -> Beat:
    match = _ACT.fullmatch(part)
    if match is None:
        raise ValueError(f"{part!r} is no act of a course")
    act, due, who = match.groups()
    return Beat(
        at=at,
        run=run,
        act=act,
        words=words.of(act),
        who=_whom(who, act, chance),
        due=timedelta(minutes=int(due)) if due else None,
        place=place,
    )


def _gap(minutes: int, how: str, at: datetime, chance: random.Random, run: Run) -> timedelta:
    exact = "!" in how
    hurry = _HURTING if run.story.hurts == 2 and "r" not in how else 1.0
    varied = float(minutes) if exact else minutes * hurry * chance.uniform(0.75, 1.25)
    seconds = timedelta(seconds=chance.randint(3, 50))
    if "r" in how:
        return timedelta(minutes=varied) + seconds
    return office().add_working(at, varied) - at + seconds


def _whom(who: str | None, act: str, chance: random.Random) -> str:
    if who:
        return next(person.email for person in STAFF if person.email.startswith(f"{who}@"))
    if act == "call":
        return chance.choice([p.email for p in STAFF if p.role == "front line"])
    if act in ("forward", "ask"):
        return chance.choice([p.email for p in STAFF if p.role == "colleague"])
    return ""


class _Words:
    """What is said next in each kind of act."""

    def __init__(self, run: Run, chance: random.Random) -> None:
        self._run, self._chance = run, chance
        story = run.story
        under_way = library.UNDER_WAY if story.kind != "problem" else ()
        self._news: Iterator[str] = iter((*story.news, *under_way, *library.MORE_NEWS * 2))

    def of(self, act: str) -> str:
        """A template; its places are filled when it is said."""
        story = self._run.story
        if act in FIRST:
            return self._report(greeted=act != "call")
        if act in ("reply", "reply-lost", "tell", "phone"):
            return next(self._news)
        if act in ("answer", "decline"):
            return story.answers[self._run.variant % len(story.answers)]
        if act == "solved":
            return self._chance.choice(("", "7", "7", "6", "6", "6", "5", "5", "4", "3", "2"))
        own = {
            "fixed": story.fixed,
            "fixed-again": story.again,
            "broken": story.broken,
            "sends-log": story.reply,
            "page": story.reply,
            "note": story.note,
            "note-log": story.note,
        }
        said = library.SAID.get(act)
        return own.get(act) or (self._chance.choice(said) if said else "")

    def _report(self, *, greeted: bool) -> str:
        run = self._run
        if not greeted or run.story in library.SPAM:
            return run.story.reports[run.variant % len(run.story.reports)]
        hello, closing = self._chance.choice(_GREETINGS), self._chance.choice(_CLOSINGS)
        return reported(run, hello, closing)


def reported(run: Run, hello: str, closing: str) -> str:
    """The first mail, as people write it."""
    report = run.story.reports[run.variant % len(run.story.reports)]
    return f"{hello}\n\n{report}\n\n{closing}\n{run.contact.name}\n{run.company.name}\n"
