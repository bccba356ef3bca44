"""How the rules stand that a policy follows, and what keeps one from being approved that needs a setting."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.wire import compliance as wire
from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.core.operation import Tx, implements
from onrecord_server.core.unit import Unit
from onrecord_server.encryption.rows import data_keys
from onrecord_server.policy import access, documents, profiles, standing
from onrecord_server.policy.profile_words import words
from onrecord_server.policy.profiles import Line
from onrecord_server.policy.rules import Fault
from onrecord_server.policy.waiting import waits
from onrecord_server.record.rows import checkpoints


Asked = Callable[[Unit, str], str | None]


def _unencrypted(unit: Unit, tenant: str) -> str | None:
    """Say what is missing where a tenant's words are not encrypted."""
    mine = data_keys.c.tenant == tenant, data_keys.c.purpose == "content"
    if unit.execute(sa.select(data_keys.c.id).where(*mine).limit(1)).first():
        return None
    return "Words lie in the database as text: set encryption, which makes a key for this tenant."


def _unsigned(unit: Unit, tenant: str) -> str | None:
    """Say what is missing where no head of the record was signed."""
    query = sa.select(checkpoints.c.size).where(checkpoints.c.tenant == tenant).limit(1)
    if unit.execute(query).first():
        return None
    return "No head of the record is signed yet: set checkpoint_keys."


#: What a line is judged by that no policy says.
_SETTINGS: Final[Mapping[str, Asked]] = {"encrypted": _unencrypted, "signed": _unsigned}
#: What has to be there before anybody approves.
_BEFORE: Final = frozenset({"encrypted"})


@waits
def _what_profiles_need(tx: Tx, document: PolicyDocument) -> Iterable[Fault]:
    """Refuse a policy whose profile needs what is not set."""
    for line in profiles.lines(document.profiles):
        said = _SETTINGS[line.name](tx.unit, tx.tenant) if line.name in _BEFORE else None
        if said is not None:
            yield Fault("/profiles", f"{line.rule} ({line.profile}): {said}")


@implements(endpoints.GET_COMPLIANCE)
def get_compliance(tx: Tx, command: wire.GetCompliance) -> wire.Compliance:
    """Return each line of the profiles of the policy in force, met or not."""
    access.demand_reading(tx)
    now = standing.in_force(tx.unit, tx.tenant, tx.now)
    if now is None:
        return wire.Compliance(profiles=[], policy_version=None, lines=[], together=[])
    document, said = documents.document(tx, now.content_id), words(command.locales)
    return wire.Compliance(
        profiles=document.profiles,
        policy_version=now.version,
        lines=list(_judged(tx.unit, tx.tenant, document, command.locales)),
        together=[said[name][0] for name in profiles.together(document.profiles)],
    )


def _judged(
    unit: Unit, tenant: str, document: PolicyDocument, locales: Iterable[str]
) -> Iterator[wire.ComplianceLine]:
    said = words(locales)
    for line in profiles.lines(document.profiles):
        detail = _detail(unit, tenant, document, line)
        yield wire.ComplianceLine(
            profile=line.profile,
            rule=line.rule,
            name=line.name,
            kind=line.kind,
            met=None if line.kind == "duty" else detail is None,
            said=said[line.name][0],
            refuses=said[line.name][1],
            detail=detail,
        )


def _detail(unit: Unit, tenant: str, document: PolicyDocument, line: Line) -> str | None:
    """Return what is wrong with a line, in a sentence, or nothing."""
    if line.kind == "setting":
        return _SETTINGS[line.name](unit, tenant)
    return next((why for _, why in line.objections(document)), None)


def lines_of(unit: Unit, tenant: str, now: int) -> list[wire.ComplianceLine]:
    """Return the lines of a tenant for whoever holds the database, such as ``onrecord doctor``."""
    found = standing.in_force(unit, tenant, now)
    if found is None:
        return []
    document = documents.approved(unit, tenant, found.hash, found.content_id)
    return list(_judged(unit, tenant, document, []))
