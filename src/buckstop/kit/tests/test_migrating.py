"""A migration makes anew what changed, and Python still meets one set of classes."""

from types import SimpleNamespace
from typing import Any

from django.db import models
from django.db.migrations.operations import RunPython
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import CharField

from buckstop.kit.migrating import each_model_alone


def state() -> ProjectState:
    """Two models, of which one leads to the other, whose classes there are."""
    found = ProjectState()
    found.add_model(ModelState("house", "Room", [("id", models.AutoField(primary_key=True))]))
    leads = models.ForeignKey("house.Room", models.CASCADE)
    door = [("id", models.AutoField(primary_key=True)), ("room", leads)]
    found.add_model(ModelState("house", "Door", door))
    assert found.apps.get_model("house", "Door")
    return found


def add_name(found: ProjectState) -> None:
    found.add_field("house", "room", "name", CharField(max_length=9), preserve_default=True)


def test_only_the_model_that_changed_is_made_anew() -> None:
    plain, ours = state(), state()
    before = [one.apps.get_model("house", "Door") for one in (plain, ours)]
    add_name(plain)
    with each_model_alone():
        add_name(ours)
    after = [one.apps.get_model("house", "Door") for one in (plain, ours)]
    assert [a is b for a, b in zip(before, after, strict=True)] == [False, True]
    assert ours.apps.get_model("house", "Room")._meta.get_field("name")


def test_python_meets_classes_that_belong_together() -> None:
    met = []

    def look(apps: Any, _editor: object) -> None:
        door, room = apps.get_model("house", "Door"), apps.get_model("house", "Room")
        met.append(door._meta.get_field("room").related_model is room)

    found = state()
    with each_model_alone():
        add_name(found)
        editor: Any = SimpleNamespace(connection=SimpleNamespace(alias="default"))
        RunPython(look).database_forwards("house", editor, found, found)
    assert met == [True]
