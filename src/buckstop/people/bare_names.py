"""A customer's name as two spellings of it compare: in Python, and the same in the database."""

import re

from buckstop.kit.folding import Fold, plain

_FORMS = (
    "ag|gmbh|kg|ohg|ug|se|ltd|limited|llc|llp|plc|inc|corp|co|company|sa|sas|sarl|srl|sl|slu|spa|bv"
    "|nv|ab|as|oy"
)
_FORM = rf"[ ,.]+({_FORMS})\.?$"


def bare_name(name: str) -> str:
    """Without accents, capitals and its legal form: `nordbank` of “Nordbank AG”."""
    folded = " ".join(plain(name).replace("’", "'").split())
    return re.sub(_FORM, "", folded)


class BareName(Fold):
    """`bare_name`, as the database computes and indexes it."""

    template = f"regexp_replace(%(function)s(%(expressions)s), '{_FORM}', '')"
