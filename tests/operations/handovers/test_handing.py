"""What somebody who leaves served goes to a successor; the rest stays with those who go on with it."""

import json
from dataclasses import replace

import pytest

from onrecord.errors import NotFound, PersonDeactivated
from onrecord.wire.handovers import HandoverPreview
from onrecord_server.engine import Engines
from onrecord_server.handovers import steps
from onrecord_server.handovers.executor import HandoverExecutor
from tests.operations.handovers.conftest import APART, House, channel
from tests.support.killed import killed


def test_a_clients_case_goes_to_the_successor_with_the_role(house: House) -> None:
    case = house.group("carl", subject="case:1042", title="Claim")
    done = house.hand_over()
    assert (done.state, done.handed_over, done.kept) == ("done", 1, 0)
    assert house.members(case, "boris") == {"boris": "owner", "carl": "member"}


def test_the_successor_reads_from_now_on_and_nothing_from_before(house: House) -> None:
    case = house.group("carl", subject="case:1042")
    house.me("anna").messages.send(case, "Between us two")
    house.hand_over()
    house.me("carl").messages.send(case, "Who is there")
    assert [one.text for one in house.me("boris").messages.list(case).data] == ["Who is there"]
    said = [one.text for one in house.me("carl").messages.list(case).data]
    assert said == ["Who is there", "Between us two"]


def test_what_the_leaver_said_stays_in_their_name(house: House) -> None:
    case = house.group("carl", subject="case:1042")
    sent = house.me("anna").messages.send(case, "Signed by me")
    house.hand_over()
    found = house.me("carl").messages.get(sent.id)
    assert (found.text, found.author) == ("Signed by me", "anna")


def test_a_room_that_others_own_goes_on_with_them(house: House) -> None:
    room = house.group("anna", "dora", owner="carl")
    assert house.items()[room].why == "others_serve"
    done = house.hand_over()
    assert (done.left, done.handed_over) == (1, 0)
    assert house.members(room, "carl") == {"carl": "owner", "dora": "member"}
    with pytest.raises(NotFound):
        house.me("boris").conversations.get(room)


def test_a_room_of_which_the_leaver_is_the_only_owner_goes_over(house: House) -> None:
    room = house.group("carl", "dora")
    assert house.items()[room].why == "only_owner"
    house.hand_over()
    assert house.members(room, "carl")["boris"] == "owner"


def test_an_owner_who_has_left_is_no_owner(house: House) -> None:
    room = house.group("carl", "dora")
    house.me("anna").conversations.change_member(room, "dora", role="owner")
    house.host.people.deactivate("dora")
    assert house.items()[room].why == "only_owner"


def test_a_successor_who_is_in_it_already_becomes_what_the_leaver_was(house: House) -> None:
    room = house.group("boris", "carl")
    house.me("anna").messages.send(room, "To both of you")
    house.hand_over()
    assert house.members(room, "boris") == {"boris": "owner", "carl": "member"}
    assert [one.text for one in house.me("boris").messages.list(room).data] == ["To both of you"]


def test_the_only_employee_with_a_guest_hands_the_guest_over(house: House) -> None:
    space, made = channel(house, members=("boris",))
    found = house.items()
    assert (found[made].outcome, found[space].outcome) == ("handed_over", "left")
    house.hand_over()
    assert house.members(made, "pat") == {"boris": "owner", "pat": "member"}
    assert "anna" not in {one.person_id for one in house.me("carl").spaces.members(space).data}


def test_nobody_is_brought_into_a_space_by_it_and_the_room_waits(house: House) -> None:
    """The place stays until who leads the space lets the successor in; then it is handed over."""
    space, made = channel(house)
    done = house.hand_over()
    assert (done.state, done.handed_over, done.kept) == ("done", 0, 2)
    assert house.items()[made].why == "not_in_space"
    assert house.members(made, "pat") == {"anna": "owner", "pat": "member"}
    house.me("carl").spaces.add_members(space, ["boris"])
    again = house.hand_over()
    assert again.id != done.id
    assert (again.handed_over, again.left, again.kept) == (1, 1, 0)
    assert house.members(made, "pat") == {"boris": "owner", "pat": "member"}


def test_a_space_of_the_leaver_has_an_owner_after_it(house: House) -> None:
    space = house.me("anna").spaces.create(title="Desk", members=["boris", "carl"]).id
    assert house.items()[space].outcome == "handed_over"
    house.hand_over()
    roles = {one.person_id: one.role for one in house.me("boris").spaces.members(space).data}
    assert roles == {"boris": "owner", "carl": "member"}


def test_a_direct_conversation_stays_private_and_the_other_is_told(house: House) -> None:
    talk = house.direct("anna", "carl")
    done = house.hand_over()
    assert (done.introduced, done.handed_over) == (1, 0)
    with pytest.raises(NotFound):
        house.me("boris").conversations.get(talk)
    assert [one.text for one in house.me("carl").messages.list(talk).data] == ["A word in private"]
    assert {one.counterpart for one in house.me("carl").conversations.list().data} == {
        "anna",
        "boris",
    }
    told = [one for one in house.room.entries() if one.type == "conversation.handed_over"]
    assert [(one.object, one.audience) for one in told] == [(talk, f"c:{talk}")]


def test_who_is_told_of_a_successor_is_told_once(house: House) -> None:
    """A room that waits lets the hand-over begin again; what the other one was told is not said again."""
    talk, _ = house.direct("anna", "carl"), channel(house)
    house.hand_over()
    again = house.hand_over()
    assert (again.introduced, _told_of(house, talk)) == (0, ["boris"])


def test_of_another_successor_the_other_one_is_told_anew(house: House) -> None:
    """Whoever was named last is who to turn to; the first one may be named again after another."""
    talk, _ = house.direct("anna", "carl"), channel(house)
    house.hand_over()
    for successor in ("dora", "boris"):
        assert house.hand_over(successor=successor).introduced == 1
    assert _told_of(house, talk) == ["boris", "dora", "boris"]


def test_that_the_other_one_handed_over_once_tells_nothing_of_who_leaves(house: House) -> None:
    talk = house.direct("anna", "carl")
    house.hand_over("carl")
    house.host.people.reactivate("carl")
    assert house.hand_over("anna").introduced == 1
    assert _told_of(house, talk) == ["boris", "boris"]


def _told_of(house: House, talk: str) -> list[str]:
    """Return which successors were named in a conversation, in order."""
    told = [one for one in house.room.entries() if one.type == "conversation.handed_over"]
    return [json.loads(one.entry)["facts"]["successor_id"] for one in told if one.object == talk]


def test_nobody_is_introduced_where_there_is_nobody_or_nothing(house: House) -> None:
    house.direct("anna", "carl", text=None)
    house.direct("anna", "boris")
    house.direct("anna", "dora")
    house.host.people.deactivate("dora")
    done = house.hand_over()
    assert (done.introduced, done.kept) == (0, 3)


def test_a_preview_says_what_will_be_and_changes_nothing(house: House) -> None:
    channel(house)
    house.group("carl")
    house.group("carl", subject="case:7")
    house.group("anna", owner="dora")
    house.direct("anna", "carl")
    before = house.room.rows()
    said = house.host.handovers.preview("anna", "boris")
    assert house.room.rows() == before
    done = house.hand_over()
    names = ("handed_over", "introduced", "left", "kept")
    assert [getattr(said, n) for n in names] == [getattr(done, n) for n in names] == [2, 1, 1, 2]


def test_a_preview_names_no_private_talk_and_no_title(house: House) -> None:
    talk, room = house.direct("anna", "carl"), house.group("carl", title="Merger of Acme")
    said = house.host.handovers.preview("anna", "boris").model_dump_json()
    assert room in said
    assert talk not in said
    assert "Merger" not in said
    assert "carl" not in said


def test_no_choice_of_a_successor_tells_with_whom_the_leaver_talks(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the one they talk with, nor one whom a gate keeps apart from somebody, nor one who is told already."""
    for name in ("erin", "finn"):
        house.introduce(name)
    house.direct("anna", "carl")
    house.direct("anna", "dora", text=None)
    house.direct("anna", "pat")
    channel(house, guest="finn")
    house.hand_over(successor="erin")
    APART.add("carl")
    for _ in range(2):
        said = {
            name: house.host.handovers.preview("anna", name)
            for name in ("boris", "dora", "erin", "pat")
        }
        counts = {(one.introduced, one.kept - _kept(one)) for one in said.values()}
        assert counts == {(2, 1)}
        limits = replace(house.room.engines.limits, conversations_a_person=1)
        monkeypatch.setattr(house.room.engines, "limits", limits)


def _kept(said: HandoverPreview) -> int:
    """Return how many places are listed as kept."""
    return sum(one.outcome == "kept" for one in said.data)


def test_a_preview_comes_in_pages(house: House) -> None:
    rooms = {house.group("carl") for _ in range(5)}
    found, cursor = set(), None
    while True:
        page = house.host.handovers.preview("anna", "boris", limit=2, cursor=cursor)
        assert page.handed_over == 5
        found |= {one.conversation_id for one in page.data}
        if (cursor := page.next_cursor) is None:
            break
    assert found == rooms


def test_access_ends_at_once_and_with_what_was_issued_before(house: House) -> None:
    case = house.group("carl", subject="case:1042")
    house.start()
    with pytest.raises(PersonDeactivated):
        house.me("anna").messages.list(case)
    kinds = house.types()
    first = kinds.index("person.deactivated")
    assert kinds[first : first + 3] == [
        "person.deactivated",
        "person.signed_out",
        "handover.started",
    ]


def test_the_record_says_who_from_whom_to_whom_which_and_why(house: House) -> None:
    case = house.group("carl", subject="case:1042")
    done = house.hand_over()
    (begun,) = [e for e in house.room.entries() if e.type == "handover.started"]
    entry = json.loads(begun.entry)
    assert entry["actor"] == done.started_by == "service:host"
    assert entry["facts"] == {
        "person_id": "anna",
        "successor_id": "boris",
        "reason_code": "left",
    }
    (told,) = [e for e in house.room.entries() if e.type == "conversation.handed_over"]
    assert json.loads(told.entry)["object"] == case
    assert json.loads(told.entry)["facts"] == {
        "handover_id": done.id,
        "person_id": "anna",
        "successor_id": "boris",
        "why": "subject",
    }


def _go_on(engines: Engines) -> None:
    """Go on with what was begun, two rooms to a transaction."""
    setattr(steps, "AT_ONCE", 2)  # noqa: B010 - in a process of its own
    executor = HandoverExecutor(engines)
    while executor.round(engines.prepared("acme")):
        pass


def test_it_goes_in_small_steps_and_on_after_a_kill(
    house: House, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "AT_ONCE", 2)
    rooms = [house.group("carl") for _ in range(5)]
    begun = house.start()
    assert (begun.state, begun.handed_over) == ("running", 2)
    before = house.room.end()
    killed(database_url, house.clock(), "before_commit", _go_on)
    assert house.room.end() == before, "of what was killed in the middle nothing is left"
    killed(database_url, house.clock(), "after_commit", _go_on)
    assert house.host.handovers.get(begun.id).handed_over == 4
    house.run()
    done = house.host.handovers.get(begun.id)
    assert (done.state, done.handed_over) == ("done", 5)
    assert all(house.members(room, "carl")["boris"] == "owner" for room in rooms)
    told = [one.object for one in house.room.entries() if one.type == "conversation.handed_over"]
    assert sorted(told) == sorted(rooms), "each was told of it once"
    assert house.types().count("handover.advanced") == 2


def test_to_say_it_again_changes_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "AT_ONCE", 1)
    for _ in range(3):
        house.group("carl")
    begun = house.start()
    rows = house.room.rows()
    assert house.start() == begun
    assert house.room.rows() == rows
    house.run()
    rows = house.room.rows()
    assert house.start() == house.host.handovers.get(begun.id)
    assert house.room.rows() == rows


def test_it_stops_where_the_leaver_is_let_in_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "AT_ONCE", 1)
    rooms = sorted(house.group("carl") for _ in range(3))
    begun = house.start()
    house.host.people.reactivate("anna")
    house.run()
    done = house.host.handovers.get(begun.id)
    assert (done.state, done.stopped_by, done.handed_over) == ("stopped", "came_back", 1)
    assert house.members(rooms[2], "anna")["anna"] == "owner"


@pytest.mark.parametrize("successor", ["boris", "dora"])
def test_who_was_let_in_again_while_it_ran_is_shut_out_again_and_handed_over_anew(
    house: House, monkeypatch: pytest.MonkeyPatch, successor: str
) -> None:
    monkeypatch.setattr(steps, "AT_ONCE", 1)
    rooms = sorted(house.group("carl") for _ in range(3))
    begun = house.start()
    house.host.people.reactivate("anna")
    later = house.group("carl")
    again = house.start(successor=successor)
    assert again.id != begun.id
    assert house.host.handovers.get(begun.id).stopped_by == "came_back"
    with pytest.raises(PersonDeactivated):
        house.me("anna").conversations.list()
    ended = [one.type for one in house.room.entries() if one.object == "person:anna"]
    assert ended.count("person.signed_out") == 2
    assert house.start(successor=successor).id == again.id
    house.run()
    assert house.host.handovers.get(again.id).state == "done"
    for room in (*rooms[1:], later):
        assert house.members(room, "carl") == {successor: "owner", "carl": "member"}


def test_it_stops_where_the_successor_leaves_and_another_goes_on(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "AT_ONCE", 1)
    rooms = sorted(house.group("carl") for _ in range(3))
    begun = house.start()
    house.host.people.deactivate("boris")
    house.run()
    assert house.host.handovers.get(begun.id).stopped_by == "successor"
    assert house.hand_over(successor="dora").handed_over == 2
    assert house.members(rooms[2], "carl") == {"dora": "owner", "carl": "member"}


def test_who_was_shut_out_before_is_handed_over_too(house: House) -> None:
    case = house.group("carl", subject="case:1042")
    house.host.people.deactivate("anna")
    assert house.hand_over().handed_over == 1
    assert "boris" in house.members(case, "carl")
    assert house.types().count("person.deactivated") == 1


def test_hand_overs_are_listed_the_latest_first(house: House) -> None:
    first, second = house.hand_over(), house.hand_over("dora", "boris")
    assert [one.id for one in house.host.handovers.iterate(limit=1)] == [second.id, first.id]
    assert [one.id for one in house.host.handovers.list(person_id="anna").data] == [first.id]


def test_the_tenant_next_door_sees_none_of_it(house: House) -> None:
    done = house.hand_over()
    other = house.room.plain(None, "globex")
    assert other.handovers.list().data == []
    with pytest.raises(NotFound):
        other.handovers.get(done.id)
