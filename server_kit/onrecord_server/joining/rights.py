"""What was allowed when it was asked must still be allowed when it is sealed."""

from collections.abc import Iterator
from typing import Any, Final

import sqlalchemy as sa

from onrecord.errors import Unavailable
from onrecord_server.core.rows import entries
from onrecord_server.core.unit import Unit


#: Events that take no right away from anybody.
_HARMLESS: Final = frozenset(
    {
        "conversation.muted",
        "conversation.read",
        "held.erased",
        "impersonation.used",
        "message.blocked",
        "message.created",
        "message.edited",
        "message.erased",
        "message.flagged",
        "message.held",
        "message.pinned",
        "message.rejected",
        "message.released",
        "message.removed",
        "message.restored",
        "message.saved",
        "message.unpinned",
        "message.unsaved",
        "message.withdrawn",
        "person.added",
        "reaction.added",
        "reaction.removed",
        "reviewer.noticed",
        "sample.committed",
        "sample.drawn",
        "sample.listed",
        "sample.reckoned",
        "subject.described",
        "subject.removed",
    }
)


def settle(unit: Unit) -> None:
    """Lock the tenants' heads, and let only what is still allowed through.

    The host's transaction cannot be run again by us. So where rights moved since it asked, the
    entries in between are read: those about other conversations and other people change nothing
    here; anything else refuses. Raises ``Unavailable``: the host runs its transaction again.
    """
    tenants = {recorded.actor.tenant for recorded in unit.recorded}
    unit.lock(sorted(tenants))
    for tenant in tenants & unit.rights.keys():
        head = unit.locked.get(tenant)
        if head is None or head.rights_position == unit.rights[tenant]:
            continue
        if _moved(unit, tenant, unit.rights[tenant]):
            raise Unavailable(
                "Rights changed while the transaction was open: run it again.", retry_after=0
            )
        unit.rights[tenant] = head.rights_position


def _moved(unit: Unit, tenant: str, relied: int) -> bool:
    query = sa.select(entries.c.object).where(
        entries.c.tenant == tenant,
        entries.c.position > relied,
        entries.c.type.not_in(_HARMLESS),
    )
    concerned = set(_concerned(unit, tenant))
    return any(_concerns(name, concerned) for name in unit.execute(query.distinct()).scalars())


def _concerns(name: str, concerned: set[str]) -> bool:
    """Say whether a change of an object may touch us; of objects we do not know, it always may."""
    elsewhere = name.startswith(("cnv_", "person:")) and name not in concerned
    return not elsewhere


def _concerned(unit: Unit, tenant: str) -> Iterator[str]:
    for recorded in unit.recorded:
        if recorded.actor.tenant == tenant:
            draft, facts = recorded.draft, recorded.draft.facts
            yield from (draft.object, draft.audience.removeprefix("c:"))
            people = [recorded.actor.person, *_people(facts)]
            yield from (f"person:{person}" for person in people)


def _people(facts: Any) -> list[str]:
    named = [facts["person_id"]] if "person_id" in facts else []
    return [*named, *facts.get("members", ())]
