"""Loading is authorising: an upload is its owner's alone, and only while they may see its place."""

from collections.abc import Callable
from typing import Any, Final

import sqlalchemy as sa

from onrecord.errors import NotFound, UsageError
from onrecord_server.attachments.rows import attachments
from onrecord_server.core.operation import Tx
from onrecord_server.core.rows import contents
from onrecord_server.core.words import WORDS
from onrecord_server.people import access as people_access


#: Raises unless the actor may read, or write to, a conversation.
Guard = Callable[[Tx, str], Any]
_guards: Final[dict[str, Guard]] = {}


def guarded_by(*, member: Guard, writer: Guard) -> None:
    """Register how conversations let people in: they are a layer above, and hang themselves on."""
    _guards.update(member=member, writer=writer)


def member(tx: Tx, conversation_id: str) -> None:
    """Let in who may read a conversation. Raises ``NotFound`` for everybody else."""
    _guard("member")(tx, conversation_id)


def writer(tx: Tx, conversation_id: str) -> None:
    """Let in who may write to a conversation. Raises ``NotFound`` or ``Archived``."""
    _guard("writer")(tx, conversation_id)


def _guard(name: str) -> Guard:
    if name not in _guards:
        raise UsageError("import onrecord_server.conversations before operations run")
    return _guards[name]


def _body(content_id: sa.ColumnElement[Any]) -> sa.ScalarSelect[Any]:
    found = sa.select(WORDS).where(
        contents.c.tenant == attachments.c.tenant, contents.c.id == content_id
    )
    return found.correlate(attachments).scalar_subquery()


def with_content() -> sa.Select[Any]:
    """Select attachments with what they are called and with what was found of them."""
    called = _body(attachments.c.content_id).label("body")
    return sa.select(
        attachments, called, _body(attachments.c.checked_content_id).label("checked_body")
    )


#: Built once: making a select costs more than running it.
_ONE: Final = with_content().where(
    attachments.c.tenant == sa.bindparam("tenant"), attachments.c.id == sa.bindparam("id")
)


def own(tx: Tx, attachment_id: str, guard: Guard) -> Any:
    """Load an upload for who owns it and passes ``member`` or ``writer`` of its conversation.

    Raises ``NotFound`` for everybody else.
    """
    people_access.admit(tx)
    row = one(tx, attachment_id)
    if row is None or row.owner != tx.actor.person:
        raise NotFound
    guard(tx, row.conversation)
    return row


def one(tx: Tx, attachment_id: str) -> Any:
    """Load an attachment, or ``None``: for those who have authorised by its message, and for us."""
    return tx.execute(_ONE, {"tenant": tx.tenant, "id": attachment_id}).one_or_none()
