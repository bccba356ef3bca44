"""Putting an export together: what is told, in each format, with what proves it."""

import base64
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from onrecord_server.exports.formats.known import FORMATS
from onrecord_server.exports.names import Ask
from onrecord_server.exports.overtaken import Watch
from onrecord_server.exports.packing import Target, pack
from onrecord_server.exports.produced import Produced
from onrecord_server.exports.reading import Reader, Scope
from onrecord_server.exports.sealing import Sealer, public_key
from onrecord_server.exports.told import File, Member, Told
from onrecord_server.exports.wording import stamp
from onrecord_server.record.answers import said_by
from onrecord_server.record.newest import SignedHead


@dataclass(frozen=True, slots=True)
class Handing:
    """What is asked for: whose, what of it, as what, and up to which head."""

    tenant: str
    export: str
    at: datetime
    head: SignedHead
    scope: Scope
    formats: Sequence[str]
    ask: Ask
    bytes_of: Callable[[File], Iterator[bytes] | None]
    #: What the manifest says of why.
    why: dict[str, Any] = field(default_factory=dict)
    #: The public key of who alone is to open it.
    sealed_to: str | None = None


def hand_over(asked: Handing, target: Target, heard: Callable[[int], None] = lambda _: None) -> str:
    """Write the archive of an export; return the SHA-256 of its manifest.

    The page to be read offline is always there. Raises ``Overtaken`` where something of it was erased, or is not
    opened any more, since its head was signed: what was written till then proves nothing.
    """
    if asked.sealed_to is None:
        return _packed(asked, target, heard)
    sealer = Sealer(target, public_key(asked.sealed_to))
    digest = _packed(asked, sealer, heard)
    sealer.end()
    return digest


def _packed(asked: Handing, target: Target, heard: Callable[[int], None]) -> str:
    produced = Produced(asked.ask, asked.tenant, asked.head)
    return pack(target, _members(asked, produced), lambda: _about(asked, produced), heard)


def _members(asked: Handing, produced: Produced) -> Iterator[Member]:
    reader = Reader(asked.ask, asked.tenant, asked.scope)
    root = base64.b64encode(asked.head.root).decode()
    watch = Watch(asked.ask, asked.tenant, asked.head.size)
    rooms = watch.over(reader.rooms)
    told = Told(asked.tenant, asked.export, asked.at, root, rooms, asked.bytes_of)
    yield from produced.head()
    for name in dict.fromkeys([*asked.formats, "html"]):
        yield from FORMATS[name].write(told)
        watch.demand_whole()
    yield from produced.evidence(told)
    watch.demand_whole()


def _about(asked: Handing, produced: Produced) -> dict[str, Any]:
    scope = asked.scope
    return {
        "tenant": asked.tenant,
        "export": asked.export,
        "at": stamp(asked.at),
        "formats": list(dict.fromkeys([*asked.formats, "html"])),
        "scope": {
            "since": None if scope.since is None else stamp(scope.since),
            "until": stamp(scope.until),
            "conversations": None if scope.conversations is None else list(scope.conversations),
        },
        **asked.why,
        "checkpoint": {
            "size": asked.head.size,
            "root": base64.b64encode(asked.head.root).decode(),
        },
        "witnesses": said_by(asked.head.answered),
        "records": produced.records,
        "verify": "python verify_bundle.py <this archive> --vkey <keys you trust>",
    }
