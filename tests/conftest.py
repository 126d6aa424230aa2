"""What all tests share: the demo town in the database, its people, and clean caches."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import translation
from playwright.sync_api import Browser, sync_playwright
from pytest_django.plugin import blocking_manager_key

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


#: A test that asks for none of these never meets the database.
MEETS_DATABASE = {"db", "transactional_db", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--only-database", action="store_true", help="leave out tests that never meet the database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A second database has nothing to say to tests that never meet one."""
    if not config.getoption("--only-database"):
        return
    away = [item for item in items if not _meets_database(item)]
    config.hook.pytest_deselected(items=away)
    items[:] = [item for item in items if _meets_database(item)]


def _meets_database(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("django_db") or MEETS_DATABASE & set(getattr(item, "fixturenames", ())))


def load_town() -> None:
    """Fill the database with the demo town and its people."""
    from kpss.accounts.importers import load_personas
    from planning.groups.importers import load_groups
    from planning.plans.importers import load_cycles
    from planning.portal.importers.demo import load_web
    from planning.portal.importers.statement import load_statement
    from planning.suggestions.importers import load_suggestions
    from providers.importers.demo import load_demo, load_editors

    people = load_personas()
    load_demo()
    load_editors({"ssm": people["petr"]})
    load_statement()
    load_groups(people)
    load_suggestions(people)
    load_cycles()
    load_web()


#: The demo town as it was loaded, where the database can be copied in a moment.
KEPT = pytest.StashKey[sqlite3.Connection]()


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_setup, django_db_blocker):
    """Every test starts from the demo town; what it changes is rolled back."""
    with django_db_blocker.unblock():
        load_town()
        if connection.vendor == "sqlite":
            request.config.stash[KEPT] = sqlite3.connect(":memory:")
            connection.connection.backup(request.config.stash[KEPT])


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """A test that commits empties the database at its end; the next one finds the demo town all the same."""
    yield
    marker = item.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    was_run = getattr(item, "funcargs", {})  # a skipped test has no fixtures, and maybe no database yet
    if was_run and nextitem is not None and (commits or (marker and marker.kwargs.get("transaction"))):
        from kpss.accounts.models import User

        with item.config.stash[blocking_manager_key].unblock():
            if not User.objects.exists():
                restore_town(item.config)


def restore_town(config: pytest.Config) -> None:
    """Fill the emptied database again: by the copy, or anew."""
    if KEPT in config.stash:
        config.stash[KEPT].backup(connection.connection)
    else:
        load_town()


@pytest.fixture(autouse=True)
def clean_caches():
    from planning.portal.actions import upkeep
    from planning.portal.presenters import home
    from planning.portal.search import finder
    from providers.api import query
    from providers.search import directory, snapshot

    def forget() -> None:
        for module in (snapshot, directory, query, home, finder):
            module.forget()
        upkeep.forget_visits()

    forget()
    cache.clear()
    translation.deactivate()
    yield
    forget()


@pytest.fixture
def empty_portal(db):
    """A portal nobody has filled yet, for tests that make a small world of their own."""
    from kpss.core import models as core
    from providers import models

    for model in (models.LifeSituation, models.SocialService, models.Provider, models.ServiceKind, models.CrisisLine):
        model.objects.all().delete()
    models.TargetGroup.objects.update(broader=None)
    for model in (models.TargetGroup, models.EmergencyNumber, models.Office, core.Municipality):
        model.objects.all().delete()
    for model in (core.OrpArea, core.Region, core.Town):
        model.objects.all().delete()


@pytest.fixture
def people(db):
    """The personas by key."""
    from kpss.accounts.importers import load_personas

    return load_personas()


@pytest.fixture
def sign_in(people):
    """Return a client of a persona: ``sign_in("klara")``; „nobody“ is not signed in."""

    def client_of(key: str) -> Client:
        client = Client()
        if key != "nobody":
            client.force_login(people[key], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return client_of


@pytest.fixture
def quick_forms(monkeypatch):
    """Tests fill a form faster than a person; the wait itself has its own test."""
    from kpss.core import antispam

    monkeypatch.setattr(antispam, "FASTEST_SECONDS", -1)


@pytest.fixture
def klara(sign_in):
    return sign_in("klara")


@pytest.fixture
def petr(sign_in):
    return sign_in("petr")


@pytest.fixture
def service(db):
    """The service that Petr keeps."""
    from providers.models import SocialService

    return SocialService.objects.with_parts().get(name="Pečovatelská služba města Lipovany")


@pytest.fixture(scope="session", autouse=True)
def static_root() -> None:
    """Make the folder of collected files, without which WhiteNoise warns (and a warning fails a test)."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """Return the folder of the npm tools; without them the tests that need it cannot run."""
    folder = Path(settings.BASE_DIR) / "node_modules"
    if not (folder / "axe-core").exists():
        pytest.skip("npm ci has not been run")
    return folder


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium once for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()
