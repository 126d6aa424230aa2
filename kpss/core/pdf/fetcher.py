"""The only door through which a document reaches files: our own print files by name, and `data:` images.

WeasyPrint's own fetcher reads http and `file:` addresses, so that a hostile text could embed `/etc/passwd`.
"""

import base64
import binascii
import mimetypes
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote_to_bytes

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

#: Base address of all documents. The top-level name `.invalid` can never be resolved (RFC 2606).
BASE = "https://print.invalid/"
DATA_TYPES = frozenset({"image/svg+xml", "image/png", "image/jpeg"})
DATA_LIMIT = 2_000_000
MIME_TYPES = mimetypes.MimeTypes()
MIME_TYPES.add_type("font/ttf", ".ttf")


class OwnFilesFetcher(URLFetcher):
    """Gives out files of one folder by name and files given in memory; refuses everything else for good."""

    def __init__(self, folder: Path, files: Mapping[str, bytes] | None = None) -> None:
        super().__init__(fail_on_errors=True)
        self._files = dict(files or {})
        self._paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        #: Addresses that were asked for and refused, because WeasyPrint swallows some exceptions.
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return the named file or decoded `data:` image; raise `FatalURLFetchingError` for the rest."""
        response = self._data(url) if url.startswith("data:") else self._own(url)
        if response is None:
            self.refused.append(url[:200])
            raise FatalURLFetchingError(f"Refused address: {url[:200]}")
        return response

    def _own(self, url: str) -> URLFetcherResponse | None:
        name = url.removeprefix(BASE)
        if name == url or (name not in self._files and name not in self._paths):
            return None
        body = self._files[name] if name in self._files else self._paths[name].read_bytes()
        return URLFetcherResponse(url, body, {"Content-Type": MIME_TYPES.guess_type(name)[0] or "text/plain"})

    def _data(self, url: str) -> URLFetcherResponse | None:
        head, _, payload = url.removeprefix("data:").partition(",")
        mime_type, *parameters = head.split(";")
        if mime_type not in DATA_TYPES or len(url) > DATA_LIMIT:
            return None
        body = unquote_to_bytes(payload)
        if "base64" in parameters:
            try:
                body = base64.b64decode(body, validate=True)
            except binascii.Error:
                return None
        return URLFetcherResponse(url[:100], body, {"Content-Type": mime_type})
