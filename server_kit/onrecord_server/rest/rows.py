"""The table of requests that were made with an ``Idempotency-Key``."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: ``key`` and ``fingerprint`` are hashes, ``reference`` is the id of what was made: no words here.
idempotency: Final = table(
    "idempotency",
    sa.Column("person", sa.String(160), primary_key=True),
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("fingerprint", sa.String(64), nullable=False),
    sa.Column("reference", sa.String(160)),
    sa.Column("at", Micros, nullable=False),
    sa.Index("ix_onrecord_idempotency_at", "tenant", "at"),
)
