"""What tests of surveys share: counted answers are kept in a folder of each test's own; a batch of paper."""

from pathlib import Path

import pytest

from surveys.actions import paper
from surveys.models import Batch
from tests.surveys.making import current


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, settings) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def batch(survey, people) -> Batch:
    """A batch typed in twice, of the survey that the module has."""
    return paper.open_batch(questionnaire=current(survey), name="Knihovna", is_double=True, by=people["klara"])
