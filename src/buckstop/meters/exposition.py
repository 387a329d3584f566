"""All that there is to tell, as Prometheus and OpenMetrics write it."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from itertools import accumulate
from time import perf_counter

from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)

from buckstop.meters import duties  # noqa: F401 (they register)
from buckstop.meters.flushing import GONE_AFTER, MEMORY
from buckstop.meters.measure import MEASURES, all_found, full_name
from buckstop.meters.meter import BUCKETS, METERS, PREFIX, Histogram, Labels, Meter, Numbers
from buckstop.meters.models import Process, Total

BOUNDS = [*(str(one) for one in BUCKETS), "+Inf"]


@dataclass(frozen=True, slots=True)
class Told:
    """A gauge that no app measures: of the processes, and of the telling itself."""

    name: str
    says: str
    labels: tuple[str, ...] = ()


VERSION = Told("info", "The version of Buckstop that answers.", ("version",))
PROCESSES = Told("processes", "Processes that are there, by the part that they do.", ("part",))
MEMORY_OF = Told("memory_bytes", "Memory that processes hold, by part.", ("part",))
TAKEN = Told("taken", "How much is taken of what each process has a number of, all together.",
             ("what",))  # fmt: skip
ROOM = Told("room", "How much of that there is.", ("what",))
TOOK = Told("scrape_seconds", "How long it took to find all this out.")
GAUGES = (VERSION, PROCESSES, MEMORY_OF, TAKEN, ROOM, TOOK)


@dataclass
class Everything:
    """A registry for `prometheus_client`: what it collects is asked anew each time."""

    at: datetime

    def collect(self) -> Iterator[Metric]:
        """Each metric, with its samples."""
        begun = perf_counter()
        yield from _counted()
        yield from _measured(self.at)
        gauges: dict[Told, dict[Labels, float]] = _of_processes(self.at)
        gauges[VERSION] = {(version("buckstop"),): 1.0}
        gauges[TOOK] = {(): perf_counter() - begun}
        for told in GAUGES:
            family = GaugeMetricFamily(f"{PREFIX}{told.name}", told.says, labels=told.labels)
            for labels, value in sorted(gauges.get(told, {}).items()):
                family.add_metric(labels, value)
            yield family


def exposed(at: datetime, accept: str) -> tuple[bytes, str]:
    """Everything, and its type: OpenMetrics for who asks for it."""
    encode, kind = choose_encoder(accept)
    return encode(Everything(at)), kind


def _counted() -> Iterator[Metric]:
    """What all processes counted. A meter that counted nothing yet is told without samples."""
    found: dict[str, dict[Labels, Numbers]] = defaultdict(dict)
    for key, numbers in Total.objects.values_list("key", "numbers"):
        name, *labels = json.loads(key)
        found[name][tuple(labels)] = numbers
    for name, meter in METERS.items():
        yield _family(meter, found.get(name, {}))


def _family(meter: Meter, totals: dict[Labels, Numbers]) -> Metric:
    name, right = f"{PREFIX}{meter.name}", len(meter.labels)
    if not isinstance(meter, Histogram):
        counter = CounterMetricFamily(name, meter.says, labels=meter.labels)
        for labels, numbers in sorted(totals.items()):
            if len(labels) == right:  # else it is of another version
                counter.add_metric(labels, numbers[0])
        return counter
    family = HistogramMetricFamily(name, meter.says, labels=meter.labels)
    for labels, (*counts, total) in sorted(totals.items()):
        if len(labels) == right and len(counts) == len(BOUNDS):
            buckets = list(zip(BOUNDS, accumulate(counts), strict=True))
            family.add_metric(labels, buckets, total)
    return family


def _measured(at: datetime) -> Iterator[Metric]:
    found: dict[str, list[tuple[Labels, float]]] = defaultdict(list)
    for one in all_found(at):
        found[one.measure.name].append((one.labels, one.value))
    for name, measure in MEASURES.items():
        family = GaugeMetricFamily(full_name(measure), measure.says, labels=measure.labels)
        for labels, value in sorted(found[name]):
            family.add_metric(labels, value)
        yield family


def _of_processes(at: datetime) -> dict[Told, dict[Labels, float]]:
    told: dict[Told, dict[Labels, float]] = defaultdict(lambda: defaultdict(float))
    here = Process.objects.filter(seen_at__gte=at - GONE_AFTER)
    for part, levels in here.values_list("part", "levels"):
        told[PROCESSES][part,] += 1
        told[MEMORY_OF][part,] += levels.pop(MEMORY, [0])[0]
        for what, (taken, room) in levels.items():
            told[TAKEN][what,] += taken
            told[ROOM][what,] += room
    return told
