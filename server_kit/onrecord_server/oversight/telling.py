"""How the entries of grants are told: who asked for what, who said yes, and what was looked at."""

from collections.abc import Mapping
from typing import Any

from onrecord_server.record.story import tells


Entry = Mapping[str, Any]


@tells("grant.requested")
def _requested(entry: Entry) -> str:
    facts = entry["facts"]
    named = f"{facts['people']} people and {facts['conversations']} conversations"
    later = facts.get("deferred_until")
    kept = f", notice kept back until {later}" if later else ""
    return (
        f"asked as {facts['duty']} to look at {named} for {facts['lasts']}, for {facts['trigger']} "
        f"({facts['kind']}) of policy version {facts['policy_version']}; "
        f"{facts['approvals_needed']} others must approve{kept}"
    )


@tells("grant.approved")
def _approved(entry: Entry) -> str:
    return f"approved the scope {entry['facts']['scope_hash'][:19]}"


@tells("grant.opened")
def _opened(entry: Entry) -> str:
    due = entry["facts"].get("review_due")
    review = f", to be reviewed by somebody else until {due}" if due else ""
    return f"opened it until {entry['facts']['expires_at']}{review}"


@tells("grant.denied")
def _denied(_: Entry) -> str:
    return "said no"


@tells("grant.closed")
def _closed(_: Entry) -> str:
    return "ended it"


@tells("grant.reviewed")
def _reviewed(_: Entry) -> str:
    return "reviewed the emergency"


@tells("grant.listed")
def _listed(entry: Entry) -> str:
    return f"listed {entry['facts']['conversations']} conversations, without words"


@tells("grant.sought")
def _sought(entry: Entry) -> str:
    facts = entry["facts"]
    return f"looked for conversations to ask for, by {facts['people']} people, and was shown {facts['found']}"


@tells("grant.searched")
def _searched(entry: Entry) -> str:
    facts = entry["facts"]
    return f"searched {facts['messages']} messages and found {facts['found']}"


@tells("disclosure.made")
def _looked(entry: Entry) -> str:
    facts = entry["facts"]
    seen = facts.get("visible_from")
    told = f"disclosed from {seen}" if seen else "disclosed at once"
    return f"wrote down a look at {facts['messages']} messages of {facts['conversation']}, {told}"
