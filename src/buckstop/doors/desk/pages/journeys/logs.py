"""The logs that were brought in, as their page lists them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buckstop.doors.desk.acts.journeys import RemoveLog, SayColumns
from buckstop.doors.desk.addresses import JOURNEYS, JOURNEYS_REMARKS
from buckstop.doors.desk.pages.journeys import words
from buckstop.doors.desk.reader import Reader
from buckstop.journeys.engine.selection import instant
from buckstop.journeys.models import Log
from buckstop.journeys.reading.report import LEFT_OUT, Why

WHY = {
    Why.NO_JOURNEY: gettext_lazy("it names no journey"),
    Why.NO_STEP: gettext_lazy("it names no step"),
    Why.NO_TIME: gettext_lazy("it has no time"),
    Why.TIME_UNREADABLE: gettext_lazy("its time can’t be read"),
    Why.TOO_MANY_CELLS: gettext_lazy("it has more cells than the first line names"),
    Why.UNREADABLE: gettext_lazy("it can’t be read"),
    Why.DUPLICATE: gettext_lazy("it is the same as an earlier line, in everything"),
    Why.BEGIN_OF_STEP: gettext_lazy("it begins a step whose end is in the log too"),
    Why.TOO_FEW_CELLS: gettext_lazy("it has fewer cells than the first line names"),
    Why.SEVERAL_JOURNEYS: gettext_lazy("it belongs to several journeys, and counts in each"),
    Why.ENDS_BEFORE_BEGIN: gettext_lazy("it ends before it begins: its end counts"),
    Why.LETTERS_LOST: gettext_lazy("some letters aren’t of the file’s encoding"),
}
"""Why a line of a file is remarked on."""


@dataclass(frozen=True, slots=True)
class Remark:
    """How many lines, why, and which come first."""

    times: str
    why: str
    lines: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One log. `url` leads to its journeys, where it was read; `columns_url` to where one says its
    columns, where it wasn't."""

    name: str
    says: str
    by: str
    at: datetime
    waits: bool
    refused: str
    url: str
    columns_url: str
    remove_url: str
    remarks_url: str
    left_out: list[Remark]
    kept: list[Remark]


def shown(log: Log, reader: Reader) -> Shown:
    """A log with what was read of it and what was left out."""
    del reader
    left_out = [one for why, one in _remarks(log) if why in LEFT_OUT]
    kept = [one for why, one in _remarks(log) if why not in LEFT_OUT]
    return Shown(
        name=log.name,
        says=_says(log),
        by=log.brought_by.public_name,
        at=log.brought_at,
        waits=log.waits,
        refused=log.refused,
        url=JOURNEYS.url(log=log.pk) if log.read_at else "",
        columns_url="" if log.read_at or log.waits else f"{SayColumns.address.url(log.pk)}new/",
        remove_url=f"{RemoveLog.address.url(log.pk)}new/",
        remarks_url=JOURNEYS_REMARKS.url(log.pk) if log.report.get("counts") else "",
        left_out=left_out,
        kept=kept,
    )


def _says(log: Log) -> str:
    if not log.read_at:
        return log.file
    report, found = log.report, log.found
    said = [
        _("%(kept)s of %(lines)s events were read, in %(journeys)s.")
        % {
            "kept": f"{report['kept']:,}",
            "lines": f"{report['lines']:,}",
            "journeys": words.journeys(found["journeys"]),
        }
    ]
    if found["begins"] is not None:
        said.append(
            _("From %(first)s to %(last)s.")
            % {"first": _day(found["begins"]), "last": _day(found["ends"])}
        )
    if report["without_zone"]:
        said.append(
            ngettext(
                "%(n)s time names no zone and was read as of %(zone)s.",
                "%(n)s times name no zone and were read as of %(zone)s.",
                report["without_zone"],
            )
            % {"n": f"{report['without_zone']:,}", "zone": report["zone"]}
        )
    return " ".join(said)


def _day(at: int) -> str:
    return date_format(instant(at), "j F Y")


def _remarks(log: Log) -> list[tuple[Why, Remark]]:
    first: dict[str, list[str]] = {}
    for line, why, _what in log.report.get("first", []):
        first.setdefault(why, []).append(str(line))
    return [
        (
            Why(why),
            Remark(
                f"{times:,}",
                str(WHY[Why(why)]),
                ", ".join(first[why][:5]) + (", …" if times > 5 else ""),
            ),
        )
        for why, times in log.report.get("counts", {}).items()
    ]
