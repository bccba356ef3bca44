"""What a person may see of all conversations at once, now; every query over many takes a `Sight`."""

from dataclasses import dataclass

from onrecord_server.core.operation import Tx
from onrecord_server.people import access as people_access


@dataclass(frozen=True, slots=True)
class Sight:
    """An admitted person, whose memberships of this moment decide. Only this module makes one."""

    tenant: str
    person: str

    def parameters(self) -> dict[str, str]:
        """Return what the conditions below are bound to."""
        return {"tenant": self.tenant, "person": self.person}


def sight(tx: Tx) -> Sight:
    """Return what the actor may see. Raises as `people.access.admit` does."""
    people_access.admit(tx)
    return Sight(tx.tenant, tx.actor.person)


def visible(members: str, messages: str, join: str) -> str:
    """Return the SQL that joins rows ``s`` of the index with their messages ``m``, where one may look.

    That is for active members, as far back as each may see, and for what is there and was not
    removed. The names are those of our tables; ``join`` is the database's kind of inner join.
    """
    return (
        f"{join} {members} r ON r.tenant = :tenant AND r.conversation = s.conversation "  # noqa: S608
        "AND r.person = :person AND r.active AND s.position >= r.history_from "
        f"{join} {messages} m ON m.tenant = :tenant AND m.id = s.message AND m.state = 'active' "
        f"AND (m.thread IS NULL OR m.in_channel OR EXISTS (SELECT 1 FROM {messages} t "
        "WHERE t.tenant = :tenant AND t.id = m.thread AND t.position >= r.history_from))"
    )
