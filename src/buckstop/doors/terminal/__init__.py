"""The terminal: what operators type. `arguments` says what there is; each command has a module.

`arguments` imports nothing of Django, so that `--help` answers at once and `serve`, which only
starts and watches the others, stays small.
"""
