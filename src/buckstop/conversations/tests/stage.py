"""What mails leave on a case, made by the parts of verbs that file them."""

from buckstop.conversations.actions import followers
from buckstop.conversations.actions.strangers import ask_who, keep_apart
from buckstop.conversations.actions.words import Words, customer_wrote, keep_words
from buckstop.conversations.models import Doubt, Follower, Message
from buckstop.conversations.models.doubt import DoubtKind
from buckstop.conversations.models.message import Channel, MessageKind
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import acting
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World, answering

RITA = ("Rita Moss", "rita@neu-firma.example")


def stranger_wrote(
    world: World, case: Case, text: str = "The pump too", *, who: tuple[str, str] = RITA
) -> Doubt:
    """Somebody whom nobody knows wrote on the thread: it is kept apart, and asked about."""
    name, address = who
    with acting(case, by=DESK, at=world.now) as act:
        case = act.lock(case)
        problem = act.lock(case.problem)
        words = Words(text, Channel.MAIL, subject="Pump", said_as=f"{name} <{address}>")
        message = keep_words(act, words, problem, case, kind=MessageKind.APART, person=None)
        keep_apart(act, problem, case, message, why="stranger")
        doubt = ask_who(act, case, DoubtKind.STRANGER, name=name, address=address, message=message)
    return doubt


def copied_in(world: World, case: Case, *addresses: str) -> list[Follower]:
    """The contact wrote, and copied somebody in: each is proposed."""
    with acting(case, by=DESK, at=world.now) as act:
        case = act.lock(case)
        by = answering(case)
        words = Words("See below", Channel.MAIL)
        said = customer_wrote(act, words, case, by=by, person=case.contact_id)
        others = {address: address.partition("@")[0] for address in addresses}
        followers.propose(act, others, case, said, is_new=False)
    return list(Follower.objects.filter(case=case, message=said).order_by("address"))


def said_on(case: Case) -> list[tuple[str, str]]:
    """Everything on a case, as kind and words, in order."""
    rows = Message.objects.filter(case=case).select_related("text").order_by("at", "pk")
    return [(message.kind, str(message.text or "")) for message in rows]
