"""The words of a file that came with a mail: PDF, Office and OpenDocument, and plain text.

A file comes from anybody. It is read by a program of its own, which may use so much memory and
time and no more; what can't be read has no words. Nothing here raises because of what is in a file.
"""

import subprocess
import sys

PATIENCE = 30.0
"""Seconds that reading a file may take."""
LARGEST = 30_000_000
"""Bytes of a file that is read at most; a larger one is found by its name."""
MOST = 40_000
"""Letters that are kept of a file: what is looked for stands at its beginning as a rule."""
PLAIN = (".txt", ".csv", ".tsv", ".log", ".md", ".json", ".xml", ".html", ".htm", ".ini", ".yaml",
         ".yml", ".ics", ".vcf", ".conf", ".cfg", ".sql")  # fmt: skip


def text_of(raw: bytes, *, name: str) -> str:
    """The words of a file, their blanks made one; "" where there are none or it can't be read."""
    reader = reader_of(raw, name)
    if not reader or len(raw) > LARGEST:
        return ""
    try:
        reading = subprocess.run(
            [sys.executable, "-m", f"{__name__}.{reader}"], input=raw, timeout=PATIENCE,
            capture_output=True, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return ""
    said = reading.stdout.decode("utf-8", "replace") if reading.returncode == 0 else ""
    return " ".join(said.replace("\0", " ").split())[:MOST]


def reader_of(raw: bytes, name: str) -> str:
    """The program that reads it: its first bytes say so; of text, the name that somebody gave it.

    "" where it is of no kind that is read.
    """
    if b"%PDF-" in raw[:1024]:
        return "pdf"
    if raw.startswith(b"PK\x03\x04"):
        return "office"
    return "plain" if name.lower().endswith(PLAIN) else ""
