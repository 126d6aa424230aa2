"""One file with everything: the database as of one moment, the uploads, and a manifest with their fingerprints.

SQLite is copied by its backup API while people work (a plain copy would lose what stands in the WAL); PostgreSQL by
``pg_dump`` in one snapshot. Restoring verifies every fingerprint before it touches anything.
"""

import hashlib
import json
import sqlite3
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from kpss.core.files import PASSING_DIR

FORMAT = 1
MANIFEST = "manifest.json"


def write_backup(path: Path) -> dict[str, Any]:
    """Write a backup to *path*, which appears whole or not at all and which only its owner reads; return its manifest."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        database, unfinished = Path(folder) / "database", Path(folder) / "backup"
        _dump(database)
        unfinished.touch(mode=0o600)
        with tarfile.open(unfinished, "w:gz", compresslevel=3) as archive:
            prints = {name: _add(archive, name, file) for name, file in {"database": database, **_uploads()}.items()}
            manifest = {
                "format": FORMAT,
                "vendor": connection.vendor,
                "at": timezone.now().isoformat(),
                "sha256": {name: sha256 for name, sha256 in prints.items() if sha256},
            }
            note = Path(folder) / MANIFEST
            note.write_text(json.dumps(manifest, indent=1))
            archive.add(note, MANIFEST)
        unfinished.replace(path)
    return manifest


def _add(archive: tarfile.TarFile, name: str, file: Path) -> str:
    """Add a file and return its fingerprint; an upload that somebody deleted meanwhile is left out and gives nothing."""
    try:
        stream = file.open("rb")
    except FileNotFoundError:
        return ""
    with stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        stream.seek(0)
        archive.addfile(archive.gettarinfo(arcname=name, fileobj=stream), stream)
    return sha256


def _uploads() -> dict[str, Path]:
    """Return the uploads by their names in the archive, without those that a job reads once and deletes."""
    root = Path(settings.MEDIA_ROOT)
    files = (file for file in sorted(root.rglob("*")) if file.is_file())
    return {f"files/{file.relative_to(root)}": file for file in files if file.relative_to(root).parts[0] != PASSING_DIR}


def _fingerprint(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _dump(target: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(target) as copy:
            connection.connection.backup(copy)
        copy.close()
        return
    _postgres("pg_dump", "--format=custom", f"--file={target}")


def _postgres(program: str, *arguments: str) -> None:
    params = connection.get_connection_params()
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    env = {variable: str(params[key]) for key, variable in names.items() if params.get(key)}
    path = "/usr/bin:/bin:/usr/local/bin"
    subprocess.run([program, *arguments], check=True, env={"PATH": path, **env})  # noqa: S603 - our own words


def read_manifest(path: Path) -> dict[str, Any]:
    """Return the manifest of a backup; ValidationError when the file is none."""
    try:
        with tarfile.open(path) as archive:
            member = archive.extractfile(MANIFEST)
            manifest: dict[str, Any] = json.load(member) if member else {}
    except (OSError, KeyError, tarfile.TarError, ValueError) as error:
        raise ValidationError(_("Soubor %(name)s není záloha portálu.") % {"name": path.name}) from error
    if manifest.get("format") != FORMAT:
        raise ValidationError(_("Tuto zálohu napsala jiná verze portálu."))
    return manifest


def restore_backup(path: Path) -> dict[str, Any]:
    """Put everything back as the backup has it, after all fingerprints agree; return its manifest."""
    manifest = read_manifest(path)
    if manifest["vendor"] != connection.vendor:
        raise ValidationError(_("Záloha je z jiné databáze (%(vendor)s).") % {"vendor": manifest["vendor"]})
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(path) as archive:
            archive.extractall(folder, filter="data")
        _verify(Path(folder), manifest)
        _load(Path(folder) / "database")
        _put_files(Path(folder) / "files")
    return manifest


def _verify(folder: Path, manifest: dict[str, Any]) -> None:
    for name, expected in manifest["sha256"].items():
        file = folder / name
        if not file.is_file() or _fingerprint(file) != expected:
            raise ValidationError(_("Záloha je poškozená: nesouhlasí %(name)s. Nic jsme nezměnili.") % {"name": name})


def _load(source: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(source) as copy:
            copy.backup(connection.connection)
        copy.close()
        return
    target = str(connection.settings_dict["NAME"])
    _postgres(
        "pg_restore", "--clean", "--if-exists", "--single-transaction", "--no-owner", f"--dbname={target}", str(source)
    )


def _put_files(source: Path) -> None:
    root = Path(settings.MEDIA_ROOT)
    for file in source.rglob("*") if source.exists() else []:
        if file.is_file():
            target = root / file.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
