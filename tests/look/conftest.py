"""Fixtures of the look: addresses of its own."""

import copy
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_addresses(settings: object) -> None:
    """Serve the addresses and templates of these tests, by Django alone, beside the portal's own templates."""
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [*templates[0]["DIRS"], Path(__file__).parent / "templates"]
    options = templates[0]["OPTIONS"]
    options["context_processors"] = [name for name in options["context_processors"] if not name.startswith("planning.")]
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = "tests.look.urls"
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name.startswith("django.") and "gzip" not in name]
