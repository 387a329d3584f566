"""Which teams there are, who is of them, what goes to them, and what people know."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from buckstop.coverage.models import Member, Route, Skill, Team
from buckstop.coverage.on_duty import OnDuty
from buckstop.kit.addresses import normal
from buckstop.kit.reading import Among, Given, reading


def teams() -> "QuerySet[Team]":
    """The teams that there are, by name, with who leads them."""
    return Team.objects.filter(ended_at=None).select_related("lead").order_by("name")


def names_of_teams() -> list[str]:
    """What the teams are called."""
    return list(teams().values_list("name", flat=True))


def members(team: Team) -> list[Member]:
    """Who is of a team, by name; who has left the house, too, until somebody takes them out."""
    now = Member.objects.filter(team=team, until=None)
    return list(now.select_related("person").order_by("person__public_name"))


def teams_of(person: UUID) -> list[Team]:
    """The teams that somebody is of, the longest first."""
    now = Member.objects.filter(person=person, until=None, team__ended_at=None)
    return [member.team for member in now.select_related("team__lead").order_by("since", "pk")]


def memberships(people: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """The teams of each of these people who are of any."""
    found: dict[UUID, list[UUID]] = {}
    for person, team in _memberships(people=list(people)) if people else ():
        found.setdefault(person, []).append(team)
    return found


@reading
def _memberships() -> "QuerySet[Member, tuple[UUID, UUID]]":
    now = Member.objects.filter(until=None, team__ended_at=None)
    return now.filter(Among("person", Given("people"))).values_list("person", "team")


def who_may_answer(team: Team, there: OnDuty) -> list[UUID]:
    """Who hears of what a team is asked: who is on its shift; where nobody is, all who are of it;
    of a team of nobody, with whom its buck stops. At least one."""
    desk = there.desk(team.pk)
    of_it = [one.person_id for one in members(team) if one.person.is_active]
    return list(desk.on_shift) or of_it or desk.watch


def answers_for(person: UUID, team: UUID, there: OnDuty) -> bool:
    """Whether somebody can answer for a team: they have its watch, or are of it."""
    now = Member.objects.filter(team=team, person=person, until=None)
    return person in there.desk(team).watch or now.exists()


def routes(team: Team) -> list[Route]:
    """What goes to a team."""
    now = Route.objects.filter(team=team, until=None).select_related("customer", "service")
    return list(now.order_by("address", "customer__name", "service__name"))


def named_teams(addresses: Collection[str], customers: Collection[UUID]) -> dict[UUID | str, UUID]:
    """The team that each of these customers, and each of these addresses of ours, names; and of
    each service for which one was said, under its name."""
    forms = {address: normal(address) for address in addresses}
    now = Route.objects.filter(until=None, team__ended_at=None)
    ours = Q(service__isnull=False, service__ended_at=None)
    theirs = Q(customer__in=customers) | Q(address__in=[*filter(None, forms.values())])
    rows = now.filter(theirs | ours)
    columns = rows.values_list("customer", "address", "service__name", "team")
    found = {customer or address or name: team for customer, address, name, team in columns}
    return found | {address: found[form] for address, form in forms.items() if form in found}


def skills_of(people: Iterable[UUID]) -> dict[UUID, list[str]]:
    """What each of these people knows."""
    found: dict[UUID, list[str]] = {}
    now = Skill.objects.filter(person__in=list(people), until=None).order_by("name")
    for person, name in now.values_list("person", "name"):
        found.setdefault(person, []).append(name)
    return found


def skills(person: UUID) -> list[Skill]:
    """What somebody knows."""
    return list(Skill.objects.filter(person=person, until=None).order_by("name"))


def skill_names() -> list[str]:
    """Every word that was said of what people know, so that one is written the same each time."""
    now = Skill.objects.filter(until=None).order_by("name")
    return list(now.values_list("name", flat=True).distinct())


def teams_of_addresses() -> dict[str, Team]:
    """The team of each address of the desk of which one was said."""
    rows = Route.objects.filter(until=None, customer=None, service=None, team__ended_at=None)
    return {row.address: row.team for row in rows.select_related("team")}
