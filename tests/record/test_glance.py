"""A glance says yes only where the long way finds nothing, and says yes of what is plain."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import to_json

from onrecord.proofs import canonical, commitment
from onrecord_server.core.doc import micros
from onrecord_server.core.leaf import leaf_hash
from onrecord_server.record.audit import Content, check_columns, check_opens, parse_entry
from onrecord_server.record.audit import entry_micros as at_of
from onrecord_server.record.findings import Report
from onrecord_server.record.glance import holds, leaf_of


SALT = bytes(range(32))
BODY = '{"text":"Your pallet left the dock."}'
AT = "2026-11-27T16:35:18.446940Z"
ENTRY: dict[str, Any] = {
    "actor": "alice",
    "at": AT,
    "audience": "c:cnv_1",
    "commit": commitment(SALT, BODY.encode()),
    "content": "msg_1:1",
    "facts": {"conversation": "cnv_1"},
    "object": "msg_1",
    "position": 7,
    "tenant": "acme",
    "type": "message.created",
    "v": 1,
    "version": 1,
}
#: What a member may be changed to: of another kind, not canonical, or merely another one.
OTHERS: list[Any] = [
    None,
    True,
    7,
    8,
    2**53,
    1.5,
    "",
    "bob",
    "é",
    "\U0001f600",
    [],
    [1.5],
    {},
    {"a": 1.0},
]


def row_of(text: str, **columns: Any) -> tuple[Any, ...]:
    plain = {
        "position": 7,
        "at": micros(datetime(2026, 11, 27, 16, 35, 18, 446940, UTC)),
        "type": "message.created",
        "actor": "alice",
        "object": "msg_1",
        "audience": "c:cnv_1",
        "also": None,
        "content_id": "msg_1:1",
        "entry": text,
        "leaf": b"",
        "held": "msg_1:1",
        "body": BODY,
        "salt": SALT,
        "key_id": None,
    }
    return tuple((plain | columns).values())


def found_by_the_long_way(row: tuple[Any, ...]) -> int:
    """How much the long way finds in a row."""
    report, names = Report(), list(row_names())
    columns = dict(zip(names, row, strict=True))
    entry = parse_entry(columns["entry"])
    if entry is None:
        return 1
    check_columns(report, "acme", columns["position"], columns, entry)
    content = Content(
        columns["held"] is not None, columns["body"], columns["salt"], columns["key_id"]
    )
    check_opens(report, columns["position"], entry, content)
    return report.total


def row_names() -> list[str]:
    from onrecord_server.record.verify import joined

    return [column.name for column in joined("acme").selected_columns]


def text_of(entry: dict[str, Any]) -> str:
    return json.dumps(entry, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def test_what_is_plain_holds_at_a_glance() -> None:
    row = row_of(canonical(ENTRY).decode())
    assert holds("acme", row)
    assert found_by_the_long_way(row) == 0
    assert leaf_of(row[8]) == leaf_hash(row[8])


@pytest.mark.req("SEC-3")
def test_of_ascii_the_quick_writer_makes_what_the_slow_one_makes() -> None:
    for number in range(128):
        said = ENTRY | {"facts": {chr(number): chr(number)}}
        assert to_json(dict(sorted(said.items()))) == canonical(said), number


@settings(max_examples=25)
@given(st.sampled_from(sorted(ENTRY)), st.sampled_from(OTHERS), st.booleans())
def test_no_glance_says_yes_where_the_long_way_finds_something(
    member: str, value: Any, inside: bool
) -> None:
    changed = {**ENTRY, "facts": {member: value}} if inside else {**ENTRY, member: value}
    for entry in (changed, {name: ENTRY[name] for name in ENTRY if name != member}):
        row = row_of(text_of(entry))
        assert not (holds("acme", row) and found_by_the_long_way(row)), entry


@pytest.mark.req("SEC-3")
@pytest.mark.parametrize(
    "text",
    [
        text_of(ENTRY).replace('"v":1', '"v": 1'),
        text_of(ENTRY).replace('"v":1', '"v":1,"v":1'),
        text_of(ENTRY).replace('"v":1', '"v":1.0'),
        text_of(ENTRY).replace('"v":1', '"v":01'),
        text_of(ENTRY).replace('"v":1', '"v":NaN'),
        text_of(ENTRY).replace('"v":1', f'"v":{"[" * 70}{"]" * 70}'),
        text_of(ENTRY).replace("alice", "\\u0061lice"),
        text_of(ENTRY) + " ",
        "[]",
        "",
    ],
)
def test_what_is_not_canonical_does_not_hold(text: str) -> None:
    assert not holds("acme", row_of(text))
    assert found_by_the_long_way(row_of(text))


@pytest.mark.req("SEC-3")
@pytest.mark.parametrize(
    "columns",
    [
        {"position": 8},
        {"at": 0},
        {"at": "1795797318446940"},
        {"type": "message.edited"},
        {"also": "p:bob"},
        {"content_id": None},
        {"held": None, "body": None, "salt": None},
        {"body": BODY.replace("left", "lost")},
        {"body": b"{}"},
        {"body": None, "salt": None},
        {"salt": SALT[:31]},
        {"salt": "x" * 32},
        {"key_id": "kek"},
        {"entry": None},
        {"entry": b"{}"},
    ],
)
def test_columns_and_contents_that_differ_do_not_hold(columns: dict[str, Any]) -> None:
    assert not holds("acme", row_of(text_of(ENTRY), **columns))


@pytest.mark.parametrize("kind", ["record.key_rotated", "content.erased", "person.erased"])
def test_what_others_are_compared_with_is_looked_at(kind: str) -> None:
    text = canonical({**ENTRY, "type": kind}).decode()
    row = row_of(text, type=kind)
    assert not holds("acme", row)
    assert at_of(json.loads(text)) == row[1]
