"""The tables of imports. The file itself lies with the words, a piece to an entry."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: ``state``: receiving, kept, running, done, cancelled. ``done`` counts what of the file was dealt
#: with: an import that stopped goes on there. ``choices_id`` names what was said of the file,
#: ``request`` what its sender was asked for. ``due`` is when it is asked next whether the kept file goes;
#: ``erased_position`` is where the first of the entries stands that erased it.
imports: Final = table(
    "imports",
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("format", sa.String(16), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("content_id", sa.String(200), nullable=False),
    sa.Column("choices_id", sa.String(200)),
    sa.Column("parts", sa.Integer, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.String(64)),
    sa.Column("tz", sa.String(64)),
    sa.Column("date_order", sa.String(3)),
    sa.Column("done", sa.BigInteger, nullable=False),
    sa.Column("said", sa.BigInteger, nullable=False),
    sa.Column("held", sa.BigInteger, nullable=False),
    sa.Column("unparsed", sa.BigInteger, nullable=False),
    sa.Column("created_by", sa.String(160), nullable=False),
    sa.Column("created_at", Micros, nullable=False),
    sa.Column("request", sa.String(40)),
    sa.Column("due", Micros),
    sa.Column("erased_position", sa.BigInteger),
    sa.Index("ix_onrecord_imports_sha256", "tenant", "sha256"),
    sa.Index("ix_onrecord_imports_request", "tenant", "request"),
    sa.Index(
        "ix_onrecord_imports_due",
        "tenant",
        "due",
        sqlite_where=sa.text("due IS NOT NULL"),
        postgresql_where=sa.text("due IS NOT NULL"),
    ),
)

#: Which import brought what was said in a conversation: each place of a file is a conversation of its own.
import_places: Final = table(
    "import_places",
    sa.Column("conversation", sa.String(40), primary_key=True),
    sa.Column("import_id", sa.String(40), nullable=False),
    sa.Index("ix_onrecord_import_places_import", "tenant", "import_id"),
)
