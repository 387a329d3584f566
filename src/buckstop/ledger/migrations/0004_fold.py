from django.db import migrations

# Text as it is looked for: without accents, capitals and the differences of width and form. Signs
# of scripts that write no blanks between words get a letter behind each: two of them, a common
# word, are three letters then, the least by which the index finds anything. Its cost is told, and a
# search path of its own keeps it from being written out in the query, where the cost would be lost:
# the planner would rather fold a whole table than ask the index.
FOLD = r"""
CREATE FUNCTION buckstop_fold(said text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 2000 SET search_path = pg_catalog
RETURN regexp_replace(
    replace(
        lower(regexp_replace(normalize(said, NFKD), '[\u0300-\u036f\u3099\u309a]', '', 'g')),
        'ß', 'ss'),
    '([\u0e00-\u0eff\u2e80-\u2fdf\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])', '\1q', 'g')
"""
# A phone number however it was written: digits alone, without what a trunk or an exit code puts
# before them.
DIGITS = r"""
CREATE FUNCTION buckstop_digits(said text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ltrim(regexp_replace(replace(said, '(0)', ''), '[^0-9]', '', 'g'), '0')
"""


class Migration(migrations.Migration):
    """How text is compared where somebody looks for it."""

    dependencies = [("ledger", "0003_guards_find_the_tables")]

    operations = [
        migrations.RunSQL(FOLD, "DROP FUNCTION buckstop_fold(text)"),
        migrations.RunSQL(DIGITS, "DROP FUNCTION buckstop_digits(text)"),
    ]
