from django.db import migrations


class Migration(migrations.Migration):
    """What is known of mail in hand stands in a file of its worker, for a tenth of the cost."""

    dependencies = [("conversations", "0008_no_mail_ends_in_silence")]

    operations = [migrations.DeleteModel(name="Handing")]
