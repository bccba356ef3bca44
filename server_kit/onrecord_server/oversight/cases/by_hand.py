"""A freeze by hand is a case that is decided already: whom it concerns may ask another reviewer."""

from typing import Any, NamedTuple

import sqlalchemy as sa

from onrecord_server.core.doc import micros, moment, time_text
from onrecord_server.core.draft import NOBODY, Draft
from onrecord_server.core.operation import Tx
from onrecord_server.moderation import freezing
from onrecord_server.oversight import access
from onrecord_server.oversight.cases import noticing, rules
from onrecord_server.oversight.cases.rows import cases
from onrecord_server.oversight.casing import put
from onrecord_server.policy.durations import after


class Why(NamedTuple):
    """Why somebody is frozen: a code that they read too, and words for who decides an appeal."""

    code: str
    said: str | None

    def rationale(self) -> str:
        """Return what stands in the case."""
        return self.code if self.said is None else f"{self.code}: {self.said}"


def freeze(tx: Tx, person: str, lasts: str, why: Why) -> None:
    """Keep a person from writing; the record has who did, and the person is told and can appeal it."""
    ruling = access.ruling(tx)
    until = micros(after(moment(tx.now), ruling.document.process.appeal))
    case_id = tx.ports.new_id("case")
    under = {"policy_version": ruling.version.version, "policy_hash": ruling.version.hash}
    facts = {"person_id": person, "frozen": True, **under, "appeal_until": time_text(until)}
    content_id = f"{case_id}:decision:1"
    row = rules.frozen_by_hand(facts, tx.actor.person, tx.now, until)
    put(tx, {**row, "id": case_id, "content_id": content_id})
    tx.record(_draft(case_id, facts, {"rationale": why.rationale()}, content_id))
    freezing.freeze(tx, person, lasts, reason=why.code)
    mine = (cases.c.tenant == tx.tenant, cases.c.id == case_id)
    kept = tx.execute(sa.select(cases).where(*mine)).one()
    noticing.tell(tx, person, "freeze", kept, appeal_until=until)


def _draft(case_id: str, facts: dict[str, Any], words: dict[str, str], content_id: str) -> Draft:
    return Draft(
        type="freeze.decided",
        object=case_id,
        audience=NOBODY,
        event={name: facts[name] for name in ("person_id", "frozen")},
        facts=facts,
        version=1,
        content=words,
        content_id=content_id,
    )
