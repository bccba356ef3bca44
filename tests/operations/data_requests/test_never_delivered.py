"""What a rule kept back and never delivered goes as a message does: where nothing keeps it, once it is decided."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from onrecord.client import Actor as Client
from onrecord.errors import Conflict, NotFound
from onrecord.wire.holds import HoldScope
from onrecord.wire.messages import Message
from onrecord.wire.policy_document import PolicyDocument, Retention
from onrecord_server.core.actor import host_actor
from onrecord_server.core.rows import metadata
from onrecord_server.data_requests import carrying_out
from onrecord_server.exports.names import asking
from onrecord_server.exports.reading import Reader, Scope
from onrecord_server.exports.told import Kept
from onrecord_server.messages.rows import held
from onrecord_server.retention.disposer import Disposer
from tests.operations.data_requests.conftest import Office
from tests.operations.data_requests.test_access import asked, fetch, write
from tests.operations.judging.conftest import CARD, IBAN, LOOKS, policy
from tests.support.engines import Worker


QUOTE = "It is the number of the house, which is public"
MONTH = Retention(id="month", maximum="P1M", disposition="erase", basis="Habit")
#: Whether it still waits for a decision, by what became of it.
WAITS = {
    "taken back": False,
    "rejected": False,
    "upheld": False,
    "appealed": True,
    "taken back undecided": True,
    "blocked": True,
    "held": True,
}
GOES = sorted(state for state, waits in WAITS.items() if not waits)


@dataclass
class Desk:
    """The office under a policy that looks, two investigators, and what alice wrote by what became of it."""

    office: Office
    sent: dict[str, Message] = field(default_factory=dict)

    def me(self, name: str) -> Any:
        return self.office.house.me(name)

    def adopt(self, *rules: Retention) -> None:
        document: PolicyDocument = policy(LOOKS).model_copy(update={"retention": list(rules)})
        self.office.house.put_in_force(document)
        for name in ("alice", "bob"):
            self.office.house.acknowledge(name)

    def say(self, state: str) -> Message:
        self.office.house.clock.forward(minutes=1)
        number, word = CARD if state == "blocked" else IBAN, state.replace(" ", "-")
        write = self.office.house.me("alice").messages.send
        self.sent[state] = write(self.office.group, f"{word} {number}", client_id=word)
        return self.sent[state]

    def decide(self, action: str = "reject") -> str:
        """Decide what waits longest; return the case."""
        ivan = self.me("ivan").cases
        case = ivan.list(state="queued").data[0]
        version = ivan.open(case.id).case.version
        how = "coach" if action == "reject" else "no_issue"
        ivan.decide(case.id, version=version, disposition=how, action=action)
        return str(case.id)

    def appeal(self, state: str) -> str:
        made = self.me("alice").appeals.make(QUOTE, message_id=self.sent[state].id)
        return str(made.id)

    def end(self, appeal: str, case: str, *, upheld: bool = False) -> None:
        inga = self.me("inga")
        inga.cases.open(case)
        inga.appeals.decide(appeal, upheld=upheld, rationale="It says so itself")

    def fill(self) -> None:
        """Write one message of each state; what stays undecided comes last."""
        taken = self.say("taken back")
        self.me("alice").messages.withdraw(taken.id)
        self.decide("none")
        for state in ("rejected", "upheld", "appealed"):
            self.say(state)
            case = self.decide()
            if state != "rejected":
                appeal = self.appeal(state)
            if state == "upheld":
                self.end(appeal, case)
        self.me("alice").messages.withdraw(self.say("taken back undecided").id)
        self.say("blocked")
        self.say("held")

    def dispose(self) -> None:
        """Let a run of retention go through everything."""
        engines = self.office.house.room.engines
        disposer = Disposer(engines, every=0.0)
        while disposer.round(engines.prepared("acme")):
            pass

    def gone(self) -> list[str]:
        """Return what is erased; of that no word is left in any table."""
        found = [state for state, one in self.sent.items() if self.state(one.id) == "erased"]
        canaries = {state: state.replace(" ", "-") + " " for state in self.sent}
        left = {state for state, word in canaries.items() if self._stands(word)}
        assert left == self.sent.keys() - set(found)
        return sorted(found)

    def state(self, message: str) -> str:
        with self.office.house.room.engines.prepared("acme").read() as connection:
            mine = (held.c.id == message, held.c.number == 1)
            return str(connection.execute(sa.select(held.c.state).where(*mine)).scalar_one())

    def _stands(self, word: str) -> bool:
        database = self.office.house.room.engines.prepared("acme")
        with database.read() as connection:
            return any(
                f'"{word}' in repr(tuple(row))
                for table in metadata.sorted_tables
                for row in connection.execute(
                    sa.select(table), execution_options=dict(database.options)
                )
            )

    def erasures(self) -> list[Any]:
        return [one for one in self.office.house.room.entries() if one.type == "held.erased"]


@pytest.fixture
def desk(office: Office) -> Iterator[Desk]:
    for name in ("ivan", "inga"):
        office.house.introduce(name, ["investigator"])
    found = Desk(office)
    found.adopt()
    yield found
    assert office.house.me("bob").messages.held(office.group).data == []


def keep(desk: Desk, keeper: str) -> set[str]:
    """Let something keep messages besides; return which."""
    if keeper == "minimum":
        desk.adopt(Retention(id="books", minimum="P9Y", basis="FINRA 4511"), MONTH)
        return set(WAITS)
    if keeper == "words":
        desk.office.hold(words=["rejected DE89"])
        return {"rejected"}
    if keeper in ("hold", "silent"):
        desk.office.hold(persons=["bob"], silent=keeper == "silent")
        return set(WAITS)
    return set()


@pytest.mark.req("GDP-1")
@pytest.mark.req("GDP-3")
@pytest.mark.parametrize(
    ("way", "keeper"),
    [
        *(("request", one) for one in ("nothing", "minimum", "hold", "words", "silent")),
        *(("maximum", one) for one in ("nothing", "minimum", "hold", "words")),
    ],
)
def test_it_goes_where_nothing_keeps_it_and_nobody_still_decides(
    desk: Desk, way: str, keeper: str
) -> None:
    desk.fill()
    desk.office.house.clock.forward(days=40)
    kept = keep(desk, keeper)
    goes = sorted(set(GOES) - kept)
    if way == "request":
        weighed = desk.office.approved()
        assert weighed.goes == len(goes)
        assert desk.office.carry_out() > 0
    else:
        if keeper != "minimum":
            desk.adopt(MONTH)
        counted = desk.me("cora").retention.trial(desk.me("cora").policy.get().version)
        desk.dispose()
        assert counted.messages == len(WAITS)
        assert sum((counted.erase, counted.ask, counted.held, counted.kept)) == len(WAITS)
        if keeper != "minimum":
            (run,) = desk.me("audrey").retention.runs().data
            (trial,), (rule,) = counted.rules, run.rules
            assert (trial.goes, trial.held, trial.kept) == (rule.erased, rule.held, rule.kept)
    assert desk.gone() == goes
    before = len(desk.erasures())
    assert before == len(goes)
    desk.office.house.clock.forward(days=8)
    desk.office.carry_out()
    desk.dispose()
    assert len(desk.erasures()) == before, "a second run does nothing"


@pytest.mark.req("GDP-1")
def test_what_waits_is_told_as_that_and_goes_once_it_is_decided(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying_out, "AT_ONCE", 2)
    desk.say("rejected")
    desk.decide()
    for state in ("released", "held", "later"):
        desk.say(state)
    made = desk.office.of("alice").make("erasure")
    weighed = desk.office.of("prue").weigh(made.id)
    assert (weighed.goes, weighed.complete) == (1, True)
    for name in ("prue", "alice", "theo"):
        told = desk.office.of(name).get(made.id).kept
        assert [(one.because, one.count, one.until) for one in told] == [("case", 3, None)]
    desk.office.of("cora").approve(made.id, weighing_hash=weighed.weighing_hash)
    desk.office.carry_out()
    done = desk.office.of("alice").get(made.id)
    assert (done.state, done.erased, done.left) == ("done", 1, 3)
    (certificate,) = [
        one for one in desk.office.house.room.entries() if one.position == done.position
    ]
    assert json.loads(certificate.entry)["facts"]["left"] == 3
    desk.decide("release")
    desk.decide("reject")
    assert [one.split()[0] for one in desk.office.texts() if one] == ["released"]
    desk.office.house.clock.forward(days=8)
    desk.office.carry_out()
    done = desk.office.of("alice").get(made.id)
    assert (done.erased, done.left) == (3, 1)
    assert desk.office.texts() == [None], "also what was delivered meanwhile"
    assert [desk.state(desk.sent[one].id) for one in ("rejected", "held", "later")] == [
        *("erased", "erased", "held")
    ]


def test_a_hold_that_nobody_may_know_of_is_not_told_from_an_open_case(desk: Desk) -> None:
    desk.say("held")
    desk.office.hold(persons=["bob"], silent=True)
    made = desk.office.of("alice").make("erasure")
    desk.office.of("prue").weigh(made.id)
    for name in ("alice", "theo"):
        told = desk.office.of(name).get(made.id)
        assert [(one.because, one.count) for one in told.kept] == [("case", 1)]
        assert told.goes == 0


@pytest.mark.req("GDP-4")
@pytest.mark.req("SEC-2")
def test_its_author_and_its_reviewers_read_that_it_is_erased_and_nobody_reads_a_word(
    desk: Desk,
) -> None:
    desk.say("rejected")
    case = desk.decide()
    appealed = desk.say("upheld")
    second = desk.decide()
    at = desk.office.house.clock()
    desk.office.house.clock.forward(hours=1)
    desk.office.approved()
    desk.office.carry_out()
    said = {one.object: one for one in desk.erasures()}
    alice, inga = desk.me("alice"), desk.me("inga")
    assert {one.audience for one in said.values()} == {"p:alice"}
    for sent in desk.sent.values():
        shown = alice.messages.get(sent.id)
        assert (shown.state, shown.text, shown.client_id) == ("erased", None, None)
        assert shown.judged is not None
        again = alice.messages.send(desk.office.group, "else", client_id=sent.client_id)
        assert (again.id, again.state) == (sent.id, "erased")
        with pytest.raises(Conflict):
            alice.messages.withdraw(sent.id)
        with pytest.raises(NotFound):
            desk.me("bob").messages.get(sent.id)
    assert alice.messages.held(desk.office.group).data == []
    then = alice.conversations.as_of(desk.office.group, at)
    assert {(one.state, one.text) for one in then.held} == {("erased", None)}
    gone = {one.message_id: one.gone_by for one in then.held_gone}
    assert gone == {name: one.position for name, one in said.items()}
    assert inga.cases.get(case).message_state == "erased"
    appeal = desk.appeal("upheld")
    (focus,) = [one for one in inga.cases.open(second).messages if one.focus]
    assert (focus.state, focus.text, focus.spans) == ("erased", None, [])
    if focus.message_id is not None:
        assert focus.erased_by == said[appealed.id].position
    inga.appeals.decide(appeal, upheld=True, rationale="It is public indeed")
    assert desk.state(appealed.id) == "erased", "what is gone is not put back"
    assert alice.appeals.get(appeal).state == "upheld"


@pytest.mark.req("GDP-4")
def test_an_export_says_which_event_erased_it(desk: Desk) -> None:
    desk.fill()
    desk.office.approved()
    desk.office.carry_out()
    room = desk.office.house.room
    later = desk.office.house.clock() + timedelta(days=1)
    reader = Reader(asking(room.engines.prepared("acme")), "acme", Scope(room.end() + 1, later))
    told = [event for one in reader.rooms() for event in one.events()]
    kept = {one.id: one for one in told if isinstance(one, Kept)}
    by = {one.object: one.position for one in desk.erasures()}
    assert sorted(by) == sorted(desk.sent[state].id for state in GOES)
    for sent in desk.sent.values():
        words = kept[sent.id].words
        assert words.erased == by.get(sent.id)
        assert (words.text is None) == (sent.id in by)
    noted = [one.position for one in told if one.kind == "noted" and one.type == "held.erased"]
    assert sorted(noted) == sorted(by.values())


def test_its_author_alone_asks_how_long_it_is_kept(desk: Desk) -> None:
    desk.adopt(Retention(id="books", minimum="P1M", maximum="P2M", basis="FINRA 4511"))
    sent = desk.say("rejected")
    waiting = desk.me("alice").messages.retention(sent.id)
    desk.decide()
    decided = desk.me("alice").messages.retention(sent.id)
    assert waiting.kept_until == decided.kept_until == sent.created_at + timedelta(days=31)
    assert (waiting.goes_at, decided.goes_at) == (None, sent.created_at + timedelta(days=59))
    with pytest.raises(NotFound):
        desk.me("bob").messages.retention(sent.id)


def test_a_hold_counts_what_was_never_delivered(desk: Desk) -> None:
    desk.fill()
    desk.office.say("delivered")
    counted = desk.me("cora").holds.preview(HoldScope(conversations=[desk.office.group]))
    assert (counted.messages, counted.kept_back, counted.removed) == (8, 7, 0)
    assert (counted.conversations, counted.people) == (1, 1)


@pytest.mark.parametrize(("year", "covered"), [(2019, 1), (2020, 0)])
def test_what_was_imported_is_held_by_when_it_was_said(desk: Desk, year: int, covered: int) -> None:
    host = Client(Worker(desk.office.house.room.engines, host_actor("acme")))
    line = json.dumps({"author": "bob", "at": "2019-05-01T10:00:00Z", "text": f"old {CARD}"})
    made = host.imports.upload("jsonl", "old.jsonl", io.BytesIO(line.encode()))
    host.imports.start(made.id)
    assert host.imports.advance(made.id).held == 1
    desk.decide()
    first, last = (datetime(year, *day, tzinfo=UTC) for day in ((1, 1), (12, 31)))
    scope = HoldScope(persons=["bob"], since=first, until=last)
    assert desk.me("cora").holds.preview(scope).kept_back == covered
    desk.office.hold(persons=["bob"], since=first, until=last)
    gone = desk.office.approved(who="bob")
    desk.office.carry_out()
    assert desk.office.of("bob").get(gone.id).erased == 1 - covered
    assert {one.audience for one in desk.erasures()} == ({"-"} if not covered else set())


@pytest.mark.req("GDP-2")
def test_a_restriction_hides_nothing_of_it_and_nothing_is_delivered_while_it_stands(
    desk: Desk,
) -> None:
    desk.say("held")
    desk.office.say("delivered")
    made = desk.office.of("alice").make("restriction")
    weighed = desk.office.of("prue").weigh(made.id)
    assert (weighed.goes, weighed.kept) == (1, [])
    desk.office.of("cora").approve(made.id, weighing_hash=weighed.weighing_hash)
    desk.office.carry_out()
    with pytest.raises(Conflict):
        desk.decide("release")
    assert desk.state(desk.sent["held"].id) == "held"
    assert len(desk.me("alice").messages.held(desk.office.group).data) == 1
    desk.office.of("prue").lift(made.id, reason="Who is right is settled")
    desk.office.carry_out()
    case = desk.me("ivan").cases.list(mine=True).data[0]
    desk.me("ivan").cases.decide(
        case.id, version=case.version, disposition="no_issue", action="release"
    )
    assert None not in desk.office.texts()
    assert len(desk.office.texts()) == 2


def test_a_copy_of_ones_own_data_counts_it_as_erased(desk: Desk) -> None:
    desk.fill()
    desk.office.say("delivered")
    desk.office.approved()
    desk.office.carry_out()
    request = asked(desk.office)
    write(desk.office)
    desk.office.of("alice").open_archive(request)
    with zipfile.ZipFile(io.BytesIO(fetch(desk.office, request))) as archive:
        told = json.loads(archive.read("data.json"))
    assert {one["state"]: one["count"] for one in told["not_shown"]} == {
        "erased": len(GOES) + 1,
        "held": 1,
        "blocked": 1,
        "rejected": 1,
        "withdrawn": 1,
    }
    assert told["messages"] == []
