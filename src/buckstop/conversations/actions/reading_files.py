"""What is written in files becomes fit to be looked for, while nothing more urgent waits."""

from datetime import datetime

from django.db import transaction

from buckstop.conversations.models import Attachment, FileText, Findable
from buckstop.kit.file_text import text_of

BATCH = 4


def read_files(*, at: datetime, limit: int = BATCH) -> int:
    """Read files that nobody read yet, the oldest first; returns how many.

    No entry is written: nothing happens to a problem by it. A file is read outside of what it is
    kept in, so that no lock waits for it; two workers may read the same one.
    """
    waiting = FileText.objects.filter(read_at=None).order_by("file_id").select_related("file")
    rows = list(waiting[:limit])
    for row in rows:
        named = Attachment.objects.filter(file=row.file).order_by("pk")
        name = named.values_list("name", flat=True).first() or ""
        text = text_of(bytes(row.file.raw or b""), name=name)
        _keep(row, text, at)
    return len(rows)


def _keep(row: FileText, text: str, at: datetime) -> None:
    with transaction.atomic():
        kept = FileText.objects.filter(pk=row.pk)  # it is gone where the file was erased meanwhile
        if kept.update(text=text, read_at=at) and text:
            messages = Attachment.objects.filter(file=row.pk).values("message")
            Findable.objects.filter(message__in=messages).update(folded=None)
