"""Driver errors become our refusals in one place."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import exc

from onrecord.errors import Unavailable


#: SQLSTATE classes after which the same work may succeed: serialization, deadlock (ISO 9075).
_RETRYABLE: Final = {"40001", "40P01", "55P03"}
_READ_ONLY: Final = ("25006", "readonly", "read-only")
_FULL: Final = ("53100", "disk is full", "database or disk is full")


def sqlstate(error: exc.DBAPIError) -> str:
    """Return the SQLSTATE of a driver error, or the empty text."""
    return str(getattr(error.orig, "sqlstate", None) or "")


def is_retryable(error: BaseException) -> bool:
    """Say whether a whole transaction may simply run again."""
    if isinstance(error, exc.IntegrityError):
        return True
    return isinstance(error, exc.DBAPIError) and sqlstate(error) in _RETRYABLE


def _refusal(error: exc.DBAPIError) -> Unavailable:
    text = f"{sqlstate(error)} {error.orig}".lower()
    if any(sign in text for sign in _READ_ONLY):
        return Unavailable("The database is read-only; reading goes on.", retry_after=10)
    if any(sign in text for sign in _FULL):
        return Unavailable("The database's disk is full; nothing was written.", retry_after=30)
    if "locked" in text or "busy" in text:
        return Unavailable("The database is busy.", retry_after=1)
    return Unavailable("The database does not answer.", retry_after=2)


@contextmanager
def translated() -> Iterator[None]:
    """Turn operational driver errors into ``Unavailable``; let programming errors through."""
    try:
        yield
    except exc.TimeoutError as error:
        raise Unavailable("All database connections are in use.", retry_after=1) from error
    except (exc.OperationalError, exc.InterfaceError, exc.InternalError) as error:
        if is_retryable(error):
            raise
        raise _refusal(error) from error
