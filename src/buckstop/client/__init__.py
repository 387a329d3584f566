"""A client of the API, typed, for programs in Python: `pip install buckstop[client]`.

    from buckstop.client import Client, calls

    with Client("https://desk.example", key="bk_…") as desk:
        problem = desk.send(calls.read_problem("P-1042"))
        for one in desk.every(calls.list_problems(state="open")):
            ...

`AsyncClient` has the same with `await`. What there is to call stands in `calls`, what comes back in
`models`; both are made from the API's description (`python -m tests.client`). Whatever changes
something is sent under a name of its own, so it is tried again without being done twice.
"""

from buckstop.client.clients import AsyncClient, Client
from buckstop.client.sending import ApiError, Call

__all__ = ["ApiError", "AsyncClient", "Call", "Client"]
