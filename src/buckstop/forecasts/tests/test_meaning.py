"""Titles that say the same in other words: an extra, with a model that the operator gives.

What a real model says is looked at where there is one: `SENTENCE_MODEL=FOLDER` and
`pip install -e '.[semantic]'`.
"""

import os
from pathlib import Path

import pytest
from django.conf import settings

from buckstop.forecasts import meaning
from buckstop.problems.rules.likeness import compared, rarely_alike

MODEL = os.environ.get("SENTENCE_MODEL", "")
PUBLISHED = {  # by sentence-transformers, of all-MiniLM-L6-v2, in how it is begun with
    ("The weather is lovely today.", "It's so sunny outside!"): 0.6660,
    ("The weather is lovely today.", "He drove to the stadium."): 0.1046,
    ("It's so sunny outside!", "He drove to the stadium."): 0.1411,
}


def test_without_a_model_letters_say_it_alone():
    assert (settings.MEANING, meaning.alike()) == (None, (meaning.LETTERS, rarely_alike))


def test_what_means_the_same_comes_before_what_shares_letters():
    titles = ["Payments abroad stopped", "Transfers are fine"]
    said = compared("Transfers fail")
    letters = rarely_alike(said, titles)
    assert letters[0] < letters[1]

    def near(one: str, others: object) -> list[float]:
        assert (one, others) == (said, [compared(title) for title in titles])
        return [0.95, 0.05]

    both = meaning.with_meaning(near)(said, titles)
    assert both == pytest.approx([0.7 * letters[0] + 0.285, 0.7 * letters[1] + 0.015])


@pytest.mark.skipif(not MODEL, reason="no model is given here: SENTENCE_MODEL=FOLDER")
def test_a_real_model_says_what_its_makers_publish():
    near = meaning.model(Path(MODEL))
    for (one, other), said in PUBLISHED.items():
        assert near(one, [other, one]) == pytest.approx([said, 1], abs=1e-4)
