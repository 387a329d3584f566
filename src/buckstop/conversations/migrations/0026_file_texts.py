import django.db.models.deletion
from django.db import migrations, models

from buckstop.ledger.guards import fixed_path

# What is looked for in a message: its words, what it quotes, its subject, its files' names and
# what is written in them.
SAID = """
CREATE OR REPLACE FUNCTION buckstop_said(key uuid) RETURNS text LANGUAGE sql STABLE STRICT
RETURN (
    SELECT left(concat_ws(E'\\n',
        said.text, quoted.text,
        CASE WHEN message.kind IN ('heard', 'automatic') THEN nullif(message.subject, '') END,
        (SELECT string_agg(concat_ws(': ', file.name, nullif(words.text, '')), E'\\n')
         FROM public.conversations_attachment file
         LEFT JOIN public.conversations_filetext words ON words.file_id = file.file_id
         WHERE file.message_id = message.id)), 60000)
    FROM public.conversations_message message
    LEFT JOIN public.ledger_body said ON said.id = message.text_id
    LEFT JOIN public.ledger_body quoted ON quoted.id = message.quoted_id
    WHERE message.id = key)
"""
NAMES_ALONE = """
CREATE OR REPLACE FUNCTION buckstop_said(key uuid) RETURNS text LANGUAGE sql STABLE STRICT
RETURN (
    SELECT left(concat_ws(E'\\n',
        said.text, quoted.text,
        CASE WHEN message.kind IN ('heard', 'automatic') THEN nullif(message.subject, '') END,
        (SELECT string_agg(file.name, E'\\n') FROM public.conversations_attachment file
         WHERE file.message_id = message.id)), 60000)
    FROM public.conversations_message message
    LEFT JOIN public.ledger_body said ON said.id = message.text_id
    LEFT JOIN public.ledger_body quoted ON quoted.id = message.quoted_id
    WHERE message.id = key)
"""
ADD = """
CREATE FUNCTION buckstop_add_file_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO conversations_filetext (file_id, text)
    SELECT DISTINCT file_id, '' FROM added ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER file_text AFTER INSERT ON conversations_attachment
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION buckstop_add_file_text();
INSERT INTO conversations_filetext (file_id, text)
SELECT DISTINCT file.file_id, '' FROM conversations_attachment file
JOIN ledger_body body ON body.id = file.file_id WHERE body.erased_at IS NULL;
"""
REMOVE = """
CREATE FUNCTION buckstop_remove_file_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM conversations_filetext WHERE file_id = NEW.id;
    UPDATE conversations_findable SET folded = NULL WHERE message_id IN (
        SELECT message_id FROM conversations_attachment WHERE file_id = NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER file_text AFTER UPDATE ON ledger_body FOR EACH ROW
WHEN (OLD.raw IS NOT NULL AND NEW.raw IS NULL) EXECUTE FUNCTION buckstop_remove_file_text();
"""
UNDO = "DROP FUNCTION IF EXISTS {0}() CASCADE"


class Migration(migrations.Migration):
    """What is written in a file is found; of a file that is erased, no word stays."""

    dependencies = [("conversations", "0025_blacked_out"), ("ledger", "0007_blacked_out")]

    operations = [
        migrations.CreateModel(
            "FileText",
            [
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, primary_key=True,
                        related_name="+", serialize=False, to="ledger.body",
                    ),
                ),
                ("text", models.TextField(blank=True, default="")),
                ("read_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["file"], name="to_read",
                        condition=models.Q(("read_at__isnull", True)),
                    )
                ]
            },
        ),
        migrations.RunSQL(SAID, NAMES_ALONE),
        migrations.RunSQL(ADD, UNDO.format("buckstop_add_file_text")),
        migrations.RunSQL(REMOVE, UNDO.format("buckstop_remove_file_text")),
        fixed_path("buckstop_add_file_text()", "buckstop_remove_file_text()"),
    ]  # fmt: skip
