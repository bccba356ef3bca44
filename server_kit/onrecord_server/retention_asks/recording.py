"""Changing what is asked, and putting it on the record. Entries hold no words."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.actor import Actor
from onrecord_server.core.draft import NOBODY, Draft
from onrecord_server.core.operation import Tx
from onrecord_server.retention_asks.rows import retention_asks


#: Who counts and carries out. Who answered and who approved is on the record where they did.
HOUSE: Final = "service:retention-asks"
Words = tuple[str | None, Mapping[str, Any] | None]
NO_WORDS: Final[Words] = (None, None)


def update(tx: Tx, ask_id: str, values: Mapping[str, Any]) -> None:
    """Change a row."""
    mine = (retention_asks.c.tenant == tx.tenant, retention_asks.c.id == ask_id)
    tx.execute(sa.update(retention_asks).where(*mine).values(**values))


def words(tx: Tx, ask_id: str, what: str, text: str) -> tuple[str, dict[str, Any]]:
    """Return the id and the content of something that is said about what is asked."""
    fresh = tx.ports.new_id("retention_ask").partition("_")[2]
    return f"{ask_id}:{what}:{fresh}", {"text": text}


def counted(tx: Tx, ask_id: str, facts: Mapping[str, Any]) -> None:
    """Record what was counted, in the name of the house."""
    _by_house(tx, _draft("counted", ask_id, {"ask_id": ask_id}, facts))


def moved(
    tx: Tx, ask_id: str, step: str, facts: Mapping[str, Any], content: Words = NO_WORDS
) -> None:
    """Record a step that somebody took."""
    tx.record(_moved(ask_id, step, facts, content))


def ended(tx: Tx, ask_id: str, step: str, facts: Mapping[str, Any], *, certifies: bool) -> None:
    """Record that it is over, in the name of the house; what went by it is certified by the entry."""
    stamped = [_stamp(tx, ask_id)] if certifies else []
    _by_house(tx, replace(_moved(ask_id, step, facts, NO_WORDS), stamped=stamped))


def advanced(tx: Tx, ask_id: str, on: Mapping[str, Any]) -> None:
    """Record how far erasing has come."""
    _by_house(tx, _draft("advanced", ask_id, {"ask_id": ask_id}, on))


def said_of(kind: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of the facts of an entry its event says."""
    return {"state": facts["state"]} if kind == "retention_ask.moved" else {}


def _by_house(tx: Tx, draft: Draft) -> None:
    replace(tx, actor=Actor(tx.tenant, HOUSE)).record(draft)
    tx.recorded += 1


def _moved(ask_id: str, step: str, facts: Mapping[str, Any], content: Words) -> Draft:
    event = {"ask_id": ask_id, "state": facts["state"]}
    return _draft("moved", ask_id, event, {"step": step, **facts}, content)


def _draft(
    what: str,
    ask_id: str,
    event: dict[str, Any],
    facts: Mapping[str, Any],
    content: Words = NO_WORDS,
) -> Draft:
    return Draft(
        type=f"retention_ask.{what}",
        object=ask_id,
        audience=NOBODY,
        event=event,
        facts=facts,
        content_id=content[0],
        content=content[1],
    )


def _stamp(tx: Tx, ask_id: str) -> tuple[sa.Update, str, dict[str, Any]]:
    mine = (
        retention_asks.c.tenant == sa.bindparam("of"),
        retention_asks.c.id == sa.bindparam("ask"),
    )
    stamp = sa.update(retention_asks).where(*mine)
    stamp = stamp.values(ended_position=sa.bindparam("at_position"))
    return stamp, "at_position", {"of": tx.tenant, "ask": ask_id}
