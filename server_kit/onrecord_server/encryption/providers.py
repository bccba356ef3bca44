"""Where the keys come from that wrap a tenant's data keys: a file, the environment, or the host's own code.

A provider is asked when a tenant's first key is made, when keys are renewed, and once for each key that a
process reads with: never while a message is sent.
"""

import base64
import os
import re
import secrets
import stat
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, runtime_checkable

from typing_extensions import override

from onrecord.errors import KeyUnavailable, UsageError
from onrecord_server.encryption import boxes


_LINE: Final = re.compile(
    r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]{0,63}):(?P<key>[A-Za-z0-9+/_=-]{43,44})"
)
_MAX_FILE: Final = 65_536
_GONE: Final = (
    "The key {name} is needed to read this tenant's words, and its provider does not have it."
)


@runtime_checkable
class KeyProvider(Protocol):
    """Wraps data keys under a key that never comes near the database. Methods block.

    ``wrap`` and ``unwrap`` get the tenant's name, so that a provider may keep a key for each. Both
    raise ``KeyUnavailable`` when they cannot answer; another exception is taken for that.
    """

    @property
    def active(self) -> str:
        """The name of the key that ``wrap`` uses now."""
        ...

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts that it calls."""
        ...

    def wrap(self, tenant: str, key: bytes) -> str:
        """Return a data key, wrapped under the active key, as text."""
        ...

    def unwrap(self, tenant: str, name: str, wrapped: str) -> bytes:
        """Return the data key that was wrapped under the key of that name."""
        ...


class _Kept(ABC):
    """Keys of 32 bytes by name, in order; the last one is active."""

    hosts: tuple[str, ...] = ()

    @abstractmethod
    def _keys(self) -> Mapping[str, bytes]: ...

    @property
    def active(self) -> str:
        """The name of the last key."""
        return list(self._keys())[-1]

    def wrap(self, tenant: str, key: bytes) -> str:
        """Return a data key, wrapped under the last key."""
        return boxes.to_text(boxes.close(self._keys()[self.active], key, _place(tenant)))

    def unwrap(self, tenant: str, name: str, wrapped: str) -> bytes:
        """Return the data key that was wrapped under the key of that name."""
        key = self._keys().get(name)
        if key is None:
            raise KeyUnavailable(_GONE.format(name=name))
        try:
            return boxes.open_box(key, boxes.from_text(wrapped), _place(tenant))
        except boxes.Refused:
            raise KeyUnavailable(f"The key {name} is not the one that wrapped this.") from None


def _place(tenant: str) -> bytes:
    return f"onrecord data key\n{tenant}".encode()


class FileKeys(_Kept):
    """Keys in a file outside the database: a line ``name:base64`` for each, the last one in use.

    The file belongs to us and nobody else may read it. It is read again when it changes, so a key is
    added without a restart. Raises ``UsageError`` for a file that holds no keys or that others may read.
    """

    def __init__(self, path: str | Path) -> None:
        """Read the file once, so that a wrong one is refused at the start."""
        self.path = Path(path)
        self._read_at = -1
        self._found: Mapping[str, bytes] = {}
        self._keys()

    @override
    def _keys(self) -> Mapping[str, bytes]:
        try:
            changed = self.path.stat().st_mtime_ns
            if changed != self._read_at:
                self._found, self._read_at = _parsed(_private(self.path), str(self.path)), changed
        except OSError as error:
            if not self._found:
                raise UsageError(f"{self.path} cannot be read: {error.strerror}") from error
        return self._found


class EnvironmentKeys(_Kept):
    """Keys in a variable: ``name:base64``, several with commas between them, the last one in use."""

    def __init__(self, variable: str) -> None:
        """Read the variable. Raises ``UsageError`` where it is not set or holds no keys."""
        text = os.environ.get(variable)
        if text is None:
            raise UsageError(f"{variable} is not set; it is to hold the keys of encryption")
        self._found = _parsed(text.replace(",", "\n"), variable)

    @override
    def _keys(self) -> Mapping[str, bytes]:
        return self._found


@dataclass(frozen=True, slots=True)
class HostKeys:
    """The host's own two functions, for a KMS or an HSM: see ``docs/guides/encryption.md``.

    ``wrap(tenant, key)`` returns text; ``unwrap(tenant, name, wrapped)`` returns the key; ``active`` names
    the key that wraps now; ``hosts`` says what is called, for ``onrecord doctor``.
    """

    wrapping: Callable[[str, bytes], str]
    unwrapping: Callable[[str, str, str], bytes]
    active: str
    hosts: tuple[str, ...] = ()

    def wrap(self, tenant: str, key: bytes) -> str:
        """Return a data key, wrapped by the host's function."""
        try:
            return self.wrapping(tenant, key)
        except KeyUnavailable:
            raise
        except Exception as error:
            raise KeyUnavailable("The provider of keys cannot wrap a key now.") from error

    def unwrap(self, tenant: str, name: str, wrapped: str) -> bytes:
        """Return a data key, unwrapped by the host's function."""
        try:
            return self.unwrapping(tenant, name, wrapped)
        except KeyUnavailable:
            raise
        except Exception as error:
            raise KeyUnavailable(f"The provider of keys cannot unwrap with {name} now.") from error


def provider_of(said: KeyProvider | str | None) -> KeyProvider | None:
    """Return the provider that a setting names: ``file:PATH``, ``env:VARIABLE``, or one of code.

    Raises ``UsageError``.
    """
    if not isinstance(said, str):
        return said
    kind, _, where = said.partition(":")
    if kind == "file" and where:
        return FileKeys(where)
    if kind == "env" and where:
        return EnvironmentKeys(where)
    raise UsageError(f"encryption is file:PATH, env:VARIABLE or a provider, not {said!r}")


def provider_of_environment() -> KeyProvider | None:
    """Return the provider that ``ONRECORD_ENCRYPTION`` names: what a command has to go by."""
    return provider_of(os.environ.get("ONRECORD_ENCRYPTION"))


def new_key(path: Path, name: str) -> None:
    """Add a fresh key to a file of keys, and make the file where there is none.

    Raises ``UsageError`` for a name that is there already, or that is none.
    """
    there = _parsed(_private(path), str(path)) if path.exists() else {}
    line = f"{name}:{base64.b64encode(secrets.token_bytes(boxes.KEY_SIZE)).decode()}"
    if name in there or _LINE.fullmatch(line) is None:
        raise UsageError(f"{name!r} is there already, or is no name of a key")
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW
    with os.fdopen(os.open(path, flags, 0o600), "a", encoding="ascii") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())


def _private(path: Path) -> str:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_mode & 0o077:
            raise UsageError(f"{path} is no plain file, or others may read it: chmod 600")
        return os.read(descriptor, _MAX_FILE).decode("ascii", "replace")
    finally:
        os.close(descriptor)


def _parsed(text: str, where: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        match = _LINE.fullmatch(line)
        if match is None or match["name"] in found:
            raise UsageError(f"{where} has lines of name:base64, each name once, of 32 bytes each")
        found[match["name"]] = _decoded(match["key"], where)
    if not found:
        raise UsageError(f"{where} holds no key; `onrecord encryption new-key` makes one")
    return found


def _decoded(text: str, where: str) -> bytes:
    plain = text.replace("-", "+").replace("_", "/").rstrip("=")
    try:
        key = base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except ValueError:
        key = b""
    if len(key) != boxes.KEY_SIZE:
        raise UsageError(f"{where} holds a key that is not 32 bytes of base64")
    return key
