"""A hold keeps from when it is asked for until two people end it; who is named has no say in it."""

from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from onrecord.errors import Conflict, Forbidden, Invalid, NotFound
from onrecord.wire.holds import HoldScope
from onrecord_server.core.hooks import Hooks
from onrecord_server.core.ports import Ports
from onrecord_server.core.rows import contents
from onrecord_server.core.unit import Unit
from onrecord_server.holds.queries import open_holds
from tests.operations.conftest import Refuses
from tests.operations.holds.conftest import WHY, Matter
from tests.support.verified import findings


NOBODY = "sha256:" + "0" * 64


def keeping(matter: Matter) -> list[str]:
    """The holds that keep something now."""
    database = matter.house.room.engines.prepared("acme")
    with database.read() as connection:
        unit = Unit(connection, Ports(), Hooks(), database.options)
        return [one.id for one in open_holds(unit, "acme")]


@pytest.mark.req("LH-1")
def test_two_people_end_a_hold_and_nothing_is_deleted_by_it(
    matter: Matter, refuses: Refuses
) -> None:
    cora, lena = (matter.house.me(name).holds for name in ("cora", "lena"))
    made = matter.place()
    assert (made.state, made.revision, keeping(matter)) == ("open", 1, [made.id])
    refuses(Conflict, lambda: lena.release(made.id, scope_hash=made.scope_hash))
    asked = cora.ask_release(made.id, reason=WHY)
    assert (asked.state, asked.release_asked_by) == ("releasing", "cora")
    assert (asked.release_reason, keeping(matter)) == (WHY, [made.id])
    refuses(Forbidden, lambda: cora.release(made.id, scope_hash=made.scope_hash))
    refuses(Conflict, lambda: lena.release(made.id, scope_hash=NOBODY))
    stays = lena.refuse(made.id, reason="The claim goes on")
    assert (stays.state, stays.release_asked_by) == ("open", None)
    assert stays.refusal_reason == "The claim goes on"
    before = matter.house.room.rows()["onrecord_contents"]
    done = matter.release(made)
    assert (done.state, done.ended_by, keeping(matter)) == ("released", "lena", [])
    assert set(map(str, before)) <= set(map(str, matter.house.room.rows()["onrecord_contents"]))
    refuses(Conflict, lambda: cora.ask_release(made.id, reason=WHY))
    assert findings(matter.house.room) == []


@pytest.mark.req("LH-4")
def test_a_silent_hold_keeps_at_once_and_whom_it_names_never_hears_of_it(
    matter: Matter, refuses: Refuses
) -> None:
    me = {name: matter.house.me(name).holds for name in ("cora", "lena", "otto", "alice", "audrey")}
    scope = matter.scope(persons=["alice", "otto"])
    asked = matter.place(scope=scope, silent=True)
    assert (asked.state, asked.opened_at, keeping(matter)) == ("requested", None, [asked.id])
    refuses(Forbidden, lambda: me["cora"].approve(asked.id, scope_hash=asked.scope_hash))
    refuses(NotFound, lambda: me["otto"].approve(asked.id, scope_hash=asked.scope_hash))
    refuses(Conflict, lambda: me["lena"].approve(asked.id, scope_hash=NOBODY))
    made = me["lena"].approve(asked.id, scope_hash=asked.scope_hash)
    assert (made.state, made.approved_by, made.custodians) == ("open", "lena", [])
    assert me["otto"].list().data == []
    assert [one.id for one in me["audrey"].list().data] == [made.id]
    assert me["alice"].notices().data == []
    wide = matter.scope(persons=["alice", "otto", "bob"])
    refuses(Conflict, lambda: me["cora"].widen(made.id, wide, revision=1, reason=WHY))
    matter.release(made, "lena", "cora")
    assert "hold.told" not in matter.house.room.types()
    assert me["otto"].list().data == []
    again = matter.place(scope=scope, silent=True)
    refused = me["lena"].refuse(again.id, reason="There is no need")
    assert (refused.state, refused.ended_by, keeping(matter)) == ("refused", "lena", [])
    assert findings(matter.house.room) == []


def test_who_is_named_or_was_there_ends_nothing(matter: Matter, refuses: Refuses) -> None:
    otto, cora = matter.house.me("otto").holds, matter.house.me("cora").holds
    room = matter.house.me("alice").conversations.create(kind="group", members=["otto"])
    for scope in ({"persons": ["otto"]}, {"persons": [], "conversations": [room.id]}):
        made = matter.place(scope=HoldScope.model_validate(scope))
        refuses(Forbidden, lambda made=made: otto.ask_release(made.id, reason=WHY))  # type: ignore[misc]
        cora.ask_release(made.id, reason=WHY)
        refuses(Forbidden, lambda made=made: otto.refuse(made.id, reason=WHY))  # type: ignore[misc]
        refuses(
            Forbidden,
            lambda made=made: otto.release(made.id, scope_hash=made.scope_hash),  # type: ignore[misc]
        )
    assert findings(matter.house.room) == []


@pytest.mark.req("LH-4")
@pytest.mark.parametrize("where", ["is in it", "was in it"])
def test_a_silent_hold_of_a_space_is_not_there_for_who_is_or_was_in_it(
    matter: Matter, refuses: Refuses, where: str
) -> None:
    alice, otto = matter.house.me("alice"), matter.house.me("otto").holds
    space = alice.spaces.create(title="Sales", members=["otto"]).id
    if where == "was in it":
        alice.spaces.remove_member(space, "otto")
    scope = HoldScope.model_validate({"spaces": [space]})
    made = matter.place(scope=scope, silent=True)
    assert [one.id for one in matter.house.me("lena").holds.list().data] == [made.id]
    assert otto.list().data == []
    for refused in (
        lambda: otto.get(made.id),
        lambda: otto.refuse(made.id, reason=WHY),
        lambda: otto.approve(made.id, scope_hash=made.scope_hash),
    ):
        refuses(NotFound, refused)
    with pytest.raises(Invalid):
        matter.place("otto", scope=scope, silent=True)


def test_a_silent_hold_that_cannot_be_read_is_there_for_nobody_and_hides_no_other(
    matter: Matter,
) -> None:
    made = matter.place(silent=True)
    other = matter.place()
    nothing = {"body": None, "salt": None, "key_id": None, "destroyed_at": 1}
    mine = sa.update(contents).where(contents.c.id == f"{made.id}:1")
    database = matter.house.room.engines.prepared("acme")
    with database.write() as connection:
        connection.execute(mine.values(**nothing), execution_options=dict(database.options))
    assert [one.id for one in matter.house.me("lena").holds.list().data] == [other.id]
    assert matter.house.me("lena").holds.get(other.id) == other


def test_who_has_no_duty_neither_holds_nor_sees_holds(matter: Matter, refuses: Refuses) -> None:
    made = matter.place()
    for name in ("alice", "audrey"):
        refuses(Forbidden, lambda name=name: matter.place(name))  # type: ignore[misc]
        me = matter.house.me(name).holds
        refuses(Forbidden, lambda me=me: me.preview(matter.scope()))  # type: ignore[misc]
        refuses(Forbidden, lambda me=me: me.ask_release(made.id, reason=WHY))  # type: ignore[misc]
    alice = matter.house.me("alice").holds
    refuses(Forbidden, alice.list)
    refuses(Forbidden, lambda: alice.get(made.id))
    plain = matter.house.room.plain("cora").holds
    refuses(Forbidden, lambda: plain.create("Acme", matter.scope(), reason=WHY))
    refuses(NotFound, lambda: matter.house.me("cora").holds.get("hld_" + "9" * 32))


@pytest.mark.parametrize(
    ("scope", "pointer"),
    [
        ({"since": datetime(2026, 1, 1, tzinfo=UTC)}, "/scope"),
        ({"persons": ["nobody"]}, "/scope/persons"),
        ({"conversations": ["cnv_" + "9" * 32]}, "/scope/conversations"),
        ({"spaces": ["spc_" + "9" * 32]}, "/scope/spaces"),
        (
            {
                "persons": ["bob"],
                "since": datetime(2026, 1, 2, tzinfo=UTC),
                "until": datetime(2026, 1, 1, tzinfo=UTC),
            },
            "/scope/until",
        ),
    ],
)
def test_a_scope_that_would_keep_nothing_or_everything_is_refused(
    matter: Matter, refuses: Refuses, scope: dict[str, Any], pointer: str
) -> None:
    asked = HoldScope.model_validate(scope)
    refused = refuses(Invalid, lambda: matter.place(scope=asked))
    assert isinstance(refused, Invalid)
    assert [one["pointer"] for one in refused.errors] == [pointer]
    refuses(Invalid, lambda: matter.house.me("cora").holds.preview(asked))


@pytest.mark.req("LH-1")
def test_a_hold_only_becomes_wider(matter: Matter, refuses: Refuses) -> None:
    cora = matter.house.me("cora").holds
    made = matter.place(scope=matter.scope(words=["late"]))
    narrow = matter.scope(persons=["bob"], words=["late"])
    refuses(Conflict, lambda: cora.widen(made.id, narrow, revision=1, reason=WHY))
    wide = matter.scope(persons=["alice", "bob", "carol"])
    refuses(Conflict, lambda: cora.widen(made.id, wide, revision=2, reason=WHY))
    widened = cora.widen(made.id, wide, revision=1, reason="Carol was there, too")
    assert (widened.revision, widened.widened_reason) == (2, "Carol was there, too")
    assert (widened.scope, widened.reason) == (wide, WHY)
    assert [one.person_id for one in widened.custodians] == ["alice", "bob", "carol"]
    told = {one.person_id: one.revision for one in widened.custodians}
    assert told == {"alice": 1, "bob": 1, "carol": 2}, "only who is new is told"
    cora.ask_release(made.id, reason=WHY)
    old = {"scope_hash": made.scope_hash}
    refuses(Conflict, lambda: matter.house.me("lena").holds.release(made.id, **old))


def test_counts_are_of_what_is_there_and_say_no_word(matter: Matter) -> None:
    cora = matter.house.me("cora").holds
    found = cora.preview(matter.scope(persons=["alice"]))
    assert (found.messages, found.removed, found.conversations) == (2, 1, 1)
    assert (found.people, found.files, found.at_most) == (2, 0, False)
    assert cora.preview(matter.scope(words=["late"])).at_most
    assert cora.preview(matter.scope(until=datetime(2025, 1, 1, tzinfo=UTC))).messages == 0
    assert matter.house.room.types()[-1] == "hold.previewed"
    assert findings(matter.house.room) == []


def test_holds_are_listed_by_pages_and_by_state(matter: Matter) -> None:
    cora = matter.house.me("cora").holds
    made = [matter.place().id for _ in range(3)]
    matter.release(cora.get(made[1]))
    assert [one.id for one in cora.iterate(limit=1)] == made[::-1]
    assert [one.id for one in cora.list(state="released").data] == [made[1]]
