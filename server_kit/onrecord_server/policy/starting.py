"""The policies that a tenant may start from."""

from functools import cache
from importlib.resources import files
from typing import Final

import yaml

from onrecord.wire.policy_document import PolicyDocument


#: By name, in the order in which they are offered.
STARTS: Final = ("general", "broker_dealer", "healthcare", "works_council")


@cache
def start(name: str) -> PolicyDocument:
    """Return one of the policies to start from. Raises ``KeyError`` for another name."""
    if name not in STARTS:
        raise KeyError(name)
    text = files(__package__).joinpath("starts", f"{name}.yaml").read_text("utf-8")
    return read(text)


def read(text: str) -> PolicyDocument:
    """Read a policy as YAML or JSON. Raises ``ValueError``; nothing in it is ever executed."""
    return PolicyDocument.model_validate(yaml.safe_load(text))
