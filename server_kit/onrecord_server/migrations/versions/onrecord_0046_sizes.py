"""What SQLite cannot know by itself: how many entries one object, and one audience, has.

A table that is clustered by its key looks cheap to go through from end to end, and without numbers SQLite
takes a tenant for ten rows: it went through the whole record for each question that an index answers.
"""

from alembic import op


revision = "onrecord_0046"
down_revision = "onrecord_0045"
branch_labels = None
depends_on = None

#: Index, rows, then rows for each value of its columns from the left: sqlite.org/fileformat2.html#stat1tab.
#: Going through a whole tenant is left to the key, which is why it looks half as long there.
_SIZES = """
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
('onrecord_entries', 'onrecord_entries', '1000000 500000 1'),
('onrecord_entries', 'ix_onrecord_entries_audience', '1000000 1000000 1000 1'),
('onrecord_entries', 'ix_onrecord_entries_object', '1000000 1000000 4 1'),
('onrecord_entries', 'ix_onrecord_entries_also', '100000 100000 100 1'),
('onrecord_entries', 'ix_onrecord_entries_trail', '100000 100000 1')
"""


def upgrade() -> None:
    if op.get_context().dialect.name != "sqlite":
        return
    op.execute("ANALYZE sqlite_master")
    op.execute("DELETE FROM sqlite_stat1 WHERE tbl = 'onrecord_entries'")
    op.execute(_SIZES)


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
