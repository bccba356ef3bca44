"""Who answers what a rule of retention asks, what is the same question, and what seals it. Pure."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, Final

from onrecord_server.core.decision import ALLOWED, Decision, denied
from onrecord_server.core.leaf import canonical
from onrecord_server.policy import rules as policy
from onrecord_server.retention.rules import RetentionRule


#: The duties that answer, those that let something be erased, and those that see it.
OFFICERS: Final = frozenset({"compliance_officer", "privacy_officer"})
APPROVERS: Final = policy.APPROVERS
READERS: Final = APPROVERS | {"auditor"}
#: What seals a question: what was counted, by which rule, and how far.
SEALED: Final = (
    *("rule", "rule_hash", "policy_version", "space", "messages", "held"),
    *("first_at", "last_at", "upto"),
)


def asking(rules: Iterable[RetentionRule]) -> list[RetentionRule]:
    """Return the rules by which an officer is asked."""
    return [one for one in rules if one.maximum is not None and one.disposition == "ask"]


def hashes(rules: Iterable[RetentionRule]) -> dict[str, str]:
    """Return the hash of each rule that asks, by its id: a rule that says something else is another one."""
    return {one.id: hash_of_rule(one) for one in asking(rules)}


def hash_of_rule(rule: RetentionRule) -> str:
    """Return SHA-256 of a rule in canonical JSON, as ``sha256:`` and hex."""
    said = {
        "id": rule.id,
        "minimum": rule.minimum,
        "maximum": rule.maximum,
        "basis": rule.basis,
        "disposition": rule.disposition,
        "spaces": sorted(rule.spaces),
        "conversations": sorted(rule.conversations),
    }
    return _sha(said)


def hash_of(ask_id: str, counted: Mapping[str, Any]) -> str:
    """Return what seals a question as it was counted, as ``sha256:`` and hex."""
    return _sha({"ask": ask_id, **{name: counted[name] for name in SEALED}})


def _sha(said: Mapping[str, Any]) -> str:
    return "sha256:" + hashlib.sha256(canonical(said).encode()).hexdigest()


def may_approve(actor: str, answered_by: str | None, *, in_line: bool) -> Decision:
    """Who lets it be erased is neither who answered so, nor above or below them."""
    if actor == answered_by:
        return denied("Somebody else approves what you answered.")
    if in_line:
        return denied("Somebody outside of the line of management of who answered approves it.")
    return ALLOWED
