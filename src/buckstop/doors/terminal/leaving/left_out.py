"""What an export doesn't hold, and why: it stands in the export's manifest too."""

from django.db.models import BinaryField, Field, Model

from buckstop.configuration.sealed import SealedText

TABLES = {
    "account_emailconfirmation": "opens something",
    "auth_group": "Django's own, and empty",
    "auth_group_permissions": "Django's own, and empty",
    "auth_permission": "Django's own",
    "chat_code": "opens something",
    "components_once": "answers to programs that asked, for a day",
    "components_tally": "counts of who asked how often, for an hour",
    "conversations_filetext": "the index of the search, made from the files",
    "conversations_findable": "the index of the search, made from the words",
    "django_content_type": "Django's own",
    "django_session": "who is logged in",
    "identity_statement": "which statements of providers were taken, while they would be good",
    "meters_process": "counts of processes that run",
    "meters_total": "counts of processes",
    "mfa_authenticator": "secrets of second steps",
    "oversight_deed": "the index of who did what, made from the entries",
    "oversight_involved": "the index of who did what, made from the entries",
    "oversight_look": "who is on record for this hour already",
    "people_onetimelink": "opens something",
}
COLUMNS = {
    "concerns_concern.digest": "what opens it",
    "identity_directory.digest": "of what opens the door",
    "people_key.digest": "of what opens the door",
    "people_person.password": "of what opens the door",
    "problems_case.token": "lets a mail into the thread",
    "signals_source.digest": "of what opens the door",
    "status_page_subscriber.digest": "of an address that is sealed",
    "suppliers_ask.token": "lets a mail into the thread",
}
SEALED = "is sealed with the secret key"
READABLE = {"ledger_entry.content", "ledger_entry.seal"}
"""Bytes that are text: written as such, so that they are read as they were sealed."""

SHORT = {"ledger_body.salt", "ledger_chain.head", "ledger_entry.hash", "ledger_entry.salt"}
SHORT |= {"outbox_attempt.chain_head"}
"""Bytes that are few: written in hexadecimal digits."""


def why(model: type[Model], field: "Field[object, object]") -> str:
    """Why this column isn't in an export; "" where it is."""
    if isinstance(field, SealedText):
        return SEALED
    return COLUMNS.get(f"{model._meta.db_table}.{field.column}", "")


def is_file(model: type[Model], field: "Field[object, object]") -> bool:
    """Whether what stands in this column becomes a file each."""
    named = f"{model._meta.db_table}.{field.column}"
    return isinstance(field, BinaryField) and named not in READABLE | SHORT
