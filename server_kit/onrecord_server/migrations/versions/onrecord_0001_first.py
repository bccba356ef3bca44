"""The first tables: the stream, tenants, people, conversations, messages."""

import sqlalchemy as sa

from onrecord_server.migrations.tables import append_only, create, index, refusing_function, unique


revision = "onrecord_0001"
down_revision = None
branch_labels = ("onrecord",)
depends_on = None

Number = sa.BigInteger


def upgrade() -> None:
    refusing_function()
    _stream()
    _contents()
    _tenants()
    _conversations()
    _messages()
    _workers()


def downgrade() -> None:
    raise NotImplementedError("a record is not taken back: restore a backup instead")


def _stream() -> None:
    create(
        "heads",
        [],
        sa.Column("position", Number, nullable=False),
        sa.Column("rights_position", Number, nullable=False),
        sa.Column("epoch", sa.String(64), nullable=False),
    )
    create(
        "entries",
        ["position"],
        sa.Column("position", Number, nullable=False, autoincrement=False),
        sa.Column("at", Number, nullable=False),
        sa.Column("type", sa.String(64), nullable=False),
        sa.Column("actor", sa.String(160), nullable=False),
        sa.Column("object", sa.String(160), nullable=False),
        sa.Column("audience", sa.String(160), nullable=False),
        sa.Column("also", sa.String(160)),
        sa.Column("content_id", sa.String(200)),
        sa.Column("entry", sa.Text, nullable=False),
        sa.Column("leaf", sa.LargeBinary(32), nullable=False),
    )
    index("entries", "audience", ["audience", "position"])
    index("entries", "also", ["also", "position"], where="also IS NOT NULL")
    index("entries", "object", ["object", "position"])
    append_only("entries", ["position"])


def _contents() -> None:
    create(
        "contents",
        ["id"],
        sa.Column("id", sa.String(200), nullable=False),
        sa.Column("body", sa.Text),
        sa.Column("salt", sa.LargeBinary(32)),
        sa.Column("key_id", sa.String(64)),
        sa.Column("destroyed_at", Number),
    )
    destroyed = (
        "NEW.tenant == OLD.tenant AND NEW.id == OLD.id AND OLD.destroyed_at IS NULL AND "
        "NEW.destroyed_at IS NOT NULL AND NEW.body IS NULL AND NEW.salt IS NULL"
    )
    append_only("contents", ["id"], allowed=destroyed)


def _tenants() -> None:
    create(
        "tenants",
        [],
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("branding", sa.Text),
        sa.Column("branding_version", sa.Integer, nullable=False),
        sa.Column("created_at", Number, nullable=False),
    )
    create(
        "people",
        ["id"],
        sa.Column("id", sa.String(128), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("name_key", sa.String(420), nullable=False),
        sa.Column("roles", sa.Text, nullable=False),
        sa.Column("attributes", sa.Text, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", Number, nullable=False),
    )
    index("people", "name", ["name_key", "id"])


def _conversations() -> None:
    create(
        "conversations",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("content_id", sa.String(200)),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("subject", sa.String(170)),
        sa.Column("direct_key", sa.String(64)),
        sa.Column("created_at", Number, nullable=False),
        sa.Column("created_position", Number),
        unique("conversations", "subject"),
        unique("conversations", "direct_key"),
    )
    create(
        "members",
        ["conversation", "person"],
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("person", sa.String(160), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("muted", sa.Boolean, nullable=False),
        sa.Column("history_from", Number, nullable=False),
        sa.Column("read_position", Number, nullable=False),
    )
    index("members", "person", ["person", "active"])


def _messages() -> None:
    create(
        "messages",
        ["id"],
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("position", Number),
        sa.Column("author", sa.String(160), nullable=False),
        sa.Column("on_behalf_of", sa.String(160)),
        sa.Column("client_id", sa.String(64)),
        sa.Column("body_hash", sa.LargeBinary(16)),
        sa.Column("content_id", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reply_to", sa.String(40)),
        sa.Column("mentions", sa.Text),
        sa.Column("created_at", Number, nullable=False),
        sa.Column("edited_at", Number),
        sa.Column("removed_at", Number),
        sa.Column("removed_by", sa.String(160)),
        sa.Column("removal_content_id", sa.String(200)),
        unique("messages", "author", "client_id"),
    )
    index("messages", "conversation", ["conversation", "position"])
    _mentions()


def _mentions() -> None:
    create(
        "mentions",
        ["person", "message"],
        sa.Column("person", sa.String(160), nullable=False),
        sa.Column("message", sa.String(40), nullable=False),
        sa.Column("conversation", sa.String(40), nullable=False),
        sa.Column("position", Number),
    )
    index("mentions", "unread", ["person", "conversation", "position"])


def _workers() -> None:
    create(
        "reactors",
        ["name"],
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("position", Number, nullable=False),
        sa.Column("token", Number, nullable=False),
        sa.Column("owner", sa.String(64)),
        sa.Column("lease_until", Number, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("parked", sa.Boolean, nullable=False),
        sa.Column("problem", sa.Text),
    )
    create(
        "idempotency",
        ["person", "key"],
        sa.Column("person", sa.String(160), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("reference", sa.String(160)),
        sa.Column("at", Number, nullable=False),
    )
    index("idempotency", "at", ["at"])
