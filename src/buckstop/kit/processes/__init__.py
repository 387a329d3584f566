"""Running several parts of a program as one: started in order, kept alive, stopped together.

supervisor.py  `Supervisor([Part(...), ...]).run()`
children.py    `Part`; `tell_ready()` for the child's side; `run_alone(part)` for one that ends
listening.py   `bind(host, port)`: a socket to hand to one or several children

Children are forked, not started anew: what the program has imported is there at once and in
memory once. So whoever forks has no other threads and no connections.

Readiness: a child has a pipe to its supervisor and writes a line to it by `tell_ready`. A probe
from outside would prove nothing: the listening sockets are ours, and accept connections before the
child does.

Each child leads a session of its own, so that Ctrl-C reaches the supervisor alone, and is killed
by the kernel (PDEATHSIG, Linux) when the supervisor dies, however it dies.
"""

from buckstop.kit.processes.children import CannotStart, Part, run_alone, tell_ready
from buckstop.kit.processes.listening import CannotListen, bind, given_or_bound
from buckstop.kit.processes.supervisor import Supervisor

__all__ = [
    "CannotListen",
    "CannotStart",
    "Part",
    "Supervisor",
    "bind",
    "given_or_bound",
    "run_alone",
    "tell_ready",
]
