"""The committed stylesheet and script are those that the sources make, and they are small."""

import gzip
import hashlib
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
DIST = ROOT / "static/dist"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
UTILITY = re.compile(
    r"^(?:[mp][tbsexy]?-(?:\d|auto)|d-\w+|text-\w+|bg-\w+|row|col(?:-\w+)*|container\S*|float-\w+|w-\d+)$"
)


def recorded() -> dict[str, str]:
    lines = (DIST / "SOURCES.sha256").read_text().splitlines()
    return {name: digest for digest, name in (line.split("  ") for line in lines)}


def sources() -> dict[str, str]:
    files = [ROOT / "assets.mjs", *(ROOT / "static/css").rglob("*"), *(ROOT / "static/js").rglob("*")]
    return {str(f.relative_to(ROOT)): hashlib.sha256(f.read_bytes()).hexdigest() for f in files if f.is_file()}


def zipped_size(name: str) -> int:
    return len(gzip.compress((ROOT / "static" / name).read_bytes()))


def test_committed_assets_were_built_from_these_sources():
    assert recorded() == sources(), "run: node assets.mjs"


def test_building_again_gives_the_committed_files(node_modules: Path, tmp_path: Path):
    subprocess.run(["node", "assets.mjs", "--out", str(tmp_path)], cwd=ROOT, check=True)
    built = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert built == {file.name: file.read_bytes() for file in DIST.iterdir()}


def test_first_view_with_fonts_stays_under_its_budget():
    fonts = sum(font.stat().st_size for font in (ROOT / "static/fonts").glob("*.woff2"))
    arms = zipped_size("img/arms.svg")
    look = zipped_size("dist/portal.css") + zipped_size("dist/portal.js")
    assert fonts + arms + look < 70_000, "30 kB are left for the page itself"


def test_script_stays_under_ten_kilobytes():
    assert (DIST / "portal.js").stat().st_size < 10_000


def test_stylesheet_loads_nothing_from_another_host():
    assert re.findall(r"url\([\"']?(?:https?:)?//[^)]*", (DIST / "portal.css").read_text()) == []


def test_no_bootstrap_utility_is_in_the_stylesheet():
    vendor = (ROOT / "static/vendor/bootstrap/bootstrap.css").read_text()
    names = {name for name in re.findall(r"\.([a-z][\w-]*)", vendor) if UTILITY.match(name)}
    assert names == set()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_template_has_no_utility_class_and_nothing_inline(template: Path):
    text = template.read_text()
    classes = {name for value in re.findall(r'class="([^"{]*)', text) for name in value.split()}
    assert {name for name in classes if UTILITY.match(name)} == set()
    assert re.search(r"\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", text) is None
