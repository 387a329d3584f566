"""A command as somebody types it, in a process that is split off this one: Django is there already,
whose imports take a started one three seconds of a processor.

Settings, connections and what was chosen begin anew there, as they do in a started process.
"""

import os
import sys
import traceback
import warnings
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryFile

from asgiref.local import Local
from django.conf import settings
from django.db import connections
from django.utils import translation
from django.utils.functional import empty

from buckstop.__main__ import main
from buckstop.configuration import current
from buckstop.kit import clock

READ_AT_THE_START = ("buckstop.settings", "buckstop.ready")


def command(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    folder: Path,
    what: Callable[[], int] = main,
) -> "CompletedProcess[str]":
    """Run `buckstop` with `arguments` in `folder`, with that environment and no other; or `what`
    a process does that nobody types."""
    with TemporaryFile() as out, TemporaryFile() as wrong:
        with warnings.catch_warnings(category=DeprecationWarning, action="ignore"):
            child = os.fork()  # of threads only this one goes on there, and it waits for no other
        if not child:
            outputs = out.fileno(), wrong.fileno()
            os._exit(_ended(arguments, environment, folder, outputs, what))
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        out.seek(0)
        wrong.seek(0)
        said, told = out.read().decode(), wrong.read().decode()
        return CompletedProcess(["buckstop", *arguments], code, said, told)


def _ended(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    folder: Path,
    outputs: tuple[int, int],
    what: Callable[[], int],
) -> int:
    """What follows the fork; answers the exit code. Nothing may get out of here."""
    code = 1
    try:
        for number, output in enumerate(outputs, start=1):
            os.dup2(output, number)
        sys.stdin = Path(os.devnull).open()  # noqa: SIM115 (the process ends with it)
        sys.stdout, sys.stderr = (open(n, "w", closefd=False) for n in (1, 2))  # noqa: SIM115
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(folder)
        sys.argv = ["buckstop", *arguments]
        _begin_anew()
        if what is not main:  # which sees to it itself
            import_module("buckstop.ready")
        code = what()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except BaseException:  # noqa: BLE001 (a started one would end so too)
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return code


def _begin_anew() -> None:
    """Forget what this process took from the one it was split off."""
    translation.deactivate()  # first, since it asks for settings
    for name in READ_AT_THE_START:
        sys.modules.pop(name, None)
    vars(settings).clear()
    vars(settings)["_wrapped"] = empty
    _KEPT.append(vars(connections)["_connections"])  # the other process's: not ours to close
    vars(connections).pop("settings", None)
    vars(connections).update(_connections=Local(), _settings=None)
    clock._set_to = None
    current.LIVES = 1.0
    current._kept.clear()


_KEPT: list[object] = []
