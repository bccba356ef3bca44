"""What this signer signed last, kept beside the keys and outside the database.

It is how a signer notices that the database went back in time: it then refuses to sign a second,
different history under the same origin.
"""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from onrecord_server.record.keys import KeyFileError, slug


@dataclass(frozen=True, slots=True)
class SignedHead:
    """The size and the root (32 bytes) of a head that was signed."""

    size: int
    root: bytes


class HeadMemory:
    """The last signed head of every origin, one small file each."""

    def __init__(self, directory: Path) -> None:
        """Keep the files below the folder of the keys."""
        self._directory = directory / "heads"

    def last(self, origin: str) -> SignedHead | None:
        """Return what was signed last. Raises ``KeyFileError`` for a file that cannot be read."""
        path = self._path(origin)
        if not path.exists():
            return None
        try:
            fields = json.loads(path.read_text(encoding="utf-8"))
            return SignedHead(int(fields["size"]), bytes.fromhex(fields["root"]))
        except (KeyError, TypeError, ValueError) as error:
            raise KeyFileError("key_file_malformed", f"{path} cannot be read") from error

    def remember(self, origin: str, head: SignedHead) -> None:
        """Write down a head, durably, before its signature leaves this process."""
        path = self._path(origin)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        text = json.dumps({"origin": origin, "size": head.size, "root": head.root.hex()})
        with temporary.open("x", encoding="utf-8") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)

    def _path(self, origin: str) -> Path:
        return self._directory / f"{slug(origin)}.head"
