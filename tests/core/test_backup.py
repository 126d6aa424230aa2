"""Backups: whole, verified, taken while people work, put back."""

import sqlite3
import tarfile
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from kpss.core.backup import read_manifest, restore_backup, write_backup
from kpss.core.files import PASSING_DIR, keep_passing
from providers.models import SocialService

pytestmark = pytest.mark.django_db(transaction=True)


def test_backup_brings_everything_back(tmp_path: Path):
    name = default_storage.save("zaloha/soubor.txt", ContentFile(b"obsah"))
    count = SocialService.objects.count()
    path = tmp_path / "zaloha.tar.gz"
    write_backup(path)
    SocialService.objects.update(summary="Zničeno.")
    default_storage.delete(name)
    restore_backup(path)
    connection.close()
    assert SocialService.objects.count() == count
    assert not SocialService.objects.filter(summary="Zničeno.").exists()
    with default_storage.open(name) as file:
        assert file.read() == b"obsah"


def test_backup_is_for_its_owner_alone_and_leaves_out_what_a_job_reads_once(tmp_path: Path):
    keep_passing(ContentFile(b"registr se jmeny"))
    path = tmp_path / "zaloha.tar.gz"
    manifest = write_backup(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert not [name for name in manifest["sha256"] if PASSING_DIR in name]


def test_upload_deleted_meanwhile_spoils_no_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    gone = {"files/pryc.txt": tmp_path / "pryc.txt"}
    monkeypatch.setattr("kpss.core.backup._uploads", lambda: gone)
    manifest = write_backup(tmp_path / "zaloha.tar.gz")
    assert list(manifest["sha256"]) == ["database"]
    restore_backup(tmp_path / "zaloha.tar.gz")


def test_damaged_backup_is_refused_before_anything_is_touched(tmp_path: Path):
    path = tmp_path / "zaloha.tar.gz"
    write_backup(path)
    broken = tmp_path / "poskozena.tar.gz"
    with tarfile.open(path) as source, tarfile.open(broken, "w:gz") as target:
        for member in source.getmembers():
            content = source.extractfile(member).read()
            if member.name == "database":
                content = content[:-10] + b"0123456789"
            (tmp_path / "part").write_bytes(content)
            target.add(tmp_path / "part", member.name)
    with pytest.raises(ValidationError, match="poškozená"):
        restore_backup(broken)
    assert SocialService.objects.exists()


def test_what_is_no_backup_is_said(tmp_path: Path):
    path = tmp_path / "neco.tar.gz"
    path.write_bytes(b"to neni zaloha")
    with pytest.raises(ValidationError, match="není záloha"):
        read_manifest(path)


def test_copy_of_sqlite_is_a_sound_database(tmp_path: Path):
    if connection.vendor != "sqlite":
        return
    path = tmp_path / "zaloha.tar.gz"
    write_backup(path)
    with tarfile.open(path) as archive:
        archive.extract("database", tmp_path, filter="data")
    with sqlite3.connect(tmp_path / "database") as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    copy.close()
