"""What the matrix is tried on: one world for all its tests, who each take back what they changed."""

import pytest
from django.db import transaction
from django.test import Client

from kpss.accounts.importers import load_personas
from tests.permissions.world import make_world


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Make the world once; each test's own transaction lies inside the one that is rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world(load_personas())
        transaction.set_rollback(True)


@pytest.fixture
def sign_in(world, db):
    """Return a client of a persona of the world; „nobody“ is not signed in."""

    def client_of(key: str) -> Client:
        client = Client()
        if key != "nobody":
            client.force_login(world.people[key], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return client_of
