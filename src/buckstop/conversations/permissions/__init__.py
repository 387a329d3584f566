"""Who may do what with what was said, who gets copies and what a mail left open.

One function a verb, like those of problems (`problems.permissions`): over what was read already.
What a verb of problems refuses by itself, such as news of a closed problem, isn't said again.
"""
