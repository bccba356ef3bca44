"""Who reads by rule comes and goes with what the host says; who was added by hand stays."""

import json
from collections.abc import Iterator

import pytest

from onrecord.client import Actor as Client
from onrecord.errors import (
    ConfirmAudience,
    Forbidden,
    Invalid,
    QuotaExceeded,
    RuleUnreadable,
)
from onrecord_server.core.ports import Ports
from onrecord_server.core.settings import Limits
from onrecord_server.tenants.directory import Tenant
from tests.operations.announcements.conftest import News
from tests.operations.conftest import Refuses
from tests.support import engines
from tests.support.clocked import Clock
from tests.support.engines import Room


SALES = 'department == "sales"'


def _hire(room: Room, name: str, department: str) -> None:
    host: Client = room.plain(None)
    host.people.upsert(name, name=name.title(), attributes={"department": department})


@pytest.fixture
def room(database_url: str, clock: Clock) -> Iterator[Room]:
    """An engine room in which whoever has the role comms makes broadcasts."""
    tenants = {"acme": Tenant(space_creators=["comms"])}
    with engines.room(database_url, ports=Ports(clock=clock), tenants=tenants) as found:
        yield found
        engines.check_invariants(found)


@pytest.fixture
def sales(news: News) -> News:
    """Two people in sales, one in support, and alice who may announce to all."""
    news.room.plain(None).people.upsert("alice", name="Alice", roles=["comms"])
    for name, department in (("sam", "sales"), ("sue", "sales"), ("tom", "support")):
        _hire(news.room, name, department)
    return news


def _inside(news: News) -> set[str]:
    found = news.alice.conversations.iterate_members(news.conversation)
    return {member.person_id for member in found} - {"alice", "bob", "carol", "dora"}


def test_whose_history_starts_later_lets_nobody_into_all_of_it_by_rule(
    sales: News, refuses: Refuses
) -> None:
    here = sales.conversation
    sales.room.plain(None).people.upsert("uma", name="Uma", roles=["comms"])
    sales.alice.conversations.add_members(here, ["uma"], role="owner", history="from_now")
    uma = sales.room.plain("uma").announcements
    refuses(Forbidden, lambda: uma.set_audience(here, SALES))
    sales.alice.announcements.set_audience(here, SALES)
    assert uma.set_audience(here, None).people == 0


def test_a_rule_lets_in_whom_it_matches_and_asks_them_all(sales: News) -> None:
    ruled = sales.alice.announcements.set_audience(sales.conversation, SALES)
    assert (ruled.rule, ruled.people, ruled.version) == (SALES, 2, 1)
    assert _inside(sales) == {"sam", "sue"}
    assert sales.room.plain("sam").announcements.pending().data[0].id == sales.id
    assert sales.alice.announcements.audience(sales.conversation) == ruled


def test_people_come_and_go_with_what_the_host_says(sales: News) -> None:
    sales.alice.announcements.set_audience(sales.conversation, SALES)
    _hire(sales.room, "tom", "sales")
    _hire(sales.room, "una", "sales")
    _hire(sales.room, "sam", "support")
    assert _inside(sales) == {"sue", "tom", "una"}
    sales.room.plain(None).people.deactivate("sue")
    assert _inside(sales) == {"tom", "una"}
    sales.room.plain(None).people.reactivate("sue")
    assert _inside(sales) == {"sue", "tom", "una"}


def test_who_was_added_by_hand_stays(sales: News) -> None:
    sales.alice.conversations.add_members(sales.conversation, ["sam"])
    sales.alice.announcements.set_audience(sales.conversation, SALES)
    _hire(sales.room, "sam", "support")
    _hire(sales.room, "sue", "support")
    assert _inside(sales) == {"sam"}


def test_who_was_taken_out_stays_out_until_the_rule_let_go_of_them(sales: News) -> None:
    sales.alice.announcements.set_audience(sales.conversation, SALES)
    sales.alice.conversations.remove_member(sales.conversation, "sam")
    sales.room.plain(None).people.upsert(
        "sam", name="Sam", roles=["member"], attributes={"department": "sales"}
    )
    assert _inside(sales) == {"sue"}
    _hire(sales.room, "sam", "support")
    _hire(sales.room, "sam", "sales")
    assert _inside(sales) == {"sam", "sue"}


def test_who_was_taken_out_and_added_again_by_hand_stays(sales: News) -> None:
    sales.alice.announcements.set_audience(sales.conversation, SALES)
    sales.alice.conversations.remove_member(sales.conversation, "sam")
    sales.alice.conversations.add_members(sales.conversation, ["sam"])
    _hire(sales.room, "sam", "support")
    assert _inside(sales) == {"sam", "sue"}


def test_another_rule_moves_the_difference_and_none_takes_all_of_them(sales: News) -> None:
    sales.alice.announcements.set_audience(sales.conversation, SALES)
    before = sales.room.end()
    either = 'department in ["sales", "support"] and id != "sam"'
    sales.alice.announcements.set_audience(sales.conversation, either)
    assert sales.room.types(after=before) == ["audience.ruled", "member.removed", "members.added"]
    assert _inside(sales) == {"sue", "tom"}
    assert sales.alice.announcements.set_audience(sales.conversation, None).people == 0
    assert _inside(sales) == set()
    _hire(sales.room, "una", "sales")
    assert _inside(sales) == set()


def test_who_was_made_a_moderator_since_stays(sales: News) -> None:
    sales.alice.announcements.set_audience(sales.conversation, SALES)
    sales.alice.conversations.change_member(sales.conversation, "sam", role="moderator")
    _hire(sales.room, "sam", "support")
    sales.alice.announcements.set_audience(sales.conversation, None)
    assert _inside(sales) == {"sam"}


def test_the_rules_words_are_content_and_no_fact(sales: News) -> None:
    sales.alice.announcements.set_audience(sales.conversation, SALES)
    (row,) = [row for row in sales.room.entries() if row.type == "audience.ruled"]
    assert "sales" not in row.entry
    assert json.loads(row.entry)["facts"] == {"conversation": sales.conversation}
    assert row.audience == "p:alice"


def test_the_same_rule_again_changes_nothing(sales: News) -> None:
    first = sales.alice.announcements.set_audience(sales.conversation, SALES)
    before = sales.room.rows()
    assert sales.alice.announcements.set_audience(sales.conversation, SALES) == first
    assert sales.room.rows() == before


def test_a_rule_for_everybody_is_confirmed_by_their_number(sales: News, refuses: Refuses) -> None:
    refused = refuses(
        ConfirmAudience,
        lambda: sales.alice.announcements.set_audience(sales.conversation, "everybody"),
    )
    assert isinstance(refused, ConfirmAudience)
    count = refused.extra["count"]
    sales.alice.announcements.set_audience(sales.conversation, "everybody", confirm=count)
    assert _inside(sales) == {"sam", "sue", "tom", "mallory"}


def test_who_may_not_broadcast_rules_no_audience(sales: News, refuses: Refuses) -> None:
    here, api = sales.conversation, sales.alice.announcements
    refuses(RuleUnreadable, lambda: api.set_audience(here, "department = sales"))
    bob = sales.readers["bob"]
    refuses(Forbidden, lambda: bob.announcements.set_audience(here, SALES))
    refuses(Forbidden, lambda: bob.announcements.audience(here))
    own = bob.conversations.create(kind="announcement", title="Bob's").id
    refuses(Forbidden, lambda: bob.announcements.set_audience(own, SALES))
    group = sales.alice.conversations.create(kind="group", members=["bob"]).id
    refuses(Invalid, lambda: api.set_audience(group, SALES))


def test_an_archive_stops_no_rule_who_lost_the_right_to_read_reads_no_more(sales: News) -> None:
    sales.alice.announcements.set_audience(sales.conversation, SALES)
    sales.alice.conversations.archive(sales.conversation)
    _hire(sales.room, "tom", "sales")
    _hire(sales.room, "sam", "support")
    assert _inside(sales) == {"sue", "tom"}


def test_a_full_conversation_lets_nobody_in_and_refuses_no_login(
    sales: News, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    sales.alice.announcements.set_audience(sales.conversation, SALES)
    tenants = {"acme": Tenant(space_creators=["comms"])}
    narrow = {"limits": Limits(members=6), "ports": Ports(clock=sales.clock)}
    with engines.room(database_url, tenants=tenants, **narrow) as small:
        _hire(small, "tom", "sales")
        api = small.plain("alice").announcements
        either = 'department in ["sales", "support"] or id == "mallory"'
        with pytest.raises(QuotaExceeded, match="at most 6"):
            api.set_audience(sales.conversation, either)
    assert _inside(sales) == {"sam", "sue"}
    assert "could not let tom in" in caplog.text
