"""What `onrecord doctor` says beyond what is set up: where data lies, whose keys, who may delete, what goes out.

Everything is asked of the database itself and of the configuration; nothing is assumed.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from onrecord import __version__
from onrecord_server import filing, journaled
from onrecord_server.config import OnRecordConfig
from onrecord_server.core import durability, reactors
from onrecord_server.core.database import Database
from onrecord_server.core.doc import micros, moment
from onrecord_server.core.ports import utc_now
from onrecord_server.core.rows import PREFIX, contents, entries, heads, metadata
from onrecord_server.cosigning.rows import cosigned
from onrecord_server.encryption.providers import provider_of
from onrecord_server.encryption.rows import data_keys
from onrecord_server.exports.names import asking
from onrecord_server.imports.rows import imports
from onrecord_server.imports.rules import AGAIN
from onrecord_server.record.rows import checkpoints, receipts
from onrecord_server.record_health import checked, rules, witnessed
from onrecord_server.witnessing.keeping import Witness


#: What each of these tables holds; every other one follows from the record.
HOLDS: Final[Mapping[str, str]] = {
    entries.name: "the record: who did what, when; no words",
    contents.name: "the words: the only part that can be erased",
    data_keys.name: "the tenants' keys, wrapped by yours",
    checkpoints.name: "signed heads of the record",
    receipts.name: "what witnesses answered to them",
    cosigned.name: "the newest heads of other records, as they are cosigned here",
}
#: What is encrypted where a tenant is: words, tokens of search as keyed hashes, and the bytes of files.
ENCRYPTED: Final = (f"{contents.name}.body", "the index of search (keyed hashes)", "bytes of files")
_RIGHTS: Final = ("DELETE", "TRUNCATE", "UPDATE")


def survey(database: Database, config: OnRecordConfig, *, migrated: bool) -> dict[str, Any]:
    """Return everything that doctor knows, ready for JSON."""
    found = durability.report(database)
    return {
        "versions": {"onrecord": __version__, "database": found.database, "migrated": migrated},
        "durability": {"settings": dict(found.settings), "unsafe": list(found.unsafe)},
        "data": _data(database, config, migrated=migrated),
        "encryption": _encryption(database, config, migrated=migrated),
        "outbound": [*filing.outbound(config), *_told(config)],
        "role": role(database) if migrated else {},
        "record": list(_record(database, config)) if migrated else [],
        "witnesses": list(_witnesses(database, config)) if migrated else [],
        "journals": journaled.survey(database) if migrated else [],
        "reactors": list(_reactors(database)) if migrated else [],
        "imports": list(_imports(database)) if migrated else [],
    }


def ill(found: Mapping[str, Any]) -> list[str]:
    """Return why all is not well: each is a reason to end with 1."""
    said = list(found["durability"]["unsafe"])
    said += [] if found["versions"]["migrated"] else ["the tables are not up to date"]
    said += [f"{one['name']} is parked" for one in found["reactors"] if one["parked"]]
    said += [line for one in found["journals"] for line in journaled.ill(one)]
    said += [line for one in found["record"] for line in _ill_record(one)]
    unasked = "whether the file of {import} of {tenant} goes could not be asked since {due_since}"
    said += [unasked.format(**one) for one in found["imports"]]
    return said + [line for one in found["witnesses"] for line in _ill_witness(one)]


#: What is wrong where a self-check is not sound.
_UNSOUND: Final[Mapping[str, str]] = {
    "failed": "the record of {tenant} does not hold",
    "stopped": "the self-check of the record of {tenant} came to no end, and proves nothing",
    "overdue": "the self-check of the record of {tenant} is overdue",
}
#: What is wrong where a witness has not the newest head.
_UNWITNESSED: Final[Mapping[str, str]] = {
    "failing": "{witness} keeps no head of {tenant}: {problem}",
    "behind": "{witness} lacks heads of {tenant} that were signed a while ago",
    "unbelieved": "what the database says of {witness} for {tenant} cannot be",
}


def _ill_record(one: Mapping[str, Any]) -> list[str]:
    said = [_UNSOUND[one["check_state"]].format(**one)] if one["check_state"] in _UNSOUND else []
    strange = "self-checks of {tenant} are not on its record, or of a time to come: {unbelieved}"
    return said + ([strange.format(**one)] if one["unbelieved"] else [])


def _ill_witness(one: Mapping[str, Any]) -> list[str]:
    return [_UNWITNESSED[one["state"]].format(**one)] if one["state"] in _UNWITNESSED else []


# -- where data lies -------------------------------------------------------------------------------


def _data(database: Database, config: OnRecordConfig, *, migrated: bool) -> dict[str, Any]:
    store = config.attachments.store
    return {
        "tables": [
            {
                "table": one.name,
                "holds": HOLDS.get(one.name, "what follows from the record"),
                "rows": _rows(database, one) if migrated else None,
            }
            for one in sorted(metadata.tables.values(), key=lambda one: one.name)
        ],
        "files": store if isinstance(store, str) else store.name,
        "file_places": filing.places(database) if migrated else [],
        "search": "in the database, in tables of their own",
        "broker": _broker(database, config),
    }


def _rows(database: Database, one: sa.Table) -> int:
    """Count the rows; on PostgreSQL as its statistics say, since counting reads everything."""
    options = dict(database.options)
    with database.read() as connection:
        if database.dialect == "postgresql":
            name = f"{database.schema}.{one.name}" if database.schema else one.name
            query = sa.text("SELECT reltuples::bigint FROM pg_class WHERE oid = to_regclass(:name)")
            return max(int(connection.execute(query, {"name": name}).scalar() or 0), 0)
        counted = sa.select(sa.func.count()).select_from(one)
        return int(connection.execute(counted, execution_options=options).scalar_one())


def _broker(database: Database, config: OnRecordConfig) -> str:
    if config.broker is not None:
        return "redis: positions, no words" if isinstance(config.broker, str) else "your own"
    own = database.dialect == "postgresql"
    return "PostgreSQL LISTEN/NOTIFY: positions, no words" if own else "none: one process"


def _told(config: OnRecordConfig) -> list[str]:
    """Return what the host's own code is told: it may send that anywhere."""
    found = [f"your code {name!r} (classifier: words)" for name in sorted(config.classifiers)]
    found += (
        ["your code in witnesses (checkpoints, no words)"]
        if any(map(callable, config.witnesses))
        else []
    )
    return found + [f"your code {one.name!r} (reactor: events)" for one in config.reactors]


# -- whose keys ------------------------------------------------------------------------------------


def _encryption(database: Database, config: OnRecordConfig, *, migrated: bool) -> dict[str, Any]:
    provider = provider_of(config.encryption)
    return {
        "keys_of": provider.active if provider else None,
        "columns": list(ENCRYPTED),
        "tenants": list(_keys(database)) if migrated else [],
    }


def _keys(database: Database) -> Iterator[dict[str, Any]]:
    counted = sa.func.count(contents.c.body)
    words = sa.select(contents.c.tenant, contents.c.key_id.is_(None).label("plain"), counted)
    for row in _all(database, words.group_by(contents.c.tenant, sa.text("plain"))):
        yield {"tenant": row[0], "encrypted": not row[1], "contents": row[2]}


# -- who may delete --------------------------------------------------------------------------------


def role(database: Database) -> dict[str, Any]:
    """Return what the role that the app connects as may do with the tables of the record."""
    with database.read() as connection:
        if database.dialect != "postgresql":
            said = "SQLite has no roles: whoever can write the file can change anything"
            return {"name": None, "may": {}, "said": said}
        return _postgresql(connection, database.schema)


def _postgresql(connection: Connection, schema: str | None) -> dict[str, Any]:
    name = str(connection.exec_driver_sql("SELECT current_user").scalar_one())
    superuser = connection.exec_driver_sql(
        "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
    )
    asked = sa.text(
        "SELECT c.relname AS name, pg_has_role(c.relowner, 'USAGE') AS owns,"
        " has_table_privilege(c.oid, 'DELETE') AS deletes,"
        " has_table_privilege(c.oid, 'TRUNCATE') AS truncates,"
        " has_table_privilege(c.oid, 'UPDATE') AS updates"
        " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.relkind IN ('r', 'p') AND c.relname LIKE :ours"
        " AND n.nspname = coalesce(:schema, current_schema()) ORDER BY c.relname"
    )
    may = {}
    for row in connection.execute(
        asked, {"ours": PREFIX.replace("_", "\\_") + "%", "schema": schema}
    ):
        given = zip(
            (*_RIGHTS, "DDL"), (row.deletes, row.truncates, row.updates, row.owns), strict=True
        )
        may[row.name] = [right for right, has in given if has]
    everything = bool(superuser.scalar())
    said = (
        "a superuser can do anything"
        if everything
        else "see the guide of operations for a role with less"
    )
    return {"name": name, "superuser": everything, "may": may, "said": said}


# -- the record ------------------------------------------------------------------------------------


def _record(database: Database, config: OnRecordConfig) -> Iterator[dict[str, Any]]:
    ask, now = asking(database), micros(utc_now())
    for head in _all(database, sa.select(heads).order_by(heads.c.tenant)):
        mine = (checkpoints.c.tenant == head.tenant,)
        newest = sa.select(checkpoints.c.size, checkpoints.c.at).where(*mine)
        signed = next(iter(_all(database, newest.order_by(checkpoints.c.at.desc()).limit(1))), None)
        last = checked.last_ended(ask, head.tenant, now)
        state, begun = (last.state, micros(last.begun_at)) if last else (None, None)
        yield {
            "tenant": head.tenant,
            "entries": head.position,
            "signed": signed.size if signed else None,
            "signed_at": _said(signed.at if signed else None),
            "unsigned": head.position - (signed.size if signed else 0),
            "check": state,
            "check_state": rules.check_state(state, begun, config.check_seconds, now),
            "checked_at": _said(micros(last.ended_at) if last and last.ended_at else None),
            "unbelieved": checked.unbelieved(ask, head.tenant, now),
        }


def _witnesses(database: Database, config: OnRecordConfig) -> Iterator[dict[str, Any]]:
    """Say how it stands with each witness; without code that names them, with all that there ever were."""
    given = [one.name for one in config.witnesses if isinstance(one, Witness)] or None
    ask, now = asking(database), micros(utc_now())
    for head in _all(database, sa.select(heads.c.tenant).order_by(heads.c.tenant)):
        for one in witnessed.standings(ask, head.tenant, given, now):
            row = one.row
            yield {
                "tenant": head.tenant,
                "witness": one.name,
                "state": one.state,
                "size": row.size if row else 0,
                "kept_at": _said(row.kept_at if row else None),
                "failing_since": _said(row.failing_at if row else None),
                "receipt": row.receipt if row else None,
                "problem": row.problem if row else None,
            }


def _reactors(database: Database) -> Iterator[dict[str, Any]]:
    for one in reactors.Leases(database, "doctor").standings():
        yield {
            "name": one.name,
            "tenant": one.tenant,
            "behind": one.behind,
            "parked": one.parked,
            "problem": one.problem,
        }


def _imports(database: Database) -> Iterator[dict[str, Any]]:
    """Say of which imports it is to be asked, and cannot be, whether the kept file goes."""
    late = micros(utc_now()) - 2 * AGAIN
    waits = (imports.c.due.is_not(None), imports.c.due > 0, imports.c.due < late)
    query = sa.select(imports).where(*waits).order_by(imports.c.tenant, imports.c.due)
    for row in _all(database, query):
        yield {"tenant": row.tenant, "import": row.id, "due_since": _said(row.due)}


def _said(at: int | None) -> str | None:
    return None if at is None else moment(at).astimezone(UTC).isoformat(timespec="seconds")


def _all(database: Database, query: sa.Select[Any]) -> list[Any]:
    with database.read() as connection:
        return list(connection.execute(query, execution_options=dict(database.options)))
