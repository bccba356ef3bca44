"""What can be asked about random samples."""

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.endpoints import Endpoint
from onrecord.errors import Forbidden, Invalid, NotFound
from onrecord.wire import samples as wire
from onrecord.wire.page import Page
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.decision import demand
from onrecord_server.core.doc import Doc
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.oversight import access
from onrecord_server.oversight import rules as oversight_rules
from onrecord_server.oversight.sampling import drawing, present, queueing
from onrecord_server.oversight.sampling.rows import samples
from onrecord_server.policy import access as policy_access
from onrecord_server.policy import documents, standing
from onrecord_server.policy.deciding import with_duty
from onrecord_server.policy.rules import APPROVERS


#: The host's own code holds it.
DRAW: Final = "samples:draw"
#: What the running app does by itself. Not callable from afar.
TICK: Final = Endpoint("samples.tick", "PUT", "", wire.DrawSamples, wire.DrawnSamples, writes=True)


@implements(endpoints.LIST_SAMPLES)
def list_samples(tx: Tx, command: wire.ListSamples) -> Page[wire.Sample]:
    """List periods, the latest first."""
    at, one = samples.c.began_at, samples.c.id
    query = sa.select(samples).where(samples.c.tenant == tx.tenant, *_seen(tx))
    if command.state is not None:
        query = query.where(samples.c.state == command.state)
    if command.cursor is not None:
        query = query.where(sa.tuple_(at, one) < sa.tuple_(*read_cursor(command.cursor, int, str)))
    rows = tx.execute(query.order_by(at.desc(), one.desc()).limit(command.limit + 1)).all()
    page = rows[: command.limit]
    more = len(rows) > command.limit
    cursor = write_cursor(page[-1].began_at, page[-1].id) if more else None
    return Page[wire.Sample](data=_shown(tx, page), next_cursor=cursor)


def _shown(tx: Tx, rows: Sequence[Any]) -> list[wire.Sample]:
    running = [row.id for row in rows if row.state == "drawn" and row.reckoned_at is None]
    decided = queueing.decided(tx, running) if running else {}
    return [present.sample(row, decided.get(row.id, 0)) for row in rows]


def _seen(tx: Tx) -> list[sa.ColumnElement[bool]]:
    """Return what periods satisfy that the actor sees: all for some, else those one may open."""
    duties = policy_access.duties(tx)
    sealed = samples.c.position.is_not(None)
    if access.sees_all(duties):
        return [sealed]
    found = standing.in_force(tx.unit, tx.tenant, tx.now)
    if found is None:
        return [sa.false()]
    document = documents.document(tx, found.content_id)
    return [sealed, samples.c.trigger.in_(oversight_rules.opened_by(document, duties))]


@implements(endpoints.GET_SAMPLE)
def get_sample(tx: Tx, command: wire.GetSample) -> wire.Sample:
    """Return a period."""
    return _shown(tx, [_one(tx, command.sample_id)])[0]


def _one(tx: Tx, sample_id: str) -> Any:
    query = sa.select(samples).where(
        samples.c.tenant == tx.tenant, samples.c.id == sample_id, *_seen(tx)
    )
    row = tx.execute(query).one_or_none()
    if row is None:
        raise NotFound
    return row


@implements(endpoints.LIST_SAMPLE_MESSAGES)
def list_sample_messages(tx: Tx, command: wire.ListSampleMessages) -> wire.SampleMessages:
    """List the ids that a sample was drawn from, a part at a time."""
    row = _one(tx, command.sample_id)
    if not access.sees_all(policy_access.duties(tx)):
        raise Forbidden("This is for who audits or approves: others hear of what was drawn.")
    part = 1 if command.cursor is None else read_cursor(command.cursor, int)[0]
    if not row.parts:
        return wire.SampleMessages(eligible=[], drawn=[])
    if not 1 <= part <= row.parts:
        raise Invalid("This cursor is of another list.")
    said = access.content(tx, f"{row.id}:{part}")
    cursor = write_cursor(part + 1) if part < row.parts else None
    return wire.SampleMessages(eligible=said["eligible"], drawn=said["drawn"], next_cursor=cursor)


@implements(endpoints.DRAW_SAMPLES)
def draw_samples(tx: Tx, command: wire.DrawSamples) -> Doc[wire.DrawnSamples]:
    """Draw what is due and begin what is to begin."""
    if not tx.actor.has(DRAW):
        demand(with_duty(access.by_oneself(tx), APPROVERS))
    return _advance(tx)


@implements(TICK)
def tick(tx: Tx, command: wire.DrawSamples) -> Doc[wire.DrawnSamples]:
    """The same, as the running app does it."""
    return _advance(tx)


def _advance(tx: Tx) -> Doc[wire.DrawnSamples]:
    drawn, begun = drawing.advance(tx)
    queueing.enqueue(tx)
    queueing.reckon(tx)
    answer = wire.DrawnSamples(drawn=drawn, begun=begun)
    if not tx.recorded:
        return Unchanged(wire.DrawnSamples, answer.model_dump(mode="json"))
    return Doc.of(answer)
