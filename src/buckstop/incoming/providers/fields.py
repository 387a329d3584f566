"""The fields of a form as bytes: a mail in one of them isn't text."""

from collections.abc import Mapping
from io import BytesIO
from urllib.parse import parse_qsl

from django.http import HttpRequest
from django.http.multipartparser import MultiPartParser

_AS_BYTES = "latin-1"  # each byte is a letter


def fields_of(request: HttpRequest) -> Mapping[str, bytes]:
    """Each field by its name; of several of one name the last."""
    if request.content_type == "multipart/form-data":
        parser = MultiPartParser(request.META, BytesIO(request.body), [], encoding=_AS_BYTES)
        posted, _files = parser.parse()
        found = {name: str(posted[name]) for name in posted}
    else:
        line = request.body.decode(_AS_BYTES)
        found = dict(parse_qsl(line, keep_blank_values=True, encoding=_AS_BYTES))
    return {name: value.encode(_AS_BYTES) for name, value in found.items()}
