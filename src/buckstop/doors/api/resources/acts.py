"""Where each act is sent: its address is made from what the act says of itself."""

from inspect import Parameter, Signature
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel

from buckstop.doors.api import shown
from buckstop.doors.api.acts.base import ACTS, About, Act, Nothing, On
from buckstop.doors.api.etags import IfMatch, unchanged
from buckstop.doors.api.finding import case_of, commitment_of, problem_of
from buckstop.doors.api.keys import key_that_writes
from buckstop.doors.api.saying import IdempotencyKey, give_once
from buckstop.doors.api.schemas import CommitmentOut, ProblemOut
from buckstop.kit import clock
from buckstop.people.models import Key
from buckstop.problems.models import Case, Commitment, Problem

router = Router()
_NAMES = {
    About.PROBLEM: ("ref", str),
    About.CASE: ("case", UUID),
    About.COMMITMENT: ("commitment", UUID),
}
_ANSWERS = {About.PROBLEM: ProblemOut, About.CASE: ProblemOut, About.COMMITMENT: CommitmentOut}


def _find(about: About, named: Any, key: Key) -> Problem | Case | Commitment:
    if about == About.PROBLEM:
        return problem_of(named, key)
    return case_of(named, key) if about == About.CASE else commitment_of(named, key)


def _now(subject: Problem | Case | Commitment, key: Key) -> BaseModel:
    """What it is about, as it is afterwards."""
    if isinstance(subject, Commitment):
        return shown.commitments([commitment_of(subject.pk, key)], key)[0]
    if isinstance(subject, Case):
        subject = Case.objects.get(pk=subject.pk).problem  # it may have been moved
    return shown.problem_now(subject.pk, key)


def _view(act: Act) -> Any:
    name, kind = _NAMES[act.about]

    def view(request: HttpRequest, **given: Any) -> HttpResponse:
        key = key_that_writes(request)
        subject = _find(act.about, given[name], key)
        chain = subject.chain_id if isinstance(subject, Problem) else subject.problem.chain_id

        def do() -> BaseModel:
            with unchanged(chain, given["if_match"]):
                act.do(On(subject, key, clock.now()), given.get("said", Nothing()))
            return _now(subject, key)

        return give_once(request, key, given["idempotency_key"], do, status=200)

    plain = Parameter.POSITIONAL_OR_KEYWORD
    asked = [
        Parameter("request", plain, annotation=HttpRequest),
        Parameter(name, plain, annotation=kind),
        Parameter("said", plain, annotation=act.takes),
        Parameter("idempotency_key", plain, annotation=IdempotencyKey, default=None),
        Parameter("if_match", plain, annotation=IfMatch, default=None),
    ]
    if act.takes is Nothing:
        del asked[2]
    view.__signature__ = Signature(asked)  # type: ignore[attr-defined]
    view.__name__ = view.__qualname__ = act.name.replace("-", "_")
    view.__doc__ = act.says
    return view


for _act in ACTS:
    router.add_api_operation(
        f"/{_act.about}/{_act.noun}",
        ["POST"],
        _view(_act),
        response=_ANSWERS[_act.about],
        summary=_act.name.replace("-", " ").capitalize(),
        tags=[f"{_act.about.partition('/')[0]}: acts"],
    )
