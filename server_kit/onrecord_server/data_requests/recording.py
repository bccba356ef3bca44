"""Putting on the record how far a request has come. Entries hold no words, and of what stays no reason."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import sqlalchemy as sa

from onrecord_server.core.doc import time_text
from onrecord_server.core.draft import NOBODY, Draft, to_person
from onrecord_server.core.operation import Tx
from onrecord_server.data_requests.rows import data_requests


def update(tx: Tx, request_id: str, values: Mapping[str, Any]) -> None:
    """Change a request's row."""
    mine = (data_requests.c.tenant == tx.tenant, data_requests.c.id == request_id)
    tx.execute(sa.update(data_requests).where(*mine).values(**values))


def words(tx: Tx, request_id: str, what: str, text: str) -> tuple[str, dict[str, Any]]:
    """Return the id and the content of something that is said in a request."""
    fresh = tx.ports.new_id("data_request").partition("_")[2]
    return f"{request_id}:{what}:{fresh}", {"text": text}


Words = tuple[str | None, Mapping[str, Any] | None]
NO_WORDS: Final[Words] = (None, None)


def made(tx: Tx, row: Mapping[str, Any], due_at: str, content: Mapping[str, Any] | None) -> None:
    """Record that somebody asks."""
    facts = {"kind": row["kind"], "person_id": row["person"], "due_at": due_at}
    draft = _draft("made", row["id"], facts, (row["content_id"], content))
    tx.record(replace(draft, audience=to_person(row["person"])))


def moved(
    tx: Tx,
    row: Any,
    step: str,
    facts: Mapping[str, Any],
    content: Words = NO_WORDS,
    *,
    certifies: bool = False,
) -> None:
    """Record a step; one that certifies gives the request its position."""
    draft = _draft("moved", row.id, {"step": step, **facts}, content)
    stamped = [_stamp(tx, row.id)] if certifies else []
    tx.record(replace(draft, audience=to_person(row.person), stamped=stamped))


def _stamp(tx: Tx, request_id: str) -> tuple[sa.Update, str, dict[str, Any]]:
    mine = (
        data_requests.c.tenant == sa.bindparam("of"),
        data_requests.c.id == sa.bindparam("request"),
    )
    stamp = sa.update(data_requests).where(*mine).values(ended_position=sa.bindparam("at_position"))
    return stamp, "at_position", {"of": tx.tenant, "request": request_id}


def weighed(tx: Tx, row: Any, content_id: str, content: Mapping[str, Any], digest: str) -> None:
    """Record that a request was weighed: what keeps something is not for whom it is about."""
    tx.record(_draft("weighed", row.id, {"hash": digest}, (content_id, content)))


def advanced(tx: Tx, row: Any, on: Mapping[str, Any]) -> None:
    """Record how far somebody has come who carries a request out."""
    next_at = None if on["next_at"] is None else time_text(on["next_at"])
    tx.record(_draft("advanced", row.id, {**on, "next_at": next_at}))


def _draft(
    what: str, request_id: str, facts: Mapping[str, Any], content: Words = NO_WORDS
) -> Draft:
    kind = f"data_request.{what}"
    return Draft(
        type=kind,
        object=request_id,
        audience=NOBODY,
        event={"request_id": request_id, **said_of(kind, facts)},
        facts=facts,
        content_id=content[0],
        content=content[1],
    )


def said_of(kind: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of the facts of an entry its event says."""
    names = {"data_request.made": ("kind",), "data_request.moved": ("state",)}
    return {name: facts[name] for name in names.get(kind, ())}
