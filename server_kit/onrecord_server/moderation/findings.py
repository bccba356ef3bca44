"""What was found in a text, by which trigger, and what becomes of the text for it. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from onrecord.wire.judged import FoundBy
from onrecord.wire.policy_document import FoundAction, Severity
from onrecord_server.policy.difference import ACTIONS


#: What stands where something was covered.
COVER: Final = "\u25ae"
#: From what matters least to what matters most.
SEVERITIES: Final[Sequence[Severity]] = ("low", "medium", "high", "critical")


@dataclass(frozen=True, slots=True)
class Span:
    """A part of what was written, and the rule that it meets."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What one trigger found. One of kind ``unjudged`` could not look, and ``why`` says so."""

    trigger: str
    kind: FoundBy
    severity: Severity
    action: FoundAction
    spans: Sequence[Span] = ()
    lexicon: str | None = None
    lexicon_version: int | None = None
    lexicon_hash: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that the policy in force finds in a text."""

    policy_version: int
    policy_hash: str
    findings: Sequence[Finding]
    #: The rule that decides, in a sentence for the author.
    said: str
    #: Of triggers that freeze: from how many hits, within how long, for how long.
    freezing: Mapping[str, tuple[int, str, str]] = field(default_factory=dict)
    #: Of triggers that slow a conversation down: from how many hits, to how many seconds, for how long.
    slowing: Mapping[str, tuple[int, int, str]] = field(default_factory=dict)

    @property
    def action(self) -> FoundAction:
        """Return what becomes of the text: what hinders most."""
        return strongest(self.findings).action if self.findings else "flag"

    @property
    def stops(self) -> bool:
        """Say whether the text is not delivered."""
        return self.action in ("hold", "block")


def strongest(findings: Sequence[Finding]) -> Finding:
    """Return the finding that decides: what hinders most, then what matters most."""
    return max(
        findings, key=lambda one: (ACTIONS.index(one.action), SEVERITIES.index(one.severity))
    )


def covered(text: str, findings: Iterable[Finding]) -> str:
    """Return a text with everything covered that a masking trigger found: sign for sign."""
    signs = list(text)
    for finding in findings:
        if finding.action == "mask":
            for span in finding.spans:
                for index in range(span.start, span.end):
                    signs[index] = signs[index] if signs[index].isspace() else COVER
    return "".join(signs)
