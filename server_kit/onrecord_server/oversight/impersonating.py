"""The host's own code in a person's name: that person sees when."""

from typing import Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.endpoints import Endpoint
from onrecord.errors import Invalid
from onrecord.wire import impersonations as wire
from onrecord.wire.page import Page
from onrecord_server.core.actor import Actor
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.doc import Doc, micros, moment, time_text
from onrecord_server.core.draft import NOBODY, Draft
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.core.ports import Ports
from onrecord_server.oversight import rules
from onrecord_server.oversight.rows import impersonations
from onrecord_server.people import access as people_access


#: Goes before whatever the host's code does in somebody's name. Not callable from afar.
NOTE: Final = Endpoint(
    "impersonations.note",
    "PUT",
    "",
    wire.NoteImpersonation,
    wire.Impersonation,
    writes=True,
    scope="impersonate",
)


#: More names than this are forgotten together; they are then looked up again.
_MOST: Final = 10_000


class Uses:
    """In whose names this process has said in this hour that it acts: those are not written again."""

    def __init__(self, ports: Ports) -> None:
        """Know of none."""
        self._ports = ports
        self._hours: dict[tuple[str, str, str | None], int] = {}

    def knows(self, actor: Actor) -> bool:
        """Say whether this was written down in this hour."""
        return self._hours.get(_key(actor)) == self._hour()

    def learn(self, actor: Actor) -> None:
        """Remember that it was."""
        if len(self._hours) >= _MOST:
            self._hours.clear()
        self._hours[_key(actor)] = self._hour()

    def _hour(self) -> int:
        return rules.hour_of(micros(self._ports.clock()))


def _key(actor: Actor) -> tuple[str, str, str | None]:
    return actor.tenant, actor.person, actor.on_behalf_of


@implements(NOTE)
def note(tx: Tx, command: wire.NoteImpersonation) -> Doc[wire.Impersonation]:
    """Write down that a service acts in the actor's name, once an hour."""
    service = tx.actor.on_behalf_of
    if service is None:
        raise Invalid("Nobody acts in anybody's name here.")
    said = {"service": service, "at": time_text(tx.now), "position": None}
    if _is_noted(tx, service):
        return Unchanged(wire.Impersonation, said)
    doc = Doc(wire.Impersonation, said)
    tx.record(_draft(tx, service, doc))
    return doc


def _draft(tx: Tx, service: str, doc: Doc[wire.Impersonation]) -> Draft:
    use = tx.ports.new_id("impersonation")
    row = {
        "tenant": tx.tenant,
        "id": use,
        "person": tx.actor.person,
        "service": service,
        "hour": rules.hour_of(tx.now),
        "at": tx.now,
        "position": None,
    }
    return Draft(
        type="impersonation.used",
        object=f"person:{tx.actor.person}",
        audience=NOBODY,  # a host that writes as people would fill their streams with it
        event={"service": service},
        facts={"use": use},
        numbered=[(impersonations, "position", row)],
        docs=[(doc, "position")],
    )


def _is_noted(tx: Tx, service: str) -> bool:
    tx.unit.flush()
    query = sa.select(sa.literal(1)).where(
        impersonations.c.tenant == tx.tenant,
        impersonations.c.person == tx.actor.person,
        impersonations.c.service == service,
        impersonations.c.hour == rules.hour_of(tx.now),
    )
    return tx.execute(query.limit(1)).one_or_none() is not None


@implements(endpoints.LIST_IMPERSONATIONS)
def list_impersonations(tx: Tx, command: wire.ListImpersonations) -> Page[wire.Impersonation]:
    """List when the host's own code acted in the actor's name."""
    people_access.admit(tx)
    at, use = impersonations.c.at, impersonations.c.id
    query = (
        sa.select(impersonations)
        .where(impersonations.c.tenant == tx.tenant, impersonations.c.person == tx.actor.person)
        .order_by(at.desc(), use.desc())
        .limit(command.limit + 1)
    )
    if command.cursor is not None:
        query = query.where(sa.tuple_(at, use) < sa.tuple_(*read_cursor(command.cursor, int, str)))
    rows = tx.execute(query).all()
    page = rows[: command.limit]
    cursor = write_cursor(page[-1].at, page[-1].id) if len(rows) > command.limit else None
    data = [
        wire.Impersonation(service=row.service, at=moment(row.at), position=row.position)
        for row in page
    ]
    return Page[wire.Impersonation](data=data, next_cursor=cursor)
