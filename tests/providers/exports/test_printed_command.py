import io
from pathlib import Path

import pypdf
import pytest
from django.core.management import CommandError, call_command

from tests.providers.exports.conftest import Lipovansko


def test_the_catalogue_is_printed_into_a_file(lipovansko: Lipovansko, cache_dir: Path, tmp_path: Path) -> None:
    said = io.StringIO()
    call_command("catalogue_pdf", output=tmp_path / "a.pdf", format="a5", stdout=said)
    assert len(pypdf.PdfReader(tmp_path / "a.pdf").pages) % 4 == 0
    assert "stran" in said.getvalue()


@pytest.mark.parametrize("option", [{"municipality": "999999"}, {"target_group": "nikdo"}])
def test_an_unknown_choice_is_said_in_czech(lipovansko: Lipovansko, tmp_path: Path, option: dict[str, str]) -> None:
    with pytest.raises(CommandError, match="neznáme"):
        call_command("catalogue_pdf", output=tmp_path / "a.pdf", **option)
