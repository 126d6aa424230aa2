"""The code books and two member municipalities."""

import pytest

from kpss.core.models import Municipality
from providers.importers.codebooks import load_codebooks
from tests.providers.importers.register_items import LIPOVANY, PODLIPI


@pytest.fixture
def territory(db: None) -> None:
    load_codebooks()
    Municipality.objects.create(code=LIPOVANY, name="Lipovany", locative="v Lipovanech", is_member=True)
    Municipality.objects.create(code=PODLIPI, name="Podlipí", is_member=True)
