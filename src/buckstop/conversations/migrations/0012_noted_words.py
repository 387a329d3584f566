from django.db import migrations, models


class Migration(migrations.Migration):
    """What a customer says to one of us is what was noted of it."""

    dependencies = [("conversations", "0011_letters_lately")]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="kind",
            field=models.CharField(choices=[('heard', 'The customer said'), ('noted', 'The customer said it to one of us, who noted it'), ('automatic', 'A machine of theirs said'), ('apart', 'Kept apart until somebody says whose it is'), ('acknowledgement', 'We got it'), ('update', 'News'), ('reply', 'Reply'), ('handoff', 'Somebody else owns it'), ('fixed', 'We believe it is fixed'), ('reminder', 'Is it solved?'), ('missed', 'We missed a promise'), ('recorded', 'Your word, as we noted it'), ('closed', 'It is closed'), ('declined', 'Not ours to do'), ('note', 'Note inside'), ('told', 'Told by phone'), ('link', 'A fresh link')], max_length=15),
        ),
    ]
