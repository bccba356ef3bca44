"""Key files and the ring of keys that sign a record's checkpoints.

A ring is a folder outside the database. Each key is one file that is written once, never
overwritten, and readable by its owner only. The key with the highest number of an origin is
the active one; the others are retired and only verify. A rotation leaves a statement beside
the new key in which the old one names it.
"""

import hashlib
import json
import os
import re
import secrets
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from typing_extensions import override

from onrecord.errors import OnRecordError
from onrecord.proofs import (
    ED25519,
    ProofError,
    SignedNote,
    VerifierKey,
    check_key_name,
    parse_note,
)
from onrecord_server.record.notes import SEED_SIZE, NoteKey, sign_note


_FORMAT: Final = "onrecord-key-v1"
_SUFFIX: Final = ".key"
_STATEMENT_SUFFIX: Final = ".rotation"
_FILE_NAME: Final = re.compile(r"(?P<slug>[a-z0-9-]+)\.(?P<number>[0-9]{4})\.key")
_MAX_FILE: Final = 65_536


class KeyFileError(OnRecordError, ValueError):
    """Says why a key file or ring cannot be used; `code` is stable.

    Codes: `key_file_missing`, `key_file_permissions`, `key_file_malformed`, `key_file_exists`,
    `key_unknown`, `key_unvouched`.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


@dataclass(frozen=True)
class KeyFile:
    """One key of a ring: its place in the rotation, the key, and where it is kept."""

    number: int
    key: NoteKey
    created: str
    path: Path

    @property
    def origin(self) -> str:
        """The log origin whose checkpoints the key signs."""
        return self.key.name

    @property
    def statement_path(self) -> Path:
        """Where the rotation statement of this key stands, if a rotation made it."""
        return self.path.with_suffix(_STATEMENT_SUFFIX)


class KeyRing:
    """All keys of one folder, by origin; it loads everything once and never shows a secret."""

    def __init__(self, directory: Path, files: tuple[KeyFile, ...] = ()) -> None:
        self.directory = directory
        self._files = files
        self._read_at = -1

    @override
    def __repr__(self) -> str:
        return f"KeyRing({str(self.directory)!r}, {len(self._files)} keys)"

    @classmethod
    def load(cls, directory: Path) -> "KeyRing":
        """Read every key file of a folder; raises `KeyFileError` for the first unsafe one."""
        if not directory.is_dir():
            raise KeyFileError("key_file_missing", f"{directory} is not a folder")
        paths = sorted(path for path in directory.iterdir() if path.suffix == _SUFFIX)
        return cls(directory, tuple(_read(path) for path in paths))

    def refresh(self) -> None:
        """Read the folder again when a file was added: by another worker, or by a rotation."""
        changed = self.directory.stat().st_mtime_ns
        if changed != self._read_at:
            self._read_at = changed
            self._files = KeyRing.load(self.directory)._files  # noqa: SLF001 - our own class

    def origins(self) -> list[str]:
        """Every origin that has a key, sorted."""
        return sorted({item.origin for item in self._files})

    def files(self, origin: str) -> list[KeyFile]:
        """The key files of an origin, oldest first."""
        found = [item for item in self._files if item.origin == origin]
        return sorted(found, key=lambda item: item.number)

    def active(self, origin: str) -> NoteKey:
        """The key that signs for an origin now; raises `KeyFileError("key_unknown")`."""
        return self._active_file(origin).key

    def _active_file(self, origin: str) -> KeyFile:
        files = self.files(origin)
        if not files:
            raise KeyFileError("key_unknown", f"no key of {origin} in {self.directory}")
        return files[-1]

    def retired(self, origin: str) -> list[VerifierKey]:
        """The public halves of an origin's former keys, oldest first."""
        return [item.key.verifier for item in self.files(origin)[:-1]]

    def verifiers(self, origin: str) -> list[VerifierKey]:
        """The public halves of all keys of an origin, oldest first."""
        return [item.key.verifier for item in self.files(origin)]

    def new(self, origin: str, created: str) -> KeyFile:
        """Make the first key of an origin.

        `created` is the time as RFC 3339 text. Raises `KeyFileError("key_file_exists")` when the
        origin has a key already: then `rotate` is meant.
        """
        if self.files(origin):
            raise KeyFileError("key_file_exists", f"{origin} has a key; rotate it instead")
        return self._add(1, origin, created)

    def rotate(self, origin: str, created: str) -> tuple[KeyFile, SignedNote]:
        """Add a key to an origin and retire the active one.

        Returns the new key and the statement, signed by the old key, that names its vkey. Raises
        `KeyFileError("key_unknown")` when there is nothing to rotate.
        """
        old = self._active_file(origin)
        new = self._add(old.number + 1, origin, created)
        return new, parse_note(self.vouched(new))

    def vouched(self, item: KeyFile) -> str:
        """Return the statement of the key before about this one.

        It is written now where a rotation was cut off before it, or has not come to it yet. Raises
        `KeyFileError("key_unvouched")` where the key before is no more there.
        """
        if (found := statement_of(item)) is not None:
            return found
        old = next((one for one in self.files(item.origin) if one.number == item.number - 1), None)
        if old is None:
            detail = f"{item.path} has no statement, and the key before it is gone"
            raise KeyFileError("key_unvouched", detail)
        text = sign_note(rotation_text(item.origin, item.key.verifier), [old.key]).to_text()
        try:
            _write_once(item.statement_path, text.encode())
        except KeyFileError:
            return item.statement_path.read_text(encoding="utf-8")  # another was quicker
        return text

    def _add(self, number: int, origin: str, created: str) -> KeyFile:
        check_key_name(origin)
        path = self.directory / f"{slug(origin)}.{number:04d}{_SUFFIX}"
        key = NoteKey(origin, secrets.token_bytes(SEED_SIZE))
        added = KeyFile(number, key, created, path)
        self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_once(path, _dump(added))
        self._files = (*self._files, added)
        return added


def rotation_text(origin: str, new: VerifierKey) -> str:
    """The text of a rotation statement; the old key signs it as a note."""
    return f"onrecord key rotation v1\n{origin}\n{new.vkey}\n"


def slug(origin: str) -> str:
    """Return the part of a file's name that stands for an origin, one for each."""
    readable = re.sub(r"[^a-z0-9]+", "-", origin.lower()).strip("-")[:80]
    return f"{readable}-{hashlib.sha256(origin.encode()).hexdigest()[:8]}"


def _dump(item: KeyFile) -> bytes:
    fields = {
        "format": _FORMAT,
        "name": item.origin,
        "key_id": item.key.verifier.key_id.hex(),
        "created": item.created,
        "vkey": item.key.verifier.vkey,
        "seed": item.key.seed().hex(),
    }
    return (json.dumps(fields, indent=2) + "\n").encode()


def _write_once(path: Path, data: bytes) -> None:
    """Write a whole file at once, durably, readable by the owner, or refuse if it exists."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _link(temporary, path)
    finally:
        temporary.unlink()
    _sync_folder(path.parent)


def _link(temporary: Path, path: Path) -> None:
    try:
        path.hardlink_to(temporary)
    except FileExistsError as error:
        raise KeyFileError("key_file_exists", f"{path} is never overwritten") from error


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read(path: Path) -> KeyFile:
    match = _FILE_NAME.fullmatch(path.name)
    if match is None:
        raise KeyFileError("key_file_malformed", f"{path} is not named like a key file")
    try:
        return _parse(path, int(match["number"]), _read_private(path))
    except (ValueError, KeyError, TypeError, ProofError) as error:
        if isinstance(error, KeyFileError):
            raise
        raise KeyFileError("key_file_malformed", f"{path} holds no key") from None


def _parse(path: Path, number: int, data: bytes) -> KeyFile:
    fields = json.loads(data)
    key = NoteKey(fields["name"], bytes.fromhex(fields["seed"]), algorithm=ED25519)
    if fields["format"] != _FORMAT or fields["vkey"] != key.verifier.vkey:
        raise KeyFileError("key_file_malformed", f"{path} and its key disagree")
    return KeyFile(number, key, str(fields["created"]), path)


def _read_private(path: Path) -> bytes:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError as error:
        raise KeyFileError("key_file_permissions", f"{path} cannot be opened") from error
    try:
        _check_private(path, os.fstat(descriptor))
        return os.read(descriptor, _MAX_FILE)
    finally:
        os.close(descriptor)


def _check_private(path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise KeyFileError("key_file_permissions", f"{path} is not a plain file")
    if status.st_mode & 0o077:
        mode = stat.S_IMODE(status.st_mode)
        detail = f"{path} has mode {mode:04o}; others may read it: chmod 600"
        raise KeyFileError("key_file_permissions", detail)
    if status.st_uid not in (0, os.geteuid()):
        raise KeyFileError("key_file_permissions", f"{path} belongs to another user")


def statement_of(item: KeyFile) -> str | None:
    """Return the statement with which the former key names this one; the first key has none."""
    path = item.statement_path
    return path.read_text(encoding="utf-8") if path.exists() else None


def statements(ring: KeyRing, origin: str) -> Iterator[str]:
    """The rotation statements of an origin as note text, oldest first."""
    for item in ring.files(origin):
        statement = statement_of(item)
        if statement is not None:
            yield statement
