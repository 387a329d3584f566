"""The clock: every timed duty, in one ordered list, and the worker that keeps it.

Any number of workers may run; each duty takes what nobody else holds.
"""
