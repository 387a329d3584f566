"""The words of a file of text; of HTML, what people read of it."""

from collections.abc import Iterator
from html.parser import HTMLParser

from buckstop.kit.file_text.program import ENOUGH, run

UNSEEN = ("script", "style")


class Seen(HTMLParser):
    """Collects what of HTML is read by people."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._inside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside += tag in UNSEEN

    def handle_endtag(self, tag: str) -> None:
        self._inside -= tag in UNSEEN

    def handle_data(self, data: str) -> None:
        if self._inside <= 0:
            self.said.append(data)


def words(raw: bytes) -> Iterator[str]:
    """All of it, decoded as it says or as Western text."""
    text = _decoded(raw[: 4 * ENOUGH])
    if "<html" not in text[:1000].lower():
        yield text
        return
    seen = Seen()
    seen.feed(text)
    yield " ".join(seen.said)


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


if __name__ == "__main__":
    run(words)
