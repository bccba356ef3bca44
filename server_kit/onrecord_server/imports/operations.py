"""Looking at imports: what is there, what a file holds, and what of it was not understood."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.wire import imports as wire
from onrecord.wire.page import Page
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.operation import Tx, implements
from onrecord_server.imports import access, present, queries, reading
from onrecord_server.imports.formats.base import Choices, Item, Said, Unparsed
from onrecord_server.imports.people import People
from onrecord_server.imports.rows import imports


_MOST_NAMES: Final = 1000
_MOST_FAULTS: Final = 100


@implements(endpoints.GET_IMPORT)
def get_import(tx: Tx, command: wire.GetImport) -> wire.Import:
    """Return an import."""
    return present.shown(tx, access.sent(tx, command.import_id))


@implements(endpoints.LIST_IMPORTS)
def list_imports(tx: Tx, command: wire.ListImports) -> Page[wire.Import]:
    """Return imports, the newest first."""
    access.demand(tx)
    query = sa.select(imports).where(imports.c.tenant == tx.tenant)
    if command.cursor is not None:
        query = query.where(imports.c.id < read_cursor(command.cursor, str)[0])
    rows = tx.execute(query.order_by(imports.c.id.desc()).limit(command.limit + 1)).all()
    shown = list(rows[: command.limit])
    names = queries.names(tx, shown)
    cursor = write_cursor(shown[-1].id) if len(rows) > command.limit else None
    data = [present.one(row, names.get(row.content_id, "")) for row in shown]
    return Page[wire.Import](data=data, next_cursor=cursor)


@implements(endpoints.PREVIEW_IMPORT)
def preview_import(tx: Tx, command: wire.PreviewImport) -> wire.ImportPreview:
    """Look through a kept file, and keep nothing of what was found."""
    row = access.found(tx, command.import_id)
    access.demand_file(row)
    access.in_state(row, "kept", "running", "done", "cancelled")
    access.demand_whole(row)
    tally = _Tally()
    with reading.opened(tx, row, reading.choices(command)) as items:
        for item in items:
            tally.take(item)
    return tally.preview(row, People(tx, row, command.people))


class _Tally:
    """Counts what is in a file, in memory that does not grow with it but for names."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._people: Counter[str] = Counter()
        self._places: Counter[str] = Counter()
        self._names: dict[str, str | None] = {}
        self._faults: list[wire.ImportFault] = []
        self._times: list[Any] = []

    def take(self, item: Item) -> None:
        if isinstance(item, Unparsed):
            self._counts["unparsed"] += 1
            if len(self._faults) < _MOST_FAULTS:
                self._faults.append(present.fault(item))
            return
        self._counts["said" if item.author is not None else "notices"] += 1
        self._counts["files"] += len(item.files)
        self._counts["unsure"] += item.confidence != "sure"
        self._places[item.place] += 1
        self._times = [min([*self._times, item.at]), max([*self._times, item.at])]
        if item.author is not None:
            self._people[item.author] += 1
            self._names[item.author] = item.name

    def preview(self, row: Any, people: People) -> wire.ImportPreview:
        counted = ("said", "notices", "files", "unsure", "unparsed")
        least, most = self._times or (None, None)
        complete = max(len(self._people), len(self._places)) <= _MOST_NAMES
        return wire.ImportPreview(
            import_id=row.id,
            sha256=row.sha256,
            **{name: self._counts[name] for name in counted},
            first_at=least,
            last_at=most,
            people=[self._person(*one, people) for one in self._people.most_common(_MOST_NAMES)],
            places=[
                wire.ImportPlace(name=name, said=said)
                for name, said in self._places.most_common(_MOST_NAMES)
            ],
            faults=self._faults,
            complete=complete and self._counts["unparsed"] <= _MOST_FAULTS,
        )

    def _person(self, author: str, said: int, people: People) -> wire.ImportPerson:
        name = self._names[author]
        who = people.match(author, name)
        return wire.ImportPerson(author=author, name=name, said=said, person_id=who)


@implements(endpoints.REPORT_IMPORT)
def report_import(tx: Tx, command: wire.ReportImport) -> wire.ImportReport:
    """Return what of a file was not understood, by reading it again; nothing once it is gone."""
    row = access.found(tx, command.import_id)
    if row.erased_position is not None:
        return wire.ImportReport(import_id=row.id, data=[], file_erased_by=row.erased_position)
    access.in_state(row, "running", "done", "cancelled")
    access.demand_whole(row)
    start = 0 if command.cursor is None else read_cursor(command.cursor, int)[0]
    with reading.opened(tx, row, chosen(tx, row)[0]) as items:
        found = list(islice(_faults(items), start, start + command.limit + 1))
    more = len(found) > command.limit
    return wire.ImportReport(
        import_id=row.id,
        data=[present.fault(one) for one in found[: command.limit]],
        next_cursor=write_cursor(start + command.limit) if more else None,
    )


def _faults(items: Iterator[Item]) -> Iterator[Unparsed]:
    return (item for item in items if not isinstance(item, Said))


def chosen(tx: Tx, row: Any) -> tuple[Choices, dict[str, str]]:
    """Return what an import was started with: of the file, and who is who."""
    if row.choices_id is None:
        return Choices(), {}
    said = queries.content(tx, row.choices_id)
    command = wire.StartImport(import_id=row.id, tz=row.tz, order=row.date_order, **said)
    return reading.choices(command), dict(command.people)
