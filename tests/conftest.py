"""What all tests share: the demo town in the database, its people, and clean caches."""

import os

import pytest
from django.core.cache import cache
from django.test import Client

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


def load_town() -> None:
    """Fill the database with the demo town and its people."""
    from kpss.accounts.importers import load_personas
    from planning.portal.importers import load_statement
    from providers.importers.demo import load_demo, load_editors

    people = load_personas()
    load_demo()
    load_editors({"ssm": people["petr"]})
    load_statement()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Every test starts from the demo town; what it changes is rolled back."""
    with django_db_blocker.unblock():
        load_town()


@pytest.fixture(autouse=True)
def clean_caches():
    from providers.search import snapshot

    snapshot.forget()
    cache.clear()
    yield
    snapshot.forget()


@pytest.fixture
def town(transactional_db):
    """The demo town for tests that commit: filled anew when an earlier such test emptied the database."""
    from kpss.accounts.models import User

    if not User.objects.exists():
        load_town()


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
