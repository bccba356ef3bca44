"""The laws of reviews, asked of the record alone: who opened, who decided, and who approved what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from onrecord_server.oversight.cases.rules import AGAINST, case_id
from onrecord_server.oversight.parties import Parties
from onrecord_server.oversight.rules import is_look
from onrecord_server.policy.laws import Versions
from onrecord_server.record.audit import entry_micros
from onrecord_server.record.findings import Report
from onrecord_server.record.laws import rule
from onrecord_server.record.spill import Spill


Entry = Mapping[str, Any]
#: What tells an author of a decision that does nothing, and may be appealed.
_REPROACHES: Final = frozenset({"reviewed", "restore"})
_WRITTEN: Final = frozenset({"message.created", "message.held", "message.blocked"})
#: Who put which message before others in its author's name.
_BROUGHT: Final = "reviews:brought"
_NOBODY: Final = "service:"
#: What the house does: it names nobody, and follows from what others did.
_BY_HOUSE: Final = frozenset({"case.queued", "case.appealed", "case.hidden"})


@dataclass(slots=True)
class Review:
    """What the entries say of one case so far."""

    conversation: str | None = None
    person: str | None = None
    #: Where its message was first written: who came later by the act of others is no party of it.
    place: int = 0
    message: str | None = None
    closed: bool = False
    appealed: bool = False
    opened: set[str] = field(default_factory=set)
    handed_on: set[str] = field(default_factory=set)
    deciders: set[str] = field(default_factory=set)
    #: Request → who asked, for exactly what, and whether it may be done.
    asked: dict[str, tuple[str, str]] = field(default_factory=dict)
    granted: set[str] = field(default_factory=set)
    #: Whom a look may still be told of: the conversation, or the author alone.
    looks: set[str | None] = field(default_factory=set)


class CaseLaw:
    """Invariants 2, 6, 7, 8, 9, 10 and 14: no review of one's own, none unopened, none decided twice or alone."""

    def __init__(self, report: Report, spill: Spill) -> None:
        """Begin before the first entry."""
        self._report = report
        self._parties, self._spill = Parties(spill, "reviews"), spill
        self._versions = Versions()
        self._cases: dict[str, Review] = {}
        #: Decisions of this moment of which nobody was told yet: case → action.
        self._untold: dict[str, str] = {}
        self._moment: str | None = None

    def follow(self, position: int, entry: Entry, content: Mapping[str, Any] | None) -> None:
        """Look at the next entry."""
        self._versions.follow(entry)
        kind = str(entry.get("type"))
        self._told(position, kind, entry)
        self._parties.follow(position, entry)
        if kind in _WRITTEN:
            self._brought(entry["object"], str(entry.get("on_behalf_of") or _NOBODY))
        if kind == "message.flagged":
            self._found(position, entry)
        elif kind == "held.erased":
            self._erased(position, entry)
        elif kind == "freeze.decided" and "appeal_until" in entry["facts"]:
            self._by_hand(position, entry)
        elif kind.startswith("case."):
            self._step(position, kind, entry)
        elif is_look(entry):
            self._looked(position, entry, str((content or {}).get("case")))

    def _brought(self, message: Any, by: str) -> None:
        """Note who wrote something down in its author's name; a service reviews nothing."""
        if not by.startswith(_NOBODY):
            self._spill.put(_BROUGHT, [message, by], True)

    def _told(self, position: int, kind: str, entry: Entry) -> None:
        """Invariant 14: what takes something from somebody is told to them in the same transaction."""
        if entry.get("at") != self._moment:
            for case in self._untold:
                self._find(position, "notice_missing", f"nobody was told what {case} decided")
            self._untold, self._moment = {}, entry.get("at")
        if kind == "notice.made":
            case = entry["facts"].get("case")
            told = _REPROACHES if self._untold.get(case) == "none" else AGAINST
            if entry["facts"]["kind"] in told:
                self._untold.pop(case, None)

    def _found(self, position: int, entry: Entry) -> None:
        number, message, facts = 0, entry["object"], entry["facts"]
        author = facts.get("author", entry["actor"])
        while (known := self._cases.get(case_id(message, number))) is not None:
            if not known.deciders and known.person == author:
                return
            number += 1
        self._cases[case_id(message, number)] = Review(
            facts["conversation"], author, self._place(message, position), message
        )

    def _erased(self, position: int, entry: Entry) -> None:
        """Words that were never delivered are there as long as somebody decides about them."""
        number, message = 0, entry["object"]
        while (known := self._cases.get(case_id(message, number))) is not None:
            if not known.deciders or (known.appealed and not known.closed):
                self._find(position, "erased_under_review", "a case about it was open")
            number += 1

    def _place(self, message: Any, position: int) -> int:
        """Return where a message was first written; of what is no message, where its case begins."""
        found = self._parties.place(message)
        return position if found is None else found

    def _by_hand(self, position: int, entry: Entry) -> None:
        """Who freezes by hand has decided: another reviewer decides about an appeal."""
        review = Review(None, entry["facts"]["person_id"], position, deciders={entry["actor"]})
        self._cases[entry["object"]] = review
        self._untold[entry["object"]] = "freeze"
        self._by_reviewer(position, entry, review)

    def _step(self, position: int, kind: str, entry: Entry) -> None:
        facts = entry["facts"]
        if kind == "case.queued" and entry["object"] not in self._cases:
            place = self._place(facts.get("message"), position)
            about = (facts.get("conversation"), facts.get("person"), place, facts.get("message"))
            self._cases[entry["object"]] = Review(*about)
            return
        review = self._cases.get(entry["object"])
        if review is None:
            self._find(position, "case_unknown", "nothing put this into the queue")
            return
        if review.closed:
            self._find(position, "case_closed", "what is closed is changed by nothing")
        if kind not in _BY_HOUSE:
            self._by_reviewer(position, entry, review)
        judge = _JUDGES.get(kind)
        if judge is not None:
            judge(self, position, entry, review)

    def _by_reviewer(self, position: int, entry: Entry, review: Review) -> None:
        actor, at = str(entry["actor"]), entry_micros(entry)
        now = None if at is None else self._versions.at(at)
        if now is None or now[1].hash != entry["facts"].get("policy_hash"):
            self._find(position, "policy_differs", "the policy that it names was not in force")
        if actor.startswith("service:") or entry.get("on_behalf_of"):
            self._find(position, "not_a_person", "a service did what people do themselves")
        here = review.conversation
        party = here is not None and self._parties.has(here, actor, review.place)
        if party or actor == review.person:
            self._find(position, "review_own", "the reviewer is concerned by it")
        if review.message and self._spill.get(_BROUGHT, [review.message, actor]):
            self._find(position, "review_brought", "the reviewer brought it in its author's name")

    def opened(self, position: int, entry: Entry, review: Review) -> None:
        """Who handed a case on, or decided what is appealed, does not open it again."""
        actor = entry["actor"]
        if "second" not in entry["facts"] and actor in review.handed_on:
            self._find(position, "review_handed_on", "who handed it on has it again")
        if review.appealed and actor in review.deciders:
            self._find(position, "appeal_by_decider", "who decided looks at the appeal")
        review.opened.add(actor)
        review.looks = {None, review.person}

    def handed_on(self, position: int, entry: Entry, review: Review) -> None:
        """Only who has looked at it hands it on."""
        self._demand_opened(position, entry["actor"], review)
        review.handed_on.add(entry["actor"])

    def asked(self, position: int, entry: Entry, review: Review) -> None:
        """Only who has looked asks for more."""
        self._demand_opened(position, entry["actor"], review)
        facts = entry["facts"]
        review.asked[facts["request"]] = (entry["actor"], facts["hash"])
        if "alone" in facts:
            review.granted.add(facts["request"])

    def approved(self, position: int, entry: Entry, review: Review) -> None:
        """Invariant 9: somebody else, and exactly what was asked."""
        facts = entry["facts"]
        asker, asked = review.asked.get(facts["request"], (None, None))
        if entry["actor"] == asker:
            self._find(position, "approved_oneself", "who asked has approved")
        elif facts["hash"] != asked:
            self._find(position, "scope_differs", "something else was approved than asked for")
        else:
            review.granted.add(facts["request"])

    def granted(self, position: int, entry: Entry, review: Review) -> None:
        """Invariants 8 and 10: nothing more is shown than was asked for and approved."""
        if entry["facts"]["asked"] not in review.granted:
            self._find(position, "review_unapproved", "a second person did not approve it")

    def decided(self, position: int, entry: Entry, review: Review) -> None:
        """Invariant 7: by who has opened it; two people where one of them approved."""
        facts = entry["facts"]
        by = facts.get("decided_by", entry["actor"])
        self._demand_opened(position, by, review)
        if review.deciders:
            self._find(position, "decided_again", "it was decided already")
        if "approved_by" in facts and facts["approved_by"] in {by, None}:
            self._find(position, "approved_oneself", "who decided has approved")
        if review.person is not None and (facts["action"] in AGAINST or "appeal_until" in facts):
            self._untold[entry["object"]] = facts["action"]
        review.deciders |= {by, entry["actor"]}
        review.closed = facts["state"] == "closed"

    def appealed(self, position: int, _: Entry, review: Review) -> None:
        """Only what was decided is appealed."""
        if not review.deciders:
            self._find(position, "appeal_undecided", "nobody had decided")
        review.appealed = True

    def ended(self, position: int, entry: Entry, review: Review) -> None:
        """An appeal is decided by somebody else, who has opened it; where it took two, by two others."""
        facts = entry["facts"]
        by = facts.get("decided_by", entry["actor"])
        self._demand_opened(position, by, review)
        if {by, entry["actor"]} & review.deciders or not review.appealed:
            self._find(position, "appeal_by_decider", "who decided has decided the appeal")
        if "asked" in facts:
            self.granted(position, entry, review)
        review.closed = True

    def _looked(self, position: int, entry: Entry, case: str) -> None:
        """Each look follows from an opening, in the conversation of its case: one of what all saw, one of what its author saw alone."""
        review, told = self._cases.get(case), entry["facts"].get("person")
        if review is None or told not in review.looks:
            self._find(position, "look_unopened", "nobody opened the case")
            return
        review.looks.discard(told)
        if entry["facts"]["conversation"] != review.conversation:
            self._find(position, "look_outside", "the case is of another conversation")

    def _demand_opened(self, position: int, person: str, review: Review) -> None:
        if person not in review.opened:
            self._find(position, "review_unopened", "who did this has not opened the case")

    def _find(self, position: int, code: str, said: str) -> None:
        self._report.find(code, f"entry {position}", said)


_Judge = Callable[[CaseLaw, int, Entry, Review], None]
_JUDGES: Final[Mapping[str, _Judge]] = {
    "case.opened": CaseLaw.opened,
    "case.escalated": CaseLaw.handed_on,
    "case.asked": CaseLaw.asked,
    "case.approved": CaseLaw.approved,
    "case.widened": CaseLaw.granted,
    "case.revealed": CaseLaw.granted,
    "case.decided": CaseLaw.decided,
    "case.appealed": CaseLaw.appealed,
    "case.closed": CaseLaw.ended,
}
CASES: Final = rule("cases", CaseLaw)
