"""The check of a file, between its last byte and the moment that it may be sent."""

import hashlib
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from onrecord.errors import StorageUnavailable
from onrecord_server.attachments import bytes as octets
from onrecord_server.attachments import images, kinds, reading, rules
from onrecord_server.attachments.adapters.base import Store, key_of
from onrecord_server.attachments.house import House, Keeping, KeepingOf
from onrecord_server.attachments.plans import Found, Hold, Piece, Settle
from onrecord_server.attachments.reading import Loaded
from onrecord_server.attachments.rows import attachments
from onrecord_server.attachments.scanning import ScanFailed
from onrecord_server.attachments.settling import HOLD, SETTLE, system
from onrecord_server.core.doc import micros
from onrecord_server.core.operation import unchanged


logger = logging.getLogger("onrecord.files")

#: Microseconds that a check may take before another worker tries it.
LEASE: Final = 15 * 60 * 1_000_000
#: Tries of an image that may end without a word before it is refused: it kills who decodes it.
MOST_DEATHS: Final = 3


class Refused(Exception):
    """The file is not kept; the reason is one of ``RefusedBecause``."""

    def __init__(self, reason: str, malware: str | None = None) -> None:
        """Keep why."""
        super().__init__(reason)
        self.reason = reason
        self.malware = malware


class Checker:
    """Checks files that are finished. Blocking: call it from a worker thread.

    It may die at any moment: a file stays ``checking`` until its outcome is on the record, and
    whoever looks next begins anew. An image at which it dies again and again is refused.
    """

    def __init__(self, house: House, keeping: KeepingOf) -> None:
        """Keep the parts."""
        self._house = house
        self._keeping = keeping

    def check(self, tenant: str, attachment_id: str) -> None:
        """Check a file that is due, unless another worker does; what fails is tried again later."""
        now = micros(self._house.ports.clock())
        database = self._house.prepared(tenant)
        if not _take(database, tenant, attachment_id, now):
            return
        loaded = reading.load(database, tenant, attachment_id)
        if loaded is None:
            return
        try:
            self._check(loaded, self._keeping(tenant))
        except Exception as error:
            self._wait(loaded, error)

    def _check(self, loaded: Loaded, keeping: Keeping) -> None:
        store = keeping.stores.named(loaded.row.store)
        command = _Examination(loaded, store, keeping).outcome()
        done = self._house.call(SETTLE.name, command, system(loaded.tenant))
        if unchanged(done):
            _remove(store, command.pieces or [])  # somebody else has checked it too, and was faster
        elif command.pieces is not None:
            _remove(store, loaded.pieces)
            if loaded.row.tries > 1:
                self._remove_left(loaded, store)

    def _remove_left(self, loaded: Loaded, store: Store) -> None:
        """Remove what earlier tries that died have left."""
        named = reading.keys(self._house.prepared(loaded.tenant), loaded.tenant, loaded.row.id)
        for key in set(store.keys(loaded.tenant, loaded.row.id)) - named:
            store.remove(key)

    def _wait(self, loaded: Loaded, error: Exception) -> None:
        """Try again later, and say so; whatever a check stumbles over, nothing passes unchecked."""
        waits_for = _waits_for(error)
        if waits_for == "repair":
            logger.error("the check of %s failed", loaded.row.id, exc_info=error)
        else:
            logger.warning("the check of %s waits for the %s: %s", loaded.row.id, waits_for, error)
        due = rules.next_look(loaded.row.tries - 1, micros(self._house.ports.clock()))
        postpone(self._house.prepared(loaded.tenant), loaded.tenant, loaded.row.id, due)
        command = Hold(attachment_id=loaded.row.id, waits_for=waits_for)
        self._house.call(HOLD.name, command, system(loaded.tenant))


def _remove(store: Store, pieces: Iterable[Piece]) -> None:
    for piece in pieces:
        store.remove(piece.key)


def _waits_for(error: Exception) -> Any:
    if isinstance(error, ScanFailed):
        return "scanner"
    return "storage" if isinstance(error, StorageUnavailable) else "repair"


def _take(database: Any, tenant: str, attachment_id: str, now: int) -> bool:
    mine = (
        attachments.c.tenant == tenant,
        attachments.c.id == attachment_id,
        attachments.c.state == "checking",
        attachments.c.due <= now,
    )
    values = {"due": now + LEASE, "tries": attachments.c.tries + 1}
    statement = sa.update(attachments).where(*mine).values(values)
    with database.write() as connection:
        found = connection.execute(statement, execution_options=dict(database.options))
        return bool(found.rowcount == 1)


def postpone(database: Any, tenant: str, attachment_id: str, due: int | None) -> None:
    """Say when somebody has to look at an attachment again, or that nobody has to."""
    mine = (attachments.c.tenant == tenant, attachments.c.id == attachment_id)
    statement = sa.update(attachments).where(*mine).values(due=due)
    with database.write() as connection:
        connection.execute(statement, execution_options=dict(database.options))


@dataclass
class _Examination:
    """One look at one file, from its type to where it will lie."""

    loaded: Loaded
    store: Store
    keeping: Keeping

    def outcome(self) -> Settle:
        """Return what there is to record. Raises what a store or a scanner raises."""
        scanner = None if self.keeping.scanner is None else self.keeping.scanner.name
        known = {"attachment_id": self.loaded.row.id, "scanner": scanner}
        try:
            media_type = self._type()
            digest = self._look_through()
            found, pieces = self._keep(media_type, digest)
        except Refused as refused:
            return Settle.model_validate(
                known | {"reason": refused.reason, "malware": refused.malware}
            )
        return Settle.model_validate(known | {"found": found, "pieces": pieces})

    def _type(self) -> str:
        start = octets.head(self.store, self.loaded.pieces, kinds.HEAD, self.loaded.row.size)
        found, reason = rules.type_of(self.loaded.name, start, self.keeping.rules.types)
        if found is None:
            raise Refused(reason or "type_lies")
        return found

    def _look_through(self) -> str:
        """Read every byte once: for the digest, and for the scanner where there is one."""
        digest = hashlib.sha256()
        stream = self._hashed(digest)
        if self.keeping.scanner is None:
            for _ in stream:
                pass
        else:
            verdict = self.keeping.scanner.scan(stream, self.loaded.row.size)
            for (
                _
            ) in stream:  # what a scanner did not want to read is part of the digest all the same
                pass
            if not verdict.clean:
                raise Refused("malware", verdict.found)
        found = digest.hexdigest()
        if self.loaded.digest not in (None, found):
            raise Refused("digest_differs")
        return found

    def _hashed(self, digest: Any) -> Iterator[bytes]:
        for piece in self._all():
            digest.update(piece)
            yield piece

    def _all(self) -> Iterator[bytes]:
        return octets.read(self.store, self.loaded.pieces, 0, self.loaded.row.size)

    def _keep(self, media_type: str, digest: str) -> tuple[Found, list[Piece] | None]:
        if media_type in kinds.RASTER:
            return self._keep_image(media_type)
        size = self.loaded.row.size
        caption = self._caption(media_type)
        found = Found(media_type=media_type, size=size, sha256=digest, caption=caption)
        if not self.store.whole:
            return found, None
        key = self._key("file")
        self.store.put_whole(key, self._all(), size)
        return found, [Piece(start=0, size=size, key=key)]

    def _caption(self, media_type: str) -> str | None:
        captions = self.keeping.captions
        if captions is None or not media_type.startswith("audio/"):
            return None
        if self.loaded.row.size > captions.bytes_a_file:
            return None
        return captions.of(self.loaded.tenant, media_type, b"".join(self._all()))

    def _keep_image(self, media_type: str) -> tuple[Found, list[Piece]]:
        limits, size = self.keeping.rules, self.loaded.row.size
        if size > limits.bytes_an_image:
            raise Refused("image_too_large")
        # What waited for a scanner or a store was tried often for reasons that are not its own.
        if self.loaded.row.tries > MOST_DEATHS and self.loaded.row.waits_for is None:
            raise Refused("image_broken")
        try:
            picture = images.rewrite(b"".join(self._all()), media_type, limits.pixels_an_image)
        except images.ImageRefused as refused:
            raise Refused(refused.reason) from refused
        pieces = [
            self._put("file", picture.data),
            self._put("thumbnail", picture.thumbnail),
        ]
        found = Found(
            media_type=media_type,
            size=len(picture.data),
            sha256=hashlib.sha256(picture.data).hexdigest(),
            width=picture.width,
            height=picture.height,
            thumbnail=True,
        )
        return found, pieces

    def _put(self, part: Any, data: bytes) -> Piece:
        key = self._key(part)
        self.store.put(key, data)
        return Piece(part=part, start=0, size=len(data), key=key)

    def _key(self, part: str) -> str:
        return key_of(self.loaded.tenant, self.loaded.row.id, f"{part}-{self.loaded.row.tries}")
