"""What rules a tenant's policy follows: each line with how it stands, and whose duty it is."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from onrecord.wire._base import Command, Wire
from onrecord.wire.policy_document import Profile
from onrecord.wire.tenants import Locale


RuleId = Annotated[str, StringConstraints(pattern=r"^[A-Z]+-\d{1,3}$")]


class GetCompliance(Command):
    """Ask how the rules stand that the policy in force follows."""

    locales: Annotated[list[Locale], Field(max_length=10)] = []


class ComplianceLine(Wire):
    """A rule of a profile. ``duty`` is what no software does; ``met`` is null there."""

    profile: Profile
    rule: RuleId
    name: str
    kind: Literal["policy", "setting", "duty"]
    met: bool | None
    said: str
    refuses: str | None
    detail: str | None


class Compliance(Wire):
    """The profiles of the policy in force, line by line. ``together`` says how they agree."""

    profiles: list[Profile]
    policy_version: int | None
    lines: list[ComplianceLine]
    together: list[str]
