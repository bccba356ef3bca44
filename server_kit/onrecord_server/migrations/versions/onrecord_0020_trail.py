"""The trail of oversight is found without what people say."""

from onrecord_server.migrations.tables import index


revision = "onrecord_0020"
down_revision = "onrecord_0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    common = ("message.created", "conversation.read", "reaction.added")
    index("entries", "trail", ["position"], " AND ".join(f"type <> '{one}'" for one in common))


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")
