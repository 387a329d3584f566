"""How fast it is, beside the machine's floor and beside peers: `python -m bench [NAME …]`.

Each part builds a world of its own in a temporary folder (an embedded PostgreSQL, the real
commands) and measures from outside. `docs/speed.md` says what each figure means.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "buckstop.settings")  # for the words of rules
