"""What the pages show: plain frozen dataclasses, the contract between views and templates.

Every time is aware; `url` is always a path of ours. Words (`state_words`, `reason`…) arrive already
translated and ready to read; templates add none of their own to them.
"""
