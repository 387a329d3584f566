"""A house in which everything is there once, so that each address of the desk leads somewhere."""

import re
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver

from buckstop.arrivals.actions.naming import name_source, note_reconciled
from buckstop.arrivals.models import Source
from buckstop.briefings.actions import brief, subscribe, word
from buckstop.chat.actions.chats import add_chat
from buckstop.chat.actions.linking import link, make_code
from buckstop.chat.actions.rooms import add_room
from buckstop.chat.models import Link
from buckstop.concerns.actions import raise_openly
from buckstop.conversations.actions import telling
from buckstop.conversations.actions.posting import File
from buckstop.conversations.actions.scheduling import schedule
from buckstop.conversations.actions.snippets import add_snippet
from buckstop.conversations.models import Attachment, Message
from buckstop.coverage.actions.rotations import add_rotation
from buckstop.coverage.actions.teams import add_skill, add_team
from buckstop.coverage.models import ServiceLevel
from buckstop.doors.desk import urls
from buckstop.doors.desk.tests.telling import reported
from buckstop.identity.actions.directories import add_directory
from buckstop.identity.actions.providers import add_provider
from buckstop.identity.models import CustomerProvider
from buckstop.identity.terms import Terms as ProviderTerms
from buckstop.incoming.accounts.terms import Terms as AccountTerms
from buckstop.incoming.actions.accounts import add_account
from buckstop.incoming.actions.webhooks import add_webhook
from buckstop.ledger.actor import DESK
from buckstop.outbox.models import Delivery
from buckstop.outcomes.actions.lessons import ThreeLines, write_lesson
from buckstop.outcomes.actions.thanking import thank
from buckstop.people.actions import customers
from buckstop.people.actions.brands import Terms as BrandTerms
from buckstop.people.actions.brands import add_brand
from buckstop.people.actions.views import save_view
from buckstop.people.models import Contact
from buckstop.prevention.actions.causes import find_cause
from buckstop.prevention.actions.preventing import Plan, ask_prevention
from buckstop.prevention.actions.suggesting import note_suggestion
from buckstop.prevention.models import Review
from buckstop.problems.actions import fixing
from buckstop.problems.actions.labels import add_label, relabel
from buckstop.problems.commitments import escalation, handoff
from buckstop.problems.commitments.ask import ask
from buckstop.problems.commitments.step import add_step
from buckstop.problems.models import Commitment
from buckstop.problems.tests.world import World, answering
from buckstop.relationships.commitments.carrying import offer_to_carry
from buckstop.relationships.tests.faces import has_relationship
from buckstop.reliability.actions.customers import note_left
from buckstop.remedies.actions.granting import Wish, ask_for
from buckstop.remedies.actions.kinds import add_kind
from buckstop.remedies.actions.limits import UpTo, give_authority
from buckstop.services.actions.services import add_service, need
from buckstop.services.actions.uses import use
from buckstop.services.rules import Terms as ServiceTerms
from buckstop.services.rules import Usage
from buckstop.signals.actions.naming import name_service
from buckstop.signals.actions.receiving import read_signals, receive
from buckstop.signals.actions.sources import add_source
from buckstop.signals.actions.teaching import teach
from buckstop.signals.models import Episode, ProblemService, Taught
from buckstop.suppliers.actions.asking import Wanted, ask_supplier
from buckstop.suppliers.actions.people import Reached, add_person
from buckstop.suppliers.actions.silence import attend_asks
from buckstop.suppliers.actions.suppliers import add_supplier
from buckstop.suppliers.models import Ask
from buckstop.suppliers.rules.checks import Post, Terms
from buckstop.timekeeping.actions.noting import add_time
from buckstop.webhooks.actions.endpoints import add_endpoint

NOBODY = UUID(int=7)
OPEN_TO_ALL = (
    "log-in/",
    "log-out/",
    "enter/",
    "mail/",
    "told/",
    "approvals/",
    "calendar/",
    "briefing-feeds/",
    "speak-up/",
)  # allauth and the demo guard themselves


def places() -> list[URLPattern]:
    """Every address of the desk's own."""
    found: list[URLPattern] = []
    for one in urls.urlpatterns:
        assert isinstance(one, URLPattern | URLResolver)
        if isinstance(one, URLPattern) and not str(one.pattern).startswith(OPEN_TO_ALL):
            found.append(one)
    return found


class Filled:
    """A problem with everything on it, and the addresses of all of it."""

    def __init__(self, world: World) -> None:
        self.world = world
        by: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
        self.case = reported(world)
        by_desk: dict[str, Any] = {"by": DESK, "at": world.now}
        customers.join(world.ines, world.nordbank, on=world.nordbank, **by_desk)
        world.join(self.case.problem, world.olaf)
        problem = self.case.problem
        due = world.now.replace(hour=14)
        add_step(problem, what="Restart", debtor=world.ana, due=due, **by)
        ask(problem, what="Which?", of=world.bruno, due=due, **by)
        escalation.escalate(
            problem, reason="No news", case=self.case, by=answering(self.case), at=world.now
        )
        handoff.offer(problem, to=world.bruno, brief="All.", **by)
        has_relationship(world, world.bruno)
        offer_to_carry(problem, by=world.bruno.actor(), at=world.now)
        self.rotation = add_rotation(
            world.roster, people=[world.bruno], begins=date(2100, 1, 4), hands_over=time(9),
            days=7, **by_desk,
        )  # fmt: skip
        self.team = add_team(name="Network", lead=world.bruno, **by_desk)
        self.supplier = add_supplier(terms=Terms(name="Halden Networks"), **by_desk)
        self.of_supplier = add_person(
            self.supplier, who=Reached(name="Rolf Huber", email="rolf@halden.example"),
            post=Post(), **by_desk,
        )  # fmt: skip
        wanted = Wanted(what="Which?", due=due, plan_b="Wait.", plan_b_at=due)
        self.ask = ask_supplier(problem, of=self.of_supplier, wanted=wanted, **by)
        self.service, other = (
            add_service(terms=ServiceTerms(name=name), **by_desk) for name in ("Mail", "Disks")
        )
        need(self.service, on=other, **by_desk)
        name_service(problem, service=self.service, **by)
        self.use = use(self.service, customer=world.nordbank, usage=Usage(), **by_desk)
        wish = Wish(kind="replacement", text="Sorry.", what="A router", debtor=world.zed, due=due)
        self.remedy = ask_for(self.case, wish, **by)
        self.subscription = subscribe(self.team, by=world.bruno.actor(), at=world.now)
        self.own_kind = add_kind(name="Free month", **by_desk)
        self.authority = give_authority(
            role="lead", kinds=["credit"], up_to=UpTo("EUR", 1, 1, 1), **by_desk
        )
        Ask.objects.filter(pk=self.ask.pk).update(plan_b_at=world.now)
        attend_asks(at=world.now)
        self.source, _secret = add_source(kind="mail", name="Alerts", owner=world.ana, **by_desk)
        receive(self.source, body=b'{"subject": "Disk full"}', at=world.now)
        read_signals(at=world.now)
        self.episode = Episode.objects.get()
        teach(self.episode, opens=False, why="Tests.", **by)
        self._ways_in(by, by_desk)
        self.concern = raise_openly(
            text="We promise too much.", to=world.bruno, by=world.ana, at=world.now
        )
        self._say(by, by_desk)
        self.view = save_view(world.ana, name="All", asks="state=any", shared=True, **by)
        self._learn(due, by)
        telling.reply(self.case, text="News.", files=[File("a.txt", "text/plain", b"a")], **by)

    def _ways_in(self, by: dict[str, Any], by_desk: dict[str, Any]) -> None:
        self.brand = add_brand(terms=BrandTerms("Nordlicht", "help@localhost"), **by_desk)
        self.account = add_account(
            terms=AccountTerms("imap.test", "ada", "help@localhost", secret="x"), **by_desk
        )
        self.posting, *_ = add_webhook(provider="postmark", address="help@localhost", **by_desk)
        self.chat = add_chat(tool="slack", name="Halden", secrets="x", **by_desk)
        hook = "https://hooks.slack.com/services/T0/B0/x"
        self.room = add_room(team=None, name="desk", address=hook, **by_desk)
        code = make_code(self.world.ana, **by).replace("-", "").lower()
        link(self.chat, account="T/U", name="ana", code=code, at=self.world.now)
        self.link = Link.objects.get()

    def _say(self, by: dict[str, Any], by_desk: dict[str, Any]) -> None:
        world, problem = self.world, self.case.problem
        self.skill = add_skill(world.ana, name="Gateways", **by_desk)
        carla: dict[str, Any] = {"by": world.carla.actor(), "at": world.now}
        text = "Hello {{contact}}"
        self.snippet = add_snippet(name="Hello", text=text, language="", person=None, **carla)
        self.label = add_label(name="Serial", sort="text", **carla)
        relabel(problem, values={self.label.pk: "SN-1"}, tags=["vpn"], **by)
        self.came_from = self._came_from()
        self.endpoint, _secret = add_endpoint(
            name="Books", address="https://books.example/", codes=(), owner=world.ana, **by_desk
        )
        issuer = "https://login.example"
        self.provider = add_provider(
            terms=ProviderTerms(name="Books", issuer=issuer, client="desk"), **by_desk
        )
        CustomerProvider.objects.create(
            customer=world.nordbank, name="Bank", issuer=issuer, client="desk", added_at=world.now
        )
        self.directory, _token = add_directory(name="Books", role="colleague", **by_desk)
        self._write(**by)

    def _learn(self, due: datetime, by: dict[str, Any]) -> None:
        world, problem = self.world, self.case.problem
        self.cause = find_cause(problem, what="No check", **by)
        plan = Plan(what="A check", shows="No more", size="small", due=due)
        self.prevention = ask_prevention(self.cause, plan=plan, debtor=world.ana, **by)
        self.suggestion = note_suggestion(self.case, what="A dark look", owner=world.ana, **by)
        self.left = note_left(world.nordbank, because="price", why="Too dear", **by)
        Review.objects.create(
            problem=problem, why=["stopped"], debtor=world.ana, asked_at=world.now, due=due,
            attend_at=due,
        )  # fmt: skip

    def _write(self, **by: Any) -> None:
        fixing.fix(old := reported(self.world, "Old").problem, **by)
        self.lesson = write_lesson(old, ThreeLines("Slow", "A disk", "Look"), **by)
        soon = self.world.now.replace(hour=12)
        self.scheduled = schedule(
            self.case.problem, case=self.case, text="Soon.", leaves_at=soon, **by
        )
        self.spent = add_time(
            self.case.problem, minutes=5, day=self.world.now.date(), billable=True, **by
        )
        self.thanks = thank(self.world.ana, problem=old, text="Thanks", by=self.world.bruno.actor(),
                            at=by["at"])  # fmt: skip
        for write in (brief, word):
            write(self.case.problem, text="It is slow.", **by)

    def address(self, place: URLPattern) -> str:
        """Where that is on this problem; what only others have is there for nobody."""
        route = "/" + str(place.pattern)
        route = route.replace("P-<number:number>", self.case.problem.ref)
        route = route.replace("<slug:group>", "organisation")
        route = route.replace("<slug:step>", "organisation")
        route = route.replace("<slug:figure>", "promises-kept")
        route = route.replace("<slug:name>.<slug:form>", "causes.csv")
        route = route.replace("<slug:part>/<slug:key>", "team/none")
        route = route.replace("<slug:place>", "note")
        route = route.replace("<uuid:file>", str(NOBODY))
        route = route.replace("<slug:kind>", "ask")
        route = route.replace("<slug:name>.<slug:form>", "causes.csv")
        return re.sub(r"<(?:uuid|int):key>", lambda _found: self._key(route), route)

    def _of_mail(self) -> dict[str, Any]:
        return {
            "/mail-accounts/webhooks/": self.posting.pk, "/mail-accounts/": self.account.pk,
        }  # fmt: skip

    def _key(self, route: str) -> str:
        for part, key in {
            "/concerns/<": self.concern.pk,
            "/supplier-asks/<": self.ask.pk,
            "/people/<uuid:key>/erasure/": self.world.ines.pk,  # staff have to leave first
            "/cases/": self.case.pk,
            "/exports/": self.case.pk,
            **self._of_what_is_owed(),
            "/causes/<uuid:key>/removal": self.cause.problems.get().pk,
            "/at-risk/left/": self.left.pk,
            "/preventions/<": self.prevention.pk,
            "/suggestions/<": self.suggestion.pk,
            "/causes/": self.cause.pk,
            "/lessons/<": self.lesson.pk,
            "/scheduled/": self.scheduled.pk,
            "/thanks/<": self.thanks.pk,
            "/briefings/<": self.subscription.pk,
            "/limits/kinds/": self.own_kind.pk,
            "/limits/": self.authority.pk,
            "/remedies/<": self.remedy.pk,
            "/time-spent/": self.spent.pk,
            "/telling/": self._plan_b(),
            "/commitments/": self._owed("step"),
            "/teams/<uuid:key>/": self.team.pk,
            "/ladders/": self.world.roster.pk,
            "/suppliers/people/": self.of_supplier.pk,
            "/suppliers/": self.supplier.pk,
            "/services/<uuid:key>/removal": ProblemService.objects.get().pk,
            "/signals/sources/": self.source.pk,
            "/signals/episodes/": self.episode.pk,
            "/signals/taught/": Taught.objects.get().pk,
            "/brands/": self.brand.pk,
            **self._of_mail(),
            "/chats/channels/": self.room.pk,
            "/chats/<": self.chat.pk,
            "/chat-accounts/": self.link.pk,
            "/services/needs/": self.service.needs.get().pk,
            "/services/uses/": self.use.pk,
            "/services/<uuid:key>/": self.service.pk,
            "/skills/<uuid:key>/": self.skill.pk,
            "/webhooks/": self.endpoint.pk,
            "/providers/": self.provider.pk,
            "/directories/": self.directory.pk,
            "/rotations/": self.rotation.pk,
            "/levels/": ServiceLevel.objects.values_list("pk", flat=True)[0],
            "/roster/<": self.world.roster.pk,
            "/people/": self.world.bruno.pk,
            "/contacts/<uuid": self._contact(),
            "/customers/": self.world.nordbank.pk,
            "/files/": Attachment.objects.values_list("pk", flat=True)[0],
            "/views/": self.view.pk,
            "/snippets/": self.snippet.pk,
            "/labels/<": self.label.pk,
            "/reactions/": 1,
            "/messages/": Message.objects.values_list("pk", flat=True)[0],
            "/deliveries/": Delivery.objects.values_list("pk", flat=True)[0],
        }.items():
            if part in route:
                return str(key)
        return str(self.came_from.pk if "/imports/" in route else NOBODY)

    def _of_what_is_owed(self) -> dict[str, UUID]:
        return {
            "/handoffs/": self._owed("handoff"),
            "/carrying/": self._owed("carrying"),
            "/answers/": self._owed("escalation"),
            "/credits/": self._owed("escalation"),
            "/refusals/": self._owed("ask"),
            "/promise/": self._owed("ask"),
            "/counters/": self._owed("ask"),
            "/grants/": self._owed("approval"),
            "/remedy-": self._owed("approval"),
        }

    def _plan_b(self) -> UUID:
        self.ask.refresh_from_db()
        assert self.ask.plan_b_step_id is not None
        return self.ask.plan_b_step_id

    def _came_from(self) -> Source:
        """A system from which something came, both sides compared."""
        who: dict[str, Any] = {"by": DESK, "at": self.world.now}
        source = name_source("csv", "Old desk", **who)
        note_reconciled(source, {"same": 1, "different": 0}, **who)
        return source

    def _contact(self) -> UUID:
        return Contact.objects.get(person=self.world.ines).pk

    def _owed(self, kind: str) -> UUID:
        return Commitment.objects.get(kind=kind, problem=self.case.problem).pk
