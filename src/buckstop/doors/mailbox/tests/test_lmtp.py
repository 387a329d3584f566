"""The same port speaks LMTP to whoever greets so."""

from buckstop.doors.mailbox.server import MailServer
from buckstop.doors.mailbox.tests.test_server import Client, Desk, conversing


def test_lmtp_answers_for_each_recipient() -> None:
    async def scene(server: MailServer, port: int, desk: Desk) -> None:
        client = await Client.to(port, greet=False)
        await client.answer()
        assert (await client.say("LHLO x")) == "250 HELP"
        assert (await client.say("EHLO x")).startswith("500 5.5.1 ")
        assert (await client.say("MAIL FROM:<>")) == "250 2.0.0 OK"
        assert (await client.say("DATA")).startswith("503 5.5.1 ")
        codes = [
            (await client.say(f"RCPT TO:<{one}@desk.example>"))[:9]
            for one in ("help", "nobody", "support", "help")
        ]
        assert codes == ["250 2.1.5", "550 5.1.1", "250 2.1.5", "250 2.1.5"]
        await client.say("DATA")
        answers = [await client.say("x\r\n."), await client.answer(), await client.answer()]
        assert [one[:9] for one in answers] == ["250 2.6.0"] * 3  # for each that wasn't refused
        assert (await client.say("QUIT")).startswith("221 2.0.0 ")

    desk = conversing(scene)
    assert [mail.recipients for mail in desk.came] == [
        ("help@desk.example", "support@desk.example")
    ]
