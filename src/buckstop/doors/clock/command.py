"""`buckstop worker`."""

import argparse
import logging

from buckstop.doors.clock.worker import Worker
from buckstop.doors.terminal.attached import database
from buckstop.kit.processes import tell_ready

logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")


def run(args: argparse.Namespace) -> int:
    """Work until told to stop."""
    del args
    with database():
        tell_ready()
        Worker().run()
    return 0
