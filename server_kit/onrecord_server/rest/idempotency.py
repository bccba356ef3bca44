"""``Idempotency-Key`` (draft-ietf-httpapi-idempotency-key-header): a POST that is repeated safely.

The key is kept in the same transaction as the change, so that there is no moment at which one of
them stands alone. What was answered is not kept: words belong to content rows, which can be erased.
A repetition reads the thing again as it is now.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import sqlalchemy as sa
from pydantic import BaseModel

from onrecord import endpoints
from onrecord.binding import takes_key
from onrecord.endpoints import Endpoint
from onrecord.errors import ClientIdReused, IdempotencyKeyReused, Invalid
from onrecord.wire.announcements import GetExport
from onrecord.wire.appeals import GetAppeal
from onrecord.wire.attachments import GetAttachment
from onrecord.wire.cases import GetCase
from onrecord.wire.conversations import GetConversation
from onrecord.wire.grants import GetGrant
from onrecord.wire.messages import GetMessage, SendMessage
from onrecord.wire.people import GetPerson
from onrecord.wire.policies import GetPolicy, GetPolicyVersion
from onrecord.wire.reports import GetReport
from onrecord.wire.spaces import GetSpace
from onrecord_server.announcements import reminding
from onrecord_server.core.doc import Doc, encode
from onrecord_server.core.operation import REGISTRY, Operation, Tx, Unchanged
from onrecord_server.oversight import freezing, looking
from onrecord_server.oversight.cases import noticing, opening
from onrecord_server.policy import access as policy_access
from onrecord_server.policy import operations as policies
from onrecord_server.rest.rows import idempotency
from onrecord_server.tenants.operations import standing


DAY: Final = 24 * 3600 * 1_000_000

#: Endpoints whose repetition would make a second thing: how to read the first one again.
MAKES: Final[dict[str, tuple[str, Callable[[str], BaseModel]]]] = {
    endpoints.CREATE_CONVERSATION.name: (
        endpoints.GET_CONVERSATION.name,
        lambda reference: GetConversation(conversation_id=reference),
    ),
    endpoints.CREATE_SPACE.name: (
        endpoints.GET_SPACE.name,
        lambda reference: GetSpace(space_id=reference),
    ),
    endpoints.EXPORT_ANNOUNCEMENT.name: (
        endpoints.GET_EXPORT.name,
        lambda reference: GetExport(export_id=reference),
    ),
    endpoints.BEGIN_ATTACHMENT.name: (
        endpoints.GET_ATTACHMENT.name,
        lambda reference: GetAttachment(attachment_id=reference),
    ),
    endpoints.REQUEST_GRANT.name: (
        endpoints.GET_GRANT.name,
        lambda reference: GetGrant(grant_id=reference),
    ),
    endpoints.MAKE_APPEAL.name: (
        endpoints.GET_APPEAL.name,
        lambda reference: GetAppeal(appeal_id=reference),
    ),
    endpoints.MAKE_REPORT.name: (
        endpoints.GET_REPORT.name,
        lambda reference: GetReport(report_id=reference),
    ),
    endpoints.DRAFT_POLICY.name: (
        endpoints.GET_POLICY_VERSION.name,
        lambda reference: GetPolicyVersion(version=int(reference)),
    ),
}
#: POSTs that state an end: a repetition changes nothing, whatever happened since, and answers what
#: is there now.
STATES: Final[dict[str, Callable[[Tx, Any], Any]]] = {
    endpoints.ADD_MEMBERS.name: lambda tx, command: _read(
        tx,
        endpoints.GET_CONVERSATION.name,
        GetConversation(conversation_id=command.conversation_id),
    ),
    endpoints.REMIND_AUDIENCE.name: lambda tx, command: reminding.shown(tx, command.message_id),
    endpoints.FINISH_ATTACHMENT.name: lambda tx, command: _read(
        tx,
        endpoints.GET_ATTACHMENT.name,
        GetAttachment(attachment_id=command.attachment_id),
    ),
    endpoints.DEACTIVATE_PERSON.name: lambda tx, command: _read(
        tx, endpoints.GET_PERSON.name, GetPerson(person_id=command.person_id)
    ),
    endpoints.REACTIVATE_PERSON.name: lambda tx, command: _read(
        tx, endpoints.GET_PERSON.name, GetPerson(person_id=command.person_id)
    ),
    endpoints.WITHDRAW_HELD.name: lambda tx, command: _read(
        tx, endpoints.GET_MESSAGE.name, GetMessage(message_id=command.message_id)
    ),
    **{
        endpoint.name: lambda tx, command: freezing.shown(tx, command.person_id)
        for endpoint in (endpoints.FREEZE_PERSON, endpoints.UNFREEZE_PERSON)
    },
    endpoints.ACKNOWLEDGE_POLICY.name: lambda tx, command: _read(
        tx, endpoints.GET_POLICY.name, GetPolicy(locales=[command.locale])
    ),
    **{
        endpoint.name: lambda tx, command: policies.shown(
            tx, policy_access.version(tx, command.version)
        )
        for endpoint in (
            endpoints.PROPOSE_POLICY,
            endpoints.APPROVE_POLICY,
            endpoints.WITHDRAW_POLICY,
        )
    },
    **{
        endpoint.name: lambda tx, command: _read(
            tx, endpoints.GET_GRANT.name, GetGrant(grant_id=command.grant_id)
        )
        for endpoint in (
            endpoints.APPROVE_GRANT,
            endpoints.DENY_GRANT,
            endpoints.CLOSE_GRANT,
            endpoints.REVIEW_GRANT,
        )
    },
    # Words are shown again only by looking again, which is a look of its own.
    endpoints.LIST_GRANTED.name: looking.list_granted,
    endpoints.READ_GRANTED.name: looking.read_granted,
    endpoints.OPEN_CASE.name: opening.open_case,
    endpoints.READ_NOTICE.name: noticing.read_notice,
    endpoints.DECIDE_APPEAL.name: lambda tx, command: _read(
        tx, endpoints.GET_APPEAL.name, GetAppeal(appeal_id=command.appeal_id)
    ),
    **{
        endpoint.name: lambda tx, command: _read(
            tx, endpoints.GET_CASE.name, GetCase(case_id=command.case_id)
        )
        for endpoint in (
            endpoints.ASSIGN_CASE,
            endpoints.NOTE_CASE,
            endpoints.ESCALATE_CASE,
            endpoints.WIDEN_CASE,
            endpoints.REQUEST_REVEAL,
            endpoints.APPROVE_CASE,
            endpoints.DENY_CASE,
            endpoints.DECIDE_CASE,
        )
    },
    endpoints.SUSPEND_TENANT.name: lambda tx, command: standing(tx),
    endpoints.RESUME_TENANT.name: lambda tx, command: standing(tx),
    **{
        endpoint.name: lambda tx, command: _read(
            tx,
            endpoints.GET_CONVERSATION.name,
            GetConversation(conversation_id=command.conversation_id),
        )
        for endpoint in (
            endpoints.ARCHIVE_CONVERSATION,
            endpoints.UNARCHIVE_CONVERSATION,
            endpoints.JOIN_CONVERSATION,
        )
    },
    **{
        endpoint.name: lambda tx, command: _read(
            tx, endpoints.GET_SPACE.name, GetSpace(space_id=command.space_id)
        )
        for endpoint in (
            endpoints.ARCHIVE_SPACE,
            endpoints.UNARCHIVE_SPACE,
            endpoints.JOIN_SPACE,
            endpoints.ADD_SPACE_MEMBERS,
        )
    },
}

_KEY: Final = re.compile(r'"([\x20-\x21\x23-\x5b\x5d-\x7e]{1,255})"|([\x21\x23-\x7e]{1,255})')


def read_key(header: str | None) -> str | None:
    """Return the key of the header, quoted or not. Raises ``Invalid`` for one that is no key."""
    if header is None:
        return None
    found = _KEY.fullmatch(header.strip())
    if found is None:
        raise Invalid("An Idempotency-Key is 1 to 255 visible ASCII characters.")
    return found[1] or found[2]


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def with_key(
    operation: Operation[Any, Any], command: BaseModel, key: str | None
) -> tuple[Operation[Any, Any], Any]:
    """Return the operation and command that together happen at most once for this key."""
    endpoint = operation.endpoint
    if key is None or endpoint.method != "POST":
        return operation, command
    if isinstance(command, SendMessage):
        return operation, _with_client_id(command, key)
    if not takes_key(endpoint):
        return operation, command
    fingerprint = _digest(endpoint.name.encode(), encode(command.model_dump(mode="json")))
    return replace(operation, one=_once(operation, _digest(key.encode()), fingerprint)), command


def _with_client_id(command: SendMessage, key: str) -> SendMessage:
    """A message has a key of its own that never expires: use that one (contract P2)."""
    if command.client_id is not None:
        return command
    return command.model_copy(update={"client_id": f"key:{_digest(key.encode())[:48]}"})


def reused(error: ClientIdReused, key: str | None, command: Any) -> Exception:
    """Return the refusal in the terms the caller used: by key, where no ``client_id`` was given."""
    by_key = key is not None and isinstance(command, SendMessage) and command.client_id is None
    return IdempotencyKeyReused(_REUSED) if by_key else error


_REUSED: Final = "This Idempotency-Key was used for another request; use a fresh one."


def _once(operation: Operation[Any, Any], key: str, fingerprint: str) -> Callable[[Tx, Any], Any]:
    def one(tx: Tx, command: Any) -> Any:
        mine = _mine(tx, key)
        found = tx.execute(sa.select(idempotency).where(*mine)).one_or_none()
        if found is not None and found.at > tx.now - DAY:
            if found.fingerprint != fingerprint:
                raise IdempotencyKeyReused(_REUSED)
            return _again(operation, tx, command, found.reference)
        answer = operation.one(tx, command) if operation.one else None
        _keep(tx, key, fingerprint, answer)
        return answer

    return one


def _mine(tx: Tx, key: str) -> tuple[Any, ...]:
    table = idempotency.c
    return table.tenant == tx.tenant, table.person == tx.actor.person, table.key == key


def _again(operation: Operation[Any, Any], tx: Tx, command: Any, reference: str | None) -> Any:
    made = MAKES.get(operation.endpoint.name)
    if made is not None and reference is not None:
        name, asking = made
        return _unchanged(_read(tx, name, asking(reference)))
    return _unchanged(STATES[operation.endpoint.name](tx, command))


def _read(tx: Tx, name: str, command: BaseModel) -> Any:
    read = REGISTRY[name].one
    return read(tx, command) if read else None


def _unchanged(answer: Any) -> Unchanged[Any]:
    doc: Doc[Any] = answer if isinstance(answer, Doc) else Doc.of(answer)
    return Unchanged(doc.model, doc.value)


def _keep(tx: Tx, key: str, fingerprint: str, answer: Any) -> None:
    old = (idempotency.c.tenant == tx.tenant, idempotency.c.at <= tx.now - DAY)
    tx.execute(sa.delete(idempotency).where(*old))
    value = answer.value if isinstance(answer, Doc) else answer.model_dump(mode="json")
    row = {"tenant": tx.tenant, "person": tx.actor.person, "key": key, "at": tx.now}
    named = value.get("id", value.get("version"))
    reference = None if named is None else str(named)
    stated = {"fingerprint": fingerprint, "reference": reference}
    tx.execute(sa.insert(idempotency), {**row, **stated})


def kind(endpoint: Endpoint[Any, Any]) -> str | None:
    """Say how a repetition of an endpoint with a key is answered; ``None`` if it takes no key."""
    if not takes_key(endpoint):
        return None
    return "made" if endpoint.name in MAKES else "stated" if endpoint.name in STATES else "unknown"
