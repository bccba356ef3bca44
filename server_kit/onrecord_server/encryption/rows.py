"""The table of data keys: wrapped, so that without the provider of keys they open nothing."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: ``purpose`` is what a key is for: ``content`` encrypts words and files, ``index`` blinds the tokens of
#: search. The highest ``number`` of a purpose is the one in use; the others only decrypt. ``wrapped_by``
#: names the provider's key that the row is wrapped under.
data_keys: Final = table(
    "data_keys",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("purpose", sa.String(8), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("wrapped_by", sa.String(160), nullable=False),
    sa.Column("wrapped", sa.Text, nullable=False),
    sa.Column("created_at", Micros, nullable=False),
    sa.UniqueConstraint("tenant", "purpose", "number"),
)
