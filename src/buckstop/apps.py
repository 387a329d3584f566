"""The house as Django knows it: once every app is there, what follows what is said."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from django.apps import AppConfig, apps


class House(AppConfig):
    """Reads what each app says of itself, and the lists that add up to, in every process."""

    name = "buckstop"

    def ready(self) -> None:
        for app in apps.get_app_configs():
            find_kinds(app)
            find_tellings(app)
        import_module("buckstop.reactions")
        import_module("buckstop.replays")
        import_module("buckstop.sources")


def find_kinds(app: AppConfig) -> None:
    """Import what stands in the app's folder `commitments`: its kinds register themselves."""
    spec = find_spec(f"{app.name}.commitments")
    folder = spec.submodule_search_locations if spec else None
    for found in iter_modules(folder) if folder else ():
        import_module(f"{app.name}.commitments.{found.name}")


def find_tellings(app: AppConfig) -> None:
    """Import the app's file `tellings`: whom of us its facts are told."""
    if find_spec(f"{app.name}.tellings"):
        import_module(f"{app.name}.tellings")
