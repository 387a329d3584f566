"""What people may say in the environment; each is documented here.

Those that processes need to start are read here. The others give a setting that could be chosen in
the browser otherwise: see `configuration`.
"""

import os
import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from importlib.util import find_spec
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

from buckstop.kit.stop import Stop

DOCUMENTED = {
    "BUCKSTOP_DATA": "Folder of the embedded database, the secret key and the logs.",
    "DATABASE_URL": "Any PostgreSQL 15 or newer, instead of the embedded one; several servers "
    "with commas between, of which the one that takes writes is meant.",
    "BUCKSTOP_REPLICA_URL": "A server that follows that of DATABASE_URL: searches, reports and "
    "tables are read there where it has what the reader wrote.",
    "BUCKSTOP_POSTGRES_BIN": "Folder of other PostgreSQL programs for the embedded database.",
    "BUCKSTOP_SECRET_KEY": "Signs links and sessions; made in the data folder when not given.",
    "BUCKSTOP_FORMER_SECRET_KEYS": "Secret keys of before, separated by commas: what they signed "
    "or sealed still opens.",
    "BUCKSTOP_URL": "Where people reach the pages, such as https://desk.example.org.",
    "BUCKSTOP_HOUSE": "Your organisation's name, as customers read it.",
    "BUCKSTOP_DESK_NETWORKS": "From which networks the desk opens, such as 192.0.2.0/24.",
    "BUCKSTOP_PASSWORDS": "1 or 0: whether people log in with a password.",
    "BUCKSTOP_LANGUAGE": "In which language it speaks to whoever chose none: en, de, es or fr.",
    "BUCKSTOP_ZONE": "The house's time zone, such as Europe/Zurich.",
    "BUCKSTOP_CURRENCY": "Code of the currency of credits and limits, such as EUR.",
    "BUCKSTOP_TURN_TO": "Whom customers may turn to, below holding letters; empty: nothing.",
    "BUCKSTOP_ADDRESSES": "Mail addresses of the desk, separated by commas; the first one signs.",
    "BUCKSTOP_RELAY": "SMTP server that takes our outgoing mail, such as smtp://localhost:25.",
    "BUCKSTOP_UNDO_SECONDS": "How long an answer or an update waits before it leaves, so that its "
    "writer can take it back: 0 to 60, usually 15.",
    "BUCKSTOP_TRUSTED_AUTHENTICATION": "Name by which your mail server signs what it found out "
    "about senders (the first word of its Authentication-Results).",
    "BUCKSTOP_MESSAGE_LIMIT": "Largest message accepted, in MiB.",
    "BUCKSTOP_HOSTS": "Further names by which the pages may be asked for, separated by commas.",
    "BUCKSTOP_STATUS_URL": "Where the status page is, if it has a host name of its own, such as "
    "https://status.example.org.",
    "BUCKSTOP_PROXIES": "Addresses or networks whose X-Forwarded-For is believed.",
    "BUCKSTOP_PUSH_SCHEMES": "Kinds of gateways that staff may be told by, such as slack,ntfys; "
    "without it all that Buckstop knows.",
    "BUCKSTOP_PUSH_PRIVATE_HOSTS": "Hosts of gateways that may be called although their address "
    "is private, separated by commas.",
    "BUCKSTOP_METRICS_TOKEN": "The token with which monitoring reads /metrics; 24 letters or more.",
    "BUCKSTOP_METRICS_PLACES": "Addresses or networks from which /metrics is open without it.",
    "BUCKSTOP_TRACES": "Set to 1: spans are sent where OpenTelemetry's own variables say.",
    "BUCKSTOP_MEANING": "Folder of a sentence model, by which titles that say the same in other "
    "words are told; needs buckstop[semantic].",
    "BUCKSTOP_LOGS": "How the log is written: lines for people, or json, an object a line.",
    "BUCKSTOP_DEMO": "Set to 1 by `serve --demo`: mail stays in a viewer instead of leaving.",
    "BUCKSTOP_SMTP_PORT": "Set by `serve`: where the demo's viewer sends what is answered in it.",
    "BUCKSTOP_DEBUG": "Set to 1 by developers only.",
}


LOOPBACK = "127.0.0.0/8,::1"
OWN_NAMES = ("localhost", "127.0.0.1", "[::1]")
HOST = re.compile(r"(?!-)[a-z0-9.-]+|\[[0-9a-f:]+\]")


def check_names(given: Mapping[str, str] = os.environ) -> None:
    """Refuse variables that begin like ours and aren't: a typo must not go unheard."""
    for name in sorted(given):
        if name.startswith("BUCKSTOP_") and name not in DOCUMENTED:
            near = get_close_matches(name, DOCUMENTED, n=1, cutoff=0.0)
            raise Stop(f"There is no setting {name}. Did you mean {near[0]}?")


def text(name: str, default: str = "") -> str:
    """What was given for a documented setting."""
    if name not in DOCUMENTED:
        raise KeyError(f"{name} is not a documented setting")
    return os.environ.get(name, "").strip() or default


def number(name: str, default: int, *, most: int) -> int:
    """A whole number from 1 to `most`."""
    said = text(name, str(default))
    if not (said.isascii() and said.isdigit() and 1 <= int(said) <= most):
        raise Stop(f"{name} must be a whole number from 1 to {most}, not “{said}”.")
    return int(said)


def one_of(name: str, choices: Sequence[str]) -> str:
    """One of a few words; the first where nothing was given."""
    said = text(name, choices[0]).lower()
    if said not in choices:
        raise Stop(f"{name} must be {' or '.join(choices)}, not “{said}”.")
    return said


def flag(name: str) -> bool:
    """Whether it was set to 1."""
    said = text(name, "0")
    if said not in ("0", "1"):
        raise Stop(f"{name} must be 0 or 1, not “{said}”.")
    return said == "1"


def address_of_pages(name: str, default: str) -> str:
    """An address that begins with http:// or https://, without a slash at its end."""
    said = text(name, default).rstrip("/")
    if not said.startswith(("http://", "https://")):
        raise Stop(f"{name} must begin with http:// or https://, not be “{said}”.")
    try:
        parts = urlsplit(said)
        whole = bool(parts.hostname) and not parts.query and parts.port != 0
    except ValueError:
        whole = False
    if not whole:
        raise Stop(f"{name} must be an address such as https://desk.example.org, not “{said}”.")
    return said


def address_if_any(name: str) -> str:
    """The same, or "" where none was given; without a path, since a host name is meant."""
    if not text(name):
        return ""
    said = address_of_pages(name, "")
    if urlsplit(said).path:
        raise Stop(f"{name} must be a host name alone, such as https://status.example.org.")
    return said


def host_of(address: str) -> list[str]:
    """The host of an address, where there is one."""
    return [host] if (host := urlsplit(address).hostname) else []


def words(name: str) -> list[str]:
    """What stands between commas."""
    return [one.strip() for one in text(name).split(",") if one.strip()]


def networks(name: str, default: str) -> list[str]:
    """Addresses and networks such as 10.0.0.0/8, as they were given."""
    found = [one.strip() for one in text(name, default).split(",") if one.strip()]
    for one in found:
        try:
            ip_network(one)
        except ValueError:
            raise Stop(
                f"{name} must hold addresses or networks such as 10.0.0.2 or 10.0.0.0/24, with "
                f"commas between; “{one}” is none."
            ) from None
    return found


def proxies_of_uvicorn() -> str:
    """What uvicorn's own variable says, else this machine alone."""
    said = os.environ.get("FORWARDED_ALLOW_IPS", "").strip()
    return "0.0.0.0/0,::/0" if said == "*" else said or LOOPBACK


def hosts(name: str, first: str) -> list[str]:
    """The host of the address `first`, this machine's own names, and those given."""
    found = [one.strip().lower() for one in text(name).split(",") if one.strip()]
    for one in found:
        if not HOST.fullmatch(one):
            raise Stop(f"{name} must hold names such as desk.example.org; “{one}” is none.")
    return [urlsplit(first).hostname or "", *OWN_NAMES, *found]


def model(name: str) -> Path | None:
    """The folder of a sentence model, with all that is read of it; None where none was given."""
    if not text(name):
        return None
    folder = Path(text(name))
    files = ("config.json", "tokenizer.json", "model.safetensors")
    if missing := [one for one in files if not (folder / one).is_file()]:
        raise Stop(f"{name} must be a folder with {', '.join(files)}; {missing[0]} isn't there.")
    if any(find_spec(one) is None for one in ("safetensors", "tokenizers")):
        raise Stop(f"{name} needs what isn't installed: pip install 'buckstop[semantic]'.")
    return folder
