"""One bad mail costs nobody else anything, and is somebody's in the end, with its original."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import OperationalError, connection

from buckstop.conversations.models import Message
from buckstop.incoming import reading
from buckstop.incoming.actions import receiving
from buckstop.incoming.actions.keep import LEASE, claim
from buckstop.incoming.actions.receiving import receive
from buckstop.incoming.models import Intake
from stories.post import Post, problems

RETRY = LEASE + timedelta(seconds=1)


def three(post: Post) -> None:
    post.kept(*(post.raw(f"P{n} <p{n}@x{n}.example>", f"Pump {n} hums.") for n in range(3)))


def test_what_stopped_its_worker_is_taken_alone_and_at_last_kept_whole(post: Post) -> None:
    three(post)
    assert len(claim(at=post.world.now, limit=10)) == 3  # and the worker dies
    post.later(seconds=RETRY.seconds)
    assert [row.tries for row in claim(at=post.world.now, limit=10)] == [2]  # dies again
    post.work()
    assert problems() == 2  # the innocent ones
    for tries in (3, 4):
        post.later(seconds=RETRY.seconds)
        if tries == 3:
            assert [row.tries for row in claim(at=post.world.now, limit=10)] == [3]
    with patch.object(receiving, "read", side_effect=AssertionError("it isn't read again")):
        post.work()
    last = Message.objects.order_by("at", "pk").last()
    assert last is not None
    assert last.problem.title == "A mail that Buckstop could not read"
    assert (last.raw_id is not None, last.problem.owner_id is not None) == (True, True)
    assert not Intake.objects.filter(done_at=None).exists()


def test_a_mail_that_cannot_be_read_stops_none_behind_it(post: Post) -> None:
    three(post)
    read = reading.read

    def poison(intake: Intake) -> object:
        if b"Pump 1" in intake.raw.content():
            raise AttributeError
        return read(intake)

    with patch.object(receiving, "read", side_effect=poison):
        post.work()
        assert problems() == 2
        for _ in range(3):
            post.later(seconds=RETRY.seconds)
            post.work()
    assert problems() == 3
    assert Intake.objects.filter(became="problem").count() == 3


def test_where_the_database_goes_away_no_mail_is_at_fault(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    three(post)
    away = patch.object(connection, "is_usable", return_value=False)
    closed = patch.object(connection, "close")
    gone = patch.object(receiving, "look_up", side_effect=OperationalError("gone"))
    with away, closed, gone, pytest.raises(OperationalError):
        receive(at=post.world.now)
    assert caplog.records == []
    post.work()  # at once, without waiting for the lease
    assert (problems(), set(Intake.objects.values_list("tries", flat=True))) == (3, {1})
