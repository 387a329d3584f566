"""Each chat tool writes and reads its samples, and believes nobody without its secret."""

import json
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from buckstop import chat_tools
from buckstop.chat_tools import slack, teams, tool_of
from buckstop.chat_tools.tool import TOOLS, Button, Request, Said, Told, Unfit

FOLDER = Path(chat_tools.__file__).parent
CODES = sorted(TOOLS)
AT = datetime(2026, 11, 27, 9, 10, tzinfo=UTC)
SECRET = "U0VDUkVU"  # SECRET in base 64, as Teams has it


def sample(code: str) -> Any:
    return json.loads((FOLDER / f"{code}.json").read_text())


def bytes_of(one: dict[str, Any]) -> bytes:
    """What a sample says, as it is sent."""
    if "json" in one:
        return json.dumps(one["json"]).encode()
    form = one.get("form") or {"payload": json.dumps(one["payload"])}
    return urlencode(form).encode()


def signed(code: str, body: bytes, at: datetime = AT, secret: str = SECRET) -> Request:
    """The same with what proves it."""
    stamp = str(int(at.timestamp()))
    headers = {
        "slack": {
            "x-slack-request-timestamp": stamp,
            "x-slack-signature": slack.signed(secret, stamp, body),
        },
        "teams": {"authorization": f"HMAC {teams.signed(secret, body)}"},
        "mattermost": {},
    }
    return Request(headers[code], body)


@pytest.mark.parametrize("code", CODES)
def test_each_writes_the_message_beside_it(code: str):
    kept = sample(code)
    buttons = [Button(*one) for one in kept["told"]["buttons"]]
    told = Told(**(kept["told"] | {"buttons": buttons}))
    assert TOOLS[code].write(told, "https://desk.example/chat/x/") == kept["written"]
    where_none_is_pressed = json.dumps(TOOLS[code].write(told, ""))
    assert "a.key" not in where_none_is_pressed
    assert kept["told"]["url"] in where_none_is_pressed


@pytest.mark.parametrize("code", CODES)
def test_each_reads_and_answers_the_samples_beside_it(code: str):
    tool, kept = TOOLS[code], sample(code)
    for one in kept["said"]:
        said = tool.read(Request({}, bytes_of(one)))
        empty = Said(once="")
        found = {
            field.name: getattr(said, field.name)
            for field in fields(said)
            if getattr(said, field.name) != getattr(empty, field.name)
        }
        assert found == one["read"]
        if "answered" in one:
            assert tool.answered("P-7 is <open>.", said) == one["answered"]
    for body in kept["unfit"]:
        with pytest.raises(Unfit):
            tool.read(Request({}, body.encode()))


@pytest.mark.parametrize("code", CODES)
def test_each_knows_its_own_address(code: str):
    for address in sample(code)["addresses"]:
        found = tool_of(address)
        assert found is not None
        assert found.code == code
    assert tool_of("https://hooks.slack.com.evil.example/services/T0/B0/abc") is None
    assert tool_of("https://evil.example/?x=.webhook.office.com") is None
    assert tool_of("https://[") is None


@pytest.mark.parametrize("code", ["slack", "teams"])
def test_who_signs_with_another_secret_or_for_other_words_is_not_believed(code: str):
    tool, body = TOOLS[code], bytes_of(sample(code)["said"][0])
    assert tool.is_from_it(signed(code, body), ["an older one", SECRET], AT)
    assert not tool.is_from_it(signed(code, body), ["b3RoZXI="], AT)
    assert not tool.is_from_it(signed(code, body), [], AT)
    assert not tool.is_from_it(Request({}, body), [SECRET], AT)
    other = Request(signed(code, body).headers, body + b" ")
    assert not tool.is_from_it(other, [SECRET], AT)


def test_what_slack_sent_minutes_ago_counts_no_more():
    body = b"text=x"
    tool = TOOLS["slack"]
    assert tool.is_from_it(signed("slack", body, AT - timedelta(minutes=4)), [SECRET], AT)
    assert not tool.is_from_it(signed("slack", body, AT - timedelta(minutes=6)), [SECRET], AT)
    assert not tool.is_from_it(signed("slack", body, AT + timedelta(minutes=6)), [SECRET], AT)
    request = signed("slack", body)
    odd = Request(dict(request.headers) | {"x-slack-request-timestamp": "²"}, body)
    assert not tool.is_from_it(odd, [SECRET], AT)


def test_mattermost_is_believed_by_its_token():
    tool = TOOLS["mattermost"]
    for one in sample("mattermost")["said"][:2]:
        request = Request({}, bytes_of(one))
        assert tool.is_from_it(request, ["another", "SECRET"], AT)
        assert not tool.is_from_it(request, ["another"], AT)
        assert not tool.is_from_it(request, [], AT)
    assert not tool.is_from_it(Request({}, b'{"context": {}}'), ["SECRET"], AT)
    assert not tool.is_from_it(Request({}, b'{"context": 3, "token": "SECRET"}'), ["SECRET"], AT)


def test_a_secret_that_is_none_of_teams_signs_nothing():
    assert teams.signed("no base 64!", b"x") == ""
    assert teams.signed("", b"x") == ""
    request = Request({"authorization": "HMAC "}, b"x")
    assert not TOOLS["teams"].is_from_it(request, ["no base 64!", ""], AT)


def test_an_answer_for_slack_goes_nowhere_else():
    said = sample("slack")["said"][2]
    said["payload"]["response_url"] = "https://hooks.slack.com.evil.example/"
    assert slack.Slack.read(Request({}, bytes_of(said))).reply_to == ""
