"""`buckstop worker`."""

import argparse
import gc

from buckstop.doors.clock.worker import Worker
from buckstop.kit.processes import tell_ready
from buckstop.meters.flushing import counted_as


def run(args: argparse.Namespace) -> int:
    """Work until told to stop."""
    del args
    return work()


def work() -> int:
    """The same for a part of `serve`."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)  # a batch makes many objects and hardly a cycle
    worker = Worker()
    with worker.signals(), counted_as("worker"):
        tell_ready()
        worker.run()
    return 0
