"""The policy as people write it: YAML, or JSON, which is YAML too."""

from typing import Annotated, Any

from pydantic import Field

from onrecord.wire._base import Command, Wire
from onrecord.wire.policies import PolicyHash
from onrecord.wire.policy_document import PolicyDocument


class PolicySourceFault(Wire):
    """What keeps a text from being a policy: the place in the document, and the line of it."""

    pointer: str
    line: int
    detail: str


class PolicySource(Wire):
    """A policy as a text and as what the text says.

    ``value`` is what stands there, be it a policy or not yet; ``document`` and ``hash`` are there
    where it is one, as far as its form goes. ``faults`` is what is wrong with it; none where it may
    be drafted.
    """

    text: str
    value: dict[str, Any]
    document: PolicyDocument | None = None
    hash: PolicyHash | None = None
    faults: list[PolicySourceFault] = []


class ReadPolicySource(Command):
    """Read a policy that is written as YAML or JSON, and change nothing.

    For who writes, approves or audits policies. ``invalid`` names the line where it can be read in no
    way, or in more than one: tags, aliases, a name that is there twice, and words such as ``no``
    or ``2026-01-31`` without quotes, which are no text to everybody.
    """

    text: Annotated[str, Field(strict=True, min_length=1, max_length=200_000)]


class WritePolicySource(Command):
    """Write a policy, or what may become one, as YAML, and change nothing.

    For who writes, approves or audits policies. What is read from the text is the same document, with
    the same hash. Members that are null are left out.
    """

    document: dict[str, Any]
