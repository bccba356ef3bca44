"""Judging: what the policy in force finds in a text, before anybody else sees it.

A policy without triggers that look for something costs nothing. Where there are some, they are made
ready once for each version of the policy and of its lists. What cannot look holds the message.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from onrecord.wire.policy_document import (
    ClassifierTrigger,
    DetectorTrigger,
    FloodTrigger,
    LexiconTrigger,
    PolicyDocument,
)
from onrecord_server.core.held import held, hold
from onrecord_server.core.operation import Tx
from onrecord_server.moderation import compiled
from onrecord_server.moderation.findings import Finding, Verdict, strongest
from onrecord_server.moderation.freezing import Rule
from onrecord_server.moderation.glancing import Glance
from onrecord_server.moderation.looks import Look, detector_look, lexicon_look
from onrecord_server.policy import documents, standing
from onrecord_server.policy.reading import sentence
from onrecord_server.policy.standing import Approved


#: Before the rule that could not be asked.
UNJUDGED: Final = "A check of the policy could not be made."


class Judge:
    """One version of a policy, ready to look through texts."""

    def __init__(self, approved: Approved, document: PolicyDocument, looks: Sequence[Look]) -> None:
        """Keep what looks, in the order of the policy."""
        self.approved = approved
        self._looks = [one.ask for one in looks]
        #: Those that a glance tells nothing of: they look through every text.
        self._always = [one.ask for one in looks if not one.is_glanced]
        skims = [one.skim for one in looks if one.skim is not None]
        self._glance = Glance(skims, numbers=any(one.numbers for one in looks))
        self._freezes = dict(_freezing(document))
        self._slows = dict(_slowing(document))
        self._sentences = {one.id: sentence(one) for one in document.triggers}
        rules = {one.name: one.rule for one in document.scope.populations}
        #: Rules of those whose messages are not looked at in review.
        self.excluded = [rules[name] for name in document.scope.excluded if name in rules]
        self.floods = [one for one in document.triggers if isinstance(one, FloodTrigger)]
        self.classifiers = [one for one in document.triggers if isinstance(one, ClassifierTrigger)]

    @property
    def idle(self) -> bool:
        """Say whether the policy looks for nothing at all."""
        return not (self._looks or self.floods or self.classifiers)

    def find(self, text: str) -> list[Finding]:
        """Return what is found in a text."""
        looks = self._always if self._glance.passes(text) else self._looks
        return [found for look in looks if (found := look(text)) is not None] if looks else []

    def verdict(self, findings: Sequence[Finding]) -> Verdict:
        """Return findings as a verdict under this policy."""
        decides = strongest(findings)
        said = self._sentences.get(decides.trigger, "")
        if decides.kind == "unjudged":
            said = f"{UNJUDGED} {said}".strip()
        freezing = {one.trigger: self._freezes[one.trigger] for one in findings if self._does(one)}
        version = self.approved.version
        return Verdict(version, self.approved.hash, tuple(findings), said, freezing, self._slows)

    def _does(self, finding: Finding) -> bool:
        """Say whether a finding counts towards a freeze: what could not be judged does not."""
        return finding.kind != "unjudged" and finding.trigger in self._freezes


def judges(txs: Sequence[Tx]) -> Mapping[str, Judge]:
    """Return the judge of each tenant of a run whose policy in force looks for something."""
    found: dict[str, Judge] = {}
    for tenant in {tx.tenant for tx in txs}:
        judge = judge_of(next(tx for tx in txs if tx.tenant == tenant))
        if judge is not None:
            found[tenant] = judge
    return found


def judge(tx: Tx, text: str) -> Verdict | None:
    """Return what the policy in force finds in a text; ``None`` is nothing."""
    found = judge_of(tx)
    findings = [] if found is None else found.find(text)
    return found.verdict(findings) if found is not None and findings else None


def judge_of(tx: Tx, *, idle: bool = False) -> Judge | None:
    """Return the judge of the policy in force, or ``None`` where it looks for nothing and none is ``idle``."""
    now = standing.in_force(tx.unit, tx.tenant, tx.now)
    if now is None:
        return None
    key = (tx.tenant, "judge", str(now.version))
    known: dict[tuple[str, str, str], Judge] = held(tx.unit, [key])
    if key not in known:
        relied = tx.unit.rely_on_rights(tx.tenant)
        known = {key: _made(tx, now)}
        hold(tx.unit, tx.tenant, relied, known)
    return None if known[key].idle and not idle else known[key]


def _made(tx: Tx, now: Approved) -> Judge:
    document = documents.approved(tx.unit, tx.tenant, now.hash, now.content_id)
    return Judge(now, document, list(looks(tx, document).values()))


def looks(tx: Tx, document: PolicyDocument) -> dict[str, Look]:
    """Return what looks through a text for each trigger of a document that does so, by its id."""
    found = {one.id: _look(tx, one) for one in document.triggers}
    return {name: look for name, look in found.items() if look is not None}


def _look(tx: Tx, trigger: object) -> Look | None:
    if isinstance(trigger, LexiconTrigger):
        return lexicon_look(trigger, compiled.lexicon(tx.unit, tx.tenant, trigger.lexicon))
    return detector_look(trigger) if isinstance(trigger, DetectorTrigger) else None


def _freezing(document: PolicyDocument) -> Iterator[tuple[str, Rule]]:
    for one in document.triggers:
        if isinstance(one, _FREEZE) and one.freeze_after is not None:
            yield one.id, (one.freeze_after, one.freeze_within, one.freeze_for)


def _slowing(document: PolicyDocument) -> Iterator[tuple[str, tuple[int, int, str]]]:
    for one in document.triggers:
        if isinstance(one, FloodTrigger) and one.slow_after is not None:
            yield one.id, (one.slow_after, one.slow_seconds, one.slow_for)


_FREEZE: Final = (LexiconTrigger, DetectorTrigger, FloodTrigger, ClassifierTrigger)
