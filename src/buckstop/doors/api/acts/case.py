"""What is sent about one customer's side of a problem."""

from typing import Annotated, Literal
from uuid import UUID

from ninja import Field

from buckstop.conversations.actions import hearing, telling
from buckstop.conversations.permissions import telling as may_tell
from buckstop.conversations.permissions.hearing import may_write
from buckstop.doors.api.acts.base import About, Nothing, On, sent_to
from buckstop.doors.api.acts.problem import News, Text, Words
from buckstop.doors.api.errors import Wrong
from buckstop.doors.api.finding import problem_of
from buckstop.doors.api.schemas import Strict
from buckstop.people.queries import here
from buckstop.problems.actions import fixing, holding, kinds, moving, whose
from buckstop.problems.models import Case
from buckstop.problems.permissions import cases as may
from buckstop.problems.permissions.customers import may_choose_customer


class Aside(Strict):
    why: Annotated[str, Field(max_length=40, description="Why it is none, such as spam.")]


class Destination(Strict):
    to: Annotated[str, Field(max_length=20, description="Such as P-1042.")]


class CustomerIn(Strict):
    customer: UUID


class Told(Strict):
    how: Literal["phone", "mail"] = "phone"
    note: Annotated[str, Field(max_length=1000)] = ""


class Broken(Strict):
    text: Words = ""


@sent_to(About.CASE, "messages", takes=Text, may=lambda it, by: may_write(by, case=it.row))
def write_message(it: On[Case], said: Text) -> None:
    """The customer said something on their case; what had ended is open again by it."""
    hearing.write(it.subject, text=said.text, channel="api", **it.by)


@sent_to(About.CASE, "replies", takes=News, may=lambda it, by: may_tell.may_reply(by))
def reply(it: On[Case], said: News) -> None:
    """Answer one customer. Where nobody else waits, this is the promised news."""
    telling.reply(it.subject, text=said.text, next_due=said.next_update_due, **it.by)


@sent_to(
    About.CASE, "confirmations", takes=Told, may=lambda it, by: may.may_record_word(it.row, by)
)
def record_confirmation(it: On[Case], said: Told) -> None:
    """Note that the customer said it is solved."""
    fixing.record_word(it.subject, how=said.how, note=said.note, **it.by)


@sent_to(About.CASE, "doubts", takes=Broken, may=lambda it, by: may.may_still_broken(it.row, by))
def still_broken(it: On[Case], said: Broken) -> None:
    """Note that it isn't solved for the customer."""
    fixing.still_broken(it.subject, how="phone", text=said.text, **it.by)


@sent_to(About.CASE, "refusals", takes=Text, may=lambda it, by: may.may_decline(it.row, by))
def decline_case(it: On[Case], said: Text) -> None:
    """Tell the customer that it isn't ours to do, and why."""
    telling.decline(it.subject, text=said.text, **it.by)


@sent_to(About.CASE, "aside", takes=Aside, may=lambda it, by: may.may_void(it.row, by))
def set_aside(it: On[Case], said: Aside) -> None:
    """Set it aside: it is none."""
    kinds.void(it.subject, why=said.why, **it.by)


@sent_to(About.CASE, "return", takes=Nothing, may=lambda it, by: may.may_undo_void(it.row, by))
def take_in_again(it: On[Case], said: Nothing) -> None:
    """Take back that it was set aside."""
    kinds.undo_void(it.subject, **it.by)


@sent_to(About.CASE, "moves", takes=Destination, may=lambda it, by: may.may_move_case(it.row, by))
def move_case(it: On[Case], said: Destination) -> None:
    """Put it with another problem: one trouble, many customers."""
    moving.move_case(it.subject, to=problem_of(said.to, it.key), **it.by)


@sent_to(About.CASE, "question", takes=Nothing, may=lambda it, by: may.may_keep_asking(it.row, by))
def keep_asking(it: On[Case], said: Nothing) -> None:
    """Their answer says neither yes nor no: the question stands."""
    holding.keep_asking(it.subject, **it.by)


@sent_to(About.CASE, "customer", takes=CustomerIn, may=lambda it, by: may_choose_customer(by))
def choose_customer(it: On[Case], said: CustomerIn) -> None:
    """Say for which customer they write."""
    customer = here().filter(pk=said.customer).first()
    if customer is None:
        raise Wrong("customer", "There is no such customer.")
    whose.choose_customer(it.subject, customer=customer, **it.by)
