"""The house as Django knows it: once every app is there, what follows what is said."""

from importlib import import_module

from django.apps import AppConfig


class House(AppConfig):
    """Reads the tables of reactions and replays when Django is set up, in every process."""

    name = "buckstop"

    def ready(self) -> None:
        import_module("buckstop.reactions")
        import_module("buckstop.replays")
