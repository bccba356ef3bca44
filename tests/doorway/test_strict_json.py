import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import Invalid, TooLarge
from onrecord_server.doorway.strict_json import MAX_BYTES, MAX_DEPTH, MAX_MEMBERS, parse_json


plain = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=20)
trees = st.recursive(
    plain | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)


@given(st.dictionaries(st.text(max_size=9), trees, max_size=5))
def test_what_json_writes_is_read_back(document: dict[str, object]) -> None:
    assert parse_json(json.dumps(document).encode()) == document


def test_an_empty_body_is_an_empty_object() -> None:
    assert parse_json(b"") == {}


def nested(depth: int) -> bytes:
    return b'{"a":' * depth + b"1" + b"}" * depth


BROKEN = {
    "NaN": b'{"a": NaN}',
    "Infinity": b'{"a": Infinity}',
    "minus Infinity": b'{"a": -Infinity}',
    "a float too large": b'{"a": 1e999}',
    "an integer too large": b'{"a": 9007199254740992}',
    "an integer too small": b'{"a": -9007199254740992}',
    "a million digits": b'{"a": ' + b"9" * 200_000 + b"}",
    "a float of many digits": b'{"a": 0.' + b"1" * 200_000 + b"}",
    "a member twice": b'{"a": 1, "a": 2}',
    "a member twice by escape": b'{"a": 1, "\\u0061": 2}',
    "a member twice further in": b'{"x": [{"a": 1, "a": 1}]}',
    "a lone high surrogate": b'{"a": "\\ud800"}',
    "a lone low surrogate": b'{"a": "\\udc00x"}',
    "a surrogate in a name": b'{"\\ud800": 1}',
    "a surrogate in UTF-8": b'{"a": "\xed\xa0\x80"}',
    "overlong UTF-8": b'{"a": "\xc0\xaf"}',
    "Latin-1": b'{"a": "\xe4"}',
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"a": 1}',
    "one level too deep": nested(MAX_DEPTH + 1),
    "a hundred thousand levels": b"[" * 100_000,
    "too many members": json.dumps({"a": [0] * (MAX_MEMBERS + 1)}).encode(),
    "an array": b"[1]",
    "a text": b'"x"',
    "null": b"null",
    "two objects": b"{}{}",
    "a comment": b'{"a": 1 /* x */}',
    "a trailing comma": b'{"a": 1,}',
    "single quotes": b"{'a': 1}",
    "a raw control character": b'{"a": "\x00"}',
    "only white space": b"  ",
    "cut off": b'{"a": ',
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN.keys())
def test_what_is_not_plain_json_is_refused_quickly(body: bytes) -> None:
    started = time.process_time()
    with pytest.raises(Invalid) as refused:
        parse_json(body)
    assert time.process_time() - started < 0.5
    assert len(refused.value.detail) < 200


def test_the_limits_are_exact() -> None:
    assert parse_json(nested(MAX_DEPTH))
    assert parse_json(json.dumps({"a": [0] * MAX_MEMBERS}).encode())
    assert parse_json(b'{"a": 9007199254740991}') == {"a": 2**53 - 1}
    full = b'{"a": "' + b"x" * (MAX_BYTES - 9) + b'"}'
    assert len(full) == MAX_BYTES
    assert parse_json(full)
    for more in (1, MAX_BYTES * 99):
        with pytest.raises(TooLarge):
            parse_json(full + b" " * more)


def test_a_whole_surrogate_pair_is_a_character() -> None:
    assert parse_json(b'{"a": "\\ud83d\\ude00"}') == {"a": "\U0001f600"}
