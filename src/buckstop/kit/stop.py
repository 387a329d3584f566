"""How a command ends when it can't go on."""


class Stop(Exception):
    """`str()` is the one line that says why and what to do; the exit code is 1."""
