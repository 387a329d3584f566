"""One parser: `python -m tests.fuzz.one NAME SECONDS FOLDER`. What breaks it is kept in `found`."""

import sys
import time
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random

FOUND = Path(__file__).with_name("found")
WATCHED = (
    "aiosmtpd", "buckstop.mail", "buckstop.conversations.wording", "buckstop.signals.tools",
    "buckstop.journeys.reading", "buckstop.doors.mailbox", "buckstop.kit.formatting",
    "buckstop.kit.linking", "buckstop.kit.tables", "buckstop.kit.money", "buckstop.kit.addresses",
)  # fmt: skip
"""What coverage is watched in: to watch everything would take minutes to begin."""


def main(name: str, seconds: int, folder: Path) -> None:
    """Try it for so long. A process of atheris ends by itself, with 0 where nothing was found."""
    guided = find_spec("atheris") is not None
    parsers = import_module("tests.fuzz.parsers")
    if guided:
        atheris = import_module("atheris")
        for known in [one for one in sys.modules if one.startswith((*WATCHED, "tests.fuzz."))]:
            del sys.modules[known]
        with atheris.instrument_imports(include=["buckstop", "aiosmtpd"]):
            parsers = import_module("tests.fuzz.parsers")
    parser = parsers.BY_NAME[name]

    def tried(raw: bytes) -> None:
        begun = time.process_time()
        try:
            parser.read(raw)
        except BaseException:
            _keep(name, raw)
            raise
        if time.process_time() - begun > parsers.LONGEST:
            _keep(name, raw)
            raise TimeoutError(
                f"{name} took {time.process_time() - begun:.1f} s of {len(raw)} bytes"
            )

    if not guided:
        by_chance(tried, parser.seeds, seconds, parsers.LARGEST)
        return
    for number, seed in enumerate(parser.seeds):
        (folder / f"seed{number}").write_bytes(seed)
    limits = [f"-max_total_time={seconds}", f"-max_len={parsers.LARGEST}", "-timeout=60"]
    atheris.Setup([sys.argv[0], *limits, f"-artifact_prefix={folder}/", str(folder)], tried)
    atheris.Fuzz()


def by_chance(tried: object, seeds: tuple[bytes, ...], seconds: int, largest: int) -> None:
    """Change seeds at random for so long."""
    assert callable(tried)
    chance, until, count, kept = Random(), time.monotonic() + seconds, 0, list(seeds)
    while time.monotonic() < until:
        raw = changed(chance, kept, largest)
        tried(raw)
        count += 1
        if chance.random() < 0.01:
            kept = [*kept[-200:], raw, *seeds]
    print(f"{count:,} tries")


def changed(chance: Random, seeds: list[bytes], largest: int) -> bytes:
    """One of the seeds, changed in a few places."""
    raw = bytearray(chance.choice(seeds))
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(raw) + 1)
        match chance.randrange(5):
            case 0:
                raw[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del raw[at : at + chance.randint(1, 20)]
            case 2:
                raw[at:at] = raw[chance.randrange(len(raw) + 1) :][: chance.randint(1, 60)]
            case 3:
                raw[at:at] = chance.choice(ODD) * chance.choice((1, 2, 500))
            case _:
                other = chance.choice(seeds)
                raw[at:at] = other[chance.randrange(len(other) + 1) :]
    return bytes(raw[:largest])


ODD = (
    *(b"\0 \r\n \n < > ( =? ?= -- \xff \xf0\x9f ; \\ [ { \xe2\x80\xae 9 - : &#x % +".split(b" ")),
    b'"', b"\t", b" ",
)  # fmt: skip


def _keep(name: str, raw: bytes) -> None:
    (FOUND / f"{name}-{sha256(raw).hexdigest()[:12]}").write_bytes(raw)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
