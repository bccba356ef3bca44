"""Joining the host's own transaction."""

from contextlib import AbstractContextManager

from sqlalchemy.orm import Session

from onrecord.client import Actor as BlockingClient
from onrecord.errors import UsageError
from onrecord_server.core.actor import Actor
from onrecord_server.engine import Engines


def join(
    engines: Engines, session: Session, actor: Actor
) -> AbstractContextManager[BlockingClient]:
    """Act inside the host's transaction."""
    raise UsageError("join is not built yet")
