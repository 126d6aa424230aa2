"""Small printed documents of invented text."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils.safestring import mark_safe

from kpss.core.pdf.chunk import lay_out
from kpss.core.pdf.document import Chunk, PrintedDocument, fingerprint
from kpss.core.pdf.fetcher import OwnFilesFetcher

PRINT_DIR = Path(__file__).resolve().parents[3] / "static" / "print"
ARTICLE = (
    '<article id="{name}"><h2>{title}</h2><p>{text}</p>'
    '<img src="img/check.svg" alt="Znak" style="width: 10mm; height: 10mm"></article>'
)
TABLE = (
    "<table><caption>Ceny</caption><thead><tr><th scope=col>Co</th><th scope=col>Kolik</th></tr></thead>"
    "<tbody><tr><th scope=row>Oběd</th><td>129 Kč</td></tr><tr><th scope=row>Úklid</th><td>155 Kč</td></tr>"
    "</tbody></table>"
)


def page(body: str, *, head: str = '<link rel="stylesheet" href="css/print.css">', lang: str = ' lang="cs"') -> str:
    return f"<!doctype html><html{lang}><head><title>Zkouška</title>{head}</head><body>{body}</body></html>"


def chunk(key: str, body: str, **options: str) -> Chunk:
    return Chunk(key=key, fingerprint=fingerprint(body), build=lambda: mark_safe(body), **options)


def reference(name: str) -> str:
    return f'<li>{name} <a class="pn" href="portal:dest/{name}" title="{name}"></a></li>'


def article(name: str, *, paragraphs: int = 1) -> str:
    text = "</p><p>".join("Pečovatelka přijde a pomůže s domácností." for _ in range(paragraphs))
    return ARTICLE.format(name=name, title=f"Služba {name}", text=text)


@pytest.fixture
def fetcher() -> OwnFilesFetcher:
    return OwnFilesFetcher(PRINT_DIR)


@pytest.fixture
def laid_out(fetcher: OwnFilesFetcher, tmp_path: Path) -> Callable[..., Path]:
    """Lay a body out in this process and return the path of its file."""

    def make(body: str, *, prefix: str = "kus") -> Path:
        path = tmp_path / f"{prefix}.pdf"
        path.write_bytes(lay_out(page(body), prefix=prefix, fetcher=fetcher))
        return path

    return make


@pytest.fixture
def cache_dir(tmp_path: Path, settings) -> Path:
    settings.PDF_CACHE_DIR = tmp_path / "cache"
    settings.PDF_PROCESSES = 2
    return tmp_path / "cache"


@pytest.fixture
def booklet() -> Callable[..., PrintedDocument]:
    """A document of an index and one chunk for each service; `long` names those that fill several pages."""

    def make(names: tuple[str, ...] = ("s1", "s2", "s3"), *, long: tuple[str, ...] = (), **options) -> PrintedDocument:
        index = f"<h1>Obsah</h1><ul>{''.join(reference(name) for name in names)}</ul>{TABLE}"
        services = [chunk(name, article(name, paragraphs=200 if name in long else 1)) for name in names]
        return PrintedDocument(
            title="Zkušební katalog",
            lang="cs",
            chunks=(chunk("obsah", index, head="Obsah"), *services),
            stylesheets=("css/print.css",),
            foot="Nevíte si rady? Zavolejte 000 123 456",
            **options,
        )

    return make
