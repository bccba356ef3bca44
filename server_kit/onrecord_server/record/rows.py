"""The tables of signed heads: append-only, as the entries are."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: One row per signed head. ``note`` is the C2SP signed note; ``frontier`` lets the next one go on.
checkpoints: Final = table(
    "checkpoints",
    sa.Column("origin", sa.String(255), primary_key=True),
    sa.Column("size", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("root", sa.LargeBinary(32), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("vkey", sa.String(400), nullable=False),
    sa.Column("frontier", sa.LargeBinary, nullable=False),
    sa.Column("at", Micros, nullable=False),
)

#: Witnesses' signature lines, which come after the head was signed.
cosignatures: Final = table(
    "cosignatures",
    sa.Column("origin", sa.String(255), primary_key=True),
    sa.Column("size", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("witness", sa.String(255), primary_key=True),
    sa.Column("line", sa.Text, nullable=False),
    sa.Column("at", Micros, nullable=False),
)

#: What a witness answered when it was given a head. ``stamp`` is a time-stamp response (RFC 3161, DER)
#: over the note as it was signed.
receipts: Final = table(
    "receipts",
    sa.Column("origin", sa.String(255), primary_key=True),
    sa.Column("size", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("witness", sa.String(200), primary_key=True),
    sa.Column("receipt", sa.Text, nullable=False),
    sa.Column("stamp", sa.LargeBinary),
    sa.Column("at", Micros, nullable=False),
)
