"""Who may sign others out: whoever may freeze, never themselves; and the record reproduces it."""

import pytest

from onrecord.errors import Forbidden, NotFound
from tests.operations.judging.conftest import Talk
from tests.support.clocked import Clock


def test_who_may_freeze_signs_others_out(talk: Talk, clock: Clock) -> None:
    clock.forward(minutes=1)
    done = talk.house.me("ivan").people.end_sessions("alice", reason_code="fraud")
    assert (done.person_id, done.tokens_after is None) == ("alice", False)
    entry = talk.house.room.entries()[-1]
    assert (entry.type, entry.audience, entry.actor) == ("person.signed_out", "-", "ivan")
    talk.say("the app itself still speaks for me")


@pytest.mark.parametrize(("name", "person"), [("alice", "bob"), ("ivan", "ivan")])
def test_nobody_else_does(talk: Talk, name: str, person: str) -> None:
    with pytest.raises(Forbidden):
        talk.house.me(name).people.end_sessions(person, reason_code="fraud")
    with pytest.raises(NotFound):
        talk.house.me("ivan").people.end_sessions("nobody", reason_code="fraud")
    assert talk.house.me(name).people.end_my_sessions().person_id == name
