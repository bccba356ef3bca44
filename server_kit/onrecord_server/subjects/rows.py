"""The table of subject cards."""

from typing import Final

import sqlalchemy as sa

from onrecord_server.core.rows import Micros, table


#: ``id`` is what the record calls the subject, whose own name may be too long for that. The words
#: are in the content of the newest version.
subjects: Final = table(
    "subjects",
    sa.Column("id", sa.String(48), primary_key=True),
    sa.Column("subject", sa.String(170), nullable=False),
    sa.Column("content_id", sa.String(200), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("visible", sa.String(16), nullable=False),
    sa.Column("removed", sa.Boolean, nullable=False),
    sa.Column("author", sa.String(160), nullable=False),
    sa.Column("updated_at", Micros, nullable=False),
    sa.UniqueConstraint("tenant", "subject"),
)
