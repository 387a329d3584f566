from django.db import migrations

# What is looked for in a message: its words, what it quotes, its subject and its files' names.
SAID = """
CREATE FUNCTION buckstop_said(key uuid) RETURNS text LANGUAGE sql STABLE STRICT
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
CREATE FUNCTION buckstop_add_findable() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO conversations_findable (message_id) SELECT id FROM added;
    RETURN NULL;
END $$;
CREATE TRIGGER findable AFTER INSERT ON conversations_message
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION buckstop_add_findable();
INSERT INTO conversations_findable (message_id) SELECT id FROM conversations_message;
"""
ERASE = """
CREATE FUNCTION buckstop_erase_findable() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE conversations_findable SET folded = NULL WHERE message_id IN (
        SELECT id FROM conversations_message WHERE text_id = NEW.id OR quoted_id = NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER findable AFTER UPDATE ON ledger_body FOR EACH ROW
WHEN (OLD.text IS NOT NULL AND NEW.text IS NULL) EXECUTE FUNCTION buckstop_erase_findable();
"""
UNDO = "DROP FUNCTION IF EXISTS {0}() CASCADE"


class Migration(migrations.Migration):
    """A message is to be found from the moment it is kept; what was erased no more."""

    dependencies = [("conversations", "0004_found_by_parts"), ("ledger", "0004_fold")]

    operations = [
        migrations.RunSQL(SAID, "DROP FUNCTION buckstop_said(uuid)"),
        migrations.RunSQL(ADD, UNDO.format("buckstop_add_findable")),
        migrations.RunSQL(ERASE, UNDO.format("buckstop_erase_findable")),
    ]
