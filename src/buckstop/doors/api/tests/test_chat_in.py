"""Chat tools at the door: each proved, each once, each answered, with the desk's own verbs."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from buckstop.chat.actions.chats import add_chat, change_chat, end_chat
from buckstop.chat.actions.linking import HOLDS, make_code, unlink
from buckstop.chat.actions.rooms import add_room, note_news, remove_room, tell_rooms, try_room
from buckstop.chat.models import Answer, Chat, Link, News
from buckstop.chat_tools.tests.test_chat_tools import SECRET, bytes_of, sample, signed
from buckstop.coverage.actions.teams import add_members, add_team
from buckstop.doors.api.tests.conftest import later
from buckstop.kit import clock
from buckstop.ledger import feed
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.ledger.refused import Refused
from buckstop.notices.actions.pushing import push_unseen
from buckstop.notices.actions.telling import tell_staff
from buckstop.notices.actions.ways import add_way
from buckstop.notices.tests.test_ways import Gateways
from buckstop.outbox.actions.delivering import deliver
from buckstop.people.models import Person
from buckstop.problems.actions.teams import move_to_team
from buckstop.problems.commitments import handoff
from buckstop.problems.commitments.ask import ask, ask_team
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.models.commitment import CommitmentState
from buckstop.problems.tests.world import World

HOOKS = {
    "slack": "https://hooks.slack.com/services/T0/B0/abc",
    "mattermost": "https://chat.halden.example/hooks/xxx9xxx9xxx9xxx9xxx9xxx9xx",
    "teams": "https://halden.webhook.office.com/webhookb2/a@b/IncomingWebhook/c/d",
}


def chat_of(world: World, tool: str = "slack") -> Chat:
    secret = "SECRET" if tool == "mattermost" else SECRET
    return add_chat(tool=tool, name="Halden", secrets=secret, by=DESK, at=world.now)


def says(chat: Chat, one: dict[str, Any], **more: Any) -> Any:
    """What a tool sends, with its proof; `more` in place of what the sample has."""
    kind = next(name for name in ("form", "json", "payload") if name in one)
    body = bytes_of({kind: one[kind] | more})
    sent = signed(chat.tool, body, clock.now())
    kinds = {"json": "application/json"}
    return Client().post(
        f"/chat/{chat.tool}/{chat.pk}/",
        body,
        content_type=kinds.get(kind, "application/x-www-form-urlencoded"),
        headers=dict(sent.headers),
    )


def linked(world: World, chat: Chat, person: Person, one: dict[str, Any]) -> str:
    """The account of a sample is that person from now on; returns what they were told."""
    code = make_code(person, by=person.actor(), at=world.now)
    text = {"text": f"link {code}"} if chat.tool != "teams" else {"text": f"<at>B</at> link {code}"}
    return says(chat, one, **text, **fresh(chat)).content.decode()


def fresh(chat: Chat) -> dict[str, str]:
    """What makes it another request."""
    fresh.n += 1  # type: ignore[attr-defined]
    name = {"slack": "trigger_id", "mattermost": "trigger_id", "teams": "id"}[chat.tool]
    return {name: str(fresh.n)}  # type: ignore[attr-defined]


fresh.n = 0  # type: ignore[attr-defined]


@pytest.mark.parametrize("tool", sorted(HOOKS))
def test_a_problem_is_raised_once_by_who_showed_who_they_are(world: World, tool: str) -> None:
    chat, one = chat_of(world, tool), sample(tool)["said"][0]
    unknown = says(chat, one).content.decode()
    assert "The desk doesn’t know yet who you are" in json.loads(f'"{_text(unknown)}"')
    assert not Problem.objects.exists()
    assert "You are Bruno Keller here" in linked(world, chat, world.bruno, one)
    told = says(chat, one).content.decode()
    problem = Problem.objects.get()
    assert f"{problem.ref} is raised; Ana Ruiz owns it" in told
    assert f"/problems/{problem.ref}/" in told
    assert (problem.title, problem.raised_by_id) == (
        "Transfers fail since nine",
        world.bruno.pk,
    ) or (problem.title == "Transfers fail")
    assert says(chat, one).content.decode() == told
    assert Problem.objects.count() == 1


def _text(answer: str) -> str:
    said = json.loads(answer)
    return json.dumps(said["text"])[1:-1]


@pytest.mark.parametrize("tool", sorted(HOOKS))
def test_nobody_is_believed_without_the_tools_own_secret(world: World, tool: str) -> None:
    chat, one = chat_of(world, tool), sample(tool)["said"][0]
    linked(world, chat, world.bruno, one)
    change_chat(chat, name="Halden", secrets="b3RoZXI=", by=DESK, at=world.now)
    assert says(chat, one).status_code == 401
    end_chat(chat, by=DESK, at=world.now)
    assert says(chat, one).status_code == 404
    bare = add_chat(tool=tool, name="Bare", secrets="", by=DESK, at=world.now)
    assert says(bare, one).status_code == 401
    assert Client().post(f"/chat/other/{chat.pk}/").status_code == 404
    assert Client().get(f"/chat/{tool}/{bare.pk}/").status_code == 405
    assert not Problem.objects.exists()


def test_a_code_links_once_within_its_time_and_a_link_ends(world: World) -> None:
    chat, one = chat_of(world), sample("slack")["said"][0]
    code = make_code(world.bruno, by=world.bruno.actor(), at=world.now)
    newer = make_code(world.bruno, by=world.bruno.actor(), at=world.now)
    refused = "This code links nothing"
    assert refused in says(chat, one, text=f"link {code}").content.decode()
    later(world, seconds=HOLDS.total_seconds() + 1)
    assert refused in says(chat, one, text=f"link {newer}").content.decode()
    linked(world, chat, world.bruno, one)
    linked(world, chat, world.ana, one)  # the same account is somebody else's now
    [link] = Link.objects.filter(until=None)
    assert link.person == world.ana
    with pytest.raises(Refused):
        unlink(link, by=world.bruno.actor(), at=world.now)
    unlink(link, by=world.ana.actor(), at=world.now)
    assert "know yet who you are" in says(chat, one).content.decode()
    with pytest.raises(Refused):
        make_code(world.ana, by=world.bruno.actor(), at=world.now)


def test_a_message_of_slack_is_raised_and_answered_where_it_takes_it(world: World) -> None:
    chat, kept = chat_of(world), sample("slack")["said"]
    linked(world, chat, world.bruno, kept[0])
    assert says(chat, kept[1]).content == b""
    problem = Problem.objects.get()
    assert problem.title == "Basel can't pay."
    note = problem.messages.get()
    assert note.text is not None
    assert note.text.text == "Raised from a message in Slack:\n\nBasel can't pay.\nSince nine."
    gateways = Gateways()
    deliver(gateways, at=world.now)
    [sent] = gateways.took
    assert sent["address"] == "https://hooks.slack.com/app/T0001/777/abc"
    assert problem.ref in str(sent["body"])
    assert "hooks.slack.com" not in Answer.objects.get().address


def pressed(world: World, chat: Chat, body: dict[str, Any], n: int) -> Any:
    """Somebody presses the button of that number of a message that went out."""
    one = sample(chat.tool)["said"][2]
    if chat.tool == "mattermost":
        button = body["attachments"][0]["actions"][n]["integration"]
        assert button["url"].endswith(f"/chat/mattermost/{chat.pk}/")
        return says(chat, one, context=button["context"], **fresh(chat))
    value = body["blocks"][-1]["elements"][n]["value"]
    return says(chat, one, actions=[{"action_id": "a", "value": value}], **fresh(chat))


def told(world: World, person: Person, tool: str) -> dict[str, Any]:
    """The body of the message into a channel of theirs about what they are asked."""
    tell_staff(list(Entry.objects.filter(code__in=["asked", "handoff-offered"])), world.now)
    push_unseen(at=world.now)
    gateways = Gateways()
    deliver(gateways, at=world.now)
    body: dict[str, Any] = gateways.took[0]["body"]  # type: ignore[assignment]
    return body


@pytest.mark.parametrize("tool", ["slack", "mattermost"])
@pytest.mark.parametrize("n", [0, 1])
def test_who_is_asked_answers_by_a_button(world: World, tool: str, n: int) -> None:
    chat, one = chat_of(world, tool), sample(tool)["said"][0]
    add_way(
        world.bruno, name="Chat", address=HOOKS[tool], insists=False, by=world.bruno.actor(),
        at=world.now,
    )  # fmt: skip
    due = world.now + timedelta(hours=2)
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    owed = ask(world.report().problem, what="Which port?", of=world.bruno, due=due, **by)
    body = told(world, world.bruno, tool)
    assert "Which port?" not in json.dumps(body)
    linked(world, chat, world.ana, one)
    pressed(world, chat, body, n)  # it isn't hers to answer
    owed.refresh_from_db()
    assert owed.state == CommitmentState.REQUESTED
    linked(world, chat, world.bruno, one)
    answer = pressed(world, chat, body, n)
    owed.refresh_from_db()
    assert owed.state == (CommitmentState.DECLINED if n else CommitmentState.PROMISED)
    assert answer.status_code == 200
    forged = body | {"x": 1}
    text = json.dumps(forged).replace(owed.pk.hex, world.ana.pk.hex)
    assert pressed(world, chat, json.loads(text), n).status_code == 401


def test_what_slack_was_told_is_pressed_in_slack_alone(world: World) -> None:
    chat, slack = chat_of(world, "mattermost"), chat_of(world)
    add_way(
        world.bruno, name="Chat", address=HOOKS["slack"], insists=False, by=world.bruno.actor(),
        at=world.now,
    )  # fmt: skip
    problem = world.report().problem
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    handoff.offer(problem, to=world.bruno, brief="Yours?", **by)
    body = told(world, world.bruno, "slack")
    one = sample("mattermost")["said"]
    linked(world, chat, world.bruno, one[0])
    value = body["blocks"][-1]["elements"][0]["value"]
    assert says(chat, one[2], context={"pressed": value}).status_code == 401
    linked(world, slack, world.bruno, sample("slack")["said"][0])
    pressed(world, slack, body, 0)
    problem.refresh_from_db()
    assert problem.owner_id == world.bruno.pk


def test_in_words_one_accepts_or_declines_what_waits(world: World) -> None:
    chat, one = chat_of(world, "teams"), sample("teams")["said"][0]
    linked(world, chat, world.bruno, one)
    problem = world.report().problem
    due = world.now + timedelta(hours=2)
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    owed = ask(problem, what="Which port?", of=world.bruno, due=due, **by)

    def wrote(text: str) -> str:
        answer = says(chat, one, text=f"<at>Buckstop</at> {text}", **fresh(chat))
        return str(json.loads(answer.content)["text"])

    assert "raises a problem" in wrote("help")
    assert "Nothing of yours waits" in wrote("accept P-999999")
    assert "you said no" in wrote(f"decline {problem.ref} I am away")
    owed.refresh_from_db()
    assert owed.answer is not None
    assert owed.answer.text == "I am away"
    assert "Nothing of yours waits" in wrote(f"accept {problem.ref.lower()}")
    assert not Problem.objects.exclude(pk=problem.pk).exists()


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test is one transaction, in which nothing would be settled before its end."""
    monkeypatch.setattr(feed, "_SETTLED", "TRUE")
    monkeypatch.setattr(feed, "_next", lambda: 2**63)


@pytest.mark.usefixtures("settled")
def test_a_team_hears_in_its_channel_what_comes_to_it(world: World) -> None:
    network = add_team(name="Network", lead=world.bruno, by=DESK, at=world.now)
    add_members(network, people=[world.zed, world.bruno], by=DESK, at=world.now)
    add_room(team=None, name="desk", address=HOOKS["slack"], by=DESK, at=world.now)
    room = add_room(team=network, name="net", address=HOOKS["slack"], by=DESK, at=world.now)
    assert "hooks" not in room.sealed
    chat_of(world)
    problem = world.report().problem
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    move_to_team(problem, team=network, **by)
    due = world.now + timedelta(hours=2)
    ask_team(problem, what="Which port?", team=network, due=due, **by)

    def heard() -> dict[str, dict[str, Any]]:
        while note_news(at=world.now):
            pass
        tell_rooms(at=world.now)
        gateways = Gateways()
        deliver(gateways, at=world.now)
        return {str(one["title"]): one["body"] for one in gateways.took}  # type: ignore[misc]

    bodies = heard()
    assert list(bodies) == ["2 things came to you"]
    assert "Transfers fail" not in str(bodies)
    assert "P-1: It came to you; Ana Ruiz owns it" in str(bodies).replace(problem.ref, "P-1")
    assert heard() == {}
    try_room(room, by=DESK, at=world.now)
    assert "It works" in heard()
    later(world, minutes=2)
    ask_team(problem, what="And where?", team=network, due=due, **(by | {"at": world.now}))
    [(title, body)] = heard().items()
    assert title == f"{problem.ref}: Your team is asked for something"
    slack = Chat.objects.get()
    linked(world, slack, world.zed, sample("slack")["said"][0])
    pressed(world, slack, body, 0)
    asked = Commitment.objects.filter(kind="ask").latest("made_at")
    assert (asked.state, asked.debtor_id) == (CommitmentState.PROMISED, world.zed.pk)
    remove_room(room, by=DESK, at=world.now)
    assert room.news.count() == News.objects.count()


def test_only_a_webhook_of_a_chat_tool_is_a_channel(world: World) -> None:
    for address in ("https://example.com/", "ntfys://ntfy.sh/topic", "http://hooks.slack.com/x"):
        with pytest.raises(Refused):
            add_room(team=None, name="x", address=address, by=DESK, at=world.now)


def test_what_isnt_its_tools_is_said_to_be_wrong(world: World) -> None:
    chat = chat_of(world)
    body = urlencode({"text": "no command"}).encode()
    sent = signed("slack", body, clock.now())
    answer = Client().post(
        f"/chat/slack/{chat.pk}/", body, content_type="application/x-www-form-urlencoded",
        headers=dict(sent.headers),
    )  # fmt: skip
    assert answer.status_code == 422
    assert "no command of Slack" in answer.json()["detail"]
