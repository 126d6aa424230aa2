"""What the tests of imports share."""

import pytest

from tests.providers.importers.empty_catalogue import empty_catalogue


@pytest.fixture
def territory(db: None) -> None:
    """An empty catalogue of two municipalities."""
    empty_catalogue()
