"""A sheet says what the export says, and nothing in it becomes a formula."""

import csv
import io
import re
from datetime import UTC, datetime

import hypothesis.strategies as st
import pytest
from hypothesis import given

from onrecord.wire.announcements import (
    Acknowledgement,
    AnnouncementExport,
    RosterEntry,
)
from onrecord_server.announcements import sheet


AT = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
MESSAGE, CONVERSATION = "msg_" + "1" * 32, "cnv_" + "2" * 32
NAMED = {"message_id": MESSAGE, "conversation_id": CONVERSATION, "version": 2}
COUNTS = {"audience": 1, "reached": 1, "read": 0, "acknowledged": 0, "missing": 1, "outdated": 1}
SUMMARY = NAMED | COUNTS | {"acknowledge": True}
MADE = {"id": "exp_" + "3" * 32, "commit": "b2b:2", "at": AT, "until": AT, "position": 9}
EXPORT = AnnouncementExport.model_validate(NAMED | MADE | {"summary": SUMMARY})


def _cells(*rows: RosterEntry) -> list[dict[str, str]]:
    text = sheet.head() + sheet.body(EXPORT, rows)
    assert text.startswith(sheet.MARK)
    return list(csv.DictReader(io.StringIO(text.removeprefix(sheet.MARK))))


def test_one_line_a_person_with_all_that_proves_it() -> None:
    done = Acknowledgement(
        message_id=MESSAGE,
        conversation_id=CONVERSATION,
        person_id="bob",
        version=1,
        commit="b2b:1",
        at=AT,
        position=7,
        on_behalf_of="service:kiosk",
    )
    found = _cells(
        RosterEntry(
            person_id="bob",
            name='Bob "B", Jr.',
            progress="outdated",
            reached_at=AT,
            read=True,
            acknowledgement=done,
        ),
        RosterEntry(person_id="carol", name="Carol", progress="unreached", member=False),
    )
    assert found[0] == {
        "export_id": EXPORT.id,
        "message_id": MESSAGE,
        "version": "2",
        "person_id": "bob",
        "name": 'Bob "B", Jr.',
        "member": "yes",
        "progress": "outdated",
        "reached_at": "2026-01-02T03:04:05.678901Z",
        "read": "yes",
        "acknowledged_version": "1",
        "acknowledged_at": "2026-01-02T03:04:05.678901Z",
        "commitment": "b2b:1",
        "position": "7",
        "on_behalf_of": "service:kiosk",
    }
    assert (found[1]["member"], found[1]["acknowledged_at"]) == ("no", "")


#: With the wide forms of the signs, which some programs take for them.
SIGNS = ["=", "+", "-", "@", "\t=", "\r", "\n", " =", "\uff1d", "\uff0b", "\uff0d", "\uff20"]


@pytest.mark.parametrize("sign", SIGNS)
def test_a_name_that_looks_like_a_formula_stays_a_name(sign: str) -> None:
    evil = f"{sign}HYPERLINK(1)"
    row = RosterEntry(person_id="=1+1", name=evil, progress="read")
    (found,) = _cells(row)
    assert found["person_id"] == "'=1+1"
    assert found["name"].replace("'", "") == evil
    assert found["name"].lstrip(" ").startswith("'")


@pytest.mark.parametrize("between", [";", "; ", ',"', '"', ';"', ';""', "\t", "\n", "\r\n", ";;"])
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\uff1d"])
def test_no_formula_begins_wherever_a_program_begins_a_cell(between: str, sign: str) -> None:
    row = RosterEntry(person_id="bob", name=f"Eve{between}{sign}1+1;", progress="read")
    text = sheet.body(EXPORT, [row])
    for delimiter in ";,\t":
        for line in csv.reader(io.StringIO(text), delimiter=delimiter):
            assert not {cell.strip(' "')[:1] for cell in line} & set("=+-@\uff1d")


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=30))
def test_no_cell_begins_like_a_formula_and_none_is_lost(name: str) -> None:
    (found,) = _cells(RosterEntry(person_id="bob", name=name, progress="read"))
    assert found["name"].replace("'", "") == name.replace("'", "")
    for cell in re.split(r'[;,\t\r\n"]', found["name"]):
        assert cell.lstrip()[:1] not in set("=+-@\uff1d\uff0b\uff0d\uff20")
