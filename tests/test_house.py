"""Rules of the house that no single part could break unnoticed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import reverse

from kpss import env
from kpss.core import audit, privacy

ROOT = Path(__file__).parent.parent
LINE = ["core", "accounts", "providers", "surveys", "groups", "suggestions", "plans", "portal"]
SOURCES = ("kpss", "providers", "surveys", "planning")
#: The one exception of the architecture: everybody may point to a user.
ANYBODY_MAY_POINT_TO = {"accounts.User"}


def our_files():
    return [path for folder in SOURCES for path in (ROOT / folder).rglob("*.py")]


@pytest.mark.parametrize("model", list(privacy.our_models()), ids=lambda model: model._meta.label)
def test_every_field_says_whether_it_is_personal(model):
    declared = privacy.declaration_of(model).declared()
    fields = {field.name for field in [*model._meta.fields, *model._meta.many_to_many]}
    if model._meta.label == "accounts.User":
        fields -= {"groups", "user_permissions"}
    assert fields - declared == set(), "declare these fields"
    assert declared - fields == set(), "these fields are gone"


@pytest.mark.parametrize("model", list(privacy.our_models()), ids=lambda model: model._meta.label)
def test_every_key_to_a_user_is_declared_personal_or_kept_with_a_reason(model):
    declaration = privacy.declaration_of(model)
    keys = {f.name for f in model._meta.fields if f.related_model and f.related_model._meta.label == "accounts.User"}
    decided = {"decided_by", "invited_by"}
    assert keys - set(declaration.personal) <= decided
    if keys - decided:
        assert set(declaration.subject.split()) & keys


def test_database_relations_follow_the_line_of_apps():
    wrong = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in privacy.our_models()
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model._meta.app_label in LINE
        and field.related_model._meta.label not in ANYBODY_MAY_POINT_TO
        and LINE.index(field.related_model._meta.app_label) > LINE.index(model._meta.app_label)
    ]
    assert wrong == []


def test_no_generic_foreign_key_anywhere():
    for path in our_files():
        assert "GenericForeignKey(" not in path.read_text(), path


@pytest.mark.parametrize("place", ["docs/settings.md", ".env.example"])
def test_every_setting_of_the_environment_is_documented(place):
    text = (ROOT / place).read_text()
    assert [name for name in env.NAMES if name not in text] == []


def test_environment_names_are_all_registered():
    source = (ROOT / "kpss/env.py").read_text()
    assert len(re.findall(r"_named\(\"", source)) + 1 == len(env.NAMES)


def test_every_recorded_event_has_a_sentence():
    used: set[str] = set()
    for path in our_files():
        used |= set(re.findall(r"audit\.record\(\s*\"([a-z_.]+)\"", path.read_text()))
    assert used
    assert used - set(audit.known_events()) == set()


def test_templates_include_only_components_layouts_and_their_own_folder():
    wrong = []
    for path in (ROOT / "templates").rglob("*.html"):
        own = path.relative_to(ROOT / "templates").parts[0]
        for target in re.findall(r"{% include \"([\w/.-]+)\"", path.read_text()):
            if target.split("/")[0] not in {
                "components",
                "layouts",
                own,
                "providers",
                "mfa",
                "socialaccount",
                "bootstrap5",
            }:
                wrong.append((str(path), target))
    assert wrong == []


def test_no_inline_style_script_or_handler_in_templates():
    pattern = re.compile(r"style=\"|\son\w+=\"|<script>")
    found = [str(path) for path in (ROOT / "templates").rglob("*.html") if pattern.search(path.read_text())]
    assert found == []


def test_policy_allows_nothing_inline_and_nobody_else(client, db):
    policy = client.get(reverse("portal:home"))["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "http" not in policy


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_security_headers_stand_on_every_page(client, db, header, value):
    assert client.get(reverse("portal:home"))[header] == value


def test_health_and_readiness(client, db):
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ok", "problems": []}


def test_apps_stand_in_the_line(db):
    labels = [config.label for config in apps.get_app_configs() if config.label in LINE]
    assert labels == LINE


def test_every_app_of_the_line_is_installed_once():
    ours = [name for name in settings.INSTALLED_APPS if name.split(".")[0] in SOURCES]
    planning = ["planning.groups", "planning.suggestions", "planning.plans", "planning.portal"]
    assert ours == ["kpss.core", "kpss.accounts", "providers", "surveys", *planning]


def test_every_setting_may_be_set_at_once(tmp_path):
    """S3, Redis, SMTP and OpenID Connect are configured by the environment; none is asked for anything here."""
    script = (
        "import django; django.setup();"
        "from django.core.cache import caches; from django.core.files.storage import default_storage;"
        "from django.core.mail import get_connection; from django.conf import settings;"
        "print(type(caches['default']).__name__, default_storage.bucket_name, type(get_connection()).__name__,"
        " settings.SOCIALACCOUNT_PROVIDERS['openid_connect']['APPS'][0]['name'])"
    )
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "kpss.settings",
        "KPSS_DATA_DIR": str(tmp_path),
        "KPSS_SECRET_KEY_FILE": str(tmp_path / "secret_key"),
        "KPSS_CACHE_URL": "redis://127.0.0.1:6379/0",
        "KPSS_S3_BUCKET": "mesto",
        "KPSS_S3_ENDPOINT": "https://s3.mesto.example",
        "KPSS_EMAIL_HOST": "smtp.mesto.example",
        "KPSS_OIDC_URL": "https://ucet.mesto.example",
        "KPSS_OIDC_NAME": "Účet města",
        "KPSS_OIDC_CLIENT_ID": "portal",
    }
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        cwd=settings.BASE_DIR,
        check=False,
    )
    assert done.stdout.strip() == "RedisCache mesto QueueBackend Účet města", done.stderr
