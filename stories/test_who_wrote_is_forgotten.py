"""10. Somebody who wrote by mail is forgotten: what is left is what no row may lose."""

from django.apps import apps
from django.db import connection

from buckstop.conversations.actions.erasing import erase_person
from buckstop.ledger.actor import DESK
from buckstop.people.models import Person
from buckstop.problems.actions import fixing
from buckstop.problems.models import Case
from buckstop.problems.tests.world import answering
from stories.post import Post

RITA = "Rita Furrer <rita@neu-firma.example>"


def tables_with(text: str) -> list[str]:
    """Where `text` stands, in any column of any table; in raw bytes too."""
    found = []
    with connection.cursor() as cursor:
        for table in sorted(model._meta.db_table for model in apps.get_models()):
            plain, raw = f"%{text}%", f"%{text.encode().hex()}%"
            cursor.execute(
                f"SELECT count(*) FROM {table} t WHERE t::text ILIKE %s OR t::text ILIKE %s",
                [plain, raw],
            )
            if cursor.fetchall() != [(0,)]:
                found.append(table)
    return found


def test_a_mail_and_our_answers_to_it_are_emptied(post: Post) -> None:
    post.comes(RITA, "The xylophone rattles.", subject="Hall 3")
    case = Case.objects.get()
    assert {"ledger_body", "incoming_intake"} <= set(tables_with("rita@neu-firma.example"))
    fixing.confirm(case, by=answering(case), at=post.world.now)
    post.work()
    erase_person(Person.objects.get(pk=case.contact_id), by=DESK, at=post.world.now)
    assert tables_with("xylophone") == []
    assert set(tables_with("rita@neu-firma.example")) <= {"conversations_message"}
    assert set(tables_with("Rita Furrer")) <= {"conversations_message"}
