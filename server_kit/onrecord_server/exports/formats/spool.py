"""Text that is collected first and written afterwards: small in memory, large in a temporary file."""

import tempfile
from collections.abc import Iterator
from typing import Any, Final


_IN_MEMORY: Final = 1 << 20
_PIECE: Final = 1 << 16


class Spool:
    """Takes text and gives it back as bytes in UTF-8, as often as it is asked."""

    def __init__(self) -> None:
        self._file: Any = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        self.size = 0

    def write(self, text: str) -> None:
        """Put text at the end."""
        self.put(text.encode("utf-8", "replace"))

    def put(self, data: bytes) -> None:
        """Put bytes at the end."""
        self.size += len(data)
        self._file.write(data)

    def pieces(self) -> Iterator[bytes]:
        """Yield all of it in pieces."""
        self._file.seek(0)
        while piece := self._file.read(_PIECE):
            yield piece
        self._file.seek(0, 2)

    def close(self) -> None:
        """Forget it."""
        self._file.close()

    def __del__(self) -> None:
        """Leave no file behind where an export stopped half way."""
        self._file.close()
