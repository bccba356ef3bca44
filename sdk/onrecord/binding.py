"""How a command travels over HTTP, in both directions, so that client and server cannot differ.

Path parameters are members of the command. Of the rest, GET and DELETE carry the query string, and
POST, PUT and PATCH a JSON object. A list in the query string is its name repeated.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar, get_origin
from urllib.parse import quote

from pydantic import TypeAdapter, ValidationError

from onrecord.endpoints import Endpoint, RawEndpoint
from onrecord.errors import Invalid
from onrecord.wire._base import Command


__all__ = [
    "HttpRequest",
    "from_raw_request",
    "from_request",
    "make",
    "path_parameters",
    "query_lists",
    "takes_key",
    "to_raw_request",
    "to_request",
]

C = TypeVar("C", bound=Command)
_QUERY_METHODS: Final = frozenset({"GET", "DELETE"})
_PARAMETER = re.compile(r"\{(\w+)\}")
_ANY: Final[TypeAdapter[Any]] = TypeAdapter(Any)


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A command as HTTP: ``path`` is percent-encoded and relative to ``{mount}/v1``.

    ``query`` is a list of pairs in declaration order; ``body`` is null for GET and DELETE.
    """

    method: str
    path: str
    query: list[tuple[str, str]] = field(default_factory=list)
    body: dict[str, Any] | None = None


def path_parameters(endpoint: Endpoint[Any, Any]) -> list[str]:
    """Return the names of the path parameters, in path order."""
    return _PARAMETER.findall(endpoint.path)


def query_lists(endpoint: Endpoint[Any, Any]) -> frozenset[str]:
    """Return the command's members that are lists, which a query string repeats."""
    fields = endpoint.command.model_fields.items()
    return frozenset(name for name, info in fields if get_origin(info.annotation) is list)


def takes_key(endpoint: Endpoint[Any, Any]) -> bool:
    """Say whether the endpoint takes an ``Idempotency-Key``.

    A POST that changes something and has no ``client_id`` of its own does; PUT, PATCH and DELETE
    state an end and may simply be repeated.
    """
    changes = endpoint.method == "POST" and endpoint.writes
    return changes and "client_id" not in endpoint.command.model_fields


def make(command: type[C], members: Mapping[str, Any]) -> C:
    """Return the command made of these members; raise ``Invalid`` that points at each bad one.

    The refusal names places and rules and never repeats the caller's values.
    """
    try:
        return command.model_validate(dict(members))
    except ValidationError as error:
        raise Invalid(_sentence(places := _places(error)), errors=places) from None


def _places(error: ValidationError) -> list[dict[str, str]]:
    found = error.errors(include_url=False, include_input=False, include_context=False)
    return [{"pointer": _pointer(e["loc"]), "detail": _rule(e)} for e in found[:20]]


def _pointer(location: Iterable[str | int]) -> str:
    """Return the RFC 6901 pointer for a place in the command."""
    return "".join(f"/{str(p).replace('~', '~0').replace('/', '~1')[:80]}" for p in location)


def _rule(error: Mapping[str, Any]) -> str:
    """Return the rule in words; a pattern is one for programs, and stands in the reference."""
    if error["type"] == "string_pattern_mismatch":
        return "This is not of the form that is accepted here."
    return str(error["msg"]).removeprefix("Value error, ")


def _sentence(places: list[dict[str, str]]) -> str:
    return "; ".join(f"{p['pointer'] or '/'}: {p['detail']}" for p in places[:3])


def to_request(endpoint: Endpoint[C, Any], command: C) -> HttpRequest:
    """Return the request that asks for this command; members nobody set are left out."""
    members = command.model_dump(mode="json", exclude_unset=True)
    path = _PARAMETER.sub(lambda found: _segment(found[1], members.pop(found[1])), endpoint.path)
    if endpoint.method in _QUERY_METHODS:
        return HttpRequest(endpoint.method, path, query=list(_pairs(members)))
    return HttpRequest(endpoint.method, path, body=members)


def to_raw_request(endpoint: RawEndpoint[C], command: C) -> tuple[str, str, list[tuple[str, str]]]:
    """Return method, path and query of a request that carries bytes; they are its whole body."""
    members = command.model_dump(mode="json", exclude_unset=True)
    path = _PARAMETER.sub(lambda found: _segment(found[1], members.pop(found[1])), endpoint.path)
    return endpoint.method, path, list(_pairs(members))


def _segment(name: str, value: object) -> str:
    text = str(value)
    if text in {".", ".."}:
        detail = "'.' and '..' cannot stand in a path; use the socket"
        raise Invalid(detail, errors=[{"pointer": f"/{name}", "detail": detail}])
    return quote(text, safe="")


def _pairs(members: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for name, value in members.items():
        for item in value if isinstance(value, list) else [value]:
            if item is not None:
                yield name, str(item).lower() if isinstance(item, bool) else str(item)


def from_request(
    endpoint: Endpoint[C, Any],
    path: Mapping[str, str],
    query: Iterable[tuple[str, str]] = (),
    body: bytes | None = None,
) -> C:
    """Return the command that a request asks for; the inverse of ``to_request``.

    ``path`` holds the decoded path parameters. Raises ``Invalid`` for a body that is no JSON
    object, a member given twice, an unknown member, or one that breaks its rule.
    """
    carried = _from_query(endpoint, query)
    if endpoint.method not in _QUERY_METHODS:
        carried |= _disjoint(carried, _from_body(body or b"{}"))
    carried |= _disjoint(carried, path)
    return make(endpoint.command, carried)


def from_raw_request(
    endpoint: RawEndpoint[C], path: Mapping[str, str], query: Iterable[tuple[str, str]]
) -> C:
    """Return the command of a request that carries bytes; the inverse of ``to_raw_request``."""
    carried: dict[str, Any] = dict(path)
    for name, value in query:
        carried |= _disjoint(carried, {name: value})
    return make(endpoint.command, carried)


def _from_query(endpoint: Endpoint[Any, Any], query: Iterable[tuple[str, str]]) -> dict[str, Any]:
    lists, members = query_lists(endpoint), dict[str, Any]()
    for name, value in query:
        if name in lists:
            members.setdefault(name, []).append(value)
        else:
            members |= _disjoint(members, {name: value})
    return members


def _from_body(body: bytes) -> dict[str, Any]:
    try:
        document = _ANY.validate_json(body)
    except ValidationError:
        raise Invalid("The body is not valid JSON") from None
    if not isinstance(document, dict):
        raise Invalid("The body must be a JSON object")
    return document


def _disjoint(known: Mapping[str, Any], more: Mapping[str, Any]) -> Mapping[str, Any]:
    twice = [{"pointer": _pointer([n]), "detail": "is given twice"} for n in more if n in known]
    if twice:
        raise Invalid(_sentence(twice), errors=twice)
    return more
