"""Proof of work as a browser does it."""

import base64
import hashlib
import json
from typing import Any


def solve(asked: dict[str, Any], **instead: object) -> str:
    """What a browser sends, with something else `instead`."""
    numbers = range(asked["maxnumber"] + 1)
    number = next(n for n in numbers if sha256(f"{asked['salt']}{n}") == asked["challenge"])
    said = {key: asked[key] for key in ("algorithm", "challenge", "salt", "signature")}
    return base64.b64encode(json.dumps(said | {"number": number} | instead).encode()).decode()


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
