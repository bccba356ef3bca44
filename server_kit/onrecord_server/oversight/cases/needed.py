"""That something waits for a second person, for each who may decide about it: they are told once."""

import sqlalchemy as sa

from onrecord_server.core.draft import Draft, to_person
from onrecord_server.core.operation import Tx
from onrecord_server.oversight.cases.rows import notices
from onrecord_server.oversight.unnamed import record_unnamed
from onrecord_server.policy import standing
from onrecord_server.policy.seconding import Waits, tells


@tells
def tell(tx: Tx, person: str, waits: Waits) -> None:
    """Tell somebody that something waits for them, unless what they were told of it is unread still."""
    if _is_unread(tx, person, waits):
        return
    notice, now = tx.ports.new_id("notice"), standing.in_force(tx.unit, tx.tenant, tx.now)
    facts = {
        "kind": "second",
        "rule": waits.rule,
        "policy_version": 0 if now is None else now.version,
        "needs": waits.needs,
        "about": waits.about,
        **({} if waits.case is None else {"case": waits.case}),
    }
    row = {"tenant": tx.tenant, "id": notice, "person": person, "at": tx.now, **facts}
    said = {"notice_id": notice, "kind": "second", "person_id": person, "needs": waits.needs}
    draft = Draft(
        type="notice.made",
        object=notice,
        audience=to_person(person),
        event=said,
        facts=facts,
        numbered=[(notices, "position", row)],
    )
    record_unnamed(tx, draft)


def _is_unread(tx: Tx, person: str, waits: Waits) -> bool:
    query = sa.select(sa.literal(1)).where(
        notices.c.tenant == tx.tenant,
        notices.c.person == person,
        notices.c.needs == waits.needs,
        notices.c.about == waits.about,
        notices.c.read_at.is_(None),
    )
    return tx.execute(query.limit(1)).first() is not None
