"""The record alone shows whether what is called imported was imported."""

from typing import Any

import pytest

from onrecord_server.imports.laws import ImportLaw
from onrecord_server.record.findings import Report
from onrecord_server.record.spill import Spill


Entry = dict[str, Any]
SHA = "a" * 64


def moved(state: str, said: int) -> Entry:
    facts = {"state": state, "sha256": SHA, "said": said}
    return {"type": "import.moved", "object": "ipt_1", "facts": facts}


def message(kind: str, name: str, **more: Any) -> Entry:
    captured = {"import": "ipt_1", "sha256": SHA, **more}
    facts = {"captured_via": "import", "captured": captured, "conversation": "cnv_1"}
    return {"type": kind, "object": name, "facts": facts}


def lawful() -> list[Entry]:
    return [
        {"type": "import.begun", "object": "ipt_1", "facts": {}},
        moved("kept", 0),
        moved("running", 0),
        message("message.created", "msg_1"),
        message("message.held", "msg_2"),
        moved("done", 2),
        {"type": "message.released", "object": "msg_2", "facts": {}},
        message("message.created", "msg_2"),
    ]


def codes(entries: list[Entry]) -> set[str]:
    report = Report()
    with Spill() as spill:
        law = ImportLaw(report, spill)
        for position, entry in enumerate(entries):
            law.follow(position, entry, None)
    return set(report.codes())


def lost(kind: str = "message.erased", place: str = "cnv_1") -> Entry:
    return {"type": kind, "object": "msg_1", "facts": {"conversation": place}}


def gone(**facts: Any) -> Entry:
    return {"type": "import.erased", "object": "ipt_1", "facts": {"contents": [], **facts}}


RULE = {"rule": "month", "policy_version": 1}
LAWFUL = {
    "with what it brought": [*lawful(), lost(), gone(), gone()],
    "with what was never delivered": [*lawful(), lost("held.erased"), gone()],
    "by its own time": [*lawful()[:2], gone(**RULE)],
    "as the same bytes": [
        *lawful(),
        lost(),
        {"type": "import.begun", "object": "ipt_2", "facts": {}},
        moved("kept", 0) | {"object": "ipt_2"},
        gone() | {"object": "ipt_2"},
    ],
}
UNLAWFUL = {
    "before anything": ([*lawful(), gone()], "import_file_destroyed"),
    "for another place": ([*lawful(), lost(place="cnv_2"), gone()], "import_file_destroyed"),
    "by a rule though it brought something": (
        [*lawful(), lost(), gone(**RULE)],
        "import_file_destroyed",
    ),
    "while it is read": ([*lawful()[:5], lost(), gone()], "import_file_destroyed"),
    "and goes on": (
        [*lawful()[:2], gone(**RULE), moved("running", 0)],
        "import_without_file",
    ),
}


@pytest.mark.parametrize("name", LAWFUL)
def test_a_file_goes_with_something_that_it_brought_or_by_its_own_time(name: str) -> None:
    assert codes(LAWFUL[name]) == set()


@pytest.mark.parametrize("name", UNLAWFUL)
def test_a_file_that_went_otherwise_is_found(name: str) -> None:
    entries, code = UNLAWFUL[name]
    assert codes(entries) == {code}


BROKEN = {
    "another file": [*lawful()[:3], message("message.created", "msg_1", sha256="b" * 64)],
    "no such import": [message("message.created", "msg_1")],
    "before it began": [*lawful()[:2], message("message.created", "msg_1")],
    "after it was done": [*lawful()[:6], message("message.created", "msg_9")],
    "one is missing": [*lawful()[:4], *lawful()[5:6]],
}


def asked(state: str, sender: str = "bob") -> list[Entry]:
    """Return that bob is asked, how that stands, and that somebody sends something for it."""
    request = {"object": "irq_1", "type": "import_request.asked", "facts": {"person": "bob"}}
    answer = {"object": "irq_1", "type": "import_request.answered", "facts": {"state": state}}
    facts = {"request": "irq_1"}
    sent = {"type": "import.begun", "object": "ipt_1", "actor": sender, "facts": facts}
    return [request, answer, sent]


def test_nobody_sends_chats_but_who_was_asked_and_agreed() -> None:
    assert codes(asked("agreed")) == set()
    for unlawful in (asked("declined"), asked("agreed", "carol"), asked("agreed")[2:]):
        assert codes(unlawful) == {"import_unasked"}


def test_a_lawful_import_has_no_finding() -> None:
    assert codes(lawful()) == set()


@pytest.mark.parametrize("name", BROKEN)
def test_what_breaks_the_law_is_found(name: str) -> None:
    assert codes(BROKEN[name]) & {"import_forged", "import_miscounted"}
