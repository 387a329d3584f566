"""Fuzzing of whatever reads strangers' bytes: `python -m tests.fuzz MINUTES [PARSER …]`.

Guided by coverage where atheris is installed (`pip install atheris`), by chance else. What broke a
parser is written into `found`, and tried by the suite from then on.
"""
