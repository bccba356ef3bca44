"""Of what nobody knows somebody decides, who answers for it; and what somebody served who leaves is served on."""

from typing import Any

import pytest

from onrecord.errors import Conflict, NotAssigned, NotFound
from onrecord_server.handovers.executor import HandoverExecutor
from tests.operations.sms.conftest import CLIENT, Desk


@pytest.fixture
def talk(desk: Desk) -> str:
    """A conversation with somebody who agreed, and a text of which nobody knows what became."""
    desk.agree()
    talk = desk.open()
    desk.me("anna").messages.send(talk, "Once")
    begun = desk.begin(desk.texts(talk)[0].id)
    desk.settle(desk.texts(talk)[0].id, begun["fence"], "unsure")
    return talk


def test_it_was_sent_and_a_report_still_says_more(desk: Desk, talk: str) -> None:
    (text,) = desk.texts(talk)
    made = desk.me("anna").sms.decide(text.id, sent=True)
    assert (made.state, made.reason) == ("sent", "decided")
    assert desk.room.entries()[-1].actor == "anna"
    with pytest.raises(Conflict):
        desk.me("anna").sms.decide(text.id, sent=False)
    desk.report("delivered", reference=f"{text.id}-1")
    assert desk.texts(talk)[0].state == "delivered"


def test_it_was_not_sent_and_goes_again_as_another_attempt(desk: Desk, talk: str) -> None:
    (text,) = desk.texts(talk)
    assert desk.me("cora").sms.decide(text.id, sent=False).state == "queued"
    desk.clock.forward(minutes=1)
    again = desk.begin(text.id)
    assert (again["goes"], again["reference"]) == (True, f"{text.id}-2")


def test_a_report_that_comes_before_it_goes_again_keeps_it_back(desk: Desk, talk: str) -> None:
    (text,) = desk.texts(talk)
    desk.me("anna").sms.decide(text.id, sent=False)
    desk.report("delivered", reference=f"{text.id}-1")
    desk.clock.forward(minutes=1)
    assert not desk.begin(text.id)["goes"]
    assert desk.texts(talk)[0].state == "delivered"


def test_what_is_sent_again_is_asked_for_as_any_text(desk: Desk, talk: str) -> None:
    (text,) = desk.texts(talk)
    desk.me("anna").sms.decide(text.id, sent=False)
    desk.receive("STOP")
    desk.clock.forward(minutes=1)
    assert desk.begin(text.id)["reason"] == "opted_out"


def test_only_who_serves_it_or_looks_after_texts_decides(desk: Desk, talk: str) -> None:
    (text,) = desk.texts(talk)
    with pytest.raises(NotAssigned):
        desk.me("boris").sms.decide(text.id, sent=True)
    with pytest.raises(NotFound):
        desk.me("dora").sms.decide(text.id, sent=True)


def test_of_what_is_known_nobody_decides(desk: Desk, talk: str) -> None:
    (text,) = desk.texts(talk)
    desk.report("delivered", reference=f"{text.id}-1")
    with pytest.raises(Conflict):
        desk.me("anna").sms.decide(text.id, sent=False)


# -- who leaves ---------------------------------------------------------------------------------------


def _hand_over(desk: Desk, successor: str) -> dict[Any, Any]:
    host = desk.room.plain(None)
    listed = host.handovers.preview("anna", successor).data
    begun = host.handovers.start("anna", successor, reason_code="left")
    while HandoverExecutor(desk.room.engines).round(desk.room.engines.prepared("acme")):
        pass
    done = host.handovers.get(begun.id)
    assert done.state == "done"
    return {one.conversation_id: (one.outcome, one.why) for one in listed}


def test_a_successor_who_writes_from_the_number_serves_it(desk: Desk) -> None:
    talk = desk.open()
    assert _hand_over(desk, "boris") == {talk: ("handed_over", "served_outside")}
    standing = desk.me("boris").sms.standing(talk)
    assert (standing.assignee, standing.cover) == ("boris", None)
    members = desk.me("boris").conversations.members(talk).data
    assert "anna" not in {one.person_id for one in members}


def test_else_it_goes_to_the_inbox_of_the_number(desk: Desk) -> None:
    desk.receive("Hello", CLIENT)
    (talk,) = (one.id for one in desk.me("anna").conversations.list().data)
    assert desk.me("anna").sms.standing(talk).assignee == "anna"
    assert _hand_over(desk, "dora") == {talk: ("left", "others_serve")}
    assert desk.me("boris").sms.standing(talk).assignee == "boris"
    with pytest.raises(NotFound):
        desk.me("dora").conversations.get(talk)


def test_without_anybody_who_could_it_stays(desk: Desk) -> None:
    desk.me("cora").sms.change_sender(desk.sender, inbox=["anna"])
    talk = desk.open()
    assert _hand_over(desk, "boris") == {talk: ("kept", "not_in_inbox")}


def test_who_stood_in_stands_in_no_more(desk: Desk) -> None:
    talk = desk.open(by="boris")
    desk.me("boris").sms.cover(talk, "anna")
    assert _hand_over(desk, "dora") == {talk: ("left", "others_serve")}
    standing = desk.me("boris").sms.standing(talk)
    assert (standing.assignee, standing.cover) == ("boris", None)
