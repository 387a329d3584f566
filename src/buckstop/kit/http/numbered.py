"""Gives every request a number, and puts it on the answer, whoever makes that."""

from collections.abc import Awaitable, Callable

from buckstop.kit import request_number
from buckstop.kit.http.bodies import Message, Receive
from buckstop.kit.http.bridge import Send

type Application = Callable[[Message, Receive, Send], Awaitable[None]]

_HEADER = request_number.HEADER.lower().encode()


def numbered(application: Application) -> Application:
    """The application, whose answers say the number of what they answer."""

    async def answering(scope: Message, receive: Receive, send: Send) -> None:
        sent = next((value for name, value in scope["headers"] if name == _HEADER), b"")
        number = request_number.begin(sent.decode("latin-1")).encode()

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                others = [one for one in message.get("headers", ()) if one[0] != _HEADER]
                message = {**message, "headers": [*others, (_HEADER, number)]}
            await send(message)

        await application(scope, receive, sending)

    return answering
