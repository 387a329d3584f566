"""Log a problem: at first, and while typing."""

from dataclasses import dataclass

from buckstop.doors.components.examples.cast import Example, context, shell
from buckstop.doors.components.examples.problem import OPEN
from buckstop.doors.components.forms.logging import LogForm


@dataclass(frozen=True, slots=True)
class _Found:
    id: str
    name: str
    customer: str
    detail: str = ""


_FOUND = [
    _Found("1", "Ines Keller", "Nordbank", "ines.keller@nordbank.example"),
    _Found("2", "Tom Berger", "Nordbank", "tom@berger-consulting.example"),
    _Found("3", "Tom Berger", "Kanton Uri", "tom@berger-consulting.example"),
]


def _typing() -> LogForm:
    form = LogForm(
        {
            "words": "The transfers don’t go out",
            "customer_text": "ber",
            "impact": "",
            "heard": "phone",
        }
    )
    form.add_error("customer_text", "Two people fit “ber”. Choose one of them.")
    return form


EXAMPLES = [
    Example(
        name="log",
        template="desk/log.html",
        context=context(shell=shell(), form=LogForm(), chosen=None, similar=[], found=[], typed=""),
    ),
    Example(
        name="log-typing",
        template="desk/log.html",
        context=context(
            shell=shell(),
            form=_typing(),
            chosen=None,
            similar=OPEN.similar,
            found=_FOUND,
            typed="ber",
        ),
    ),
]
