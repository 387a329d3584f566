"""What can be typed after `buckstop`, and how it reads with --help."""

import argparse
import importlib.metadata
from pathlib import Path

from buckstop.doors.terminal.leaving.arguments import leaving

DESCRIPTION = "Buckstop: the desk for organisations that own their customers' problems."


def parser() -> argparse.ArgumentParser:
    """The whole command line; `args.module` names the module whose `run(args)` does it."""
    top = argparse.ArgumentParser(prog="buckstop", description=DESCRIPTION)
    version = importlib.metadata.version("buckstop")
    top.add_argument("--version", action="version", version=f"Buckstop {version}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _processes(commands)
    _people(commands)
    _ledger(commands)
    _keeping(commands)
    leaving(_command, commands)
    _secrets(commands)
    _journeys(commands)
    _imports(commands)
    return top


type Commands = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _command(
    commands: Commands, name: str, module: str, says: str, more: str = ""
) -> argparse.ArgumentParser:
    sentence = f"{says[:1].upper()}{says[1:]}."
    command = commands.add_parser(name, help=says, description=f"{sentence} {more}".strip())
    command.set_defaults(module=f"buckstop.{module}", first=None, attached=True, founded=False)
    command.add_argument(
        "--data",
        metavar="DIR",
        type=Path,
        help="folder of the embedded database (default: $BUCKSTOP_DATA or the platform's)",
    )
    return command


def _processes(commands: Commands) -> None:
    serve = _command(commands, "serve", "serve", "run everything: database, pages, mail, workers")
    serve.set_defaults(first="buckstop.doors.terminal.opening", attached=False)
    _port(serve)
    _smtp_port(serve)
    serve.add_argument("--demo", action="store_true", help="with a demo company to look around in")
    serve.add_argument(
        "--workers", type=_at_least_one, default=1, metavar="N", help="processes (default: 1)"
    )
    web = _command(commands, "web", "web", "run only the pages and the API")
    _port(web)
    _socket(web)
    worker = _command(
        commands, "worker", "doors.clock.command", "run only a worker: mail, reactions, the clock"
    )
    mailbox = _command(commands, "mailbox", "doors.mailbox.command", "run only the SMTP server")
    _smtp_port(mailbox)
    _socket(mailbox)
    auditor = _command(
        commands, "auditor", "doors.clock.auditor", "run only the auditor, who watches the workers"
    )
    for part in (web, worker, mailbox, auditor):
        part.set_defaults(founded=True)
    migrate = _command(
        commands, "migrate", "doors.terminal.migrate", "bring the database up to this version"
    )
    migrate.set_defaults(attached=False)
    migrate.add_argument(
        "--anyway", action="store_true", help="even where older processes that run will fail"
    )
    _command(commands, "demo", "demo.command", "fill an empty database with a demo company")


def _at_least_one(typed: str) -> int:
    """A number of workers: without any, mail would be taken and never read."""
    if not (typed.isascii() and typed.isdigit() and int(typed) >= 1):
        raise argparse.ArgumentTypeError(f"it takes at least one worker, not {typed}")
    return int(typed)


def _port(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", default="127.0.0.1", help="address to listen on")
    command.add_argument("--port", type=int, default=8000, help="port of the pages (default: 8000)")


def _socket(command: argparse.ArgumentParser) -> None:
    """For those who start it with a listening socket, such as systemd: its descriptor."""
    command.add_argument("--socket", type=int, metavar="FD", help=argparse.SUPPRESS)


def _smtp_port(command: argparse.ArgumentParser) -> None:
    command.add_argument("--smtp-host", default="127.0.0.1", help="address for incoming mail")
    command.add_argument(
        "--smtp-port", type=int, default=2525, help="port for incoming mail (default: 2525)"
    )


def _people(commands: Commands) -> None:
    staff = commands.add_parser("staff", help="add members of staff")
    verbs = staff.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add = _command(
        verbs, "add", "doors.terminal.staff", "add one, and print a one-time log-in link"
    )
    add.set_defaults(attached=False)
    add.add_argument("email", metavar="EMAIL")
    add.add_argument("--name", required=True, help="as colleagues and customers read it")
    add.add_argument(
        "--role", required=True, help="colleague, front line, lead, executive or admin"
    )
    key = commands.add_parser("key", help="add, list and withdraw keys for the API")
    verbs = key.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add = _command(verbs, "add", "doors.terminal.key", "add one, and print it once")
    add.set_defaults(verb="add")
    add.add_argument("name", metavar="NAME", help="what uses it")
    add.add_argument("--scope", choices=("raise", "read", "write"), required=True)
    add.add_argument("--days", type=int, help="after so many it opens nothing; else it goes on")
    each = _command(verbs, "list", "doors.terminal.key", "show those that open, and their last use")
    each.set_defaults(verb="list")
    withdraw = _command(verbs, "withdraw", "doors.terminal.key", "let one open nothing any more")
    withdraw.set_defaults(verb="withdraw")
    withdraw.add_argument("name", metavar="NAME", help="its name, or its number in `key list`")


def _ledger(commands: Commands) -> None:
    ledger = commands.add_parser("ledger", help="verify and export what happened")
    verbs = ledger.add_subparsers(title="commands", metavar="COMMAND", required=True)
    verify = _command(
        verbs,
        "verify",
        "doors.terminal.ledger_verify",
        "prove that nothing was changed afterwards",
        "Makes every hash of every chain again, compares the heads that left in mails, and what "
        "the tables say with what the entries say. Ends with 1, and what was changed, where "
        "something was.",
    )
    verify.add_argument("references", metavar="P-…", nargs="*", help="problems (default: all)")
    verify.add_argument(
        "--head",
        action="append",
        default=[],
        help="a head from a mail's foot, whole or its first 8 characters or more; may be repeated",
    )
    verify.add_argument("--archive", type=Path, metavar="FOLDER", help="what was archived, too")
    export = _command(
        verbs,
        "export",
        "doors.terminal.ledger_export",
        "what one customer may have of a problem",
        "Writes a customer's own entries, and digests of the rest, beside a program of Python's "
        "standard library that checks them anywhere.",
    )
    export.add_argument("reference", metavar="P-…")
    export.add_argument(
        "--case", metavar="EMAIL", help="whose view: a contact's address, where there are several"
    )
    export.add_argument("--to", type=Path, metavar="DIR", help="default: P-…-export, here")


def _keeping(commands: Commands) -> None:
    doctor = _command(
        commands,
        "doctor",
        "doors.terminal.doctor.command",
        "check machine, database, mail and what is due; mend what is safe",
        "Looks at everything that tends to go wrong: what it is, what is wrong, what to do. Ends "
        "with 1 where something is wrong and wasn't mended.",
    )
    doctor.set_defaults(attached=False)
    doctor.add_argument("--fix", action="store_true", help="mend what is safe to mend")
    doctor.add_argument("--migrate", action="store_true", help="with --fix: run migrations too")
    backup = _command(
        commands,
        "backup",
        "doors.terminal.backup",
        "write everything into one file",
        "Writes the database, as it is at one instant, and the secret key into one file, while "
        "everything runs. Keep that file like a password, or have it sealed for a public key.",
    )
    backup.set_defaults(attached=False)
    backup.usage = "buckstop backup FILE | key FILE | drill PLACE [options]"
    backup.add_argument(
        "words",
        nargs="+",
        metavar="FILE",
        help="what to write; or `key FILE`: make the private key that opens sealed backups, to be "
        "kept elsewhere; or `drill PLACE`: restore a backup, the newest of a folder, into a "
        "database that is thrown away, and prove it",
    )
    backup.add_argument(
        "--to",
        action="append",
        default=[],
        metavar="AGE1…",
        help="seal it for this public key (default: those chosen under *Being watched*)",
    )
    backup.add_argument("--plain", action="store_true", help="seal it for nobody")
    backup.add_argument("--key", type=Path, metavar="FILE", help="drill: the private key")
    backup.add_argument(
        "--by",
        metavar="COMMAND",
        help="drill: let another tool restore, into the data folder of PostgreSQL at {folder}",
    )
    backup.add_argument("--replace", action="store_true", help="write over a file that is there")
    _upgrading(commands)
    _restoring(commands)


def _upgrading(commands: Commands) -> None:
    upgrade = _command(
        commands,
        "upgrade",
        "doors.terminal.upgrade",
        "bring the embedded database to a newer PostgreSQL",
        "Reads data that an older PostgreSQL made, and writes them beside for the one that is "
        "installed now; then the two change places. The old data stay. Killed at any step, it is "
        "run again.",
    )
    upgrade.set_defaults(attached=False)
    upgrade.add_argument(
        "--programs", metavar="DIR", type=Path, help="folder of the older PostgreSQL's programs"
    )
    upgrade.add_argument(
        "--copy", action="store_true", help="by dump and restore, where pg_upgrade would do as well"
    )


def _restoring(commands: Commands) -> None:
    restore = _command(
        commands,
        "restore",
        "doors.terminal.restore",
        "read a backup into an empty database",
        "Reads a backup into a database where nothing is yet, such as that of a new --data DIR. "
        "Mail that was waiting to leave is then marked uncertain, since it may have left; what "
        "was erased since is erased again; and the ledger is verified.",
    )
    restore.set_defaults(attached=False)
    restore.add_argument("file", metavar="FILE", type=Path)
    restore.add_argument(
        "--key", type=Path, metavar="FILE", help="the private key, where the backup is sealed"
    )
    restore.add_argument(
        "--erasures",
        metavar="FILE",
        type=Path,
        action="append",
        help="another list of erasures, such as that of the old data folder; as often as needed",
    )


def _secrets(commands: Commands) -> None:
    said = commands.add_parser("secrets", help="change the keys that sign and seal, while it runs")
    verbs = said.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for verb, says, more in (
        (
            "rotate",
            "sign and seal with a fresh secret key",
            "What the key of before signed still opens until it is withdrawn; what it sealed is "
            "sealed anew. Nothing is started again, and nobody is logged out.",
        ),
        (
            "reseal",
            "seal anew what former secret keys sealed",
            "Passwords of mail servers, keys of webhooks, ways of being told.",
        ),
        (
            "withdraw",
            "let former secret keys open nothing any more",
            "Links signed with them, log-ins and open forms end. Refused while something is "
            "sealed with one of them.",
        ),
        (
            "dkim",
            "change the key that signs letters (DKIM)",
            "Makes a key and says what to publish; said again with --use, letters are signed with "
            "it from then on. The record of before stays published for a week.",
        ),
    ):
        command = _command(verbs, verb, "doors.terminal.secrets", says, more)
        command.set_defaults(verb=verb)
        if verb == "dkim":
            command.add_argument("selector", metavar="SELECTOR", help="a new name, such as desk2")
            command.add_argument("key", metavar="FILE", type=Path, help="of the private key")
            command.add_argument("--use", action="store_true", help="sign with it from now on")


def _journeys(commands: Commands) -> None:
    journeys = commands.add_parser("journeys", help="event logs, and our own: where time is lost")
    verbs = journeys.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for verb, says, more in (
        (
            "import",
            "read an event log and keep it as Parquet",
            "Reads CSV (Excel's too), XES or OCEL 2.0, also packed with gzip. Says of each line "
            "left out why. What the columns are is guessed, and asked where somebody types.",
        ),
        ("map", "print which step follows which, how often, and after how long", ""),
        ("friction", "print where customers lose time, the most first", ""),
        ("tables", "write the answer to every question as CSV and Parquet", ""),
    ):
        command = _command(verbs, verb, "doors.terminal.journeys", says, more)
        command.set_defaults(verb=verb, attached=False)
        optional = {} if verb == "import" else {"nargs": "?"}
        what = "a log" if verb == "import" else "a log, or what import kept (default: our ledger)"
        command.add_argument("file", metavar="FILE", type=Path, help=what, **optional)  # type: ignore[arg-type]
        if verb != "import":
            command.add_argument(
                "--spark", metavar="MASTER", help="reckon on Spark: local[*], spark://…, yarn"
            )
        if verb in ("import", "tables"):
            command.add_argument("--to", type=Path, metavar="DIR", help="where to write it")
        for role in ("journey", "step", "time", "began", "team", "customer", "service"):
            command.add_argument(f"--{role}", metavar="COLUMN", help=f"which column is the {role}")
        command.add_argument("--attribute", action="append", default=[], metavar="COLUMN")
        command.add_argument("--zone", default="UTC", help="of times that name none (default: UTC)")
        command.add_argument(
            "--times", default="", metavar="FORMAT", help="how times are written, as %%d.%%m.%%Y"
        )
    export = _command(
        verbs,
        "export",
        "doors.terminal.journeys",
        "write our own ledger as an object-centric event log (OCEL 2.0)",
        "As JSON, or as SQLite where the name of the file ends with .sqlite or .db. Nobody's name "
        "is in it: problems, customers and people are keys.",
    )
    export.set_defaults(verb="export", attached=False)
    export.add_argument("file", metavar="FILE", type=Path)


KINDS = {
    "csv": "a table, a line a message",
    "mbox": "mail in one file",
    "maildir": "mail in a folder",
    "rt": "Request Tracker 5, by its address",
    "zammad": "Zammad, by its address",
    "zendesk": "Zendesk, by its address",
    "osticket": "osTicket, as mysqldump --xml writes it",
    "freescout": "FreeScout, by its address",
}


def _imports(commands: Commands) -> None:
    imports = commands.add_parser("import", help="bring in problems from another system")
    verbs = imports.add_subparsers(title="commands", metavar="COMMAND", required=True)
    module = "doors.terminal.imports"
    for kind, says in KINDS.items():
        bring = _command(
            verbs, kind, module, f"from {says}",
            "Nobody is written to. Again brings only what is new; after a stop it goes on there. "
            "A key is read from --key-file, or from the first line of what is piped in.",
        )  # fmt: skip
        bring.add_argument("where", metavar="WHERE", help="file, folder or address")
        bring.add_argument("--name", help="what the source is called here (default: its kind)")
        bring.add_argument(
            "--dry-run", action="store_true", help="say what would come, and why not"
        )
        bring.add_argument("--take-over", action="store_true", help="let run here what runs there")
        _opened(bring)
        _owned(bring)
        bring.set_defaults(verb=kind)
    over = _command(verbs, "take-over", module, "let run here what still ran there")
    over.add_argument("name", metavar="NAME")
    _owned(over)
    over.set_defaults(verb="take-over")
    check = _command(verbs, "check", module, "compare both sides, thread by thread")
    check.add_argument("name", metavar="NAME")
    check.add_argument(
        "where", metavar="WHERE", nargs="?", help="default: what was noted as it came"
    )
    _opened(check)
    check.set_defaults(verb="check")
    signed = _command(verbs, "sign-off", module, "say that what check found is well so")
    signed.add_argument("name", metavar="NAME")
    signed.add_argument("--by", metavar="EMAIL", required=True, help="the admin who read it")
    signed.set_defaults(verb="sign-off")
    _command(verbs, "list", module, "show what came from where").set_defaults(verb="list")


def _opened(command: argparse.ArgumentParser) -> None:
    command.add_argument("--user", default="", help="who logs in there, where a token won't do")
    command.add_argument("--key-file", type=Path, metavar="FILE", help="holds what opens it")
    command.add_argument(
        "--ours", action="append", default=[], metavar="ADDRESS",
        help="of mail: an address or a domain of ours; may be repeated",
    )  # fmt: skip
    command.add_argument("--running-since", metavar="TIME", help="of mail: what runs still")
    command.add_argument("--report", type=Path, metavar="FILE", help="write all of it as JSON")


def _owned(command: argparse.ArgumentParser) -> None:
    command.add_argument("--owner", metavar="EMAIL", help="who owns it (default: as it is routed)")
    command.add_argument("--news-by", metavar="TIME", help="default: as the service level says")
