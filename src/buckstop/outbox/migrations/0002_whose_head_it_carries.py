from django.db import migrations

FILL = """
UPDATE outbox_delivery AS delivery SET head_of_id = problem.chain_id
FROM conversations_message AS message JOIN problems_problem AS problem
    ON problem.id = message.problem_id
WHERE message.id = delivery.owner AND delivery.head_of_id IS NULL
"""


class Migration(migrations.Migration):
    """Each letter carries the head of the chain of its message's problem."""

    dependencies = [
        ("outbox", "0001_initial"),
        ("conversations", "0014_outbox"),
    ]

    operations = [migrations.RunSQL(FILL, "")]
