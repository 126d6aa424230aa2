import base64
from pathlib import Path

import pytest
from weasyprint.urls import FatalURLFetchingError

from kpss.core.pdf.fetcher import BASE, DATA_LIMIT, OwnFilesFetcher


def test_a_print_file_is_known_by_its_name(fetcher: OwnFilesFetcher) -> None:
    response = fetcher.fetch(f"{BASE}css/print.css")
    assert response.content_type == "text/css"
    assert b"Atkinson" in response.read()


def test_a_file_given_in_memory_wins_over_the_folder(tmp_path: Path) -> None:
    (tmp_path / "arms.svg").write_bytes(b"ours")
    fetcher = OwnFilesFetcher(tmp_path, {"arms.svg": b"the town's"})
    assert fetcher.fetch(f"{BASE}arms.svg").read() == b"the town's"


def test_a_picture_inside_the_document_is_decoded(fetcher: OwnFilesFetcher) -> None:
    picture = base64.b64encode(b"<svg/>").decode()
    response = fetcher.fetch(f"data:image/svg+xml;base64,{picture}")
    assert (response.read(), response.content_type) == (b"<svg/>", "image/svg+xml")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://attacker.example/x.png",
        "https://attacker.example/x.png",
        "ftp://attacker.example/x.png",
        "gopher://attacker.example/",
        f"{BASE}../../../etc/passwd",
        f"{BASE}/etc/passwd",
        f"{BASE}css/../css/print.css",
        f"{BASE}css/missing.css",
        "https://print.invalid.attacker.example/css/print.css",
        "data:text/html,<script>",
        "data:image/svg+xml;base64,***",
        f"data:image/png,{'x' * DATA_LIMIT}",
        "data:",
    ],
)
def test_everything_else_is_refused_for_good(fetcher: OwnFilesFetcher, url: str) -> None:
    with pytest.raises(FatalURLFetchingError):
        fetcher.fetch(url)
    assert fetcher.refused == [url[:200]]
