"""What chat tools send: each workspace has an address of its own, and proves by a signature or a
token that it comes from there. Answered within the seconds that tools wait, and repeated it counts
once."""

import json
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from buckstop.chat.actions import hearing
from buckstop.chat.actions.linking import link
from buckstop.chat.models import Chat
from buckstop.chat.permissions import may_press
from buckstop.chat.queries import chat_at, person_of, secrets_of
from buckstop.chat.rules import Command, Wants, read_command
from buckstop.chat_tools.tool import TOOLS, Request, Said, Tool, Unfit
from buckstop.doors.api.errors import problem
from buckstop.doors.api.saying import not_found
from buckstop.doors.shared.once import once
from buckstop.doors.shared.sizes import is_too_large
from buckstop.kit import clock
from buckstop.kit.ids import number_of
from buckstop.ledger.refused import Refused, check
from buckstop.notices.pressing import ACCEPT, DECLINE, read_value
from buckstop.people.models import Person
from buckstop.people.speaking import speaking
from buckstop.problems.models import Problem

LARGEST = 256 * 1024  # bytes of a message


@csrf_exempt  # nobody is logged in: the tool proves each request
@require_POST
def heard(request: HttpRequest, tool: str, key: UUID) -> HttpResponse:
    """Take what a workspace says, and answer as its tool takes it."""
    chat = chat_at(tool, key) if tool in TOOLS else None
    if chat is None:
        return not_found("such chat")
    if is_too_large(request, LARGEST):
        return problem(413, f"Send at most {LARGEST // 1024} KiB.", code="too-large")
    kind, at = TOOLS[tool], clock.now()
    headers = {name.lower(): value for name, value in request.headers.items()}
    sent = Request(headers, request.body)
    if not kind.is_from_it(sent, secrets_of(chat), at):
        return problem(401, "Nothing proves that it comes from there.", code="not-proved")
    try:
        said = kind.read(sent)
    except Unfit as unfit:
        return problem(422, str(unfit), code="unfit")
    if said.pressed and read_value(tool, said.pressed) is None:
        return problem(401, "No such button was made here.", code="not-proved")
    hearing.heard(chat, at=at)
    if said.nothing:
        return HttpResponse()
    return _answered(chat, kind, said)


def _answered(chat: Chat, kind: type[Tool], said: Said) -> HttpResponse:
    """What they are told: in the answer, or where the tool takes it."""
    person = person_of(chat, said.account)
    with speaking(person.reads_in if person else ""):
        answer = kind.answered(_said(chat, kind, said, person), said)
    if not said.reply_to:
        return JsonResponse(answer)
    hearing.answer_there(chat, address=said.reply_to, body=json.dumps(answer), at=clock.now())
    return HttpResponse()


def _said(chat: Chat, kind: type[Tool], said: Said, person: Person | None) -> str:
    """Do what they want, once, and say what came of it in a sentence."""
    command = read_command(said.text) if not (said.pressed or said.quoted) else None
    try:
        if command and command.wants == Wants.LINK:
            return _linked(chat, said, command)
        if command and command.wants == Wants.HELP:
            return _help(kind)
        if person is None:
            return _unknown(kind)
        return _done(chat, kind, said, person, command)
    except Refused as refused:
        return refused.sentence


def _done(chat: Chat, kind: type[Tool], said: Said, person: Person, command: Command | None) -> str:
    def do() -> tuple[int, str]:
        if said.pressed:
            return 200, _pressed(kind, person, said.pressed)
        if command and command.wants != Wants.RAISE:
            turn = ACCEPT if command.wants == Wants.ACCEPT else DECLINE
            return 200, _answer_on(kind, person, command, turn)
        raised = hearing.raise_problem(
            text=command.what if command else said.text, quoted=said.quoted, tool=kind.label,
            by=person.actor(), at=clock.now(),
        )  # fmt: skip
        owner = raised.owner
        told = {"ref": raised.ref, "owner": owner.public_name, "url": _url(raised)}
        if owner.pk == person.pk:
            return 200, _("%(ref)s is raised, and yours: %(url)s") % told
        return 200, _("%(ref)s is raised; %(owner)s owns it: %(url)s") % told

    answer = once(
        holder=chat.pk, said=said.once[:200], fingerprint=said.once[:64], at=clock.now(), do=do
    )
    return str(answer.body) if answer else _("This was said already.")


def _pressed(kind: type[Tool], person: Person, value: str) -> str:
    """A button of a message, to one of us or to all of a channel."""
    found = read_value(kind.code, value)
    assert found is not None  # looked at before
    check(may_press(found.person, person))
    return _answer(kind, person, found.key, found.turn, "")


def _answer_on(kind: type[Tool], person: Person, command: Command, turn: str) -> str:
    """What they are asked on a problem that they name."""
    found = Problem.objects.visible_to(person.actor()).filter(number=number_of(command.ref) or 0)
    about = found.first()
    key = hearing.asked_on(about, person) if about else None
    if key is None:
        said = _("Nothing of yours waits for one word on %(ref)s: open it at the desk.")
        return said % {"ref": command.ref}
    return _answer(kind, person, key, turn, command.what)


def _answer(kind: type[Tool], person: Person, key: UUID, turn: str, reason: str) -> str:
    why = reason or _("Declined in %(tool)s, without a word.") % {"tool": kind.label}
    about = hearing.answer(key, turn=turn, reason=why, by=person.actor(), at=clock.now())
    told = {"ref": about.ref, "url": _url(about)}
    if turn == ACCEPT:
        return _("Accepted: you said yes on %(ref)s. %(url)s") % told
    return _("Declined: you said no on %(ref)s. %(url)s") % told


def _linked(chat: Chat, said: Said, command: Command) -> str:
    person = link(chat, account=said.account, name=said.name, code=command.what, at=clock.now())
    return _("You are %(who)s here from now on.") % {"who": person.public_name}


def _unknown(kind: type[Tool]) -> str:
    told = {"command": f"{kind.command} link …", "url": f"{settings.BASE_URL}/you/#chat"}
    return (
        _(
            "The desk doesn’t know yet who you are. Get a code on your page, %(url)s, and write"
            " “%(command)s” here."
        )
        % told
    )


def _help(kind: type[Tool]) -> str:
    return _(
        "“%(command)s what is wrong” raises a problem. “%(command)s accept P-12” and"
        " “%(command)s decline P-12 why” answer what you are asked there. “%(command)s link CODE”"
        " says who you are: the code stands on your page of the desk."
    ) % {"command": kind.command}


def _url(about: Problem) -> str:
    return f"{settings.BASE_URL}/problems/{about.ref}/"


urlpatterns = [path("<slug:tool>/<uuid:key>/", heard, name="chat")]
