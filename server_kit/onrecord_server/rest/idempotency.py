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

from onrecord.binding import takes_key
from onrecord.endpoints import Endpoint
from onrecord.errors import ClientIdReused, IdempotencyKeyReused, Invalid
from onrecord.wire.messages import SendMessage
from onrecord_server.core.doc import Doc, encode
from onrecord_server.core.operation import Operation, Tx, Unchanged
from onrecord_server.core.words import keyed
from onrecord_server.rest.repeating import MAKES, STATES, read
from onrecord_server.rest.rows import idempotency


DAY: Final = 24 * 3600 * 1_000_000

_KEY: Final = re.compile(r'"([\x20-\x21\x23-\x5b\x5d-\x7e]{1,255})"|([\x21\x23-\x7e]{1,255})')


def read_key(header: str | None) -> str | None:
    """Return the key of the header, quoted or not. Raises ``Invalid`` for one that is no key."""
    if header is None:
        return None
    found = _KEY.fullmatch(header.strip())
    if found is None:
        raise Invalid("An Idempotency-Key is 1 to 255 visible ASCII characters.")
    return found[1] or found[2]


def _digest(*parts: bytes) -> bytes:
    return hashlib.sha256(b"\0".join(parts)).digest()


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
    digest = _digest(endpoint.name.encode(), encode(command.model_dump(mode="json")))
    return replace(operation, one=_once(operation, _digest(key.encode()).hex(), digest)), command


def _with_client_id(command: SendMessage, key: str) -> SendMessage:
    """A message has a key of its own that never expires: use that one (contract P2)."""
    if command.client_id is not None:
        return command
    return command.model_copy(update={"client_id": f"key:{_digest(key.encode()).hex()[:48]}"})


def reused(error: ClientIdReused, key: str | None, command: Any) -> Exception:
    """Return the refusal in the terms the caller used: by key, where no ``client_id`` was given."""
    by_key = key is not None and isinstance(command, SendMessage) and command.client_id is None
    return IdempotencyKeyReused(_REUSED) if by_key else error


_REUSED: Final = "This Idempotency-Key was used for another request; use a fresh one."


def _once(operation: Operation[Any, Any], key: str, digest: bytes) -> Callable[[Tx, Any], Any]:
    def one(tx: Tx, command: Any) -> Any:
        fingerprint = keyed(tx.unit.connection.dialect, tx.tenant, digest).hex()
        mine = _mine(tx, key)
        found = tx.execute(sa.select(idempotency).where(*mine)).one_or_none()
        if found is not None and found.at > tx.now - DAY:
            if found.fingerprint not in (fingerprint, digest.hex()):
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
        return _unchanged(read(tx, name, asking(reference)))
    return _unchanged(STATES[operation.endpoint.name](tx, command))


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
