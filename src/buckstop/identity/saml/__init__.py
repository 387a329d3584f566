"""SAML 2.0, as an extra: a browser is sent there, and brings back what was signed.

Nothing here imports the extra's libraries but `xml`, when it is first asked.
"""

from importlib.util import find_spec

EXTRA = "buckstop[saml]"


def is_installed() -> bool:
    """Whether the extra is here."""
    return all(find_spec(name) is not None for name in ("lxml", "signxml"))
