"""Chat: who is told in channels of chat tools, and what people raise and answer from there.

Words. A **chat** is a workspace of a chat tool that speaks to us (`chat_tools` reads what it sends
and knows whether it comes from there). A **link** says which of us an account there is; they made
it themselves, with a code. A **room** is a channel in which a team hears what comes to it.

Guarantees. Nothing is done for an account that nobody of us linked, nor for a request whose
signature or token isn't the tool's. What is raised or pressed twice counts once. Addresses of
channels and secrets of tools are sealed, and never shown again. What customers call their problems
goes to no channel.

Who calls it. The door that chat tools speak to, the desk's page, and the worker.
"""
