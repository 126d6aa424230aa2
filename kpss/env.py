"""Settings read from the environment, each named once, with its default and its meaning.

`docs/settings.md` and `.env.example` describe every name here; a test fails when one is missing.
"""

from pathlib import Path

from environs import Env

from kpss.keyfile import read_or_make

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env(prefix="KPSS_")
env.read_env(BASE_DIR / ".env", recurse=False)

#: name → what it is for; the test of documentation walks this table.
NAMES: dict[str, str] = {}


def _named(name: str, meaning: str) -> str:
    NAMES[f"KPSS_{name}"] = meaning
    return name


DEBUG = env.bool(_named("DEBUG", "show error details; never in production"), False)
SECRET_KEY_FILE = Path(env.str(_named("SECRET_KEY_FILE", "file with the secret key"), str(BASE_DIR / "var/secret_key")))
DATA_DIR = Path(env.str(_named("DATA_DIR", "database, uploads and generated files"), str(BASE_DIR / "var")))
ALLOWED_HOSTS = env.list(_named("ALLOWED_HOSTS", "host names the portal answers to"), ["localhost", "127.0.0.1"])
BASE_URL = env.str(_named("BASE_URL", "public address without the last slash"), "http://localhost:8000").rstrip("/")
HTTPS = env.bool(_named("HTTPS", "served over HTTPS: secure cookies, HSTS, redirect"), BASE_URL.startswith("https"))
BEHIND_PROXY = env.bool(_named("BEHIND_PROXY", "trust X-Forwarded-Proto of the proxy in front"), False)
CACHE_URL = env.str(_named("CACHE_URL", "Redis for several machines; empty = files of this one"), "")
EMAIL_HOST = env.str(_named("EMAIL_HOST", "SMTP server; empty = mails stay in the outbox page"), "")
EMAIL_PORT = env.int(_named("EMAIL_PORT", "port of the SMTP server"), 25)
EMAIL_USER = env.str(_named("EMAIL_USER", "SMTP user"), "")
EMAIL_PASSWORD = env.str(_named("EMAIL_PASSWORD", "SMTP password"), "")
EMAIL_TLS = env.bool(_named("EMAIL_TLS", "use STARTTLS"), False)
EMAIL_FROM = env.str(_named("EMAIL_FROM", "sender of all mails"), "portal@lipovany.example")
ADMIN_SITE = env.bool(_named("ADMIN_SITE", "switch Django's admin on (administrators only)"), False)
DEMO = env.bool(_named("DEMO", "demo town: sign-ins and the outbox are shown"), False)
OIDC_NAME = env.str(_named("OIDC_NAME", "name of the sign-in service shown on the button"), "")
OIDC_URL = env.str(_named("OIDC_URL", "OpenID Connect issuer; empty = off"), "")
OIDC_CLIENT_ID = env.str(_named("OIDC_CLIENT_ID", "OpenID Connect client"), "")
OIDC_CLIENT_SECRET = env.str(_named("OIDC_CLIENT_SECRET", "OpenID Connect secret"), "")
S3_BUCKET = env.str(_named("S3_BUCKET", "bucket for uploads; empty = folder on disk"), "")
S3_ENDPOINT = env.str(_named("S3_ENDPOINT", "address of the S3-compatible storage"), "")
LOG_LEVEL = env.str(_named("LOG_LEVEL", "DEBUG, INFO, WARNING or ERROR"), "INFO")
PDF_PROCESSES = env.int(_named("PDF_PROCESSES", "how many processes render a large PDF"), 2)

# The usual name, without our prefix, because hosts set it.
NAMES["DATABASE_URL"] = "PostgreSQL, for example postgres://user:password@host/name; empty = SQLite in DATA_DIR"
DATABASE_URL = Env().str("DATABASE_URL", "")


def secret_key() -> str:
    """Return the secret key from its file, made on first use and readable by the owner alone."""
    from django.core.management.utils import get_random_secret_key  # noqa: PLC0415 - settings are not ready earlier

    return read_or_make(SECRET_KEY_FILE, lambda: get_random_secret_key().encode()).decode().strip()
