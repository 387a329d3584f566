"""What can't be read after three tries is somebody's as it came, its original one press away."""

from datetime import datetime

from buckstop.conversations.actions.strangers import ask_who
from buckstop.conversations.actions.words import Words, customer_wrote
from buckstop.conversations.models.doubt import DoubtKind
from buckstop.conversations.models.message import Channel, MessageKind
from buckstop.incoming.actions.filing.ending import finish, still_held
from buckstop.incoming.models import Became, Intake
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import acting
from buckstop.people.actions import customers
from buckstop.problems.actions.opening import add_case, open_problem

TITLE = "A mail that Buckstop could not read"


def keep_whole(intake: Intake, *, at: datetime) -> None:
    """Open a problem with the mail as it came, without looking into it."""
    with acting(by=DESK, at=at) as act:
        if not still_held([intake]):
            return
        problem = open_problem(title=TITLE, by=DESK, at=act.at)
        person = customers.meet(email="", name="Unknown sender", on=problem, by=DESK, at=act.at)
        case = add_case(
            problem, contact=person, customer=None, title=TITLE, how="mail", by=DESK, at=act.at
        )
        path = intake.envelope_from or "a null return path"
        text = (
            "This mail could not be read. It is kept whole: open the original.\n\n"
            f"It came from {path} to {intake.recipient}."
        )
        if intake.remark:
            text = f"{text}\n\n{intake.remark}"
        message = customer_wrote(
            act,
            Words(text, Channel.MAIL, raw=intake.raw),
            case,
            by=DESK,
            person=person.pk,
            kind=MessageKind.AUTOMATIC,
        )
        ask_who(act, case, DoubtKind.NO_ADDRESS)
        finish(act, intake, Became.PROBLEM, message.pk)
