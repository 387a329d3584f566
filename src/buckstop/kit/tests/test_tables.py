"""Tables as they are pasted, wrongly too."""

from buckstop.kit.tables import read_table

NAMES = {"name": ("name",), "email": ("email",)}


def test_a_quote_that_never_ends_costs_its_line_alone() -> None:
    text = 'name;email\nInes;i@n.example\n"' + "a" * 140_000 + "\nBo;b@n.example"
    read = read_table(text, names=NAMES, usual=("name", "email"), head="name", most=10)
    assert [cells.get("email") for _, cells in read.rows] == ["i@n.example", None, "b@n.example"]
