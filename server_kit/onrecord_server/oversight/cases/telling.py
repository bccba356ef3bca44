"""How the entries of a case are told: what found it, who looked, and what was decided."""

from collections.abc import Mapping
from typing import Any, Final

from onrecord_server.oversight.cases.belonging import ABOUT_MESSAGE
from onrecord_server.record.story import nameless, tells


Entry = Mapping[str, Any]
#: What happens to a message as it is written.
_BY_RULES: Final = frozenset({"flagged", "held", "blocked"})
nameless("report.made", "somebody")


@tells("case.queued")
def _queued(entry: Entry) -> str:
    facts = entry["facts"]
    about = facts.get("message", "a person")
    return (
        f"put {about} into the queue for {facts['trigger']} ({facts['source']}, {facts['severity']}) "
        f"of policy version {facts['policy_version']}, due {facts['due_at']}"
    )


@tells("case.opened")
def _opened(entry: Entry) -> str:
    facts = entry["facts"]
    second = " as a second person" if "second" in facts else ""
    return f"opened it as {facts['duty']}{second}; nothing is decided by that"


@tells("case.decided")
def _decided(entry: Entry) -> str:
    facts = entry["facts"]
    by = f", as {facts['decided_by']} asked" if "decided_by" in facts else ""
    return f"decided: {facts['disposition']}, action {facts['action']}{by}"


@tells("case.assigned")
def _assigned(entry: Entry) -> str:
    to = entry["facts"].get("to")
    return f"gave it to {to}" if to else "gave it back to the queue"


@tells("case.noted")
def _noted(_: Entry) -> str:
    return "wrote a note"


@tells("case.escalated")
def _escalated(_: Entry) -> str:
    return "handed it to somebody else"


@tells("case.asked")
def _asked(entry: Entry) -> str:
    facts = entry["facts"]
    what = {
        "widen": f"to see {facts.get('before')} messages before and {facts.get('after')} after",
        "reveal": f"who the {facts.get('whom')} are",
        "decide": f"to decide {facts.get('disposition')}, action {facts.get('action')}",
        "appeal": f"to {'uphold' if facts.get('upheld') else 'reject'} the appeal",
    }[facts["kind"]]
    waits = "needing nobody else" if "alone" in facts else "waiting for a second person"
    return f"asked {what} ({facts['hash'][:19]}), {waits}"


@tells("case.approved")
def _approved(entry: Entry) -> str:
    return f"approved {entry['facts']['hash'][:19]}"


@tells("case.denied")
def _denied(_: Entry) -> str:
    return "said no"


@tells("case.widened")
def _widened(entry: Entry) -> str:
    facts = entry["facts"]
    return f"showed {facts['before']} messages before and {facts['after']} after"


@tells("case.revealed")
def _revealed(entry: Entry) -> str:
    return f"revealed the {entry['facts']['whom']} to {entry['facts']['to']}"


@tells("case.appealed")
def _appealed(entry: Entry) -> str:
    return f"put it before another reviewer, as its author asked, due {entry['facts']['due_at']}"


@tells("case.hidden")
def _hidden(entry: Entry) -> str:
    return f"took the message out of sight after {entry['facts']['reports']} reports"


@tells("case.closed")
def _closed(entry: Entry) -> str:
    upheld = "upheld it, and what was done is undone" if entry["facts"]["upheld"] else "rejected it"
    by = f", as {entry['facts']['decided_by']} asked" if "decided_by" in entry["facts"] else ""
    return f"decided the appeal{by}: {upheld}"


@tells(*ABOUT_MESSAGE)
def _about_message(entry: Entry) -> str:
    facts, done = entry["facts"], entry["type"].partition(".")[2]
    if done not in _BY_RULES:
        return f"{done} {entry['object']}"
    by = f" of {facts['author']}" if "author" in facts else ""
    wrote = f"found in {entry['object']}{by} what" if by else f"wrote {entry['object']}, which"
    rule, version = facts["trigger"], facts["policy_version"]
    return f"{wrote} was {done} for {rule} ({facts['kind']}) of policy version {version}"


@tells("freeze.decided")
def _frozen_by_hand(entry: Entry) -> str:
    return f"{'kept them from writing' if entry['facts']['frozen'] else 'let them write again'}, by hand"


@tells("report.made")
def _reported(entry: Entry) -> str:
    return f"reported it: {entry['facts']['reason_code']}"


@tells("notice.made")
def _noticed(entry: Entry) -> str:
    return f"gave notice: {entry['facts']['kind']}"


@tells("appeal.made")
def _disputed(entry: Entry) -> str:
    return f"asked for another reviewer ({entry['object']}), due {entry['facts']['due_at']}"
