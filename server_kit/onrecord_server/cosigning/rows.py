"""The table of heads that were cosigned: the newest of each record."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: Records of others are of no tenant here: their rows are under this name, which none can have.
ELSEWHERE: Final = "*"

#: ``note`` is what its signer signed: two of them that contradict each other convict it.
cosigned: Final = table(
    "cosigned",
    sa.Column("origin", sa.String(255), primary_key=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("root", sa.LargeBinary(32), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("at", Micros, nullable=False),
)
