"""Who may give how much, what was given by it, and what is asked beyond it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from buckstop.coverage.models import Member, Team
from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.queries import who_is_on_duty
from buckstop.coverage.queries.stand_ins import stand_ins
from buckstop.kit.money import Money
from buckstop.kit.reading import Among, Given, reading
from buckstop.people.models import Person
from buckstop.people.queries import staff
from buckstop.people.roles import Capability, roles_with
from buckstop.people.zones import house_zone_info
from buckstop.problems.models import Case, Commitment
from buckstop.remedies.limits import Asked, Beyond, Limits, beyond
from buckstop.remedies.limits import Given as Counted
from buckstop.remedies.models import Authority, OwnKind, Remedy, RemedyKind
from buckstop.remedies.settings import CURRENCY


def own_kinds() -> list[OwnKind]:
    """The house's own that are there, by name."""
    return list(OwnKind.objects.filter(ended_at=None).order_by("name"))


def kinds() -> list[str]:
    """The codes of all that may be given: an apology first, the house's own last."""
    return [*RemedyKind.values, *(one.name for one in own_kinds())]


def authorities() -> "QuerySet[Authority]":
    """Everybody's that hold, those of a person first."""
    rows = Authority.objects.filter(until=None).select_related("person", "team")
    return rows.order_by("person__public_name", "team__name", "role", "pk")


def authorities_of(person: Person) -> list[Authority]:
    """By which somebody may give: their own first, then their teams', then their role's."""
    return _in_turn(_held(person=person.pk, role=person.role))


def _in_turn[Holds: Authority](found: Iterable[Holds]) -> list[Holds]:
    return sorted(found, key=lambda one: (one.person_id is None, one.team_id is None, one.pk))


@reading
def _held() -> "QuerySet[Authority]":
    person: Any = Given("person")
    teams = Member.objects.filter(person=person, until=None, team__ended_at=None).values("team")
    fits = Q(person=person) | Q(role=Given("role")) | Q(team__in=teams)
    return Authority.objects.filter(fits, until=None)


@reading
def who() -> "QuerySet[Person]":
    """Who acts."""
    return Person.objects.filter(pk=Given("person"))


@reading
def case_to_give_in() -> "QuerySet[Case]":
    """A case with whose it is and its problem."""
    found = Case.objects.filter(pk=Given("case"))
    return found.select_related("problem", "customer", "contact")


def limits_of(authority: Authority) -> Limits:
    """As the rule takes them."""
    return Limits(
        kinds=frozenset(authority.kinds),
        currency=authority.currency,
        per_case=authority.per_case,
        per_customer=authority.per_customer,
        per_month=authority.per_month,
    )


def with_given(
    holds: Iterable[Authority], person: UUID, case: Case, at: datetime
) -> list[tuple[Authority, Counted]]:
    """Those of them that hold still, each with what `person` gave by it: in the case, and this
    month to its customer and in all. One statement reads them all."""
    keys, whose = [one.pk for one in holds], case.customer_id
    given = {"keys": keys, "person": person, "case": case.pk, "since": month_of(at)}
    found: list[Any] = (
        _counted(True, customer=whose, **given) if whose else _counted(False, **given)
    )
    return [(one, Counted(one.of_case, one.of_customer, one.of)) for one in _in_turn(found)]


@reading
def _counted(of_customer: bool) -> "QuerySet[Authority]":
    """`of_customer`: it is known whose case it is."""
    mine = Remedy.objects.filter(
        authority=OuterRef("pk"), granted_by=Given("person"), granted_at__isnull=False
    )
    in_case = mine.filter(case=Given("case"))
    lately = mine.filter(granted_at__gte=Given("since"))
    if of_customer:  # their cases first: a month may have ten thousand grants to others
        cases = Case.objects.filter(customer=Given("customer")).values("pk")
        theirs = lately.filter(Among("case", ArraySubquery(cases)))
    else:
        theirs = lately.filter(case=Given("case"))
    return Authority.objects.filter(Among("pk", Given("keys")), until=None).annotate(
        of_case=_sum_of(in_case), of_customer=_sum_of(theirs), of=_sum_of(lately)
    )


def _sum_of(given: "QuerySet[Remedy]") -> Coalesce:
    sums = given.order_by().values("authority").annotate(sum=Sum("amount")).values("sum")
    return Coalesce(Subquery(sums), 0, output_field=BigIntegerField())


def _sums(case: Case, at: datetime) -> dict[str, Coalesce]:
    this_month = Q(granted_at__gte=month_of(at))
    whose = Q(case__customer=case.customer_id) if case.customer_id else Q(case=case)
    return {
        "of_case": _sum(Q(case=case)),
        "of_customer": _sum(whose & this_month),
        "of": _sum(this_month),
    }


def _sum(which: Q) -> Coalesce:
    return Coalesce(Sum("amount", filter=which), 0)


def month_of(at: datetime) -> datetime:
    """When the month began, where the house is."""
    there = at.astimezone(house_zone_info())
    return there.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def asked_for(kind: str, amount: int | None, currency: str = "") -> Asked:
    """As the rule takes it."""
    free = kind == RemedyKind.APOLOGY
    return Asked(kind=kind, amount=amount, currency=currency or CURRENCY.value, free=free)


def authority_for(
    person: Person, case: Case, asked: Asked, at: datetime, *, holds: Iterable[Authority]
) -> tuple[Authority | None, Beyond | None]:
    """The first of these by which `person` needs nobody's yes; else none, and the limit that it is
    beyond.

    An apology is everybody's who works at the desk.
    """
    why: Beyond | None = Beyond.KIND
    for authority, given in with_given(holds, person.pk, case, at):
        why = beyond(limits_of(authority), given, asked)
        if why is None:
            return authority, None
    return None, None if asked.free else why


def asked_under(
    person: Person, case: Case, asked: Asked, at: datetime
) -> tuple[Beyond, Money | None] | None:
    """Which limit of theirs it is beyond, the widest of those for its kind, and how much that is;
    None: it is beyond none."""
    found = with_given(authorities_of(person), person.pk, case, at)
    limits = [beyond(limits_of(one), given, asked) for one, given in found]
    if asked.free or None in limits:
        return None
    mine = [
        (one, limit)
        for (one, _given), limit in zip(found, limits, strict=True)
        if limit is not None and asked.kind in one.kinds
    ]
    if not mine:
        return Beyond.KIND, None
    widest, limit = max(mine, key=lambda each: each[0].per_month)
    most = {
        Beyond.CASE: widest.per_case,
        Beyond.CUSTOMER: widest.per_customer,
        Beyond.MONTH: widest.per_month,
    }.get(limit)
    return limit, widest.money(most) if most is not None else None


def who_may_say_yes(
    case: Case, asked: Asked, at: datetime, *, but_not: Iterable[UUID] = ()
) -> UUID:
    """The nearest with enough authority, of those on duty where any is; else with whom the buck
    stops, who is told now. Who is away is stood in for, as long as they are.

    The nearest is whose limits are the lowest that are high enough.
    """
    there, left_out, instead = who_is_on_duty(at), set(but_not), stand_ins(at)
    able = [instead.get(key, key) for key in _able(case, asked, at)]
    ranked = [key for key in dict.fromkeys(able) if key not in left_out]
    now = [key for key in ranked if key in there.on_shift]
    return next(iter([*now, *ranked]), _buck(there, case, left_out))


def above(remedy: Remedy, owed: Commitment, at: datetime) -> UUID:
    """Who is next where who owes the yes gave no answer."""
    asked = asked_for(remedy.kind, remedy.amount, remedy.currency)
    return who_may_say_yes(
        remedy.case, asked, at, but_not={remedy.asked_by_id, owed.debtor_id, *_before(owed)}
    )


def stands_in(person: UUID, owed: Commitment, at: datetime) -> bool:
    """Whether `person` is there for who owes it, now."""
    return stand_ins(at).get(owed.debtor_id) == person


def _before(owed: Commitment) -> list[UUID]:
    """Who owed it before, and didn't answer."""
    found = []
    while owed.follows_id is not None:
        owed = Commitment.objects.get(pk=owed.follows_id)
        found.append(owed.debtor_id)
    return found


def _able(case: Case, asked: Asked, at: datetime) -> list[UUID]:
    """Everybody by whose limits it may be given, whose are the lowest first."""
    holds = list(authorities().filter(kinds__contains=[asked.kind]))
    given = _given_by_all(holds, case, at)
    members = _members_of({one.team_id for one in holds if one.team_id})
    found: dict[UUID, int] = {}
    for person in staff().filter(role__in=roles_with(Capability.OWN)):
        for one in holds:
            holder = person.pk in (one.person_id, *members.get(one.team_id, ()))
            if not (holder or one.role == person.role):
                continue
            if beyond(limits_of(one), given.get((one.pk, person.pk), Counted()), asked) is None:
                found[person.pk] = min(one.per_month, found.get(person.pk, one.per_month))
    return sorted(found, key=lambda key: (found[key], key))


def _given_by_all(
    holds: list[Authority], case: Case, at: datetime
) -> dict[tuple[UUID, UUID], Counted]:
    rows = Remedy.objects.filter(authority__in=holds, granted_at__isnull=False)
    sums = rows.values_list("authority", "granted_by").annotate(**_sums(case, at)).order_by()
    return {(holds, person): Counted(*given) for holds, person, *given in sums}


def _members_of(teams: set[UUID]) -> dict[UUID | None, list[UUID]]:
    found: dict[UUID | None, list[UUID]] = {}
    rows = Member.objects.filter(team__in=teams, until=None) if teams else Member.objects.none()
    for team, person in rows.values_list("team", "person"):
        found.setdefault(team, []).append(person)
    return found


def _buck(there: OnDuty, case: Case, left_out: set[UUID]) -> UUID:
    team = there.desk(case.problem.team_id).buck_stops_with
    return there.buck_stops_with if team in left_out else team


def remedy_with(key: UUID) -> Remedy | None:
    """What is or was asked, by its key."""
    related = ("case__problem", "asked_by", "text", "approval__what", "approval__debtor")
    return Remedy.objects.filter(pk=key, approval__isnull=False).select_related(*related).first()


def remedy_of(approval: UUID) -> Remedy | None:
    """What a yes is asked for."""
    rows = Remedy.objects.filter(approval=approval).select_related("case", "asked_by", "text")
    return rows.first()


def granted(since: datetime, until: datetime) -> "QuerySet[Remedy]":
    """What was given from `since` and before `until`, the newest first."""
    rows = Remedy.objects.filter(granted_at__gte=since, granted_at__lt=until)
    related = (
        "case__problem", "case__customer", "case__contact", "granted_by", "asked_by", "backed_by",
        "beyond_why", "step__debtor",
    )  # fmt: skip
    return rows.select_related(*related).order_by("-granted_at", "-pk")


AGAIN = timedelta(days=365)
"""A customer for whom something was made right on another problem so lately has failed twice."""


@dataclass(frozen=True, slots=True)
class Before:
    """What a customer was given before: how often, how much of each currency; `again`: on another
    problem within a year, so that this is the second failure."""

    times: int
    money: tuple[Money, ...]
    again: bool


def given_before(case: Case, at: datetime) -> Before:
    """All that was given to whose case it is; nothing where nobody knows whose it is."""
    rows = Remedy.objects.filter(case__customer=case.customer_id, granted_at__isnull=False)
    if case.customer_id is None:
        rows = rows.none()
    sums = rows.filter(amount__isnull=False).values_list("currency").annotate(Sum("amount"))
    others = rows.exclude(case__problem=case.problem_id).filter(granted_at__gt=at - AGAIN)
    money = tuple(Money(minor, code) for code, minor in sums.order_by("currency"))
    return Before(rows.count(), money, others.exists())


def second_failures(found: Iterable[Remedy]) -> set[UUID]:
    """Which of these were given to whom something on another problem was, within the year
    before."""
    given = [(one.pk, one.case, one.granted_at) for one in found if one.granted_at is not None]
    if not given:
        return set()
    since = min(at for _key, _case, at in given) - AGAIN
    customers = {case.customer_id for _key, case, _at in given if case.customer_id}
    rows = Remedy.objects.filter(case__customer__in=customers, granted_at__gt=since)
    earlier: dict[UUID | None, list[tuple[UUID, datetime]]] = {}
    for customer, problem, at in rows.values_list("case__customer", "case__problem", "granted_at"):
        if at is not None:
            earlier.setdefault(customer, []).append((problem, at))
    return {
        key
        for key, case, at in given
        for problem, before in earlier.get(case.customer_id, ())
        if problem != case.problem_id and at - AGAIN < before < at
    }


def teams_to_choose() -> "QuerySet[Team]":
    """Those that may have limits of their own."""
    return Team.objects.filter(ended_at=None).order_by("name")
