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
    facts = {"captured_via": "import", "captured": captured}
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


BROKEN = {
    "another file": [*lawful()[:3], message("message.created", "msg_1", sha256="b" * 64)],
    "no such import": [message("message.created", "msg_1")],
    "before it began": [*lawful()[:2], message("message.created", "msg_1")],
    "after it was done": [*lawful()[:6], message("message.created", "msg_9")],
    "one is missing": [*lawful()[:4], *lawful()[5:6]],
}


def test_a_lawful_import_has_no_finding() -> None:
    assert codes(lawful()) == set()


@pytest.mark.parametrize("name", BROKEN)
def test_what_breaks_the_law_is_found(name: str) -> None:
    assert codes(BROKEN[name]) & {"import_forged", "import_miscounted"}
