"""Who is a party of a conversation: by what they did there themselves, or by what they were there for.

Whoever somebody else put in is a party of what was written since, while they are in, or once they have
read or reacted there; nobody is made a party of what was written before. Who wrote there, came by
themselves or is one of a direct conversation is a party of all of it.
"""

from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.conversations.rows import members
from onrecord_server.conversations.rules import OWN
from onrecord_server.core.operation import Tx
from onrecord_server.messages.rows import held, messages
from onrecord_server.reactions.rows import reactions
from onrecord_server.record.spill import Spill


#: After everything that is on the record: of what has no place yet.
NEWEST: Final = 2**53
Number = sa.ColumnElement[int]
Bool = sa.ColumnElement[bool]


def is_party(begun: int, place: int, *, stayed: bool, wrote: bool) -> bool:
    """Say whether somebody whose part began somewhere is a party of what was written at a place. Pure."""
    return wrote or begun == OWN or (stayed and begun <= place)


def party(tenant: Any, conversation: Any, person: Any, place: Any) -> Bool:
    """Say the same of a row, where the database looks: of who is in, who was, and what they did there."""
    member = members.alias()
    began = member.c.party_from
    return sa.exists().where(
        member.c.tenant == tenant,
        member.c.conversation == conversation,
        member.c.person == person,
        sa.or_(began == OWN, sa.and_(began <= place, stayed(member)), wrote(member)),
    )


def stayed(member: Any) -> Bool:
    """Say of a member whether they are in, or have read or reacted."""
    about = messages.alias()
    reacted = sa.exists().where(
        reactions.c.tenant == member.c.tenant,
        reactions.c.person == member.c.person,
        about.c.tenant == reactions.c.tenant,
        about.c.id == reactions.c.message,
        about.c.conversation == member.c.conversation,
    )
    return sa.or_(member.c.active, member.c.read_position >= 0, reacted)


def wrote(member: Any) -> Bool:
    """Say of a member whether they wrote there themselves: what was imported is said of them by others."""
    said = messages.alias()
    return sa.exists().where(
        said.c.tenant == member.c.tenant,
        said.c.author == member.c.person,
        said.c.conversation == member.c.conversation,
        said.c.said_at.is_(None),
    )


def place_of(tenant: Any, message: Any) -> Number:
    """Return where a message was first written, also one that a rule kept back from the beginning."""
    kept, said = held.alias(), messages.alias()
    first = sa.select(sa.func.min(kept.c.position)).where(
        kept.c.tenant == tenant, kept.c.id == message, kept.c.version == 1
    )
    there = sa.select(said.c.position).where(said.c.tenant == tenant, said.c.id == message)
    newest = sa.literal(NEWEST, sa.BigInteger)
    return sa.func.coalesce(first.scalar_subquery(), there.scalar_subquery(), newest)


def place(tx: Tx, message: str | None) -> int:
    """Return where a message was first written."""
    return int(tx.execute(sa.select(place_of(tx.tenant, message))).scalar_one())


class Parties:
    """The same from the entries alone, for the laws. Reactions are left to the tables: they are taken back."""

    def __init__(self, spill: Spill, kind: str) -> None:
        """Begin before the first entry; each law keeps its own ``kind``."""
        self._spill = spill
        self._kind, self._said = kind, f"{kind}:said"

    def follow(self, position: int, entry: Mapping[str, Any]) -> None:
        """Look at the next entry."""
        step = _STEPS.get(str(entry.get("type")))
        if step is not None:
            step(self, position, entry)

    def has(self, conversation: str, person: str, place: int) -> bool:
        """Say whether somebody is a party, by now, of what was written at a place."""
        known = self._spill.get(self._kind, [conversation, person])
        if known is None:
            return False
        stayed = known["active"] or known["read"]
        return is_party(known["from"], place, stayed=stayed, wrote=known["wrote"])

    def place(self, message: Any) -> int | None:
        """Return where a message was first written, or ``None``."""
        found: int | None = self._spill.get(self._said, message)
        return found

    def created(self, _: int, entry: Mapping[str, Any]) -> None:
        """Who creates it is in by their own act; those of a direct conversation are what it is."""
        direct = entry["facts"].get("kind") == "direct"
        for person in entry["facts"]["members"]:
            own = direct or person == entry["actor"]
            self._put(entry["object"], person, OWN if own else 0)

    def added(self, position: int, entry: Mapping[str, Any]) -> None:
        """Who adds themselves comes by their own act."""
        for person in entry["facts"]["members"]:
            self._put(entry["object"], person, OWN if person == entry["actor"] else position)

    def _put(self, conversation: str, person: str, begun: int) -> None:
        key = [conversation, person]
        old = self._spill.get(self._kind, key) or {"read": False, "wrote": False, "from": begun}
        kept = begun != OWN and (old["read"] or old["from"] == OWN)
        now = {"active": True, "from": old["from"] if kept else begun}
        self._spill.put(self._kind, key, {**old, **now})

    def _change(self, conversation: Any, person: Any, **values: bool) -> None:
        known = self._spill.get(self._kind, [conversation, person])
        if known is not None and known != known | values:
            self._spill.put(self._kind, [conversation, person], known | values)

    def removed(self, _: int, entry: Mapping[str, Any]) -> None:
        """Who is gone was there for what they read."""
        self._change(entry["object"], entry["facts"]["person_id"], active=False)

    def read(self, _: int, entry: Mapping[str, Any]) -> None:
        """Who reads takes part."""
        self._change(entry["object"], entry["actor"], read=True)

    def said(self, position: int, entry: Mapping[str, Any]) -> None:
        """Who writes is a party; the place of the message is the first that the record says."""
        if self.place(entry["object"]) is None:
            self._spill.put(self._said, entry["object"], position)
        facts = entry["facts"]
        if entry["type"] == "message.created" and "captured_via" not in facts:
            self._change(facts.get("conversation"), entry["actor"], wrote=True)


_STEPS: Final = {
    "conversation.created": Parties.created,
    "members.added": Parties.added,
    "member.removed": Parties.removed,
    "conversation.read": Parties.read,
    "message.created": Parties.said,
    "message.held": Parties.said,
    "message.blocked": Parties.said,
}
