"""The table of witnesses: what each was given last, and when it is tried again."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: ``size`` is that of the newest head the witness has; a newer one covers all before it, so none is queued
#: twice. ``receipt`` is what the witness answered. ``tries`` counts failures since then,
#: the first of which was at ``failing_at``.
witnesses: Final = table(
    "witnesses",
    sa.Column("witness", sa.String(200), primary_key=True),
    sa.Column("origin", sa.String(255)),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("receipt", sa.Text),
    sa.Column("kept_at", Micros),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("next_at", Micros, nullable=False),
    sa.Column("problem", sa.Text),
    sa.Column("failing_at", Micros),
)
