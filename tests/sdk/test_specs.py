"""The OpenAPI and AsyncAPI documents are valid, whole, and say what the code does."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from onrecord.asyncapi import asyncapi_document
from onrecord.binding import path_parameters, takes_key
from onrecord.endpoints import ENDPOINTS
from onrecord.openapi import openapi_document


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return openapi_document(server="/chat/v1", version="0.1.0")


@pytest.fixture(scope="module")
def asyncapi_schema() -> Any:
    packed = Path(__file__).with_name("data") / "asyncapi-3.0.0.json.gz"
    return json.loads(gzip.decompress(packed.read_bytes()))


def operation(document: dict[str, Any], name: str) -> dict[str, Any]:
    endpoint = ENDPOINTS[name]
    found: dict[str, Any] = document["paths"][endpoint.path][endpoint.method.lower()]
    return found


def test_the_openapi_document_is_valid(document: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(document).validate()


def test_every_endpoint_is_an_operation_and_nothing_else_is(document: dict[str, Any]) -> None:
    found = [op["operationId"] for item in document["paths"].values() for op in item.values()]
    assert sorted(found) == sorted(ENDPOINTS)


@pytest.mark.parametrize("name", ENDPOINTS)
def test_an_operation_takes_every_member_of_its_command_once(
    document: dict[str, Any], name: str
) -> None:
    found, endpoint = operation(document, name), ENDPOINTS[name]
    parameters = [p["name"] for p in found["parameters"] if "name" in p]
    body = found.get("requestBody", {"content": {"application/json": {"schema": {}}}})
    members = body["content"]["application/json"]["schema"].get("properties", {})
    assert sorted([*parameters, *members]) == sorted(endpoint.command.model_fields)
    inside = [p["name"] for p in found["parameters"] if p.get("in") == "path"]
    assert inside == path_parameters(endpoint)
    keyed = {"$ref": "#/components/parameters/IdempotencyKey"} in found["parameters"]
    assert keyed is takes_key(endpoint)


@pytest.mark.parametrize("name", ENDPOINTS)
def test_an_operation_tells_its_success_and_its_refusals(
    document: dict[str, Any], name: str
) -> None:
    found, endpoint = operation(document, name), ENDPOINTS[name]
    assert str(endpoint.status) in found["responses"]
    assert {"401", "403", "422", "429", "503"} <= set(found["responses"])
    assert found.get("x-onrecord-scope") == endpoint.scope


def test_429_and_503_name_the_retry_after_header(document: dict[str, Any]) -> None:
    responses = document["components"]["responses"]
    named = {name for name, response in responses.items() if "Retry-After" in response["headers"]}
    assert named == {"Problem429", "Problem503"}


def test_what_the_server_answers_has_every_member(document: dict[str, Any]) -> None:
    message = document["components"]["schemas"]["Message"]
    assert set(message["required"]) == set(message["properties"])


def test_the_asyncapi_document_is_valid(asyncapi_schema: Any) -> None:
    errors = list(Draft7Validator(asyncapi_schema).iter_errors(asyncapi_document()))
    assert errors == []


def test_every_reference_of_the_asyncapi_document_resolves() -> None:
    document = json.loads(json.dumps(asyncapi_document()))
    missing = [ref for ref in references(document) if not resolves(document, ref)]
    assert missing == []


def references(node: Any) -> list[str]:
    if isinstance(node, list):
        return [ref for item in node for ref in references(item)]
    if not isinstance(node, dict):
        return []
    own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
    return own + [ref for item in node.values() for ref in references(item)]


def resolves(document: Any, ref: str) -> bool:
    for part in ref.removeprefix("#/").split("/"):
        if not isinstance(document, dict) or part not in document:
            return False
        document = document[part]
    return True


def test_every_operation_can_be_called_over_the_socket() -> None:
    call = asyncapi_document()["components"]["messages"]["Call"]
    assert set(call["x-onrecord-operations"]) == set(ENDPOINTS)
