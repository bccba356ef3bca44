"""The table of lists of words."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: The versions of a tenant's lists of words; what one says is its content. The newest that was ever
#: approved is in force, unless it was taken back. It follows from the entries.
lexicons: Final = table(
    "lexicons",
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("purpose", sa.String(16), nullable=False),
    sa.Column("language", sa.String(40)),
    sa.Column("author", sa.String(160), nullable=False),
    sa.Column("hash", sa.String(80), nullable=False),
    sa.Column("terms", sa.Integer, nullable=False),
    sa.Column("expressions", sa.Integer, nullable=False),
    sa.Column("content_id", sa.String(200), nullable=False),
    sa.Column("created_at", Micros, nullable=False),
    sa.Column("approved_by", sa.String(160)),
    sa.Column("approved_at", Micros),
)
