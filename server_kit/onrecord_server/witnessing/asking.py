"""One question to a server outside: its answer is short, whole and there in time, or it is none."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import httpx2

from onrecord_server.core.outside import Url


#: Seconds that a witness has to answer: until it says the next word, and until it has said all.
PATIENCE: Final = 10.0
#: Bytes that an answer may have. A time stamp with its certificates has about six thousand.
MOST: Final = 65_536


class WitnessRefused(Exception):
    """Raised when a witness is there, and does not do what it was asked for."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a server answered."""

    status: int
    body: bytes


def ask(url: str, body: bytes, headers: Mapping[str, str], patience: float = PATIENCE) -> Said:
    """POST ``body`` and return the answer, whatever its status is.

    Raises ``WitnessRefused`` where it is too long, ``TimeoutError`` where it does not end, and what
    ``httpx2`` raises. The URL is never said: it may hold a key.
    """
    host, ends = Url(url).host, time.monotonic() + patience
    found = bytearray()
    with httpx2.stream("POST", url, content=body, headers=headers, timeout=patience) as answer:
        for piece in answer.iter_bytes():
            found += piece
            if len(found) > MOST:
                raise WitnessRefused(f"{host} answers with more than {MOST} bytes")
            if time.monotonic() > ends:
                raise TimeoutError(f"{host} has not answered whole: timed out")
    return Said(answer.status_code, bytes(found))
