"""The provider on loopback speaks what its gateway reads, and goes wrong in the ways that it is told to."""

import pytest

from onrecord.errors import UsageError
from onrecord_server.sms.gateways.base import Accepted, Busy, Inbound, Outgoing, Refused, Unsure
from onrecord_server.sms.gateways.local import Local
from onrecord_server.sms.phone.app import Phone
from onrecord_server.sms.phone.store import Store
from tests.sms.phone.conftest import SECRET, Line


def text(line: Line, reference: str = "text-1", words: str = "Grüße vom Dock") -> Outgoing:
    """Return a text of the desk to a client."""
    return Outgoing("+4915735990001", "+4915112345678", words, reference, (), line.ear.url)


def test_a_text_is_taken_and_reported_on(line: Line) -> None:
    taken = line.gateway.send(text(line))
    assert isinstance(taken, Accepted)
    assert (taken.segments, taken.status) == (1, "queued")
    line.rests()
    assert line.words() == ["sent", "delivered"]
    assert {(one.provider_id, one.reference) for one in line.heard()} == {  # type: ignore[union-attr]
        (taken.provider_id, "text-1")
    }


def test_a_text_can_be_asked_for_by_both_names(line: Line) -> None:
    taken = line.gateway.send(text(line))
    asked, found = line.gateway.ask(taken.provider_id), line.gateway.find("text-1")
    assert asked is not None
    assert found is not None
    assert (asked.status, found.provider_id) == ("delivered", taken.provider_id)
    assert line.gateway.ask("m0") is None
    assert line.gateway.find("text-2") is None


def test_the_same_key_is_the_same_text_and_reported_on_once(line: Line) -> None:
    first = line.gateway.send(text(line))
    assert line.gateway.send(text(line)).provider_id == first.provider_id
    with pytest.raises(Refused) as refused:
        line.gateway.send(text(line, words="Something else"))
    assert refused.value.status == 409
    line.rests()
    assert len(line.phone.store.all()) == 1
    assert line.words() == ["sent", "delivered"]


def test_another_key_is_refused(line: Line) -> None:
    stranger = Local(base=line.gateway.base, key="another", secret=SECRET)
    with pytest.raises(Refused) as refused:
        stranger.send(text(line))
    assert refused.value.status == 401
    for ask in (stranger.ask, stranger.find):
        with pytest.raises(Refused):
            ask("text-1")


@pytest.mark.parametrize("fault", ["busy", "away"])
def test_busy_takes_nothing_and_says_how_long(line: Line, fault: str) -> None:
    line.phone.faults.tell([fault])
    with pytest.raises(Busy) as busy:
        line.gateway.send(text(line))
    assert busy.value.after == 1.0
    assert line.phone.store.all() == []
    assert line.gateway.send(text(line)).provider_id


def test_a_refusal_has_its_code(line: Line) -> None:
    line.phone.faults.tell(["refuse"])
    with pytest.raises(Refused) as refused:
        line.gateway.send(text(line))
    assert refused.value.code == "21610"


@pytest.mark.parametrize(
    ("fault", "taken"),
    [
        *(("error", 0), ("hang", 0), ("error_taken", 1), ("hang_taken", 1)),
        *(("hang_up", 1), ("rubbish", 1)),
    ],
)
def test_what_nobody_knows_is_unsure_and_can_be_found(line: Line, fault: str, taken: int) -> None:
    line.phone.faults.tell([fault])
    with pytest.raises(Unsure):
        line.gateway.send(text(line))
    assert len(line.phone.store.all()) == taken
    assert (line.gateway.find("text-1") is not None) is bool(taken)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        *(("twice", ["sent", "sent", "delivered", "delivered"]), ("lost", [])),
        *(("late", ["sent", "delivered"]), ("early", ["sent", "delivered"])),
    ],
)
def test_reports_go_wrong_as_they_are_told_to(line: Line, fault: str, words: list[str]) -> None:
    line.phone.faults.tell([fault])
    line.gateway.send(text(line))
    assert fault != "early" or line.words()[:1] == ["sent"]
    line.rests()
    assert sorted(line.words()) == sorted(words)


def test_reports_can_come_in_the_wrong_order(line: Line) -> None:
    line.phone.faults.tell(["reversed"])
    line.gateway.send(text(line))
    line.rests()
    assert line.words() == ["delivered", "sent"]


def test_a_forged_report_is_not_the_providers(line: Line) -> None:
    line.phone.faults.tell(["forged"])
    line.gateway.send(text(line))
    line.rests()
    assert len(line.ear.heard) == 3
    assert sorted(line.words()) == ["delivered", "sent"]


def test_a_report_that_is_not_taken_comes_again(line: Line) -> None:
    line.ear.refuses = 1
    line.gateway.send(text(line))
    line.rests()
    assert sorted(line.words()) == ["delivered", "sent", "sent"]
    assert line.phone.caller.counted == {"taken": 2, "refused": 1, "lost": 0}


def test_what_is_written_on_the_phone_comes_in(line: Line) -> None:
    line.phone.write(
        "+4915112345678", "+4915735990001", "STOP", [("http://127.0.0.1/a", "image/png")]
    )
    line.rests()
    (came,) = line.heard()
    assert isinstance(came, Inbound)
    assert (came.sender, came.to, came.text) == ("+4915112345678", "+4915735990001", "STOP")
    assert [(one.url, one.kind) for one in came.media] == [("http://127.0.0.1/a", "image/png")]


def test_it_calls_nobody_elsewhere() -> None:
    with pytest.raises(UsageError):
        Phone(key="k", secret="s", inbound="http://10.0.0.1/hook")
    phone = Phone(key="k", secret="s")
    phone.caller.call("http://192.0.2.1/hook", {})
    assert phone.caller.quiet()


def test_the_oldest_texts_go_first() -> None:
    store, said = Store(most=2), {"from": "+1", "to": "+2", "media": [], "callback": ""}
    for number in range(3):
        store.take({**said, "text": "Hello", "reference": f"r{number}"})
    assert [one.reference for one in store.all()] == ["r1", "r2"]
    assert store.referred("r0") is None
