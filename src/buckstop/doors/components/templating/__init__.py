"""What our templates can say: one Jinja2 environment, and the filters and functions in it.

- `environment.py`: the environment, which is also the list of all of them.
- `times.py`: times as people say them. `buttons.py`: what a person can do.
- `sending.py`: what a form sends along unseen. `words.py`: what people wrote.
"""
