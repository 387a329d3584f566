"""The demo as Django knows it: so that every process can read its entries."""

from importlib import import_module

from django.apps import AppConfig


class Demo(AppConfig):
    """Has no tables; brings its kinds of entries."""

    name = "buckstop.demo"

    def ready(self) -> None:
        import_module("buckstop.demo.entries")
