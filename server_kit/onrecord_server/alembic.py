"""For a host's own Alembic: leave our tables alone, whatever autogenerate thinks of them.

In the host's ``env.py``: ``context.configure(..., include_name=include_name)``. A host with a filter
of its own combines the two: ``include_name=lambda *a: include_name(*a) and mine(*a)``.
"""

from collections.abc import Mapping
from typing import Any, Final

from onrecord_server.core.rows import PREFIX


#: Where our migrations note how far they came; the host's ``alembic_version`` stays the host's.
VERSION_TABLE: Final = PREFIX + "alembic_version"


def include_name(
    name: str | None, type_: str, parent_names: Mapping[str, str | None] | None = None
) -> bool:
    """Say whether a name found in the database is the host's own: false for our tables.

    For Alembic's ``context.configure(include_name=…)``.
    """
    if type_ == "table":
        return not (name or "").startswith(PREFIX)
    parent = (parent_names or {}).get("table_name")
    return not (parent or "").startswith(PREFIX)


def include_object(
    obj: Any, name: str | None, type_: str, reflected: bool = False, compare_to: Any = None
) -> bool:
    """Say the same of a reflected or declared object.

    For Alembic's ``context.configure(include_object=…)``.
    """
    table = obj if type_ == "table" else getattr(obj, "table", None)
    return not str(getattr(table, "name", name) or "").startswith(PREFIX)
