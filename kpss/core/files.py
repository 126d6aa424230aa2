"""Uploads: only what we know by its content, under random names, images re-encoded."""

import io
import secrets
import struct
from pathlib import PurePosixPath
from typing import Any

import puremagic
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
#: Where the storage keeps uploads that a job reads once and deletes; no backup takes them.
PASSING_DIR = "importy"
#: extension → first bytes that its files must have.
DOCUMENTS = {
    ".pdf": (b"%PDF-",),
    ".docx": (b"PK\x03\x04",),
    ".odt": (b"PK\x03\x04",),
    ".xlsx": (b"PK\x03\x04",),
    ".ods": (b"PK\x03\x04",),
}
IMAGES = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}


def random_name(instance: Any, filename: str) -> str:
    """Return a storage name nobody can guess; only the known extension of *filename* is kept."""
    suffix = PurePosixPath(filename).suffix.lower()
    suffix = suffix if suffix in MEDIA_TYPES else ""
    token = secrets.token_urlsafe(18)
    return f"{token[:2].lower()}/{token}{suffix}"


def keep_passing(file: File[bytes]) -> str:
    """Keep an upload where the background worker finds it; return its storage name."""
    return default_storage.save(f"{PASSING_DIR}/{secrets.token_urlsafe(18)}", file)


def validate_document(file: UploadedFile) -> None:
    """Refuse an upload that is too large, of an unknown kind, or whose content is not what its name says."""
    suffix = PurePosixPath(file.name or "").suffix.lower()
    if (file.size or 0) > MAX_BYTES:
        raise ValidationError(_("Soubor je větší než 10 MB. Zmenšete ho, třeba uložením do PDF."), code="size")
    if suffix not in DOCUMENTS and suffix not in IMAGES:
        raise ValidationError(
            _("Tento druh souboru nepřijímáme. Uložte ho jako PDF, DOCX, ODT, XLSX nebo obrázek."),
            code="kind",
        )
    head = _head(file)
    expected = DOCUMENTS.get(suffix)
    if expected and (not head.startswith(expected) or not _agrees(head, suffix)):
        raise ValidationError(
            _("Obsah souboru neodpovídá jeho příponě. Uložte ho znovu a zkuste to ještě jednou."),
            code="content",
        )


def clean_document(file: UploadedFile) -> File[bytes]:
    """Return an upload that `validate_document` took, a picture written anew."""
    is_picture = PurePosixPath(file.name or "").suffix.lower() in IMAGES
    return clean_image(file) if is_picture else file


def _head(file: UploadedFile) -> bytes:
    file.seek(0)
    head = file.read(8192)
    file.seek(0)
    return head


def _agrees(head: bytes, suffix: str) -> bool:
    found = {match.extension for match in puremagic.magic_string(head)}
    return suffix in found or ".zip" in found or suffix == ".pdf"


def clean_image(file: UploadedFile) -> ContentFile[bytes]:
    """Return the picture decoded, turned as its camera was held and written anew, so that nothing but pixels survives.

    Raises ValidationError for what is no picture or is larger than 40 megapixels.
    """
    try:
        image = Image.open(file, formats=["PNG", "JPEG"])
        if image.width * image.height > MAX_PIXELS:
            raise ValidationError(_("Obrázek je příliš velký. Zmenšete ho pod 40 megapixelů."), code="pixels")
        image.load()
        upright = ImageOps.exif_transpose(image)
    except (OSError, Image.DecompressionBombError, SyntaxError, ValueError, struct.error) as error:
        raise ValidationError(_("Soubor není obrázek PNG nebo JPEG."), code="image") from error
    buffer = io.BytesIO()
    kind = "PNG" if image.format == "PNG" else "JPEG"
    upright.convert("RGBA" if kind == "PNG" else "RGB").save(buffer, kind)
    return ContentFile(buffer.getvalue(), name=f"obrazek.{kind.lower()}")
