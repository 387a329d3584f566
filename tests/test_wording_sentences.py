"""The wording check over sentences that aren't its rules' own examples."""

from bench.wording import counted, found_in, sentences


def test_what_is_fine_is_not_marked():
    fine = [row for row in sentences() if row.concern == "-"]
    assert len(fine) > 80
    marked = [row.text for row in fine if found_in(row.text, row.language)]
    assert marked == []


def test_most_of_what_isnt_is_found():
    for concern, n in counted(list(sentences())).items():
        assert n["right"] >= 3 * n["missed"], (concern, n)
        assert n["right"] >= 19 * n["wrong"], (concern, n)
