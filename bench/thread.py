"""Run inside a house: a problem with many messages; prints what its page takes and weighs, each
time a line: milliseconds and bytes."""

import sys
from datetime import timedelta

from django.test import Client

import buckstop.ready as _ready  # sets Django up before what follows is imported
from bench.spans import spans_of
from buckstop.conversations.actions.hearing import write
from buckstop.kit import clock
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.problems.models import Case

__all__ = ["_ready"]
WARM, TIMES = 5, 60


def grow(messages: int) -> Case:
    """Their customer wrote again and again."""
    case = Case.objects.filter(ended_at=None).order_by("-opened_at")[0]
    theirs, now = Actor(ActorKind.CONTACT, case.contact_id, case=case.pk), clock.now()
    for number in range(messages):
        at = now + timedelta(seconds=number)
        with clock.set_to(at):
            write(case, text=f"Transfer {number} fails since nine. " * 8, by=theirs, at=at)
    return case


if __name__ == "__main__":
    written = grow(int(sys.argv[1]))
    browser = Client()
    weights: list[int] = []
    browser.force_login(written.problem.owner, "buckstop.people.backends.ByName")

    def look(_number: int) -> None:
        """As a browser that asks for it."""
        answer = browser.get(f"/problems/{written.problem.ref}/", headers={"Host": "localhost"})
        if answer.status_code != 200:
            raise SystemExit(f"the page answered {answer.status_code}")
        weights.append(len(answer.content))

    for span in spans_of(WARM + TIMES, look)[WARM:]:
        print(span, weights[-1])
