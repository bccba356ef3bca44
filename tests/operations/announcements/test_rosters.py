"""Who was reached, who has read, who acknowledged and who has not: for those who post, and counted."""

from collections import Counter
from typing import get_args

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from onrecord import endpoints
from onrecord.errors import Forbidden, Invalid, NotAnnounced, NotFound
from onrecord.wire.announcements import MarkReached, RosterState
from onrecord_server.announcements import rules
from tests.operations.announcements.conftest import READERS, News
from tests.operations.conftest import Refuses


def _counts(news: News) -> tuple[int, ...]:
    s = news.alice.announcements.summary(news.id)
    return s.audience, s.reached, s.read, s.acknowledged, s.missing, s.outdated


def test_nobody_has_a_row_before_doing_something(news: News) -> None:
    tables = ("onrecord_acknowledgements", "onrecord_reached", "onrecord_reminders")
    rows = news.room.rows()
    assert [rows[name] for name in tables] == [[], [], []]
    assert _counts(news) == (3, 0, 0, 0, 3, 0)
    assert news.names(state="missing") == list(READERS)


def test_each_step_holds_the_ones_before_it(news: News) -> None:
    news.readers["bob"].announcements.reached([news.id])
    assert _counts(news) == (3, 1, 0, 0, 3, 0)
    news.readers["carol"].conversations.read(news.conversation, news.message.position or 0)
    assert _counts(news) == (3, 2, 1, 0, 3, 0)
    news.acknowledge("dora")
    assert _counts(news) == (3, 3, 2, 1, 2, 0)
    news.alice.messages.edit(news.id, "On Tuesday.")
    assert _counts(news) == (3, 3, 2, 0, 3, 1)
    found = {e.person_id: e for e in news.alice.announcements.roster(news.id).data}
    assert {p: e.progress for p, e in found.items()} == {
        "bob": "reached",
        "carol": "read",
        "dora": "outdated",
    }
    evidence = found["dora"].acknowledgement
    assert evidence is not None
    assert (evidence.version, evidence.person_id, evidence.message_id) == (1, "dora", news.id)


@pytest.mark.parametrize("state", [None, *get_args(RosterState)])
def test_a_roster_is_paged_by_name(news: News, state: RosterState | None) -> None:
    news.readers["bob"].announcements.reached([news.id])
    news.acknowledge("carol")
    whole = news.names(state=state, limit=200)
    assert news.names(state=state, limit=1) == whole == sorted(whole)


def test_a_cursor_of_another_list_is_refused(news: News, refuses: Refuses) -> None:
    refuses(Invalid, lambda: news.alice.announcements.roster(news.id, cursor="WzEsMV0"))


def test_members_who_left_or_are_shut_out_are_not_counted(news: News) -> None:
    news.alice.conversations.remove_member(news.conversation, "bob")
    news.room.plain(None).people.deactivate("carol")
    assert _counts(news) == (1, 0, 0, 0, 1, 0)
    assert news.names() == ["dora"]


def test_readers_see_no_roster(news: News, refuses: Refuses) -> None:
    bob = news.readers["bob"].announcements
    refuses(Forbidden, lambda: bob.summary(news.id))
    refuses(Forbidden, lambda: bob.roster(news.id))
    refuses(NotFound, lambda: news.room.plain("mallory").announcements.summary(news.id))


def test_readers_do_not_see_how_far_others_have_read(news: News) -> None:
    """The roster would be in vain if the list of members told."""
    place = news.message.position or 0
    news.readers["carol"].conversations.read(news.conversation, place)
    row = news.room.entries()[-1]
    assert (row.type, row.audience) == ("conversation.read", "p:carol")
    for who in (news.alice, news.readers["bob"]):
        marks = {
            m.person_id: m.read_position for m in who.conversations.members(news.conversation).data
        }
        assert set(marks.values()) == {-1}
    own = news.readers["carol"].conversations.members(news.conversation).data
    assert {m.person_id: m.read_position for m in own}["carol"] == place


def test_a_moderator_sees_it_as_the_owner_does(news: News) -> None:
    news.alice.conversations.change_member(news.conversation, "carol", role="moderator")
    carol = news.readers["carol"].announcements
    assert carol.summary(news.id) == news.alice.announcements.summary(news.id)


def test_the_host_sees_the_roster_of_announcements_and_of_nothing_else(
    news: News, refuses: Refuses
) -> None:
    assert news.host.announcements.summary(news.id).audience == 3
    group = news.alice.conversations.create(kind="group", members=["bob"]).id
    plain = news.alice.messages.send(group, "between us").id
    refuses(NotFound, lambda: news.host.announcements.summary(plain))
    refuses(NotAnnounced, lambda: news.alice.announcements.summary(plain))
    refuses(NotFound, lambda: news.host.announcements.summary("msg_" + "0" * 32))


def test_what_asks_for_nothing_is_missed_by_nobody(news: News, refuses: Refuses) -> None:
    plain = news.alice.messages.send(news.conversation, "For your information").id
    found = news.alice.announcements.summary(plain)
    assert (found.audience, found.missing, found.acknowledge) == (3, 0, False)
    refuses(NotAnnounced, lambda: news.alice.announcements.roster(plain, state="missing"))
    assert len(news.alice.announcements.roster(plain, state="unread").data) == 3


def test_what_has_arrived_is_noted_once_and_not_on_the_record(news: News) -> None:
    end = news.room.end()
    bob = news.readers["bob"].announcements
    assert bob.reached([news.id, news.id]).message_ids == [news.id]
    before = news.room.rows()
    news.clock.forward(hours=1)
    assert bob.reached([news.id]).message_ids == [news.id]
    assert news.room.rows() == before
    assert news.room.end() == end


def test_only_announcements_to_oneself_arrive(news: News) -> None:
    alice, mallory = news.alice, news.room.plain("mallory")
    group = alice.conversations.create(kind="group", members=["bob"]).id
    plain = alice.messages.send(group, "no announcement").id
    unknown = "msg_" + "0" * 32
    asked = [plain, unknown, news.id]
    assert news.readers["bob"].announcements.reached(asked).message_ids == [news.id]
    assert alice.announcements.reached(asked).message_ids == []
    assert mallory.announcements.reached(asked).message_ids == []
    news.alice.messages.remove(news.id)
    assert news.readers["carol"].announcements.reached([news.id]).message_ids == []


def test_a_run_of_arrivals_is_one_set(news: News) -> None:
    asked = MarkReached(message_ids=[news.id])
    who = ("bob", "mallory", "carol", "bob", "nobody-knows")
    answers = news.room.batch(*((name, endpoints.MARK_REACHED, asked) for name in who))
    assert [getattr(a, "message_ids", None) for a in answers] == [
        [news.id],
        [],
        [news.id],
        [news.id],
        None,
    ]
    assert news.names(state="reached") == ["bob", "carol"]


STEPS = st.lists(
    st.tuples(st.sampled_from(READERS), st.sampled_from(["reach", "read", "acknowledge", "edit"])),
    max_size=8,
)


@settings(
    max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(STEPS)
def test_counts_rosters_and_the_rule_agree(news: News, steps: list[tuple[str, str]]) -> None:
    sent = news.alice.messages.send(news.conversation, "Once more", acknowledge=True)
    version, done = 1, dict[str, int]()
    reached, read = set[str](), set[str]()
    for name, step in steps:
        reader = news.readers[name]
        if step == "reach":
            reader.announcements.reached([sent.id])
            reached.add(name)
        elif step == "read":
            reader.conversations.read(news.conversation, sent.position or 0)
            read.add(name)
        elif step == "acknowledge":
            reader.announcements.acknowledge(sent.id, version)
            done[name] = version
        else:
            version += 1
            news.alice.messages.edit(sent.id, f"Version {version}")
    expected = {
        name: rules.progress(
            reached=name in reached, read=name in read, acknowledged=done.get(name), newest=version
        )
        for name in READERS
    }
    roster = news.alice.announcements.roster(sent.id).data
    assert {e.person_id: e.progress for e in roster} == expected
    counted = Counter(expected.values())
    found = news.alice.announcements.summary(sent.id)
    assert found.acknowledged == counted["acknowledged"]
    assert found.outdated == counted["outdated"]
    assert found.missing == len(READERS) - counted["acknowledged"]
    assert found.reached == len(READERS) - counted["unreached"]
    assert found.read == found.reached - counted["reached"]
    for state, members in rules.STATES.items():
        listed = {e.person_id for e in news.alice.announcements.roster(sent.id, state=state).data}
        assert listed == {name for name, progress in expected.items() if progress in members}
