"""An HTTP server whose slow and silent clients hold nothing that others wait for.

connections.py  `connections(door)`: uvicorn's protocol with a bound on how many connections there
                are, in all and of one address, and on how long headers may take and writing may
                stand still. When all places are taken, who has been unfinished longest must go
bodies.py       `Bodies`: a request's body, read whole in the event loop, into a file beyond some
                size; slow, large and too many ones are refused
bridge.py       `Bridge`: an ASGI application that runs a WSGI one in threads. A thread is taken
                when the body is there, and let go when the answer is made, not when it has left
"""

from buckstop.kit.http.bodies import Bodies
from buckstop.kit.http.bridge import Bridge
from buckstop.kit.http.connections import Door, connections, room_for_connections
from buckstop.kit.http.numbered import numbered

__all__ = ["Bodies", "Bridge", "Door", "connections", "numbered", "room_for_connections"]
