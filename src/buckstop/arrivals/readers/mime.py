"""What mails and their parts say, by the reader of mail that the house has."""

from buckstop.mail.html_text import html_to_text


def read_html(html: str) -> str:
    """The words of HTML, where there are no others."""
    return html_to_text(html) if html.strip() else ""
