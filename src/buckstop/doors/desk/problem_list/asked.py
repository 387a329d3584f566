"""What an address of the list asks for: filters, order, columns; and the address with some of it
changed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import QueryDict

from buckstop.coverage.queries import levels, who_is_on_duty
from buckstop.doors.desk.addresses import PROBLEMS, Address
from buckstop.doors.desk.reader import Reader
from buckstop.kit.ids import key_of
from buckstop.people.finding import customers_like
from buckstop.problems.models.problem import State
from buckstop.problems.queries.filters import Sort, Wanted
from buckstop.problems.queries.traits import Trait
from buckstop.problems.rules.order import SOON

KEPT = (
    "state", "kind", "owner", "team", "hurts", "customer", "whose", "only", "age", "sort", "label",
    "value",
)  # fmt: skip
NOT_TODAY = "not-today"  # beside the traits: no news is due before tomorrow
NOBODY, ME, ANY, DESK = "nobody", "me", "any", "desk"
A_DAY = timedelta(days=1)
FURTHEST = 2_000  # rows behind which a list in another order than by age doesn't go on


@dataclass(frozen=True, slots=True)
class Asked:
    """What one address asks for; `given` holds the filters that it sets, `behind` the rows that
    come before."""

    q: str
    given: dict[str, str]
    wanted: Wanted
    behind: int = 0

    @property
    def state(self) -> str:
        """Open ones, unless it says otherwise; a search looks everywhere."""
        return self.given.get("state") or (ANY if self.q else State.OPEN)

    @property
    def wants_best(self) -> bool:
        """Whether what fits the words best stands first, as it does unless they say otherwise."""
        return bool(self.q) and self.given.get("sort") != Sort.NEWEST

    @property
    def only(self) -> list[str]:
        """What else must be true of them."""
        return [one for one in self.given.get("only", "").split(",") if one]

    def url(self, at: Address = PROBLEMS, /, **change: str) -> str:
        """The same list with this changed, from its first page; or `at` another address."""
        return at.url(**({"q": self.q} | self.given | change))


def asked(given: QueryDict, reader: Reader) -> Asked:
    """Read an address. What nobody understands filters nothing."""
    q = " ".join(given.get("q", "").replace("\x00", "").split())[:200]
    said = {name: str(given.get(name, "")).replace("\x00", "")[:200] for name in KEPT}
    kept = {name: value for name, value in said.items() if value}
    bare = Asked(q, kept, Wanted())
    behind = given.get("behind", "")
    number = int(behind) if behind.isascii() and behind.isdecimal() and len(behind) < 6 else 0
    return Asked(q, kept, _wanted(bare, reader), min(number, FURTHEST))


def _wanted(bare: Asked, reader: Reader) -> Wanted:
    given = bare.given
    hurts, owner, sort = given.get("hurts", ""), given.get("owner", ""), given.get("sort", "")
    return Wanted(
        state=bare.state,
        kind=given.get("kind", ""),
        owner=reader.person.pk if owner == ME else key_of(owner),
        owner_not=tuple(who_is_on_duty(reader.now).watch) if owner == NOBODY else None,
        team=key_of(given.get("team", "")),
        no_team=given.get("team") == DESK,
        customer=key_of(given.get("customer", "")),
        customers=tuple(customers_like(given["whose"])) if "whose" in given else None,
        label=key_of(given.get("label", "")),
        value=given.get("value") if "label" in given else None,
        hurts=int(hurts) if hurts in ("0", "1", "2") else None,
        traits=frozenset(Trait(one) for one in bare.only if one in list(Trait)),
        opened_before=_days_ago(given.get("age", ""), reader.now),
        news_after=_today(reader) + A_DAY if NOT_TODAY in bare.only else None,
        today=_today(reader),
        soon=reader.now + SOON,
        sort=Sort(sort) if sort in list(Sort) else Sort.NEWEST,
        at=reader.now,
        weights=levels().weights if sort == Sort.COST else (),
    )


def _days_ago(days: str, now: datetime) -> datetime | None:
    known = days.isascii() and days.isdecimal() and 0 < len(days) < 4
    return now - timedelta(days=int(days)) if known else None


def _today(reader: Reader) -> datetime:
    today = reader.now.astimezone(reader.zone)
    return today.replace(hour=0, minute=0, second=0, microsecond=0)
