"""What is drawn comes before reviewers, and when it was due it is on the record how much they decided."""

import threading
from typing import Any

import pytest

from onrecord.errors import Forbidden, NotFound
from onrecord.wire.grants import GrantScope
from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.oversight.sampling.sampler import Sampler
from tests.operations.conftest import Refuses
from tests.operations.sampling.conftest import Desk, drawing
from tests.support import engines
from tests.support.verified import findings


def _drawn(desk: Desk, count: int = 3) -> None:
    """Let everything be drawn that alice writes in a week."""
    desk.put_in_force(drawing(percent=100))
    desk.tick()
    desk.write(count, "alice")
    desk.house.clock.forward(days=7)
    desk.tick()


@pytest.mark.req("FIN-2")
@pytest.mark.req("INV-11")
def test_what_is_drawn_is_a_case_and_what_nobody_decided_is_counted(desk: Desk) -> None:
    _drawn(desk)
    me = desk.house.me("ivan").cases
    waiting = me.list(source="sample").data
    assert [(one.trigger, one.state) for one in waiting] == [("chance", "queued")] * 3
    for one in waiting[:2]:
        opened = me.open(one.id)
        me.decide(one.id, version=opened.case.version, disposition="no_issue")
    (over,) = desk.samples(state="drawn")
    assert (over.drawn, over.decided, over.reckoned_at) == (3, 2, None)
    desk.house.clock.forward(days=7)
    desk.tick()
    reckoned = desk.house.me("audrey").samples.get(over.id)
    assert (reckoned.decided, reckoned.reckoned_at is not None) == (2, True)
    late = me.open(waiting[2].id)
    me.decide(late.case.id, version=late.case.version, disposition="no_issue")
    assert desk.house.me("audrey").samples.get(over.id).decided == 2, "in time, or not at all"
    assert findings(desk.house.room) == []


@pytest.mark.req("FIN-6")
@pytest.mark.req("INV-6")
def test_who_wrote_it_or_is_in_the_conversation_reviews_nothing_of_it(desk: Desk) -> None:
    desk.house.me("alice").conversations.add_members(desk.talk, ["ivan"])
    _drawn(desk)
    assert [one.state for one in desk.house.me("inga").cases.list(source="sample").data]
    mine = desk.house.me("inga").cases.list(source="sample").data[0]
    with pytest.raises(NotFound):
        desk.house.me("ivan").cases.open(mine.id)


def test_many_are_queued_a_few_at_a_time_and_one_that_is_there_is_joined(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord_server.oversight.sampling.queueing.AT_ONCE", 2)
    desk.put_in_force(drawing(percent=100))
    desk.tick()
    first, *_ = desk.write(3, "alice")
    desk.house.clock.forward(days=6.9)
    desk.house.me("bob").reports.make(message_id=first, reason_code="other")
    desk.house.clock.forward(days=1)
    for _ in range(2):
        desk.tick()
    cases = desk.house.me("ivan").cases.list().data
    assert sorted(one.source for one in cases) == ["report", "sample", "sample"]
    assert findings(desk.house.room) == []


def test_a_case_that_was_there_is_due_no_later_than_its_draw_is_reckoned(desk: Desk) -> None:
    said = drawing(percent=100).model_dump(mode="json")
    (taking,) = [one for one in said["triggers"] if one["kind"] == "user_report"]
    taking["due"] = "P60D"
    desk.put_in_force(PolicyDocument.model_validate(said))
    desk.tick()
    (message,) = desk.write(1, "alice")
    desk.house.me("bob").reports.make(message_id=message, reason_code="other")
    (before,) = desk.house.me("ivan").cases.list().data
    desk.house.clock.forward(days=7)
    desk.tick()
    (case,) = desk.house.me("ivan").cases.list().data
    (drawn,) = desk.samples(state="drawn")
    assert (case.id, case.source, case.due_at) == (before.id, "report", drawn.due_at)
    assert case.due_at < before.due_at
    assert findings(desk.house.room) == []


def test_two_workers_draw_once(desk: Desk, database_url: str) -> None:
    desk.tick()
    desk.write(4, "alice")
    desk.house.clock.forward(days=8)
    with engines.room(database_url, ports=desk.house.room.engines.ports) as other:
        rooms = [desk.house.room.engines, other.engines]
        database = [one.prepared("acme") for one in rooms]
        threads = [
            threading.Thread(target=Sampler(one).round, args=(where,))
            for one, where in zip(rooms, database, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert [one.state for one in desk.samples()] == ["committed", "drawn"]
    assert desk.house.room.types().count("sample.drawn") == 1
    assert findings(desk.house.room) == []


def test_a_round_looks_after_what_is_due_and_rests_where_nothing_is(desk: Desk) -> None:
    room = desk.house.room
    sampler, database = Sampler(room.engines), room.engines.prepared("acme")
    assert sampler.round(database) == 1
    assert sampler.round(database) == 0
    desk.write(2, "alice")
    desk.house.clock.forward(days=8)
    assert sampler.round(database) == 1
    assert [one.state for one in desk.samples()] == ["committed", "drawn"]
    desk.put_in_force(drawing(percent=1))
    assert sampler.round(database) == 1
    assert sampler.round(database) == 0


@pytest.mark.req("INV-13")
def test_what_a_tag_protects_opens_to_a_legal_process_alone(desk: Desk, refuses: Refuses) -> None:
    _drawn(desk, 1)
    host = desk.house.room.plain(None)
    asked = GrantScope(conversations=[desk.talk])
    why: dict[str, Any] = {"reason": "A claim of a customer about order 1042", "lasts": "P7D"}
    before = desk.house.me("ivan").grants.request("investigation", asked, **why)
    desk.house.me("cora").grants.approve(before.id, scope_hash=before.scope_hash)
    host.conversations.tag(desk.talk, "privileged", reason="Counsel is in here")
    (case,) = desk.house.me("ivan").cases.list(source="sample").data
    assert case.protected
    _is_closed_to_review(desk, case.id)
    refuses(Forbidden, lambda: desk.house.me("ivan").grants.request("investigation", asked, **why))
    refuses(NotFound, lambda: desk.house.me("ivan").grants.messages(before.id, desk.talk))
    host.conversations.untag(desk.talk, "privileged", reason="Counsel has left")
    refuses(NotFound, lambda: desk.house.me("ivan").grants.messages(before.id, desk.talk))
    _is_closed_to_review(desk, case.id)
    legal = desk.house.me("ivan").grants.request("legal", asked, document_hash="0" * 64, **why)
    for name in ("cora", "prue")[: legal.approvals_needed]:
        legal = desk.house.me(name).grants.approve(legal.id, scope_hash=legal.scope_hash)
    assert len(desk.house.me("ivan").grants.messages(legal.id, desk.talk).data) == 1
    assert findings(desk.house.room) == []


def _is_closed_to_review(desk: Desk, case_id: str) -> None:
    shown = desk.house.me("ivan").cases.open(case_id)
    assert shown.case.protected
    assert (shown.messages, shown.findings, shown.disclosure_id) == ([], [], None)


@pytest.mark.req("INV-5")
@pytest.mark.parametrize("apart", ["policy_author", "auditor", "tenant_owner"])
def test_who_makes_or_watches_the_rules_opens_nothing_whatever_else_they_are(
    desk: Desk, refuses: Refuses, apart: str
) -> None:
    _drawn(desk, 1)
    asked = GrantScope(conversations=[desk.talk])
    why: dict[str, Any] = {"reason": "A claim of a customer about order 1042", "lasts": "P7D"}
    open_before = desk.house.me("ivan").grants.request("investigation", asked, **why)
    desk.house.me("cora").grants.approve(open_before.id, scope_hash=open_before.scope_hash)
    desk.house.introduce("ivan", ["investigator", apart])
    ivan = desk.house.me("ivan")
    refuses(Forbidden, lambda: ivan.grants.messages(open_before.id, desk.talk))
    refuses(Forbidden, lambda: ivan.grants.request("investigation", asked, **why))
    (case,) = desk.house.me("inga").cases.list(source="sample").data
    refused = NotFound if apart == "policy_author" else Forbidden  # the others approve or audit
    refuses(refused, lambda: ivan.cases.open(case.id))
    desk.house.introduce("ivan", ["investigator"])
    assert ivan.grants.messages(open_before.id, desk.talk).data


@pytest.mark.req("INV-13")
def test_nothing_is_looked_for_where_a_tag_protects(desk: Desk) -> None:
    said = drawing().model_dump(mode="json")
    said["triggers"].append({"id": "mail", "kind": "detector", "entities": ["email"]})
    desk.put_in_force(PolicyDocument.model_validate(said))
    host, me = desk.house.room.plain(None), desk.house.me("alice").messages

    def flagged(text: str) -> bool:
        before = desk.house.room.end()
        me.send(desk.talk, text)
        return "message.flagged" in desk.house.room.types(after=before)

    assert flagged("write to one@example.com")
    host.conversations.tag(desk.talk, "works_council", reason="The council talks here")
    assert not flagged("write to two@example.com")
    host.conversations.tag(desk.talk, "other", reason="A tag that means nothing")
    host.conversations.untag(desk.talk, "works_council", reason="It meets elsewhere")
    assert flagged("write to three@example.com")
