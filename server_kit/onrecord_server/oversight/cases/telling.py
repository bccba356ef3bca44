"""How the entries of a case are told: what found it, who looked, and what was decided."""

from collections.abc import Mapping
from typing import Any

from onrecord_server.record.story import tells


Entry = Mapping[str, Any]


@tells("case.queued")
def _queued(entry: Entry) -> str:
    facts = entry["facts"]
    about = facts.get("message") or facts.get("person")
    return (
        f"put {about} into the queue for {facts['trigger']} ({facts['source']}, {facts['severity']}) "
        f"of policy version {facts['policy_version']}, due {facts['due_at']}"
    )


@tells("case.opened")
def _opened(entry: Entry) -> str:
    return f"opened it as {entry['facts']['duty']}; nothing is decided by that"


@tells("case.decided")
def _decided(entry: Entry) -> str:
    facts = entry["facts"]
    return f"decided: {facts['disposition']}, action {facts['action']}"
