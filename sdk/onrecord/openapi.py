"""The OpenAPI 3.1 document, one loop over the endpoint list."""

from collections.abc import Iterable
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from onrecord.binding import path_parameters, takes_key
from onrecord.endpoints import ENDPOINTS, Endpoint
from onrecord.errors import PROBLEM_BASE, refusals


__all__ = ["openapi_document"]

Json = dict[str, Any]
AnyEndpoint = Endpoint[Any, Any]
_SCHEMA: Final = "#/components/schemas/{model}"
_RETRIED: Final = frozenset({429, 503})


def openapi_document(*, server: str = "/v1", version: str = "1") -> Json:
    """Return the document as JSON values; ``server`` is where the mount's ``/v1`` is seen."""
    shapes = _Shapes(ENDPOINTS.values())
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "onrecord",
            "version": version,
            "summary": "Chat inside your app, in your database, on the record.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": server}],
        "security": [{"token": []}, {"login": []}],
        "tags": [{"name": tag} for tag in dict.fromkeys(map(_tag, ENDPOINTS.values()))],
        "paths": _paths(ENDPOINTS.values(), shapes),
        "components": _components(shapes),
    }


class _Shapes:
    """The JSON schemas of all commands as they are read, and of all results as they are written."""

    def __init__(self, endpoints: Iterable[AnyEndpoint]) -> None:
        """Make one set of definitions, so that a shape has one name."""
        inputs = [(e.command, "validation") for e in endpoints]
        outputs = [(e.result, "serialization") for e in endpoints]
        refs, document = models_json_schema([*inputs, *outputs], ref_template=_SCHEMA)  # type: ignore[list-item]
        self._refs: dict[Any, Json] = dict(refs)
        self.definitions: Json = document["$defs"]

    def result(self, model: type[BaseModel]) -> Json:
        """Return the reference to a result."""
        return self._refs[(model, "serialization")]

    def members(self, endpoint: AnyEndpoint) -> Json:
        """Return the schema of a command, opened."""
        name = self._refs[(endpoint.command, "validation")]["$ref"].rsplit("/", 1)[-1]
        found: Json = self.definitions[name]
        return found


def _tag(endpoint: AnyEndpoint) -> str:
    return endpoint.name.split(".")[0]


def _paths(endpoints: Iterable[AnyEndpoint], shapes: _Shapes) -> Json:
    paths: Json = {}
    for endpoint in endpoints:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint, shapes)
    return paths


def _operation(endpoint: AnyEndpoint, shapes: _Shapes) -> Json:
    found: Json = {
        "operationId": endpoint.name,
        "tags": [_tag(endpoint)],
        "summary": endpoint.summary.replace("``", "`"),
        "parameters": _parameters(endpoint, shapes),
        "responses": _responses(endpoint, shapes),
    }
    if body := _body(endpoint, shapes):
        found["requestBody"] = body
    if endpoint.scope:
        found["x-onrecord-scope"] = endpoint.scope
    return found


def _parameters(endpoint: AnyEndpoint, shapes: _Shapes) -> list[Json]:
    properties = shapes.members(endpoint).get("properties", {})
    inside = path_parameters(endpoint)
    found = [_parameter("path", name, properties[name], required=True) for name in inside]
    if endpoint.method in {"GET", "DELETE"}:
        queried = [name for name in properties if name not in inside]
        found += [_parameter("query", name, properties[name], required=False) for name in queried]
    if takes_key(endpoint):
        found.append({"$ref": "#/components/parameters/IdempotencyKey"})
    return found


def _parameter(place: str, name: str, schema: Json, *, required: bool) -> Json:
    options = [s for s in schema.get("anyOf", [schema]) if s.get("type") != "null"]
    rest = {key: value for key, value in options[0].items() if key != "title"}
    if schema.get("default") is not None:
        rest["default"] = schema["default"]
    return {"name": name, "in": place, "required": required, "schema": rest}


def _body(endpoint: AnyEndpoint, shapes: _Shapes) -> Json | None:
    members, inside = shapes.members(endpoint), path_parameters(endpoint)
    properties = {n: s for n, s in members.get("properties", {}).items() if n not in inside}
    if endpoint.method in {"GET", "DELETE"} or not properties:
        return None
    required = [name for name in members.get("required", []) if name not in inside]
    schema: Json = {"type": "object", "properties": properties, "additionalProperties": False}
    if required:
        schema["required"] = required
    return {"required": bool(required), "content": {"application/json": {"schema": schema}}}


def _responses(endpoint: AnyEndpoint, shapes: _Shapes) -> Json:
    content = {"application/json": {"schema": shapes.result(endpoint.result)}}
    good = {"description": "Committed." if endpoint.writes else "Found.", "content": content}
    refused = {str(status): _reference(status) for status in _statuses(endpoint)}
    return {str(endpoint.status): good, **refused}


def _statuses(endpoint: AnyEndpoint) -> list[int]:
    found = {401, 403, 422, 429, 500, 503}
    found |= {404} if path_parameters(endpoint) else set()
    found |= {409} if endpoint.writes else set()
    found |= {413, 415} if endpoint.method in {"POST", "PUT", "PATCH"} else set()
    return sorted(found)


def _reference(status: int) -> Json:
    return {"$ref": f"#/components/responses/Problem{status}"}


def _components(shapes: _Shapes) -> Json:
    return {
        "schemas": {**shapes.definitions, "Problem": problem_schema()},
        "responses": {f"Problem{s}": _problem_response(s) for s in sorted(_codes())},
        "parameters": {"IdempotencyKey": _KEY},
        "headers": {"RetryAfter": _RETRY_AFTER, "RequestId": _REQUEST_ID},
        "securitySchemes": _SECURITY,
    }


def _codes() -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for code, refusal in sorted(refusals().items()):
        found.setdefault(refusal.status, []).append(code)
    return found


def _problem_response(status: int) -> Json:
    headers = {"X-Request-ID": {"$ref": "#/components/headers/RequestId"}}
    if status in _RETRIED:
        headers["Retry-After"] = {"$ref": "#/components/headers/RetryAfter"}
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        "description": "Refused: " + ", ".join(f"`{code}`" for code in _codes()[status]),
        "headers": headers,
        "content": {"application/problem+json": {"schema": schema}},
    }


def problem_schema() -> Json:
    """Return the JSON schema of a problem document (RFC 9457) as onrecord writes it."""
    pointer = {"type": "string", "description": "RFC 6901 pointer into the request"}
    place = {"pointer": pointer, "detail": {"type": "string"}}
    return {
        "type": "object",
        "required": ["type", "title", "status", "code", "detail"],
        "properties": {
            "type": {"type": "string", "examples": [PROBLEM_BASE + "not_found"]},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "code": {"type": "string", "enum": sorted(refusals())},
            "detail": {"type": "string"},
            "errors": {"type": "array", "items": {"type": "object", "properties": place}},
            "retry_after": {"type": "number", "description": "Seconds"},
            "request_id": {"type": "string"},
        },
    }


_KEY: Final[Json] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "The same key and body answer the same; with another body it is refused (422).",
    "schema": {"type": "string", "minLength": 1, "maxLength": 64},
}
_RETRY_AFTER: Final[Json] = {
    "description": "Seconds until it is worth trying again.",
    "schema": {"type": "integer", "minimum": 0},
}
_REQUEST_ID: Final[Json] = {
    "description": "Finds this answer in the host's log.",
    "schema": {"type": "string"},
}
_SECURITY: Final[Json] = {
    "token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
    "login": {
        "type": "apiKey",
        "in": "cookie",
        "name": "session",
        "description": "Whatever login the host already has; the name of its cookie is the host's.",
    },
}
