"""Django's settings, and the few of ours that processes need to start.

`environment` reads and documents them; what an organisation chooses stands in `configuration`.
"""

from pathlib import Path

from django import forms

from buckstop import environment, logs
from buckstop.kit import secret_key
from buckstop.kit.postgres.cluster import Cluster
from buckstop.kit.postgres.described import described
from buckstop.kit.postgres.places import default_folder
from buckstop.kit.running import running_at

DATA = default_folder()
DEBUG = environment.flag("BUCKSTOP_DEBUG")
DEMO = environment.flag("BUCKSTOP_DEMO")

BASE_URL = environment.address_of_pages("BUCKSTOP_URL", running_at(DATA))
SMTP_PORT = environment.number("BUCKSTOP_SMTP_PORT", 2525, most=65535)
MESSAGE_LIMIT = environment.number("BUCKSTOP_MESSAGE_LIMIT", 25, most=1024) * 1024 * 1024


SECRET_KEY = environment.text("BUCKSTOP_SECRET_KEY")
FORMER_KEYS_GIVEN = environment.words("BUCKSTOP_FORMER_SECRET_KEYS")
SECRET_KEY_FALLBACKS = [*FORMER_KEYS_GIVEN]
SECRET_KEY_FILE = None if SECRET_KEY else DATA / secret_key.NAME
if SECRET_KEY_FILE:
    _KEYS = secret_key.kept_in(DATA)
    SECRET_KEY = _KEYS.signs
    SECRET_KEY_FALLBACKS = [*(one.key for one in _KEYS.former), *FORMER_KEYS_GIVEN]
DATABASES = {"default": described(environment.text("DATABASE_URL") or Cluster(DATA).url())}
if _REPLICA := environment.text("BUCKSTOP_REPLICA_URL"):
    DATABASES["replica"] = described(_REPLICA, "BUCKSTOP_REPLICA_URL", wanted="prefer-standby")
DATABASE_ROUTERS = ["buckstop.kit.replica.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Person"

INSTALLED_APPS = [
    "buckstop",
    "buckstop.kit",
    "buckstop.meters",
    "buckstop.ledger",
    "buckstop.configuration",
    "buckstop.outbox",
    "buckstop.people",
    "buckstop.services",
    "buckstop.coverage",
    "buckstop.concerns",
    "buckstop.problems",
    "buckstop.conversations",
    "buckstop.notices",
    "buckstop.suppliers",
    "buckstop.signals",
    "buckstop.journeys",
    "buckstop.webhooks",
    "buckstop.chat",
    "buckstop.identity",
    "buckstop.oversight",
    "buckstop.retention",
    "buckstop.timekeeping",
    "buckstop.prevention",
    "buckstop.outreach",
    "buckstop.status_page",
    "buckstop.reliability",
    "buckstop.forecasts",
    "buckstop.incoming",
    "buckstop.arrivals",
    "buckstop.remedies",
    "buckstop.complaints",
    "buckstop.relationships",
    "buckstop.briefings",
    "buckstop.outcomes",
    "buckstop.auditor",
    "buckstop.doors.components",
    "buckstop.doors.shared",
    "buckstop.doors.desk",
    "buckstop.doors.page",
    "buckstop.doors.supplier",
    "buckstop.doors.status",
    "buckstop.doors.api",
    "buckstop.demo",
    "django.contrib.postgres",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "buckstop.headers.numbered",
    "buckstop.kit.secret_key.followed",
    "buckstop.health.asked_by_machines",
    "buckstop.headers.permissions",
    "buckstop.kit.replica.remembered",
    "buckstop.errors.readable",
    "buckstop.doors.status.own_host.served",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "buckstop.doors.shared.language.as_asked",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "buckstop.urls"
DOORS = Path(__file__).resolve().parent / "doors"
AROUND_A_PAGE = [
    "django.contrib.messages.context_processors.messages",
    "buckstop.doors.components.context.screen",
]
TEMPLATES = [
    {  # ours, and the controls of forms
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [
            DOORS,  # "desk/pages/problem/page.html" is where it lies
            DOORS / "components" / "templates",
            DOORS / "desk" / "templates",
            DOORS.parent / "demo",
            Path(forms.__file__).parent / "jinja2",
        ],
        "OPTIONS": {
            "environment": "buckstop.doors.components.templating.environment.environment",
            "context_processors": AROUND_A_PAGE,
        },
    },
    {  # allauth's, and ours in their place: they need its tags
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [DOORS / "components" / "log_in"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                *AROUND_A_PAGE,
            ]
        },
    },
]
FORM_RENDERER = "buckstop.doors.components.forms.base.Letter"

AUTHENTICATION_BACKENDS = [
    "buckstop.people.backends.ByName",
    "buckstop.people.backends.ByMail",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/log-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/log-in/"
ACCOUNT_ADAPTER = "buckstop.doors.desk.entrance.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "buckstop.doors.desk.log_in_forms.LogIn",
    "change_password": "buckstop.doors.desk.log_in_forms.ChangePassword",
    "reauthenticate": "buckstop.doors.desk.log_in_forms.IsItYou",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an admin gave the address; nobody signs up
MFA_TOTP_ISSUER = "Buckstop"
MFA_FORMS = {
    "authenticate": "buckstop.doors.desk.log_in_forms.Code",
    "reauthenticate": "buckstop.doors.desk.log_in_forms.CodeAgain",
    "activate_totp": "buckstop.doors.desk.log_in_forms.SwitchOn",
    "add_webauthn": "buckstop.doors.desk.log_in_forms.AddPasskey",
    "edit_webauthn": "buckstop.doors.desk.log_in_forms.RenamePasskey",
}
CACHES = {  # what allauth counts, second steps mostly: in the database, which processes share
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "components_cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("es", "Español"), ("fr", "Français")]
LOCALE_PATHS = [Path(__file__).resolve().parent / "locale"]

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
LOGGING = logs.written_as(environment.one_of("BUCKSTOP_LOGS", ("lines", "json")))

TRACES = environment.flag("BUCKSTOP_TRACES")
MEANING = environment.model("BUCKSTOP_MEANING")

STATUS_URL = environment.address_if_any("BUCKSTOP_STATUS_URL")
ALLOWED_HOSTS = [*environment.hosts("BUCKSTOP_HOSTS", BASE_URL), *environment.host_of(STATUS_URL)]
SECURE_HTTPS = BASE_URL.startswith("https://")
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE_HTTPS else 0
PUSH_SCHEMES = environment.words("BUCKSTOP_PUSH_SCHEMES")
PUSH_PRIVATE_HOSTS = environment.words("BUCKSTOP_PUSH_PRIVATE_HOSTS")
PROXIES = environment.networks("BUCKSTOP_PROXIES", environment.proxies_of_uvicorn())
CSRF_TRUSTED_ORIGINS = [one for one in (BASE_URL, STATUS_URL) if one]
SESSION_COOKIE_SECURE = SECURE_HTTPS
CSRF_COOKIE_SECURE = SECURE_HTTPS
SESSION_ENGINE = "buckstop.people.sessions"
SESSION_COOKIE_NAME = "buckstop"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
DATA_UPLOAD_MAX_MEMORY_SIZE = MESSAGE_LIMIT
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'", "'inline-speculation-rules'"],  # which pages to fetch ahead: no code
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "connect-src": ["'self'"],
    "font-src": ["'self'"],
    "manifest-src": ["'self'"],
    "frame-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'self'"],
    "base-uri": ["'none'"],
}
