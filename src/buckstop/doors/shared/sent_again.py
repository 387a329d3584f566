"""The same form of the desk sent twice, as by a second click or by *Back*, counts once."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.messages import add_message, get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from buckstop.doors.shared.once import fingerprint_of, named, once
from buckstop.kit import clock
from buckstop.people.models import Person

type View = Callable[..., HttpResponseBase]
_KEPT = ("Location", "HX-Trigger", "HX-Redirect")


class _NotDone(Exception):
    """The form was answered with what is wrong: nothing happened, and it may be sent again."""

    def __init__(self, answer: HttpResponseBase) -> None:
        super().__init__()
        self.answer = answer


def counting_once(view: View) -> View:
    """Do what a form asks for one time; sent again, it has the first answer again."""

    @wraps(view)
    def counted(request: HttpRequest, *args: Any, **keys: Any) -> HttpResponseBase:
        name = named(request) if request.method == "POST" else ""
        if not name:
            return view(request, *args, **keys)

        def do() -> tuple[int, Any]:
            answer = view(request, *args, **keys)
            if answer.status_code not in (204, 302, 303):
                raise _NotDone(answer)
            return answer.status_code, _kept(request, answer)

        person = request.user
        assert isinstance(person, Person)  # the guard has let in no one else
        said = fingerprint_of(request)
        try:
            found = once(
                holder=person.pk,
                said=f"{name} {said}",
                fingerprint=said,
                at=clock.now(),
                do=do,
            )
        except _NotDone as refused:
            return refused.answer
        assert found is not None  # its name holds the fingerprint
        return _answer(request, found.status, found.body, again=found.again)

    return counted


def _kept(request: HttpRequest, answer: HttpResponseBase) -> dict[str, Any]:
    """What of an answer is given again: where it leads, and what it says."""
    told = getattr(get_messages(request), "_queued_messages", [])
    return {
        "headers": {name: answer.headers[name] for name in _KEPT if name in answer.headers},
        "messages": [[one.level, str(one.message)] for one in told],
    }


def _answer(request: HttpRequest, status: int, kept: Any, *, again: bool) -> HttpResponse:
    if again:
        for level, sentence in kept["messages"]:
            add_message(request, level, sentence)
    return HttpResponse(status=status, headers=kept["headers"])
