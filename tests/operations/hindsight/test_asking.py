"""Who may ask what somebody could see, what they are told, and what that leaves on the record."""

from datetime import datetime
from functools import partial
from typing import Any

from onrecord.errors import Forbidden, Invalid, NotFound
from onrecord.wire.grants import GrantScope
from onrecord.wire.hindsight import AsOf
from tests.operations.conftest import Refuses
from tests.operations.oversight.conftest import Case
from tests.operations.retention.conftest import Archive
from tests.support.clocked import Clock
from tests.support.verified import findings


def _texts(seen: AsOf) -> list[str | None]:
    return [one.message.text for one in seen.data]


def _through(case: Case, grant: Any, at: datetime, viewer: str = "bob", **more: Any) -> AsOf:
    return case.house.me("ivan").grants.as_of(grant.id, case.talk, viewer=viewer, at=at, **more)


def test_one_sees_what_one_saw_but_nothing_that_was_removed_since(case: Case) -> None:
    alice, bob = case.house.me("alice"), case.house.me("bob")
    first = alice.messages.send(case.talk, "at nine")
    wrong = alice.messages.send(case.talk, "a wrong number")
    then = case.house.clock()
    alice.messages.edit(first.id, "at ten")
    alice.messages.remove(wrong.id, reason="a mistake")
    seen = bob.conversations.as_of(case.talk, then, limit=2)
    assert _texts(seen) == [None, "at nine"]
    gone, kept = seen.data
    assert (gone.message.state, gone.message.removed_reason) == ("removed", "a mistake")
    assert (gone.gone_by, kept.gone_by) == (case.house.room.end(), None)
    assert (kept.message.version, kept.message.edited_at) == (1, None)
    assert (seen.position, seen.next_before) == (wrong.position, first.position)
    older = bob.conversations.as_of(case.talk, then, before=seen.next_before, limit=200)
    assert (_texts(older)[0], older.next_before) == ("bob 2", None)
    assert [one.name for one in seen.people] == ["Alice"]
    assert findings(case.house.room) == []


def test_nobody_sees_more_than_they_may_see_now(case: Case, refuses: Refuses) -> None:
    alice, carol = case.house.me("alice"), case.house.me("carol")
    group = alice.conversations.create(kind="group", members=["carol"], title="Team").id
    alice.messages.send(group, "before")
    there = case.house.clock()
    carol.conversations.remove_member(group, "carol")
    away = case.house.clock()
    refuses(NotFound, lambda: carol.conversations.as_of(group, there))
    alice.conversations.add_members(group, ["carol"], history="from_now")
    alice.messages.send(group, "after")
    assert _texts(carol.conversations.as_of(group, there)) == []
    assert _texts(carol.conversations.as_of(group, case.house.clock())) == ["after"]
    out = carol.conversations.as_of(group, away)
    assert (out.role, out.title, out.members, out.data) == (None, None, [], [])
    future = case.house.clock().replace(year=2027)
    refuses(Invalid, lambda: carol.conversations.as_of(group, future))


def test_a_grant_shows_it_exactly_and_all_hear_of_the_look(case: Case) -> None:
    alice, bob = case.house.me("alice"), case.house.me("bob")
    sent = alice.messages.send(case.talk, "a threat")
    bob.saved.add(sent.id)
    bob.reactions.add(sent.id, "👍")
    alice.messages.send(case.talk, "below", thread_id=sent.id)
    then = case.house.clock()
    alice.messages.edit(sent.id, "a joke")
    alice.messages.remove(sent.id)
    grant = case.open()
    seen = _through(case, grant, then, limit=1)
    (shown,) = [one.message for one in seen.data]
    assert (shown.text, shown.version, shown.state, shown.saved) == ("a threat", 1, "active", False)
    assert [(one.emoji, one.count, one.mine) for one in shown.reactions] == [("👍", 1, True)]
    assert shown.thread is not None
    assert (shown.thread.replies, shown.thread.following, shown.thread.unread) == (1, False, 0)
    below = _through(case, grant, then, thread_id=sent.id)
    assert _texts(below) == ["below"]
    for name in ("alice", "bob"):
        looks = case.house.me(name).disclosures.list().data
        assert [one.id for one in looks] == [below.disclosure_id, seen.disclosure_id]
        assert [one.messages for one in looks] == [1, 1]
    assert findings(case.house.room) == []


def test_a_grant_opens_no_more_than_it_does(case: Case, refuses: Refuses) -> None:
    then = case.house.clock()
    grant = case.open(scope=GrantScope(people=["alice"], conversations=[case.talk]))
    assert _texts(_through(case, grant, then)) == ["alice 2", "alice 1", "alice 0"]
    nothing = _through(case, grant, then, viewer="carol")
    assert (nothing.role, nothing.data, nothing.members) == (None, [], [])
    looks = case.house.me("alice").disclosures.list().data
    assert (looks[0].id, looks[0].messages) == (nothing.disclosure_id, 0)
    other = case.house.me("bob").conversations.create(kind="direct", members=["carol"]).id
    ivan = case.house.me("ivan").grants
    refuses(NotFound, lambda: ivan.as_of(grant.id, other, viewer="bob", at=then))
    refuses(Forbidden, lambda: _through(case, grant, then, viewer="ivan"))
    case.report_to("bob", "ivan")
    refuses(Forbidden, lambda: _through(case, grant, then))
    for name in ("inga", "alice"):
        asked = partial(case.house.me(name).grants.as_of, grant.id, case.talk)
        refuses(NotFound, partial(asked, viewer="bob", at=then))
    ivan.close(grant.id, reason="It is settled now")
    refuses(Forbidden, lambda: _through(case, grant, then, viewer="alice"))


def test_what_was_erased_says_by_which_event(case: Case) -> None:
    sent = case.house.me("alice").messages.send(case.talk, "my number is 12")
    then = case.house.clock()
    Archive(case.house, case.talk).erase(sent.id, request="ers_1")
    (shown,) = case.house.me("bob").conversations.as_of(case.talk, then, limit=1).data
    assert (shown.message.state, shown.message.text) == ("erased", None)
    assert shown.gone_by == case.house.room.end()
    (seen,) = _through(case, case.open(), then, limit=1).data
    assert (seen.message.state, seen.message.text, seen.gone_by) == ("erased", None, shown.gone_by)


def _seen(seen: AsOf) -> tuple[Any, ...]:
    """Return what a step changes: who is there and called what, how far it was read, what is said."""
    marks = [(one.person_id, one.role) for one in seen.members]
    read = [one.read_position for one in seen.members if one.person_id == seen.viewer]
    said = [(one.message.text, one.message.state, one.message.reactions) for one in seen.data]
    pinned = [one.message.pinned for one in seen.data]
    return seen.role, seen.title, marks, read, said, pinned


def test_each_step_back_undoes_one_change_and_each_step_forward_does_it_again(case: Case) -> None:
    alice, bob = case.house.me("alice"), case.house.me("bob")
    group = alice.conversations.create(kind="group", members=["carol"], title="Team").id
    sent = alice.messages.send(group, "a threat")
    alice.conversations.add_members(group, ["bob"], history="all")
    bob.reactions.add(sent.id, "👍")
    bob.conversations.read(group, case.house.room.end())
    alice.messages.edit(sent.id, "a joke")
    alice.conversations.update(group, title="Crew")
    alice.pins.add(sent.id)
    alice.messages.remove(sent.id)
    grant = case.open(scope=GrantScope(conversations=[group]))
    look = partial(case.house.me("ivan").grants.as_of, grant.id, group, viewer="bob")
    back = [look(at=case.house.clock())]
    while back[-1].before_at is not None:
        back.append(look(at=back[-1].before_at))
    assert [one.role is None for one in back] == [False] * 7 + [True]
    assert len({str(_seen(one)) for one in back}) == len(back) == 8
    forth = [back[-1]]
    while forth[-1].next_at is not None:
        forth.append(look(at=forth[-1].next_at))
    assert [_seen(one) for one in forth] == [_seen(one) for one in reversed(back)]
    assert findings(case.house.room) == []


def test_a_step_tells_nothing_of_what_the_grant_does_not_open(case: Case) -> None:
    alice, bob = case.house.me("alice"), case.house.me("bob")
    first = alice.messages.send(case.talk, "alice says")
    then = case.house.clock()
    other = bob.messages.send(case.talk, "bob says")
    bob.messages.edit(other.id, "bob says otherwise")
    grant = case.open(scope=GrantScope(people=["alice"], conversations=[case.talk]))
    seen = _through(case, grant, then, viewer="alice")
    assert _texts(seen)[0] == "alice says"
    assert seen.next_at is None
    assert seen.before_at is not None
    assert seen.before_at < first.created_at
    alice.messages.edit(first.id, "after the dates of the grant")
    assert _through(case, grant, then, viewer="alice").next_at is None
    stranger = _through(case, grant, then, viewer="carol")
    assert (stranger.role, stranger.before_at, stranger.next_at) == (None, None, None)


def test_no_step_leads_to_a_change_from_before_the_dates_of_the_grant(case: Case) -> None:
    alice = case.house.me("alice")
    group = alice.conversations.create(kind="group", members=["carol"], title="Team").id
    alice.messages.send(group, "before the dates")
    since = case.house.clock()
    alice.messages.send(group, "within them")
    grant = case.open(scope=GrantScope(conversations=[group], since=since))
    look = partial(case.house.me("ivan").grants.as_of, grant.id, group, viewer="carol")
    seen = look(at=case.house.clock())
    assert _texts(seen) == ["within them"]
    assert seen.before_at is not None
    first = look(at=seen.before_at)
    assert (_texts(first), first.title, first.before_at) == ([], "Team", None)
    assert first.next_at is not None
    assert _texts(look(at=first.next_at)) == ["within them"]


def test_nothing_from_before_the_dates_of_a_grant_is_told_by_asking_before_them(case: Case) -> None:
    long_ago = case.house.clock()
    alice, carol = case.house.me("alice"), case.house.me("carol")
    group = alice.conversations.create(kind="group", members=["carol"], title="A secret").id
    alice.messages.send(group, "before the dates")
    carol.conversations.read(group, case.house.room.end())
    alice.conversations.update(group, title="Team")
    since = case.house.clock()
    alice.messages.send(group, "within them")
    grant = case.open(scope=GrantScope(conversations=[group], since=since))
    look = partial(case.house.me("ivan").grants.as_of, grant.id, group, viewer="carol")
    seen = [look(at=long_ago)]
    while seen[-1].next_at is not None:
        seen.append(look(at=seen[-1].next_at))
    assert [_texts(one) for one in seen] == [[], ["within them"]]
    assert {one.title for one in seen} == {"Team"}
    assert all(one.at >= since for one in seen)


def test_who_has_come_and_gone_is_found_by_steps(case: Case) -> None:
    alice, carol = case.house.me("alice"), case.house.me("carol")
    group = alice.conversations.create(kind="group", members=["carol"], title="Team").id
    early = case.house.clock()
    alice.messages.send(group, "while she is there")
    carol.conversations.remove_member(group, "carol")
    alice.messages.send(group, "while she is away")
    away = case.house.clock()
    alice.conversations.add_members(group, ["carol"], history="from_now")
    alice.messages.send(group, "again")
    grant = case.open(scope=GrantScope(conversations=[group]))
    look = partial(case.house.me("ivan").grants.as_of, grant.id, group, viewer="carol")
    gone = look(at=away)
    assert gone.before_at is not None
    assert gone.next_at is not None
    assert _texts(look(at=gone.before_at)) == ["while she is there"]
    back = look(at=gone.next_at)
    assert (back.role, _texts(back)) == ("member", [])
    assert back.next_at is not None
    assert _texts(look(at=back.next_at)) == ["again"]
    assert look(at=early).before_at is not None


def test_steps_come_to_an_end_where_the_clocks_of_workers_differ(case: Case, clock: Clock) -> None:
    alice, bob = case.house.me("alice"), case.house.me("bob")
    for ahead in (-5, 3, -4, 8):
        alice.messages.send(case.talk, f"by a clock that is {ahead} ms off")
        clock.forward(milliseconds=ahead)
        bob.messages.send(case.talk, "so be it")
    grant = case.open()
    back = [_through(case, grant, case.house.clock())]
    while back[-1].before_at is not None:
        back.append(_through(case, grant, back[-1].before_at))
        assert back[-1].position < back[-2].position
    forth = [back[-1]]
    while forth[-1].next_at is not None:
        forth.append(_through(case, grant, forth[-1].next_at))
        assert forth[-1].position > forth[-2].position
    assert _texts(forth[-1]) == _texts(back[0])
