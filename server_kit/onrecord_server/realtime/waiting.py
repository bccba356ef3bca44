"""One database that is away, or that nobody has used yet, holds up no other one."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from onrecord.errors import OnRecordError
from onrecord_server.core.database import Database
from onrecord_server.engine import Engines


@contextmanager
def patient(
    engines: Engines, database: Database, logger: logging.Logger, what: str
) -> Iterator[None]:
    """Go on where a database cannot be worked on now; the tables of an unused one need not be there."""
    try:
        yield
    except (OnRecordError, SQLAlchemyError) as error:
        used = engines.is_used(database)
        if used and not isinstance(error, OnRecordError):
            raise
        level = logging.WARNING if used else logging.DEBUG
        logger.log(level, "%s of one database have to wait: %s", what, error)
