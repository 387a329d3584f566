"""The providers by whose API mail leaves. Each has its own fixed address: nobody types one."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ApiProvider:
    """`backend` is anymail's, `key` and `second` what it calls our keys. `keeps_ids`: a letter
    keeps its Message-ID there; elsewhere the provider gives one, and answers with its own name for
    the letter. `headers` are told beside those of the letter."""

    label: str
    backend: str
    url: str
    europe: str = ""
    key: str = "api_key"
    second: str = ""
    keeps_ids: bool = False
    headers: dict[str, str] = field(default_factory=dict)

    def at(self, region: str) -> str:
        """Its address in a part of the world; the usual one where it has no other."""
        return self.europe if region == EUROPE and self.europe else self.url


EUROPE = "eu"
BY_API = {
    "mailgun": ApiProvider(
        "Mailgun", "mailgun", "https://api.mailgun.net/v3/",
        europe="https://api.eu.mailgun.net/v3/", keeps_ids=True,
    ),
    "postmark": ApiProvider(
        "Postmark", "postmark", "https://api.postmarkapp.com/", key="server_token",
        keeps_ids=True, headers={"X-PM-KeepID": "true"},
    ),
    "sendgrid": ApiProvider(
        "SendGrid", "sendgrid", "https://api.sendgrid.com/v3/",
        europe="https://api.eu.sendgrid.com/v3/", keeps_ids=True,
    ),
    "sparkpost": ApiProvider(
        "SparkPost", "sparkpost", "https://api.sparkpost.com/api/v1/",
        europe="https://api.eu.sparkpost.com/api/v1/",
    ),
    "mandrill": ApiProvider(
        "Mandrill (Mailchimp Transactional)", "mandrill", "https://mandrillapp.com/api/1.0/",
    ),
    "brevo": ApiProvider("Brevo", "brevo", "https://api.brevo.com/v3/"),
    "mailersend": ApiProvider(
        "MailerSend", "mailersend", "https://api.mailersend.com/v1/", key="api_token"
    ),
    "resend": ApiProvider("Resend", "resend", "https://api.resend.com/"),
    "mailjet": ApiProvider(
        "Mailjet", "mailjet", "https://api.mailjet.com/v3.1/", second="secret_key"
    ),
}  # fmt: skip
