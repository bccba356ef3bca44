"""Who somebody in a file is here: as was said, as the host's code says, or nobody. Never a guess."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from onrecord.errors import Invalid
from onrecord.wire.people import UpsertPerson
from onrecord_server.core.operation import Tx
from onrecord_server.imports import rules
from onrecord_server.people import operations
from onrecord_server.people.rows import people


class People:
    """Finds the people of one import, each once."""

    def __init__(self, tx: Tx, row: Any, said: Mapping[str, str]) -> None:
        """Keep what was said of them."""
        self._tx = tx
        self._row = row
        self._said = said
        self._known: dict[str, str | None] = {}

    def match(self, author: str, name: str | None) -> str | None:
        """Return who somebody is here, or nothing."""
        if author not in self._known:
            asked = self._said.get(author) or self._ask(author, name)
            self._known[author] = asked if asked and exists(self._tx, [asked]) else None
        return self._known[author]

    def _ask(self, author: str, name: str | None) -> str | None:
        ask, row = self._tx.unit.hooks.match_people, self._row
        if ask is not None:
            return ask(self._tx.tenant, row.format, author, name)
        return author if row.format in rules.EXACT else None

    def person(self, author: str, name: str | None) -> str:
        """Return who wrote a message; whom nobody matches becomes an outsider, who cannot log in."""
        found = self.match(author, name)
        if found is None:
            found = rules.outsider(self._row.id, author)
            if not exists(self._tx, [found]):
                _introduce(self._tx, found, name or author)
            self._known[author] = found
        return found


def _introduce(tx: Tx, person_id: str, name: str) -> None:
    shown = " ".join("".join(c for c in name if c.isprintable()).split())[:200] or "?"
    said = UpsertPerson.model_construct(
        person_id=person_id, name=shown, roles=[], attributes={"from": "import"}
    )
    operations.add_outsider(tx, said)


def exists(tx: Tx, person_ids: list[str]) -> set[str]:
    """Return those of some ids that are people of the tenant."""
    query = sa.select(people.c.id).where(people.c.tenant == tx.tenant, people.c.id.in_(person_ids))
    return {row.id for row in tx.execute(query)}


def demand(tx: Tx, said: Mapping[str, str]) -> None:
    """Let through people who are here. Raises ``Invalid`` with those who are not."""
    missing = sorted(set(said.values()) - exists(tx, sorted(set(said.values()))))
    if missing:
        names = ", ".join(missing[:5])
        places = [{"pointer": "/people", "detail": names}]
        raise Invalid(f"These people are not here: {names}.", errors=places)
