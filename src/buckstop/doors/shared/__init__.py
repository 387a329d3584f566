"""What several doors do alike, with no page in it.

- `answers.py`: how a view answers a form in a sheet.
- `once.py`, `sent_again.py`: the same form or request sent twice counts once.
- `limits.py`: how often somebody may knock.
"""
