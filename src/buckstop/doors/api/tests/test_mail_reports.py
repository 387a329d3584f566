"""What providers say became of mail of ours comes back to it."""

from typing import Any

import pytest
from django.utils.dateparse import parse_datetime

from buckstop.conversations.actions import telling
from buckstop.conversations.models import Message
from buckstop.conversations.queries.mails import letters_of
from buckstop.doors.api.tests.conftest import Program
from buckstop.doors.shared.posted_to import posted_to
from buckstop.incoming.actions.webhooks import add_webhook
from buckstop.incoming.models import MailWebhook
from buckstop.ledger import following
from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.notices.models import Notice
from buckstop.outbox.models import Delivery
from buckstop.outbox.providers.known import BY_API
from buckstop.outreach.actions.telling import Saying, tell, tell_next
from buckstop.outreach.models import Unwanted
from buckstop.people.actions import customers
from buckstop.problems.actions.opening import open_problem
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World
from buckstop.services.actions.services import add_service
from buckstop.services.actions.uses import use
from buckstop.services.rules import Terms, Usage
from buckstop.signals.actions.naming import name_service
from tests.mail_providers import KEYS, Posting
from tests.mail_reports import WHY, report


@pytest.fixture(params=sorted(BY_API))
def posting(world: World, request: pytest.FixtureRequest) -> Posting:
    return provider(world, request.param)


def provider(world: World, code: str) -> Posting:
    key = KEYS.get(code, "")
    made, path, password = add_webhook(
        provider=code, address="help@localhost", posts="reports", key=key, by=DESK, at=world.now
    )
    return Posting(code, posted_to(made, path, password), key)


def news(world: World, state: str = "sent") -> Delivery:
    """A letter to a customer with news, which left by an API."""
    case = world.report()
    telling.update_all(case.problem, text="We are at it.", by=world.ana.actor(), at=world.now)
    sent = letters_of(Message.objects.exclude(kind="acknowledgement"))
    sent.update(state=state, reference="64a1")
    return sent.get()


def told(world: World) -> list[str]:
    while following.drain(at=world.now):
        pass
    rows = Notice.objects.filter(person=world.ana, entry__code__startswith="mail-")
    return list(rows.values_list("sentence", flat=True))


def test_what_comes_back_is_owed_again_and_its_owner_told_once(world: World, posting: Posting):
    sent = news(world)
    for _ in range(2):
        assert posting.sends(**report(posting, "bounced", sent)).status_code == 200
    sent.refresh_from_db()
    assert (sent.state, WHY in sent.why) == ("bounced", True)
    assert told(world) == ["A mail to the customer came back"]


def test_what_arrived_is_noted_and_settles_a_doubt(world: World):
    sent, posting = news(world, "uncertain"), provider(world, "postmark")
    posting.sends(**report(posting, "delivered", sent))
    sent.refresh_from_db()
    assert (sent.state, sent.arrived_at is not None, sent.why) == ("sent", True, "")
    posting.sends(**report(posting, "bounced", sent))  # later, from behind their server
    sent.refresh_from_db()
    assert sent.state == "bounced"
    posting.sends(**report(posting, "delivered", sent))  # told in the wrong order
    sent.refresh_from_db()
    assert sent.state == "bounced"


def test_a_program_reads_that_it_was_delivered(world: World):
    sent, posting, program = news(world), provider(world, "postmark"), Program(world, "read")
    posting.sends(**report(posting, "delivered", sent))
    sent.refresh_from_db()
    told = program.read(f"problems/{Case.objects.get().problem.ref}/messages")["items"]
    [mail] = next(one["mails"] for one in told if one["id"] == str(sent.owner))
    assert (mail["state"], parse_datetime(mail["delivered_at"])) == ("sent", sent.arrived_at)
    assert mail["why"] == ""


def test_who_cant_prove_it_changes_nothing(world: World, posting: Posting):
    sent = news(world)
    url = posting.url.replace("buckstop:", "buckstop:a")
    guess = Posting(posting.code, url, "another" if posting.key else "")
    assert guess.sends(**report(guess, "bounced", sent)).status_code == 503
    sent.refresh_from_db()
    assert sent.state == "sent"
    assert MailWebhook.objects.get().heard_at is None


def test_a_complaint_counts_for_who_was_told_first(world: World, posting: Posting):
    by: dict[str, Any] = {"by": DESK, "at": world.now}
    customers.join(world.ines, world.nordbank, on=world.nordbank, **by)
    payments = add_service(terms=Terms(name="Payments"), **by)
    use(payments, customer=world.nordbank, usage=Usage(), **by)
    problem = open_problem(title="db-07 down", owner=world.ana.pk, **by)
    name_service(problem, service=payments, by=world.ana.actor(), at=world.now)
    saying = Saying("Payments are held up", "Transfers wait.")
    tell(problem, saying=saying, by=world.ana.actor(), at=world.now)
    tell_next(at=world.later(minutes=1))
    sent = letters_of(Message.objects.filter(kind="outreach"))
    sent.update(state="sent", reference="64a1")
    for _ in range(2):
        posting.sends(**report(posting, "spam", sent.get()))
    assert Unwanted.objects.get().how == "spam"
    assert Case.objects.get().state == "spared"


def test_what_is_no_report_is_said_on_the_page(world: World):
    posting = provider(world, "postmark")
    assert posting.sends(json={"FromFull": {}}).status_code == 422
    assert "isn’t a report about our mail" in MailWebhook.objects.get().why
    strange = {"RecordType": "Bounce", "Type": "HardBounce", "MessageID": "of somebody else"}
    assert posting.sends(json=strange).status_code == 200
    assert MailWebhook.objects.get().why == ""


def test_who_posts_no_mail_isnt_let_in_for_it(world: World):
    with pytest.raises(Refused, match="Brevo posts no mail"):
        add_webhook(provider="brevo", address="help@localhost", by=DESK, at=world.now)
