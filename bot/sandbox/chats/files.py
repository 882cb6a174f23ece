"""The files that went through the sandbox, in memory until it ends."""

from __future__ import annotations

import base64
import hashlib
import mimetypes
import secrets
from dataclasses import dataclass
from pathlib import PurePath

MEGABYTE = 1 << 20
UPLOAD_LIMIT = 50 * MEGABYTE  # bytes that a bot may send in one file
DOWNLOAD_LIMIT = 20 * MEGABYTE  # bytes that getFile hands out
PHOTO_LIMIT = 10 * MEGABYTE  # bytes of a photo that a bot sends


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file under one `file_id`; the same bytes sent again have the same `unique_id`."""

    file_id: str
    unique_id: str
    kind: str  # "photo", "document" and so on; a file can only be sent again as the same kind
    path: str  # below /file/bot<token>/
    name: str
    media_type: str
    data: bytes


class FileStore:
    """Keeps files and finds them by id or path."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add(self, data: bytes, kind: str, name: str, media_type: str | None = None) -> StoredFile:
        """Keep `data` and return it with ids of its own; the media type is guessed from the name when None."""
        name = PurePath(name.replace("\\", "/")).name or "file"
        path = f"{kind}s/file_{len(self._by_id)}{PurePath(name).suffix}"
        kind_of_bytes = media_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
        stored = StoredFile(_new_id(), _digest(data), kind, path, name, kind_of_bytes, data)
        self._by_id[stored.file_id] = self._by_path[path] = stored
        return stored

    def by_id(self, file_id: str) -> StoredFile | None:
        """Return the file with this id, if there is one."""
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        """Return the file with this path, if there is one."""
        return self._by_path.get(path)


def _new_id() -> str:
    return "AgACAgI" + secrets.token_urlsafe(48)


def _digest(data: bytes) -> str:
    return "AQAD" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()[:9]).decode()
