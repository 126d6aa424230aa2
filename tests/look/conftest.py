"""Fixtures of the look: addresses of its own, a real browser, the page as a tree."""

import copy
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(autouse=True)
def own_addresses(settings: object) -> None:
    """Serve the addresses and templates of these tests, by Django alone, beside the portal's own templates."""
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [*templates[0]["DIRS"], Path(__file__).parent / "templates"]
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = "tests.look.urls"
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name.startswith("django.") and "gzip" not in name]


@pytest.fixture(scope="session", autouse=True)
def static_root() -> None:
    """Make the folder of collected files, without which WhiteNoise warns (and a warning fails a test)."""
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """Return the folder of the npm tools; without them the tests that need it cannot run."""
    folder = Path(settings.BASE_DIR) / "node_modules"
    if not (folder / "axe-core").exists():
        pytest.skip("npm ci has not been run")
    return folder


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium once for all tests of the look."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()
