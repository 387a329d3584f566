"""The filters of tags, and of the house's own fields."""

from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.doors.components.shown.shell import Filter, Option
from buckstop.doors.desk.problem_list.asked import Asked
from buckstop.kit.ids import key_of
from buckstop.problems.models import Label
from buckstop.problems.models.label import Sort
from buckstop.problems.queries.labels import kept


def filters(asked: Asked) -> list[Filter]:
    """The tags, in one filter; and each field, with its choices or a value to write."""
    labels, now = kept(), key_of(asked.given.get("label", ""))
    tags = [one for one in labels if one.sort == Sort.TAG]
    fields = [_of_field(asked, one, now) for one in labels if one.sort != Sort.TAG]
    return [_of_tags(asked, tags, now), *fields] if tags else fields


def _of_tags(asked: Asked, tags: list[Label], now: UUID | None) -> Filter:
    options = [_any(asked, chosen=now not in [one.pk for one in tags])]
    for one in tags:
        url = asked.url(label=one.pk.hex, value="")
        options.append(Option(label=one.name, url=url, chosen=one.pk == now))
    return Filter(name="tags", label=_("Tag"), options=options, on=not options[0].chosen)


def _of_field(asked: Asked, field: Label, now: UUID | None) -> Filter:
    on = field.pk == now
    value = asked.given.get("value", "") if on else ""
    options = [_any(asked, chosen=not on)]
    for choice in field.choices:
        url = asked.url(label=field.pk.hex, value=choice)
        options.append(Option(label=choice, url=url, chosen=choice == value))
    if on and value and value not in field.choices:
        options.append(Option(label=value, url=asked.url(), chosen=True))
    filled = asked.url(label=field.pk.hex, value="")
    options.append(Option(label=_("filled in"), url=filled, chosen=on and not value))
    typed = "" if field.sort == Sort.CHOICE else field.pk.hex
    return Filter(name=field.pk.hex, label=field.name, options=options, on=on, typed=typed)


def _any(asked: Asked, *, chosen: bool) -> Option:
    return Option(label=_("any"), url=asked.url(label="", value=""), chosen=chosen)
