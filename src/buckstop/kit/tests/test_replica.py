"""Where a read goes: what a replica can't answer after all is asked of the primary."""

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from buckstop.kit import replica


def test_a_replica_that_fails_half_way_is_asked_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    rests: list[Exception] = []
    monkeypatch.setattr(replica, "_may_serve", lambda wrote: True)
    monkeypatch.setattr(replica, "_rests", rests.append)

    @replica.read_there
    def view(request: HttpRequest) -> HttpResponse:
        if replica._turn.get() is not None:
            raise OperationalError("canceling statement due to conflict with recovery")
        return HttpResponse("of the primary")

    answer = view(RequestFactory().get("/"))
    assert b"".join(answer) == b"of the primary"
    assert len(rests) == 1
    assert view(RequestFactory().post("/")).status_code == 200
    assert len(rests) == 1, "who writes is never sent there"
