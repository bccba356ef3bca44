"""The law of random samples, asked of the record alone: each period is drawn again from what was written in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from onrecord.errors import RuleUnreadable
from onrecord.proofs import ProofError
from onrecord.proofs.sampling import chance, seed_commitment
from onrecord.wire.policy_document import PolicyDocument, SampleTrigger
from onrecord_server.core.doc import micros
from onrecord_server.oversight.sampling import rules
from onrecord_server.policy.laws import Versions
from onrecord_server.policy.rules import trigger_of
from onrecord_server.record.audit import entry_micros
from onrecord_server.record.findings import Report
from onrecord_server.record.laws import rule
from onrecord_server.record.spill import Spill
from onrecord_server.spaces.language import Facts, Test


Entry = Mapping[str, Any]
Content = Mapping[str, Any] | None
_DOCUMENT: Final = "sampled policy"
_PERSON: Final = "sampled person"
_TAG: Final = "sampled tag"
_LEGAL: Final = "legal grant"


@dataclass(slots=True)
class Running:
    """What the entries say of one period so far; ``unread`` where a part of its list is gone."""

    trigger: str
    version: int
    percent: int
    population: str | None
    commitment: str
    parts: int = 0
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Judge:
    """What a message must satisfy to be drawn in one period."""

    seed: bytes
    percent: int
    until: int | None
    protecting: frozenset[str]
    among: Test
    judged: dict[str, bool | None] = field(default_factory=dict)


class SamplingLaw:
    """Invariants 11 and 13: committed to before, drawn once, by the seed, from all who are in it."""

    def __init__(self, report: Report, spill: Spill) -> None:
        """Begin before the first entry."""
        self._report = report
        self._spill = spill
        self._versions = Versions()
        self._running: dict[str, Running] = {}
        self._over: set[str] = set()

    def follow(self, position: int, entry: Entry, content: Content) -> None:
        """Look at the next entry."""
        self._versions.follow(entry)
        found = _STEPS.get(str(entry.get("type")))
        if found is not None:
            found(self, position, entry, content)

    # -- what drawing asks for ---------------------------------------------------------------------

    def document(self, _: int, entry: Entry, content: Content) -> None:
        """Remember what a version of the policy says."""
        said = None if content is None else content.get("document")
        self._spill.put(_DOCUMENT, entry["version"], said)

    def person(self, _: int, entry: Entry, content: Content) -> None:
        """Remember what the host says of somebody; null where it is gone."""
        said = None if content is None else [content["roles"], content["attributes"]]
        self._spill.put(_PERSON, entry["object"].removeprefix("person:"), [said])

    def tagged(self, position: int, entry: Entry, _: Content) -> None:
        """Remember until where a tag protects: null while it is on."""
        tags = self._spill.get(_TAG, entry["object"]) or {}
        lifted = position if entry["type"] == "conversation.untagged" else None
        self._spill.put(_TAG, entry["object"], {**tags, entry["facts"]["tag"]: lifted})

    def written(self, position: int, entry: Entry, _: Content) -> None:
        """Put a message into every period that runs."""
        at, conversation = entry_micros(entry), entry["facts"]["conversation"]
        for sample in self._running:
            said = [position, entry["actor"], conversation, at]
            self._spill.put(_pool(sample), entry["object"], said)

    # -- periods -----------------------------------------------------------------------------------

    def committed(self, position: int, entry: Entry, _: Content) -> None:
        """A period begins: by the policy in force, and no other of its trigger runs."""
        facts, at = entry["facts"], entry_micros(entry)
        if any(one.trigger == facts["trigger"] for one in self._running.values()):
            self._find(position, "sample_twice", "a period of this trigger runs already")
        now = None if at is None else self._versions.at(at)
        if now is None or now[1].hash != facts["policy_hash"]:
            self._find(position, "policy_differs", "the policy that it names was not in force")
        self._running[entry["object"]] = Running(
            facts["trigger"],
            facts["policy_version"],
            facts["percent"],
            facts.get("population"),
            facts["commitment"],
        )
        self._as_the_policy_says(position, self._running[entry["object"]])

    def _as_the_policy_says(self, position: int, one: Running) -> None:
        document = self._policy(one.version)
        if document is None:
            return
        trigger = trigger_of(document, one.trigger)
        if not isinstance(trigger, SampleTrigger) or (
            (rules.percent(trigger), trigger.population) != (one.percent, one.population)
        ):
            self._find(position, "sample_unlike", "the policy does not say to draw like this")

    def listed(self, position: int, entry: Entry, content: Content) -> None:
        """Take in a part of the list."""
        one = self._one(position, entry)
        if one is None:
            return
        one.parts += 1
        if content is None:
            one.unread = True
            return
        drawn = set(content["drawn"])
        for message in content["eligible"]:
            if self._spill.get(_list(entry["object"]), message) is not None:
                self._find(position, "sample_twice", f"{message} is listed twice")
            self._spill.put(_list(entry["object"]), message, message in drawn)

    def drawn(self, position: int, entry: Entry, _: Content) -> None:
        """A period is over: the seed is the one that was committed to, and the draw is its draw."""
        sample, facts = entry["object"], entry["facts"]
        one = self._one(position, entry)
        self._running.pop(sample, None)
        self._over.add(sample)
        if one is None:
            return
        if not _is_seed(facts["seed"], one.commitment):
            self._find(position, "seed_differs", "the seed is not the one that was committed to")
        elif not one.unread and one.parts == facts["parts"]:
            self._draw_again(position, entry, one)
        elif one.parts != facts["parts"]:
            self._find(position, "sample_differs", "not all parts of its list are there")
        self._forget(sample)

    def _one(self, position: int, entry: Entry) -> Running | None:
        one = self._running.get(entry["object"])
        if one is None:
            again = entry["object"] in self._over
            said = "the period was drawn before" if again else "nobody committed to this period"
            self._find(position, "sample_twice" if again else "sample_uncommitted", said)
        return one

    # -- looks -------------------------------------------------------------------------------------

    def requested(self, _: int, entry: Entry, __: Content) -> None:
        """Remember which grants are of a legal process: no tag keeps those out."""
        if entry["facts"]["kind"] == "legal_process":
            self._spill.put(_LEGAL, entry["object"], True)

    def looked(self, position: int, entry: Entry, content: Content) -> None:
        """Invariant 13: nobody looks at what a tag protects, now or when it was written."""
        facts, now = entry["facts"], self._versions.at(entry_micros(entry) or 0)
        document = None if now is None else self._policy(now[0])
        if document is None or not facts["messages"] or self._spill.get(_LEGAL, entry["object"]):
            return
        first = facts.get("low", (content or {}).get("low"))
        tags = self._spill.get(_TAG, facts["conversation"]) or {}
        kept = [tags[name] for name in document.scope.protected_tags if name in tags]
        if any(until is None or (first is not None and first < until) for until in kept):
            self._find(position, "look_protected", "a tag protects what was looked at")

    # -- drawing again -----------------------------------------------------------------------------

    def _draw_again(self, position: int, entry: Entry, one: Running) -> None:
        sample, facts = entry["object"], entry["facts"]
        judge, before = self._judge(entry, one), self._report.total
        count = {"eligible": 0, "drawn": 0}
        for message, said in self._spill.items(_pool(sample)):
            drawn = self._spill.pop(_list(sample), message)
            count["eligible"] += drawn is not None
            count["drawn"] += drawn is True
            self._check(position, message, drawn, self._expected(judge, message, said))
        for message, _ in self._spill.items(_list(sample)):
            self._find(position, "sample_differs", f"{message} was not written in this period")
        if count != {name: facts[name] for name in count}:
            self._find(position, "sample_differs", "it counts otherwise than its list")
        if judge is not None and self._report.total == before:
            said = f"{sample} was drawn again: the same {count['drawn']} of {count['eligible']}"
            self._report.remark(f"{said} messages")

    def _judge(self, entry: Entry, one: Running) -> Judge | None:
        """Return who is drawn from, or ``None`` where the policies do not open."""
        facts, at = entry["facts"], entry_micros(entry) or 0
        now = self._versions.at(at)
        document = self._policy(one.version)
        latest = None if now is None else self._policy(now[0])
        if document is None or latest is None:
            return None
        tags = {*document.scope.protected_tags, *latest.scope.protected_tags}
        until = facts.get("until")
        return Judge(
            bytes.fromhex(facts["seed"]),
            one.percent,
            None if until is None else micros(datetime.fromisoformat(until)),
            frozenset(tags),
            rules.population(document, one.population),
        )

    def _expected(
        self, judge: Judge | None, message: str, said: Any
    ) -> tuple[bool | None, bool | None]:
        """Return whether a message is eligible and whether it is drawn; null where nobody can say."""
        if judge is None:
            return None, None
        position, author, conversation, at = said
        if author not in judge.judged:
            judge.judged[author] = self._is_among(judge, author)
        among = judge.judged[author]
        inside = judge.until is None or at < judge.until
        shielded = self._is_shielded(judge, conversation, position)
        eligible = False if shielded or not inside else among
        lucky = chance(judge.seed, message) < judge.percent
        return eligible, None if eligible is None else eligible and lucky

    def _is_among(self, judge: Judge, author: str) -> bool | None:
        found = self._spill.get(_PERSON, author)
        if found is None:
            return False
        if found[0] is None:
            return None
        roles, attributes = found[0]
        return judge.among(Facts(author, frozenset(roles), attributes))

    def _is_shielded(self, judge: Judge, conversation: str, position: int) -> bool:
        tags = self._spill.get(_TAG, conversation) or {}
        lifted = [tags[name] for name in judge.protecting & tags.keys()]
        return any(until is None or position < until for until in lifted)

    def _check(
        self,
        position: int,
        message: str,
        drawn: bool | None,
        expected: tuple[bool | None, bool | None],
    ) -> None:
        eligible, lucky = expected
        if eligible is not None and eligible is (drawn is None):
            said = f"{message} is {'left out' if eligible else 'not among whom it draws from'}"
            self._find(position, "sample_differs", said)
        elif drawn is not None and lucky is not None and drawn is not lucky:
            self._find(position, "sample_differs", f"the seed says otherwise of {message}")

    def _policy(self, version: int) -> PolicyDocument | None:
        said = self._spill.get(_DOCUMENT, version)
        try:
            return None if said is None else PolicyDocument.model_validate(said)
        except (ValueError, RuleUnreadable):
            return None

    def _forget(self, sample: str) -> None:
        for kind in (_pool(sample), _list(sample)):
            for key, _ in list(self._spill.items(kind)):
                self._spill.pop(kind, key)

    def _find(self, position: int, code: str, said: str) -> None:
        self._report.find(code, f"entry {position}", said)


def _pool(sample: str) -> str:
    return f"written in {sample}"


def _list(sample: str) -> str:
    return f"listed of {sample}"


def _is_seed(seed: str, commitment: str) -> bool:
    try:
        return seed_commitment(bytes.fromhex(seed)) == commitment
    except (ValueError, ProofError):
        return False


_STEPS: Final = {
    "policy.drafted": SamplingLaw.document,
    "person.added": SamplingLaw.person,
    "person.updated": SamplingLaw.person,
    "conversation.tagged": SamplingLaw.tagged,
    "conversation.untagged": SamplingLaw.tagged,
    "message.created": SamplingLaw.written,
    "grant.requested": SamplingLaw.requested,
    "disclosure.made": SamplingLaw.looked,
    "sample.committed": SamplingLaw.committed,
    "sample.listed": SamplingLaw.listed,
    "sample.drawn": SamplingLaw.drawn,
}
SAMPLING: Final = rule("sampling", SamplingLaw)
