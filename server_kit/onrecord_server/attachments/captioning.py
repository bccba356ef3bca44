"""The host's hook for captions: what is said in an audio file, before anybody can send it.

A caption is content of the file as the owner's own words are: the gates judge it with the message
that the file is sent with. Who hangs, fails or answers what is no caption loses nothing but that.
"""

import asyncio
import inspect
import logging
import math
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from pydantic import TypeAdapter, ValidationError

from onrecord.errors import UsageError
from onrecord.wire.scalars import AltText


logger = logging.getLogger("onrecord.files")

Said: TypeAlias = str | None
Ask: TypeAlias = Callable[[str, str, bytes], Said | Awaitable[Said]]
_MOST: Final = 1000
_READ: Final = TypeAdapter[str](AltText)


@dataclass(frozen=True, slots=True)
class Captions:
    """The host's own captions of audio files.

    ``ask`` gets tenant, media type and bytes, and returns what is said, or ``None``; it may be
    ``def`` or ``async def``, and runs on a thread of its own, with ``deadline`` seconds. Files of
    more than ``bytes_a_file`` are not asked about.
    """

    ask: Ask
    deadline: float = 30.0
    bytes_a_file: int = 25_000_000

    def __post_init__(self) -> None:
        """Refuse what cannot work. Raises ``UsageError``."""
        if not 0 < self.deadline < math.inf:
            raise UsageError("the deadline of captions is above zero, and finite")

    def of(self, tenant: str, media_type: str, data: bytes) -> str | None:
        """Return the caption of a file; ``None`` where there is none in time. Blocking."""
        answers: list[Any] = []

        def work() -> None:
            try:
                answers.append(self._answer(tenant, media_type, data))
            except Exception:
                logger.exception("the captions failed")

        thread = threading.Thread(target=work, name="onrecord-captions", daemon=True)
        thread.start()
        thread.join(self.deadline)
        if thread.is_alive():
            logger.warning("the captions took too long")
        return read(answers[0]) if answers else None

    def _answer(self, tenant: str, media_type: str, data: bytes) -> Any:
        said = self.ask(tenant, media_type, data)
        if not inspect.isawaitable(said):
            return said
        return asyncio.run(_within(said, self.deadline))


async def _within(said: Awaitable[Said], seconds: float) -> Said:
    return await asyncio.wait_for(said, seconds)


def read(answer: Any) -> str | None:
    """Return a caption, cut to what is kept; ``None`` for whatever is none."""
    if not isinstance(answer, str) or not answer.strip():
        return None
    cut = answer if len(answer) <= _MOST else answer[: _MOST - 1] + "…"
    try:
        return _READ.validate_python(cut)
    except ValidationError:
        logger.warning("the captions answered what is no plain text")
        return None
