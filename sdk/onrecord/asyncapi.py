"""The AsyncAPI 3 document: the socket's frames, both ways, and what can be called over it."""

from typing import Any, Final, Literal, get_args

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from onrecord.endpoints import ENDPOINTS
from onrecord.wire import frames


__all__ = ["asyncapi_document"]

Json = dict[str, Any]
_SCHEMA: Final = "#/components/schemas/{model}"
_CLIENT: Final[tuple[type[BaseModel], ...]] = get_args(get_args(frames.ClientFrame)[0])
Mode = Literal["validation", "serialization"]


def asyncapi_document(*, host: str = "localhost", path: str = "/v1", version: str = "1") -> Json:
    """Return the document as JSON values; the socket is at ``{path}/stream`` of ``host``."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "onrecord",
            "version": version,
            "description": f"Frames of the WebSocket subprotocol `{frames.SUBPROTOCOL}`.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "servers": {"mount": {"host": host, "pathname": path, "protocol": "wss"}},
        "channels": {"stream": _channel()},
        "operations": {"say": _operation("receive", _CLIENT), "hear": _operation("send", _SERVER)},
        "components": {"messages": _messages(), "schemas": _schemas()},
    }


_SERVER: Final[tuple[type[BaseModel], ...]] = frames.SERVER_FRAMES


def _channel() -> Json:
    names = [model.__name__ for model in (*_CLIENT, *_SERVER)]
    return {
        "address": "/stream",
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in names},
        "bindings": {"ws": {"method": "GET"}},
    }


def _operation(action: str, models: tuple[type[BaseModel], ...]) -> Json:
    """Describe one direction, from the server's side: it receives what a client says."""
    names = [model.__name__ for model in models]
    channel = "#/channels/stream"
    return {
        "action": action,
        "channel": {"$ref": channel},
        "messages": [{"$ref": f"{channel}/messages/{name}"} for name in names],
    }


def _messages() -> Json:
    return {model.__name__: _message(model) for model in (*_CLIENT, *_SERVER)}


def _message(model: type[BaseModel]) -> Json:
    found: Json = {
        "summary": " ".join((model.__doc__ or "").split("\n\n")[0].split()).replace("``", "`"),
        "payload": {"$ref": _SCHEMA.format(model=model.__name__)},
    }
    if model is frames.Call:
        found["x-onrecord-operations"] = {
            name: {
                "args": {"$ref": _SCHEMA.format(model=endpoint.command.__name__)},
                "summary": endpoint.summary.replace("``", "`"),
            }
            for name, endpoint in ENDPOINTS.items()
        }
    return found


def _schemas() -> Json:
    said: list[type[BaseModel]] = [*_CLIENT, *(e.command for e in ENDPOINTS.values())]
    return _definitions(said, "validation") | _definitions(list(_SERVER), "serialization")


def _definitions(models: list[type[BaseModel]], mode: Mode) -> Json:
    _, document = models_json_schema([(m, mode) for m in models], ref_template=_SCHEMA)
    definitions: Json = _discriminated(document["$defs"])
    return definitions


def _discriminated(node: Any) -> Any:
    """Return the schema with discriminators as AsyncAPI has them: a member's name, no object."""
    if isinstance(node, list):
        return [_discriminated(item) for item in node]
    if not isinstance(node, dict):
        return node
    opened = {name: _discriminated(item) for name, item in node.items()}
    if isinstance(found := opened.get("discriminator"), dict):
        opened["discriminator"] = found["propertyName"]
    return opened
