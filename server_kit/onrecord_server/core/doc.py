"""A wire document on its way out: made once, numbered at the seal, encoded at most once."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Generic, TypeVar

from pydantic import BaseModel
from pydantic_core import to_json

from onrecord.wire.scalars import format_time


R = TypeVar("R", bound=BaseModel)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def micros(value: datetime) -> int:
    """Return whole microseconds since 1970."""
    return (value - _EPOCH) // timedelta(microseconds=1)


def moment(value: int) -> datetime:
    """Return the UTC time of microseconds since 1970."""
    return _EPOCH + timedelta(microseconds=value)


def time_text(value: int | None) -> str | None:
    """Return the wire form of microseconds since 1970."""
    if value is None:
        return None
    seconds, rest = divmod(value, 1_000_000)
    return f"{_second(seconds)}.{rest:06d}Z"


@lru_cache(maxsize=4096)
def _second(value: int) -> str:
    """Return the wire form up to the whole seconds, which many times share."""
    return format_time(moment(value * 1_000_000))[:19]


def encode(document: Any) -> bytes:
    """Return compact UTF-8 JSON, members in the order they have."""
    return to_json(document)


class Doc(Generic[R]):
    """The document of one resource; ``value`` is what goes on the wire.

    A resource that carries a position has null there until the seal fills it in.
    """

    __slots__ = ("_json", "model", "value")

    def __init__(self, model: type[R], value: dict[str, Any]) -> None:
        """Keep the plain document and the model that describes it."""
        self.model = model
        self.value = value
        self._json: bytes | None = None

    @classmethod
    def of(cls, resource: R) -> "Doc[R]":
        """Return the document of a resource."""
        return cls(type(resource), resource.model_dump(mode="json"))

    def json(self) -> bytes:
        """Return the encoded document; the first call fixes it."""
        if self._json is None:
            self._json = encode(self.value)
        return self._json

    def resource(self) -> R:
        """Return the typed resource."""
        return self.model.model_validate(self.value)
