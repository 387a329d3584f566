"""`buckstop worker`."""

import argparse

from buckstop.doors.clock.worker import Worker
from buckstop.kit.processes import tell_ready


def run(args: argparse.Namespace) -> int:
    """Work until told to stop."""
    del args
    return work()


def work() -> int:
    """The same for a part of `serve`."""
    worker = Worker()
    with worker.signals():
        tell_ready()
        worker.run()
    return 0
