"""Asking for and changing one's own preferences."""

import json
from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.wire import preferences as wire
from onrecord_server.core.doc import Doc
from onrecord_server.core.draft import Draft, to_person
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.core.rows import contents
from onrecord_server.core.sets import upsert
from onrecord_server.core.words import WORDS
from onrecord_server.people import access as people_access
from onrecord_server.preferences import present, rules
from onrecord_server.preferences.rows import preferences


@implements(endpoints.GET_PREFERENCES)
def get_preferences(tx: Tx, _: wire.GetPreferences) -> Doc[wire.Preferences]:
    """Return what the actor prefers."""
    people_access.admit(tx)
    return Doc(wire.Preferences, _found(tx))


def _found(tx: Tx) -> dict[str, Any]:
    tx.unit.flush()
    body = sa.select(WORDS).where(
        contents.c.tenant == preferences.c.tenant, contents.c.id == preferences.c.content_id
    )
    query = sa.select(preferences.c.version, body.scalar_subquery().label("body")).where(
        preferences.c.tenant == tx.tenant, preferences.c.person == tx.actor.person
    )
    row = tx.execute(query).one_or_none()
    if row is None:
        return {**present.said({}), "version": 0}
    return {
        **present.said({} if row.body is None else json.loads(row.body)),
        "version": row.version,
    }


def language(tx: Tx) -> str | None:
    """Return the language that the actor prefers, or ``None``."""
    found: str | None = _found(tx)["language"]
    return found


@implements(endpoints.SET_PREFERENCES)
def set_preferences(tx: Tx, command: wire.SetPreferences) -> Doc[wire.Preferences]:
    """Change what the actor prefers. It is content: the record holds none of it."""
    people_access.admit(tx)
    before = _found(tx)
    said = rules.changed(before, command)
    if said.items() <= before.items():
        return Unchanged(wire.Preferences, before)
    me, version = tx.actor.person, before["version"] + 1
    row = {"tenant": tx.tenant, "person": me, "content_id": f"{me}:preferences:{version}"}
    upsert(tx.unit, preferences, [{**row, "version": version}], ("content_id", "version"))
    after = {**said, "version": version}
    tx.record(
        Draft(
            type="preferences.changed",
            object=me,
            audience=to_person(me),
            event=after,
            version=version,
            content=said,
            content_id=row["content_id"],
        )
    )
    return Doc(wire.Preferences, after)
