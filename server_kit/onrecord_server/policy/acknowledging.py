"""A person's word that they have read the policy in force; without it nothing is written."""

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Forbidden, Invalid, NotFound, VersionOutdated
from onrecord.wire import policies as wire
from onrecord_server.core.doc import Doc
from onrecord_server.core.draft import Draft, to_person
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.people import access as people_access
from onrecord_server.policy import operations, standing
from onrecord_server.policy.rows import policy_acknowledgements
from onrecord_server.policy.standing import Approved


@implements(endpoints.ACKNOWLEDGE_POLICY)
def acknowledge(tx: Tx, command: wire.AcknowledgePolicy) -> Doc[wire.PolicyView]:
    """Put on the record that the actor has read the version in force; twice is once."""
    people_access.admit(tx)
    if tx.actor.is_service:
        raise Forbidden("People acknowledge the policy; a service does not.")
    found = _in_force(tx, command)
    if _is_done(tx, found.version):
        view = operations.view(tx, found, [command.locale])
        return Unchanged(wire.PolicyView, view.model_dump(mode="json"))
    _record(tx, found, command.locale)
    tx.unit.flush()
    return Doc.of(operations.view(tx, found, [command.locale]))


def _in_force(tx: Tx, command: wire.AcknowledgePolicy) -> Approved:
    """Return the version in force, where it is the one that was read."""
    found = standing.in_force(tx.unit, tx.tenant, tx.now)
    if found is None:
        raise NotFound("There is no policy in force.")
    if found.version != command.version:
        said = f"Version {found.version} is in force by now: read that one."
        raise VersionOutdated(said, extra={"version": found.version})
    if found.hash != command.hash:
        place = {"pointer": "/hash", "detail": "is not that of the version in force"}
        raise Invalid("The hash is not that of the version in force.", errors=[place])
    return found


def _is_done(tx: Tx, version: int) -> bool:
    mine = policy_acknowledgements
    query = sa.select(mine.c.version).where(
        mine.c.tenant == tx.tenant,
        mine.c.person == tx.actor.person,
        mine.c.version == version,
    )
    return tx.execute(query).scalar() is not None


def _record(tx: Tx, found: Approved, locale: str) -> None:
    person = tx.actor.person
    row = {
        "tenant": tx.tenant,
        "person": person,
        "version": found.version,
        "hash": found.hash,
        "locale": locale,
        "at": tx.now,
        "on_behalf_of": tx.actor.on_behalf_of,
        "position": None,
    }
    facts = {"hash": found.hash, "person_id": person}
    tx.record(
        Draft(
            type="policy.acknowledged",
            object=f"policy:{found.version}",
            audience=to_person(person),
            event={"version": found.version, **facts},
            facts={**facts, "locale": locale},
            version=found.version,
            rights=True,
            numbered=[(policy_acknowledgements, "position", row)],
        )
    )
