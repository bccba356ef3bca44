"""Which entries a journal has to deliver next, of which conversations, and what each of them holds."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.conversations.rows import conversations
from onrecord_server.core.doc import moment
from onrecord_server.core.rows import entries
from onrecord_server.exports.formats.known import FORMATS
from onrecord_server.exports.formats.spool import Spool
from onrecord_server.exports.names import Ask
from onrecord_server.exports.reading import Reader, Scope
from onrecord_server.exports.told import File, Member, Room, Told
from onrecord_server.journaling.places import Packed, Parcel, mark_of
from onrecord_server.messages.rows import held


#: Entries that one delivery looks at, at most.
STRETCH: Final = 5000
_KEPT: Final = (
    *("message.held", "message.blocked", "message.rejected", "message.withdrawn"),
    "held.erased",
)
_UNTOLD: Final = ("disclosure.made",)
#: Of announcements alone; who posted them and who did it hear of it.
_DONE: Final = "message.acknowledged"
_EVER: Final = 2**53


@dataclass(frozen=True, slots=True)
class Stretch:
    """Entries of a tenant: from ``begins`` up to and without ``upto``."""

    tenant: str
    begins: int
    upto: int


def first(ask: Ask, stretch: Stretch) -> int | None:
    """Return when the first entry of a stretch that is to be told came on the record."""
    query = sa.select(entries.c.at).where(*_told(stretch))
    found = ask(query.order_by(entries.c.position).limit(1))
    return int(found[0].at) if found else None


def places(ask: Ask, stretch: Stretch) -> list[str]:
    """Return in which conversations something happened, in the order of their ids."""
    made = entries.alias()
    where = sa.func.coalesce(held.c.conversation, made.c.audience, entries.c.audience)
    same = (held.c.tenant == entries.c.tenant, held.c.id == entries.c.object)
    kept = sa.and_(*same, entries.c.type.in_(_KEPT))
    own = (made.c.tenant == entries.c.tenant, made.c.object == entries.c.object)
    done = sa.and_(*own, entries.c.type == _DONE, made.c.type == "message.created")
    query = sa.select(where.label("where"), entries.c.type, entries.c.object)
    query = query.outerjoin_from(entries, held, kept).outerjoin(made, done)
    rows = ask(query.where(*_told(stretch)))
    found = (row.object if row.type == "conversation.read" else row.where for row in rows)
    return sorted({one.removeprefix("c:") for one in found})


def _told(stretch: Stretch) -> list[sa.ColumnElement[bool]]:
    """Bound entries by what the reader of exports tells."""
    kept = sa.select(held.c.id).where(held.c.tenant == stretch.tenant)
    announced = sa.select(conversations.c.id).where(
        conversations.c.tenant == stretch.tenant, conversations.c.kind == "announcement"
    )
    heard = entries.c.audience.like("c:%") & entries.c.type.not_in(_UNTOLD)
    back = entries.c.type.in_(_KEPT) & entries.c.object.in_(kept)
    read = (entries.c.type == "conversation.read") & entries.c.object.in_(announced)
    return [
        entries.c.tenant == stretch.tenant,
        entries.c.position >= stretch.begins,
        entries.c.position < stretch.upto,
        heard | back | read | (entries.c.type == _DONE),
    ]


@dataclass(frozen=True, slots=True)
class Packing:
    """Writes parcels of a journal in a format of exports; ``heard`` is told now and then that it goes on."""

    ask: Ask
    journal: str
    format: str
    bytes_of: Callable[[File], Iterator[bytes] | None]
    heard: Callable[[], None]
    epoch: str

    def parcel(self, stretch: Stretch, conversation: str) -> Parcel:
        """Write what happened in a conversation; the same each time it is asked."""
        ever, mine = moment(_EVER), (conversation,)
        scope = Scope(stretch.upto, ever, conversations=mine, after=stretch.begins)
        rooms = [one for one in Reader(self.ask, stretch.tenant, scope).rooms() if _happened(one)]
        mark = mark_of(self.epoch)
        name = f"{self.journal}-{stretch.begins}-{stretch.upto}-{mark}"
        at = max((one.scene.until for one in rooms), default=moment(0))
        told = Told(stretch.tenant, name, at, "", lambda: iter(rooms), self.bytes_of)
        members = FORMATS[self.format].write(told) if rooms else iter(())
        packed = tuple(_packed(one, self.heard) for one in members)
        return Parcel(
            tenant=stretch.tenant,
            journal=self.journal,
            conversation=conversation,
            begins=stretch.begins,
            upto=stretch.upto,
            members=packed,
            epoch=self.epoch,
        )


def _happened(room: Room) -> bool:
    return next(room.events(), None) is not None


def _packed(member: Member, heard: Callable[[], None]) -> Packed:
    spool, digest = Spool(), hashlib.sha256()
    for piece in member.pieces:
        digest.update(piece)
        spool.put(piece)
        heard()
    return Packed(member.path, spool, digest.hexdigest(), heard)


def chained(digest: str, parcel: Parcel) -> str:
    """Return the digest of a batch after one more parcel."""
    return hashlib.sha256(f"{digest}{parcel.digest}".encode()).hexdigest()


def where(row: Any) -> Stretch:
    """Return the stretch that something set aside is of."""
    return Stretch(row.tenant, row.begins, row.upto)
