"""What to do next: work ordered by what waiting costs the customers.

The generalised cµ rule: serve first where the marginal cost of waiting, times the rate at which
the work gets done, is largest (J. A. van Mieghem, *Dynamic Scheduling with Convex Delay Costs*,
1995). Here the marginal cost is how much it hurts, for how many; it doubles as the promise nears,
and grows with each day that they wait, so that nobody waits for ever; the rate is one over the
work expected, of the person whose order it is (A. Mandelbaum and A. L. Stolyar, 2004). How it does
beside other orders: docs/order-of-work.md.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from buckstop.coverage.rules.levels import GROWS, WEIGHS

HURT_WEIGHT = (1.0, 3.0, 9.0)  # it can wait, it slows them down, it stops them
NEARS_OVER = timedelta(hours=1)  # what a promise adds doubles with each hour nearer to it
PROMISE = 1.0  # what it adds when its time has come, beside what waiting costs anyway
LEAST = 1.0  # minutes: what takes less counts as if it took that
RANKED = 0.25  # what a customer counts more for whom it comes first, and less where it comes last
SOON = timedelta(hours=1)  # what is due within it needs me now
WORDS_WITHIN = timedelta(minutes=30)  # what a customer wrote should be read within it

_n = gettext_noop
_NUMBERS = [
    _n("no"), _n("one"), _n("two"), _n("three"), _n("four"), _n("five"), _n("six"), _n("seven"),
    _n("eight"), _n("nine"), _n("ten"),
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What one kind of work asks: so many `minutes`, and of whoever does it, in words.

    `answers`: somebody waits for a word, so it is there now. `alone`: no reason is given besides.
    """

    minutes: int
    asks: str
    near: str = _n("its time is near")
    answers: bool = False
    alone: bool = False


WORDS, CHECK = "words", "check"
"""Tasks that are of no commitment's kind: a customer wrote; somebody says that it is done."""
EXPECTED: dict[str, Expected] = {
    WORDS: Expected(
        minutes=5, asks=_n("They wrote, and nobody has answered."), near="", answers=True
    ),
    CHECK: Expected(minutes=5, asks=_n("They say that it is done.")),
}
"""Of each kind of task; those of commitments register themselves."""
_UNKNOWN = Expected(minutes=15, asks=_n("You were asked."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do: `kind` is that of the commitment, or WORDS, or CHECK.

    `customers` wait for it; `ranked`: for how many of them it comes first of theirs, less those for
    whom it comes last. `unheard`: they wrote, and nobody has said that they read it.
    `answered`: they had a human word before. `near`: it is about to be missed, and its debtor isn't
    there. `missed`: when the promise before it was due, that passed; nobody has spoken since.
    `since`: when the waiting for this began, where that is known. `pinned`: somebody put its
    problem first. `minutes`: how much work the like was for its team, where enough is known;
    `ease`: how many times as long as others whoever does it needs for it, beside their other work.
    `weighs`, `grows`: what waiting counts by the level of whoever waits, and what each day adds.
    """

    kind: str
    due: datetime
    since: datetime | None = None
    pinned: bool = False
    hurts: int
    customers: int
    ranked: int = 0
    unheard: bool = False
    answered: bool = True
    near: bool = False
    missed: datetime | None = None
    minutes: float | None = None
    ease: float | None = None
    weighs: int = WEIGHS
    grows: int = GROWS


def expected(task: Task) -> Expected:
    """What its kind of work asks; a kind that nobody knows any more is like any answer."""
    return EXPECTED.get(task.kind, _UNKNOWN)


def cost(task: Task, now: datetime) -> float:
    """The order's index: cost of waiting removed per minute of work. Larger comes first."""
    left = max(((task.missed or task.due) - now) / NEARS_OVER, 0.0)
    waited = max((now - task.since) / timedelta(days=1), 0.0) if task.since else 0.0
    growth: float = 1.0 + PROMISE * 2.0**-left + task.grows / 100 * waited
    many = max(task.customers, 1) + RANKED * task.ranked
    weight = HURT_WEIGHT[task.hurts] * task.weighs / 100
    return weight * max(many, RANKED) * growth / work(task)


def work(task: Task) -> float:
    """The minutes that it asks: by its team's own history, else what is usual for its kind; and
    by what comes easier to whoever does it."""
    usual = expected(task).minutes if task.minutes is None else max(task.minutes, LEAST)
    return usual * (task.ease or 1.0)


def place(task: Task, now: datetime) -> tuple[bool, float]:
    """Where it stands: what is pinned first, then what costs most; the smallest comes first."""
    return (not task.pinned, -cost(task, now))


def is_now(task: Task, now: datetime) -> bool:
    """Whether it needs me now: due soon or past, missed before, somebody waits, words are unread,
    or somebody put it first."""
    if task.pinned or task.missed is not None or task.unheard or task.near:
        return True
    return expected(task).answers or task.due - now <= SOON


def reason(task: Task, now: datetime, *, first: bool = False) -> str:
    """Why it stands where it does, in words."""
    asks = _(expected(task).asks)
    if task.near:
        asks = _("Its owner is away; move the time or send news.")
    why = _because(task, now)
    if not why or expected(task).alone:
        return asks
    if first:
        return _("%(asks)s First because %(why)s.") % {"asks": asks, "why": _joined(why)}
    said = _joined(why)
    return f"{asks} {said[0].upper()}{said[1:]}."


def _because(task: Task, now: datetime) -> list[str]:
    why = []
    if task.unheard and task.kind != WORDS:
        why.append(_("they wrote again") if task.answered else _("they wait for a first word"))
    if task.customers > 1:
        why.append(_("%(n)s customers wait") % {"n": in_words(task.customers)})
    if task.ranked > 0:
        why.append(_("it comes first for them"))
    if task.hurts == len(HURT_WEIGHT) - 1:
        why.append(_("it stops them"))
    if task.kind != WORDS:
        if task.missed is not None:
            why.append(_("a promise was missed, and they have heard nothing since"))
        elif task.due <= now:
            why.append(_("the time has passed"))
        elif task.due - now <= SOON:
            why.append(_(expected(task).near))
    if not why and task.customers == 1:
        why.append(_("one customer waits"))
    return why


def in_words(number: int) -> str:
    """Small numbers as words."""
    return _(_NUMBERS[number]) if 0 < number < len(_NUMBERS) else str(number)


def _joined(parts: list[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    return _("%(some)s and %(last)s") % {"some": ", ".join(parts[:-1]), "last": parts[-1]}
