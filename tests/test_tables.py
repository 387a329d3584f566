"""Django's own checks pass, and the migrations make the tables that the models describe."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

OURS = [config.label for config in apps.get_app_configs() if config.name.startswith("buckstop.")]


@pytest.mark.django_db
def test_the_checks_pass():
    call_command("check", fail_level="WARNING", databases=["default"])


@pytest.mark.django_db
def test_no_migration_is_missing():
    said = StringIO()
    try:
        call_command("makemigrations", *OURS, check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())


@pytest.mark.django_db
def test_the_application_may_use_its_tables():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind = 'r' AND NOT has_table_privilege(oid, 'SELECT, INSERT')"
        )
        assert [name for (name,) in cursor.fetchall()] == []
