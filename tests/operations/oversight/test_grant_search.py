"""Searching under a grant: within its scope alone, and everybody who was searched can see that."""

from typing import Any

import pytest

from onrecord.errors import Forbidden, NotFound, QueryInvalid
from onrecord.wire.grants import GrantScope
from onrecord_server.oversight import searching
from tests.operations.conftest import Refuses
from tests.operations.oversight.conftest import Case
from tests.support.verified import findings


def search(case: Case, grant: str, query: str, **more: Any) -> Any:
    return case.house.me("ivan").grants.search(grant, query, **more)


def shown(found: Any) -> list[str]:
    return ["".join(piece.text for piece in one.excerpt) for one in found.data]


@pytest.mark.req("INV-2")
def test_what_is_found_is_shown_and_each_place_that_was_searched_hears_of_it(case: Case) -> None:
    alice = case.house.me("alice")
    other = alice.conversations.create(kind="group", members=["carol"]).id
    alice.messages.send(other, "nothing of interest")
    gone = alice.messages.send(case.talk, "the c4nary sings")
    alice.messages.remove(gone.id)
    opened = case.open(scope=GrantScope(people=["alice"]))
    found = search(case, opened.id, "c4nary")
    assert shown(found) == ["the c4nary sings"], "what was removed is found, too"
    assert (found.searched, found.conversations, found.next_before) == (5, 2, None)
    for name, messages in (("bob", 1), ("carol", 0)):
        (look,) = case.house.me(name).disclosures.list().data
        assert (look.look, look.messages, look.kind) == ("search", messages, "investigation")
    assert case.house.room.types()[-3:] == ["grant.searched", "disclosure.made", "disclosure.made"]
    assert "c4nary" not in "".join(row.entry for row in case.house.room.entries()[-3:])
    assert findings(case.house.room) == []


def test_nothing_beyond_the_scope_is_found(case: Case, refuses: Refuses) -> None:
    alice = case.house.me("alice")
    mine = alice.conversations.create(kind="group", members=["ivan"]).id
    alice.messages.send(mine, "the word c4nary, where ivan is")
    other = alice.conversations.create(kind="group", members=["carol"]).id
    alice.messages.send(other, "the word c4nary, elsewhere")
    here = case.open()
    found = search(case, here.id, "c4nary")
    assert (found.data, found.searched) == ([], 6)
    assert search(case, here.id, "alice", conversation_id=other).searched == 0
    wide = case.open(scope=GrantScope(people=["alice"]))
    assert shown(search(case, wide.id, "c4nary")) == ["the word c4nary, elsewhere"]
    case.house.room.types()
    asked = case.ask()
    refuses(Forbidden, lambda: search(case, asked.id, "alice"))
    refuses(NotFound, lambda: case.house.me("inga").grants.search(here.id, "alice"))
    refuses(QueryInvalid, lambda: search(case, here.id, "in:talk alice"))
    refuses(QueryInvalid, lambda: search(case, here.id, "before:yester alice"))


def test_the_line_of_management_is_neither_found_nor_counted(case: Case) -> None:
    wide = case.open(scope=GrantScope(people=["alice", "bob"]))
    case.report_to("bob", "ivan")
    assert shown(search(case, wide.id, "1")) == ["alice 1"]
    assert search(case, wide.id, "bob").searched == 3


def test_it_is_looked_through_in_parts(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MOST", 4)
    monkeypatch.setattr(searching, "PART", 3)
    opened = case.open()
    first = search(case, opened.id, "alice")
    assert (shown(first), first.searched) == (["alice 2", "alice 1"], 4)
    rest = search(case, opened.id, "alice", before=first.next_before)
    assert (shown(rest), rest.next_before) == (["alice 0"], None)
    one = search(case, opened.id, "alice", limit=1)
    assert shown(one) == ["alice 2"]
    assert shown(search(case, opened.id, "alice", limit=1, before=one.next_before)) == ["alice 1"]


def test_filters_narrow_it(case: Case) -> None:
    wide = case.open(scope=GrantScope(people=["alice", "bob"]))
    assert shown(search(case, wide.id, "from:bob 1")) == ["bob 1"]
    assert shown(search(case, wide.id, "-from:bob 1")) == ["alice 1"]
    assert shown(search(case, wide.id, "is:thread 1")) == []
    assert shown(search(case, wide.id, "has:file 1")) == []
