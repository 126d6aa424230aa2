"""What tests in the browser share."""

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext

from tests.permissions.world import make_world


@pytest.fixture
def signed(chromium: Browser, live_server):
    """Return a browser context of a persona."""
    contexts: list[BrowserContext] = []

    def context_of(email: str = "", **options: object) -> BrowserContext:
        context = chromium.new_context(base_url=live_server.url, locale="cs-CZ", **options)
        contexts.append(context)
        if email:
            client = Client()
            client.login(email=email, password="lipovany-2026")
            cookie = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        return context

    yield context_of
    for context in contexts:
        context.close()


@pytest.fixture
def world(people):
    """One row of everything that an address may point to."""
    return make_world(people)
