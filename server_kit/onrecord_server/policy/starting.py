"""The policies that a tenant may start from."""

from functools import cache
from importlib.resources import files
from typing import Final

from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.policy import plain_yaml


#: By name, in the order in which they are offered.
STARTS: Final = ("general", "broker_dealer", "healthcare", "works_council")


@cache
def start(name: str) -> PolicyDocument:
    """Return one of the policies to start from. Raises ``KeyError`` for another name."""
    if name not in STARTS:
        raise KeyError(name)
    return read(text(name))


def text(name: str) -> str:
    """Return one of the policies to start from as it is written."""
    return files(__package__).joinpath("starts", f"{name}.yaml").read_text("utf-8")


def read(words: str) -> PolicyDocument:
    """Read a policy as YAML or JSON. Raises ``ValueError``; nothing in it is ever executed."""
    return PolicyDocument.model_validate(plain_yaml.read(words).value)
