"""Running several commands as one: started in order, kept alive, stopped together.

supervisor.py  `Supervisor([Command(...), ...]).run()`
children.py    `Command`, and `tell_ready()` for the child's side
listening.py   `bind(host, port)`: a socket to hand to one or several children

Readiness: a child whose command `reports` gets an open pipe, its number in BUCKSTOP_READY_FD, and
writes a line to it by `tell_ready`. A probe from outside would prove nothing: the listening sockets
are ours, and accept connections before the child does.

Each child leads a session of its own, so that Ctrl-C reaches the supervisor alone, and is killed
by the kernel (PDEATHSIG, Linux) when the supervisor dies, however it dies.
"""

from buckstop.kit.processes.children import CannotStart, Command, tell_ready
from buckstop.kit.processes.listening import CannotListen, bind
from buckstop.kit.processes.supervisor import Supervisor

__all__ = ["CannotListen", "CannotStart", "Command", "Supervisor", "bind", "tell_ready"]
