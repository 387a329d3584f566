"""The house as Django knows it: once every app is there, it finds what each brings.

An app has what it brings in files of its own, and each registers itself when it is read. Nothing
else lists them: a new app is a line in the settings.
"""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from django.apps import AppConfig, apps

FILES = (
    "entries",  # what happens
    "settings",  # what an organisation may choose about it
    "replay",  # how its rows follow from entries
    "witness",  # what goes on record whatever verb wrote it
    "commitments",  # kinds of what is owed
    "letters",  # what is written to customers
    "sources",  # what is sent
    "tellings",  # whom of us its facts are told
    "holdings",  # what it keeps of people besides what stands on their cases
    "reactions",  # what follows facts; of letters and tellings too, so it comes after them
    "duties",  # what a worker does again and again
    "measures",  # what monitoring is told of its tables
    "tables",  # what may be taken out of it, as files and by programs
)
"""Files or folders, none compulsory, read in this order: each of all apps before the next."""


class House(AppConfig):
    """Reads what each app brings, in every process."""

    name = "buckstop"

    def ready(self) -> None:
        for file in FILES:
            for app in apps.get_app_configs():
                find(app, file)


def find(app: AppConfig, file: str) -> None:
    """Import that file of the app, or all that is in the folder of that name; or nothing."""
    name = f"{app.name}.{file}"
    if find_spec(name) is None:
        return
    folder = getattr(import_module(name), "__path__", ())
    for inside in iter_modules(folder):
        import_module(f"{name}.{inside.name}")


def find_all(app: AppConfig) -> None:
    """Everything that an app brings, where it comes after all others."""
    for file in FILES:
        find(app, file)
