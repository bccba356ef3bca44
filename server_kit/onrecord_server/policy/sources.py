"""The policy as a text: what stands in it, what is wrong there, and on which line."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from onrecord import endpoints
from onrecord.errors import Invalid
from onrecord.wire import policy_sources as wire
from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.core.operation import Tx, implements
from onrecord_server.policy import access, plain_yaml, rules
from onrecord_server.policy.plain_yaml import NotPlain, Plain
from onrecord_server.policy.profiles import completed


_MOST_FAULTS: Final = 50
_FIRST: Final = ("id", "kind")
#: What is said where a text does not look as it must, by how the expression begins.
_FORMS: Final[Mapping[str, str]] = {
    "^P(": "Write a time such as P30D, P2W, P3M or PT12H",
    "^[a-z][a-z0-9_-]": "A name begins with a small letter; then come small letters, digits, - and _",
    "^[A-Z]{2}": "Write a country as ISO 3166 does, such as DE or US-NY",
}


@implements(endpoints.READ_POLICY_SOURCE)
def read_source(tx: Tx, command: wire.ReadPolicySource) -> wire.PolicySource:
    """Read a policy as YAML or JSON."""
    access.demand_reading(tx)
    return _source(command.text)


@implements(endpoints.WRITE_POLICY_SOURCE)
def write_source(tx: Tx, command: wire.WritePolicySource) -> wire.PolicySource:
    """Write a policy as YAML, with what is wrong with it."""
    access.demand_reading(tx)
    return _source(plain_yaml.write(_lean(command.document)))


def text_of(document: PolicyDocument) -> str:
    """Return a policy as YAML; it is read as the same document."""
    return plain_yaml.write(_lean(document.model_dump(mode="json")))


def _source(text: str) -> wire.PolicySource:
    try:
        return sourced(text)
    except NotPlain as error:
        raise Invalid(str(error), errors=[{"pointer": "/text", "detail": str(error)}]) from None


def sourced(text: str) -> wire.PolicySource:
    """Return what a text says, and everything that is wrong with it. Raises ``NotPlain``."""
    found = plain_yaml.read(text)
    if not isinstance(found.value, dict):
        raise NotPlain(1, "A policy begins with the name of a part, such as texts:")
    try:
        document = PolicyDocument.model_validate(found.value)
    except ValidationError as error:
        faults = [_fault(found, pointer, said) for pointer, said in _misfits(error)]
        return wire.PolicySource(text=text, value=found.value, faults=faults)
    return wire.PolicySource(
        text=text,
        value=found.value,
        document=document,
        hash=rules.policy_hash(completed(document)),
        faults=[_fault(found, one.pointer, one.said) for one in rules.faults(document)],
    )


def _fault(found: Plain, pointer: str, said: str) -> wire.PolicySourceFault:
    return wire.PolicySourceFault(pointer=pointer, line=found.line(pointer), detail=said)


def _misfits(error: ValidationError) -> Iterator[tuple[str, str]]:
    for one in error.errors(include_url=False, include_input=False)[:_MOST_FAULTS]:
        parts = [*one["loc"]]
        if parts[:1] == ["triggers"]:
            del parts[2:3]  # which kind it was read as, and no place of the document
        if parts[-1:] == ["[key]"]:
            del parts[-1]
        yield "".join(f"/{str(p).replace('~', '~0').replace('/', '~1')}" for p in parts), _said(one)


def _said(error: ErrorDetails) -> str:
    pattern = str(error.get("ctx", {}).get("pattern", ""))
    form = next((said for begins, said in _FORMS.items() if pattern.startswith(begins)), None)
    return form or error["msg"].removeprefix("Value error, ")


def _lean(value: Any) -> Any:
    """Return a value without members that are null, what names a part first."""
    if isinstance(value, list):
        return [_lean(one) for one in value]
    if not isinstance(value, dict):
        return value
    names = sorted(value, key=lambda name: name not in _FIRST)
    return {name: _lean(value[name]) for name in names if value[name] is not None}
