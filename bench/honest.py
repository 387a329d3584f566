"""What `bench.journeys` runs: `python -m bench.honest duplicates|remaining FOLDER [SHORT]`, on
data of others: how often the earlier report of the same bug is found, and how far off the time is
that a case still takes. The last line is JSON."""

import csv
import gzip
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from statistics import fmean, median
from typing import Any
from xml.etree import ElementTree

import buckstop.ready  # noqa: F401  # sets Django up
from buckstop import environment
from buckstop.forecasts import meaning
from buckstop.problems.queries.similar import NEAREST, Alike
from buckstop.problems.rules.likeness import compared, letters, rarely_alike

FIRST = (1, 5, 10, 20)
TRAINED = 0.8  # of the cases, the earliest; the others are foreseen
DAY = 86_400.0
ENOUGH = 20

type Ranked = Callable[[int], list[float]]


def duplicates(folder: Path, *, short: bool) -> dict[str, Any]:
    """Of each report that repeats an earlier one: whether that is among the first so many, of all
    that were there: by titles as the index orders them, as the product then does (and by meaning
    too, with `BUCKSTOP_MEANING`), and by rarer letters and words of all."""
    csv.field_size_limit(2**31)
    with next(folder.rglob("*_bugs.csv")).open(newline="", encoding="utf-8") as file:
        bugs = sorted(csv.DictReader(file), key=lambda one: one["Created"])
    with next(folder.rglob("*_bugs-combined.csv")).open(newline="", encoding="utf-8") as file:
        pairs = [(r["Issue id"], other) for r in csv.DictReader(file)
                 for other in r["Duplicate id"].split(", ")]  # fmt: skip
    place = {one["Issue id"]: n for n, one in enumerate(bugs)}
    earlier: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        if one in place and other in place:
            a, b = sorted((place[one], place[other]))
            earlier[b].add(a)
    asked = dict(list(earlier.items())[:: 4 if short else 1])
    titles = [letters(compared(one["Summary"])) for one in bugs]
    words = [frozenset(f"{one['Summary']} {one['Description'][:2000]}".lower().split())
             for one in bugs]  # fmt: skip
    rarer, words_of = _rarer(titles), _rarer(words)
    said = [compared(one["Summary"]) for one in bugs]
    found = {
        "titles, as the index orders them": _recalled(asked, lambda n: _alike(titles, n)),
        "titles, as the product does": _recalled(asked, _as_the_product(titles, said)),
        "titles, rarer letters of all count more": _recalled(asked, rarer),
        "and all that was said": _recalled(
            asked, lambda n: [a + b for a, b in zip(rarer(n), words_of(n), strict=True)]
        ),
    }
    if folder_of_model := environment.model("BUCKSTOP_MEANING"):
        near = meaning.model(folder_of_model)
        found["titles, by letters and by meaning"] = _recalled(
            asked, _as_the_product(titles, said, meaning.with_meaning(near))
        )
        found["titles, by meaning alone"] = _recalled(asked, lambda n: near(said[n], said[:n]))
    return {"reports": len(bugs), "repeat": len(asked), "recall": found}


def _as_the_product(
    titles: Sequence[frozenset[str]], said: Sequence[str], how: Alike = rarely_alike
) -> Ranked:
    """The nearest that an index finds come first, by what they share that is rare."""

    def ranked(n: int) -> list[float]:
        scores = _alike(titles, n)
        nearest = sorted(range(n), key=lambda m: (-scores[m], -m))[:NEAREST]
        for m, alike in zip(nearest, how(said[n], [said[m] for m in nearest]), strict=True):
            scores[m] = 1 + alike
        return scores

    return ranked


def _alike(sets: Sequence[frozenset[str]], n: int) -> list[float]:
    return [len(sets[n] & one) / len(sets[n] | one) if one else 0.0 for one in sets[:n]]


def _rarer(sets: Sequence[frozenset[str]]) -> Ranked:
    """How alike by what they share, each weighed by how rare it is (the cosine of both)."""
    seen = Counter(part for one in sets for part in one)
    weight = {part: math.log(len(sets) / n) ** 2 for part, n in seen.items()}
    norms = [math.sqrt(sum(weight[part] for part in one)) or 1.0 for one in sets]

    def ranked(n: int) -> list[float]:
        return [
            sum(weight[part] for part in sets[n] & one) / (norms[n] * norms[m])
            for m, one in enumerate(sets[:n])
        ]

    return ranked


def _recalled(asked: dict[int, set[int]], rank: Ranked) -> dict[str, float]:
    places = []
    for n, same in asked.items():
        scores = rank(n)
        order = sorted(range(n), key=lambda m: (-scores[m], -m))
        places.append(min(order.index(m) for m in same))
    return {str(most): sum(p < most for p in places) / len(places) for most in FIRST}


def remaining(folder: Path, *, short: bool) -> dict[str, Any]:
    """Of each log, by cases that began later than those learned from: how many days off, on
    average, the median of the like is (same step, as many before it), and one number for all."""
    found = {}
    for path in sorted(folder.iterdir()):
        if ".xes" not in path.name or (short and path.stat().st_size > 400_000):
            continue
        found[path.name.split(".")[0]] = _off(_cases(path))
    return found


def _cases(path: Path) -> list[list[tuple[str, float]]]:
    """The steps of each case with their times, the case that began first first."""
    cases = []
    with gzip.open(path) as file:
        for _, trace in ElementTree.iterparse(file):
            if not trace.tag.endswith("trace"):
                continue
            steps = sorted(_steps(trace), key=lambda one: one[1])
            if len(steps) > 1:
                cases.append(steps)
            trace.clear()
    return sorted(cases, key=lambda one: one[0][1])


def _steps(trace: ElementTree.Element) -> Iterator[tuple[str, float]]:
    for event in trace:
        if event.tag.endswith("event"):
            said = {a.get("key", ""): a.get("value", "") for a in event}
            at = datetime.fromisoformat(said["time:timestamp"])
            yield said.get("concept:name", ""), at.timestamp()


def _off(cases: list[list[tuple[str, float]]]) -> dict[str, float]:
    cut = int(len(cases) * TRAINED)
    begins = cases[cut][0][1]
    old = [one for one in cases[:cut] if one[-1][1] < begins]  # nothing of what was still to come
    like: dict[tuple[str, int] | str, list[float]] = defaultdict(list)
    for case in old:
        for place, (step, at) in enumerate(case[:-1]):
            left = (case[-1][1] - at) / DAY
            for key in ((step, min(place, 8)), step, ""):
                like[key].append(left)
    middle = {key: median(values) for key, values in like.items() if len(values) >= ENOUGH}
    mean = fmean(like[""])
    ours, one, base = [], [], []
    for case in cases[cut:]:
        for place, (step, at) in enumerate(case[:-1]):
            left = (case[-1][1] - at) / DAY
            said = middle.get((step, min(place, 8)), middle.get(step, middle[""]))
            ours.append(abs(left - said))
            one.append(abs(left - middle[""]))
            base.append(abs(left - mean))
    return {"cases": len(cases), "foreseen": len(ours), "like": fmean(ours),
            "one median": fmean(one), "one mean": fmean(base)}  # fmt: skip


DO = {"duplicates": duplicates, "remaining": remaining}

if __name__ == "__main__":
    what, where, *more = sys.argv[1:]
    print(json.dumps(DO[what](Path(where), short=bool(more))))
