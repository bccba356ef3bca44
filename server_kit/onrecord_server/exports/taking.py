"""What an operator takes out of the house by the command line: on the record before anything is read.

Whoever holds the database can read it without us. What they take with us says who they are, and what
opens it: a grant, or a legal process.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from onrecord.errors import Forbidden, NotFound
from onrecord_server.core.actor import Actor
from onrecord_server.core.doc import moment
from onrecord_server.core.draft import NOBODY, Draft
from onrecord_server.core.operation import Tx
from onrecord_server.exports import access, settling, telling
from onrecord_server.exports.rows import exports
from onrecord_server.exports.wording import stamp
from onrecord_server.oversight.rows import grants


#: Who acts on the record: which person it was, the words of the entry say.
OPERATOR: Final = "operator"


@dataclass(frozen=True, slots=True)
class Taking:
    """What somebody takes: who they say they are, and the system knows them as; what opens it; and what of it.

    ``words`` is false where hashes and entries alone are taken, which hold none.
    """

    id: str
    by: str
    login: str
    formats: Sequence[str] = ()
    grant: str | None = None
    legal_process: str | None = None
    conversations: Sequence[str] | None = None
    since: datetime | None = None
    until: datetime | None = None
    files: bool = False
    sealed_to: str | None = None
    words: bool = True


@dataclass(frozen=True, slots=True)
class Reach:
    """What may be taken: of a grant, what it opens to whom; of a legal process, what was asked for."""

    conversations: tuple[str, ...] | None
    since: datetime | None
    until: datetime | None
    requester: str | None = None


def take(tx: Tx, asked: Taking) -> Reach:
    """Put on the record that something is taken, tell whom it concerns, and return how far it reaches.

    Raises ``Forbidden`` where nothing opens it or a rule asks that it be sealed, and ``NotFound`` for a grant that is not there.
    """
    _demand_reason(asked)
    _demand_seal(tx, asked)
    reach = Reach(_ids(asked.conversations), asked.since, asked.until)
    if asked.grant is not None:
        reach = _under_grant(tx, asked)
    tx.record(_begun(asked))
    return reach


def settle(tx: Tx, taken: str, facts: Mapping[str, Any]) -> None:
    """Put on the record what was taken in the end: its size and its hashes."""
    tx.record(Draft("export.taken_out", taken, NOBODY, {}, facts=facts))


def admitted(tx: Tx, grant: str, requester: str, ids: Sequence[str]) -> list[str]:
    """Return those of some messages that a grant opens to its asker at this moment."""
    theirs = _as(tx, requester)
    _, opened, _ = access.exporting(theirs, grant)
    return settling.admissible(theirs, opened, ids)


def _demand_reason(asked: Taking) -> None:
    if not asked.by.strip():
        raise Forbidden("Say who you are: --by with the name that you log in with.")
    if asked.words and bool(asked.grant) == bool((asked.legal_process or "").strip()):
        raise Forbidden(
            "This holds what people said. Say what opens it, one of both: --grant with an open grant, "
            "or --legal-process with its reference. Hashes and entries alone: --without-words."
        )


def _demand_seal(tx: Tx, asked: Taking) -> None:
    why = access.unsealed(tx, asked.sealed_to) if asked.words else None
    if why is not None:
        raise Forbidden(
            f"{why} With --format say --seal-to and their public key; a bundle is taken --without-words."
        )


def _under_grant(tx: Tx, asked: Taking) -> Reach:
    """Return what a grant opens of what is asked for; it is told as a look."""
    row = _grant(tx, str(asked.grant))
    theirs = _as(tx, row.requester)
    grant, opened, second = access.exporting(theirs, row.id)
    if second and not _approved(tx, row.id):
        raise Forbidden(
            "The policy asks two people for an export: have one under this grant approved first."
        )
    told = telling.tell(theirs, grant, opened, asked.conversations)
    since, until = moment(max(opened.since, 0)), moment(opened.until)
    return Reach(
        tuple(told),
        max(since, asked.since or since),
        min(until, asked.until or until),
        row.requester,
    )


def _grant(tx: Tx, grant_id: str) -> Any:
    query = sa.select(grants).where(grants.c.tenant == tx.tenant, grants.c.id == grant_id)
    row = tx.execute(query).one_or_none()
    if row is None:
        raise NotFound(f"There is no grant {grant_id}.")
    return row


def _as(tx: Tx, person: str) -> Tx:
    return replace(tx, actor=Actor(tx.tenant, person), admitted=False)


def _approved(tx: Tx, grant_id: str) -> bool:
    mine = (exports.c.tenant == tx.tenant, exports.c.grant == grant_id)
    query = sa.select(sa.literal(1)).where(*mine, exports.c.approved_by.is_not(None))
    return tx.execute(query.limit(1)).first() is not None


def _begun(asked: Taking) -> Draft:
    return Draft(
        type="export.taking",
        object=asked.id,
        audience=NOBODY,
        event={},
        facts=_facts(asked),
        content=_said(asked),
        content_id=f"{asked.id}:taking",
    )


def _facts(asked: Taking) -> dict[str, Any]:
    """Return what the entry says: no name, and no reference of a process."""
    found = {
        "formats": list(asked.formats),
        "grant": asked.grant,
        "legal_process": None if asked.legal_process is None else True,
        "conversations": None if asked.conversations is None else len(asked.conversations),
        "since": None if asked.since is None else stamp(asked.since),
        "until": None if asked.until is None else stamp(asked.until),
        "files": asked.files,
        "sealed_to": asked.sealed_to,
        "words": asked.words,
    }
    return {name: value for name, value in found.items() if value is not None}


def _said(asked: Taking) -> dict[str, Any]:
    found = {
        "by": asked.by,
        "login": asked.login,
        "legal_process": asked.legal_process,
        "conversations": None if asked.conversations is None else list(asked.conversations),
    }
    return {name: value for name, value in found.items() if value is not None}


def _ids(given: Sequence[str] | None) -> tuple[str, ...] | None:
    return None if given is None else tuple(given)
