"""Bringing a file under the record: a batch of it to a transaction, in a conversation of its own."""

from dataclasses import replace
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Conflict
from onrecord.wire import imports as wire
from onrecord.wire.conversations import CreateConversation
from onrecord.wire.messages import SendMessage
from onrecord_server.conversations import changes as conversation_changes
from onrecord_server.conversations.rows import conversations
from onrecord_server.core.actor import Actor
from onrecord_server.core.doc import Doc, micros
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.core.words import keyed
from onrecord_server.imports import access, changes, operations, people, present, queries, reading
from onrecord_server.imports import rules as import_rules
from onrecord_server.imports.formats.base import Item, Said
from onrecord_server.imports.people import People
from onrecord_server.imports.reading import HELD
from onrecord_server.imports.requests import access as request_access
from onrecord_server.imports.rows import import_places
from onrecord_server.messages import judged, rules
from onrecord_server.messages.markup import Named
from onrecord_server.messages.writing import Captured, Writing
from onrecord_server.moderation import judging


_ASKED: Final = frozenset({"names", "columns", "people"})


@implements(endpoints.START_IMPORT)
def start_import(tx: Tx, command: wire.StartImport) -> wire.Import | Doc[wire.Import]:
    """Let a kept file become messages; one that was cancelled goes on as it began."""
    access.demand_file(access.found(tx, command.import_id))
    row = access.changing(tx, command.import_id, "kept", "running", "cancelled")
    access.demand_whole(row)
    request_access.demand_consent(tx, row.request)
    if row.state == "running":
        shown = present.shown(tx, row)
        return Unchanged(wire.Import, shown.model_dump(mode="json"))
    if row.choices_id is not None:
        return present.shown(tx, changes.move(tx, row, {"state": "running"}))
    _demand_new(tx, row)
    people.demand(tx, command.people)
    with reading.opened(tx, row, reading.choices(command)) as items:
        next(items, None)
    values = {"state": "running", "tz": command.tz, "date_order": command.order}
    said = command.model_dump(mode="json", include=set(_ASKED))
    now = changes.move(tx, row, values, content=said, content_id=f"{row.id}:choices")
    return present.shown(tx, now)


def _demand_new(tx: Tx, row: Any) -> None:
    other = queries.same_file(tx, row)
    if other is not None:
        said = (
            f"The same file is the import {other}: nothing is brought twice. Go on with that one."
        )
        raise Conflict(said, extra={"import_id": other})


@implements(endpoints.CANCEL_IMPORT)
def cancel_import(tx: Tx, command: wire.CancelImport) -> wire.Import | Doc[wire.Import]:
    """Stop an import; starting it again goes on."""
    row = _cancelling(tx, command.import_id)
    if row.state == "cancelled":
        shown = present.shown(tx, row)
        return Unchanged(wire.Import, shown.model_dump(mode="json"))
    return present.shown(tx, changes.move(tx, row, {"state": "cancelled"}))


def _cancelling(tx: Tx, import_id: str) -> Any:
    """Load an import for who stops it: who sent it, too, until it becomes messages."""
    row = access.sent(tx, import_id)
    if row.request is None or row.created_by != tx.actor.person:
        return access.changing(tx, import_id, "receiving", "kept", "running", "cancelled")
    tx.unit.lock([tx.tenant])
    row = access.sent(tx, import_id)
    access.in_state(row, "receiving", "kept", "cancelled")
    return row


@implements(endpoints.ADVANCE_IMPORT)
def advance_import(tx: Tx, command: wire.AdvanceImport) -> wire.Import | Doc[wire.Import]:
    """Bring the next things of a file under the record."""
    row = access.changing(tx, command.import_id, "running", "done")
    if row.state == "done":
        shown = present.shown(tx, row)
        return Unchanged(wire.Import, shown.model_dump(mode="json"))
    request_access.demand_consent(tx, row.request)
    chosen, who = operations.chosen(tx, row)
    with HELD.batch(tx, row, chosen, command.limit) as items:
        batch = _Batch(tx, row, People(tx, row, who))
        for item in items:
            batch.take(item)
        ended = {"state": "done"} if len(items) < command.limit else {}
        now = changes.move(tx, row, batch.counts | ended)
    return present.shown(tx, now)


class _Batch:
    """Makes messages of what was said, in their order."""

    def __init__(self, tx: Tx, row: Any, who: People) -> None:
        self.counts = {name: getattr(row, name) for name in import_rules.COUNTS}
        self._tx = tx
        self._row = row
        self._who = who
        self._judge = judging.judge_of(tx)
        self._places: dict[str, str] = {}

    def take(self, item: Item) -> None:
        self.counts["done"] += 1
        if not isinstance(item, Said):
            self.counts["unparsed"] += 1
            return
        # What the other program noted is said by that program: nothing is lost.
        author = item.author or f"({self._row.format})"
        person = self._who.person(author, item.name)
        actor = Actor(self._tx.tenant, person, on_behalf_of=self._tx.actor.person)
        # Somebody who speaks in a file does nothing now: whether they may log in is not asked.
        said = replace(self._tx, actor=actor, admitted=True)
        doc = judged.bring(said, self._writing(item), self._judge)
        self.counts["said"] += 1
        self.counts["held"] += doc.value["state"] in ("held", "blocked")

    def _writing(self, item: Said) -> Writing:
        row = self._row
        command = SendMessage.model_construct(
            conversation_id=self._place(item.place),
            text=import_rules.text_of(item),
            client_id=import_rules.client_id(row.id, self.counts["done"]),
        )
        facts = import_rules.facts(row.id, row.sha256, item, row.tz)
        captured = Captured(micros(item.at), facts, import_rules.words(item))
        digest = keyed(self._tx.unit.connection.dialect, row.tenant, rules.body_hash(command))
        message_id = self._tx.ports.new_id("message")
        return Writing(message_id, command, digest, Named(), None, captured)

    def _place(self, place: str) -> str:
        if place not in self._places:
            found = import_rules.conversation_of(self._row.id, place)
            self._places[place] = found
            if not _is_there(self._tx, found):
                _begin(self._tx, found, place or f"{self._row.format} import")
                of = {"conversation": found, "import_id": self._row.id}
                self._tx.execute(sa.insert(import_places), {"tenant": self._tx.tenant, **of})
        return self._places[place]


def _is_there(tx: Tx, conversation_id: str) -> bool:
    query = sa.select(conversations.c.id).where(
        conversations.c.tenant == tx.tenant, conversations.c.id == conversation_id
    )
    return tx.execute(query).scalar() is not None


def _begin(tx: Tx, conversation_id: str, title: str) -> None:
    """Begin a conversation that nobody is in: who reads it has a grant, and nobody is notified."""
    row = {
        "tenant": tx.tenant,
        "id": conversation_id,
        "kind": "group",
        "content_id": f"{conversation_id}:1",
        "version": 1,
        "subject": None,
        "direct_key": None,
        "created_at": tx.now,
        "created_position": None,
        "space": None,
        "joining": "invited",
        "posting": "everybody",
    }
    command = CreateConversation.model_construct(kind="group", title=title[:200])
    draft = conversation_changes.created(tx, command, row, [])
    draft.facts = {name: value for name, value in draft.facts.items() if name != "owner"}
    draft.event = {**draft.event, "owner": None}
    tx.record(draft)
