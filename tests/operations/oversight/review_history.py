"""Random histories of reports, cases and samples, and a plain account of what each reviewer was shown."""

from dataclasses import dataclass, field
from typing import Any, Final

from hypothesis import strategies as st
from typing_extensions import override

from onrecord.wire.cases import Case, CaseAction, OpenedCase
from onrecord.wire.policy_document import PolicyDocument
from onrecord.wire.samples import Sample
from onrecord_server.policy.starting import start
from tests.operations.oversight.conftest import ROLES
from tests.operations.oversight.desk import ending
from tests.operations.oversight.history import WRITERS, History
from tests.support import cased


REVIEWERS: Final = {"rhea": ["reviewer"], "rex": ["reviewer"]}
#: Some who review, and some who would like to.
TRYING: Final = ("rhea", "rhea", "rex", "rex", "ivan", "audrey", "alice")
#: An account number whose check digits are right: it waits.
IBAN: Final = "DE89 3704 0044 0532 0130 00"
#: What a new version of the policy says of how much is drawn, and of how much is shown around.
CHANCES: Final = (50, 100)
WINDOWS: Final = (1, 2)


def policy(percent: int, context: int) -> PolicyDocument:
    """Return the general policy with a daily sample, and what waits for somebody who looks at it."""
    said = start("general").model_dump(mode="json")
    sample = {"id": "sample", "kind": "random_sample", "percent": percent, "period": "P1D"}
    accounts = {"id": "accounts", "kind": "detector", "entities": ["iban"], "action": "hold"}
    said["triggers"] += [sample, accounts]
    said["reviewers"][0]["triggers"] += ["sample", "accounts"]
    said["notices"][1]["of"].append("hold")
    said["process"]["context"] = context
    return PolicyDocument.model_validate(said)


@dataclass(frozen=True)
class Opened:
    """What a case showed to whom, and who was in the conversation at that moment."""

    who: str
    case: OpenedCase
    members: frozenset[str]


@dataclass
class Reviews(History):
    """What happened so far."""

    held: dict[str, str] = field(default_factory=dict)
    answered: list[tuple[str, str]] = field(default_factory=list)
    opened: list[Opened] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    decided: list[tuple[str, Case]] = field(default_factory=list)
    tagged: set[str] = field(default_factory=set)
    written: dict[str, tuple[str, str]] = field(default_factory=dict)
    drawn: list[tuple[Sample, frozenset[str]]] = field(default_factory=list)

    @override
    def do_write(self, who: str, place: int) -> None:
        """Say something that names somebody."""
        sent = self.case.house.me(who).messages.send(self.places[place], f"<@{who}> says so")
        self.written[sent.id] = (who, self.places[place])

    def do_pay(self, who: str, place: int) -> None:
        """Say something that waits until somebody has looked at it, where nothing is protected."""
        sent = self.case.house.me(who).messages.send(self.places[place], f"Pay to {IBAN}")
        assert (sent.state == "held") is (self.places[place] not in self.tagged)
        self.written[sent.id] = (who, self.places[place])
        if sent.state == "held":
            self.held[sent.id] = who

    def learn(self) -> None:
        """Take note of what was said before."""
        for place in self.places:
            said = self.case.house.me("alice").messages.list(place, limit=200).data
            self.written |= {one.id: (one.author, place) for one in said}

    def learn_held(self, who: str) -> None:
        """Take note of what of somebody's waits."""
        for one in self.case.house.me(who).messages.held(self.places[1]).data:
            self.written[one.id] = (who, self.places[1])
            self.held[one.id] = who

    def do_report(self, who: str, number: int, place: int) -> None:
        """Report something that somebody else wrote."""
        me = self.case.house.me(who)
        others = [one for one in me.messages.list(self.places[place]).data if one.author != who]
        if others:
            about = others[number % len(others)]
            me.reports.make("fraud", message_id=about.id)

    def cases(self) -> list[Case]:
        """Return every case, as who audits sees them."""
        return self.case.house.me("audrey").cases.list(limit=200).data

    def _case(self, number: int) -> Case | None:
        found = sorted(self.cases(), key=lambda one: one.id)
        return found[number % len(found)] if found else None

    def do_open(self, who: str, number: int) -> None:
        """Look at a case."""
        if (case := self._case(number)) is None:
            return
        shown = self.case.house.me(who).cases.open(case.id)
        self.opened.append(Opened(who, shown, self._members(case.id)))

    def messages_of(self) -> dict[str, str]:
        """Return the message of each case about one."""
        return cased.in_room(self.case.house.room)

    def _members(self, case: str) -> frozenset[str]:
        place = cased.place_of(self.case.house.room, case)
        if place is None:
            return frozenset()
        members = self.case.house.me("alice").conversations.members(place).data
        return frozenset(one.person_id for one in members)

    def do_decide(self, who: str, number: int, action: CaseAction) -> None:
        """Decide a case, opened or not."""
        if (case := self._case(number)) is None:
            return
        given: dict[str, Any] = {"version": case.version}
        given["action"] = action if self.messages_of().get(case.id) in self.held else "none"
        given["disposition"] = ending(given)
        self.decided.append((who, self.case.house.me(who).cases.decide(case.id, **given)))

    def do_settle(self, who: str, number: int, action: CaseAction) -> None:
        """Look at a case and decide it."""
        self.do_open(who, number)
        self.do_decide(who, number, action)

    def do_appeal(self, who: str) -> None:
        """Ask another reviewer about the latest thing that was done to one."""
        me = self.case.house.me(who)
        for notice in me.notices.list().data[:1]:
            me.appeals.make("It is the account of a charity", notice_id=notice.id)

    def do_answer(self, who: str, upheld: bool) -> None:
        """Look at what somebody appealed against, and decide the appeal."""
        me = self.case.house.me(who)
        for waits in me.appeals.list(deciding=True).data[:1]:
            assert waits.case_id is not None
            shown = me.cases.open(waits.case_id)
            self.opened.append(Opened(who, shown, self._members(shown.case.id)))
            me.appeals.decide(waits.id, upheld=upheld, rationale="It is as the author says")
            self.answered.append((who, waits.case_id))

    def do_widen(self, who: str, number: int) -> None:
        """Ask to see more around what a case is about; the policy lets one alone."""
        if (case := self._case(number)) is None:
            return
        me, why = self.case.house.me(who).cases, "The thread began earlier"
        me.widen(case.id, before=case.before + 1, after=case.after, reason=why)
        self.asked.append((who, case.id))

    def do_tag(self, place: int) -> None:
        """Let a conversation be protected; what is drawn from then on leaves it out."""
        if self.places[place] in self.tagged:
            return
        me = self.case.house.me("prue").conversations
        me.tag(self.places[place], "privileged", reason="Talk with counsel")
        self.tagged.add(self.places[place])

    def do_draw(self) -> None:
        """Do what the running app does every few seconds."""
        for sample_id in self.case.house.me("cora").samples.draw().drawn:
            sample = self.case.house.me("audrey").samples.get(sample_id)
            self.drawn.append((sample, frozenset(self.tagged)))

    def do_chances(self, percent: int, context: int) -> None:
        """Put another version in force, which everybody acknowledges."""
        self.case.house.put_in_force(policy(percent, context))
        for name in WRITERS:
            self.case.house.acknowledge(name)

    @override
    def do_duty(self, who: str, has: bool) -> None:
        """Let the host take a duty from somebody, or give it back."""
        self.case.house.introduce(who, {**ROLES, **REVIEWERS}[who] if has else [])


def _one(*names: str) -> st.SearchStrategy[str]:
    return st.sampled_from(names)


_NUMBER: Final = st.integers(0, 3)
_PLACE: Final = st.integers(0, 1)
_ACTION: Final = st.sampled_from(("release", "reject"))
#: Reports, looks and decisions come up more often than what disturbs them.
STEPS: Final = st.one_of(
    st.tuples(st.just("write"), _one(*WRITERS), _PLACE),
    st.tuples(st.just("write"), _one(*WRITERS), _PLACE),
    st.tuples(st.just("report"), _one("bob", "carol", "alice"), _NUMBER, st.just(1)),
    st.tuples(st.just("open"), _one(*TRYING), _NUMBER),
    st.tuples(st.just("open"), _one("rhea", "rex"), _NUMBER),
    st.tuples(st.just("open"), _one("rhea", "rex"), _NUMBER),
    st.tuples(st.just("decide"), _one(*TRYING), _NUMBER, _ACTION),
    st.tuples(st.just("decide"), _one("rhea", "rex"), _NUMBER, _ACTION),
    st.tuples(st.just("settle"), _one("rhea", "rex"), _NUMBER, _ACTION),
    st.tuples(st.just("settle"), _one("rhea", "rex"), _NUMBER, st.just("reject")),
    st.tuples(st.just("pay"), _one(*WRITERS), st.just(1)),
    st.tuples(st.just("appeal"), _one(*WRITERS)),
    st.tuples(st.just("answer"), _one("rhea", "rex"), st.booleans()),
    st.tuples(st.just("widen"), _one("rhea", "rex"), _NUMBER),
    st.tuples(st.just("tag"), st.just(1)),
    st.tuples(st.just("draw")),
    st.tuples(st.just("draw")),
    st.tuples(st.just("forward"), st.sampled_from((1, 30))),
    st.tuples(st.just("duty"), _one("rhea", "rex"), st.booleans()),
    st.tuples(st.just("join"), _one("rex"), st.just(1)),
    st.tuples(st.just("chances"), st.sampled_from(CHANCES), st.sampled_from(WINDOWS)),
    st.tuples(st.just("remove"), _NUMBER),
)
