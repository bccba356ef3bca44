"""Canonical JSON has one form, and a commitment binds without telling."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.proofs import ProofError, canonical, commitment, verify_commitment


KEYS = st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]))
PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner),
    max_leaves=20,
)
SALT = bytes(range(32))


@given(PLAIN)
def test_canonical_json_says_the_same_as_the_value(value: object) -> None:
    assert json.loads(canonical(value)) == value
    assert canonical(json.loads(canonical(value))) == canonical(value)


def test_canonical_json_is_as_rfc_8785_has_it() -> None:
    value = {"b": [1, True, None], "a": 'é\u0001\n"\\/\u007f\U0001f600', "": {}}
    expected = '{"":{},"a":"é\\u0001\\n\\"\\\\/\u007f\U0001f600","b":[1,true,null]}'
    assert canonical(value) == expected.encode()


def test_composed_and_decomposed_letters_stay_different() -> None:
    assert canonical("\u00e9") != canonical("e\u0301")


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        2**53,
        -(2**53),
        {1: 2},
        {"\U0001f600": 1},
        "\ud800",
        b"x",
        {"x": {1}},
        object(),
    ],
)
def test_what_has_no_single_form_is_refused(value: object) -> None:
    with pytest.raises(ProofError) as error:
        canonical({"value": value} if not isinstance(value, dict) else value)
    assert error.value.code == "not_canonical"


def test_a_value_nested_without_end_is_refused() -> None:
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(ProofError, match="nested"):
        canonical(endless)


def test_a_commitment_is_keyed_blake2b_of_256_bits() -> None:
    expected = hashlib.blake2b(b"data", digest_size=32, key=SALT, person=b"msgrec-v1").hexdigest()
    assert commitment(SALT, b"data") == f"b2b:{expected}"
    verify_commitment(f"b2b:{expected}", SALT, b"data")


@given(st.binary(max_size=64), st.binary(max_size=64))
def test_a_commitment_holds_for_its_own_content_only(one: bytes, other: bytes) -> None:
    commit = commitment(SALT, one)
    if one == other:
        verify_commitment(commit, SALT, other)
    else:
        with pytest.raises(ProofError) as error:
            verify_commitment(commit, SALT, other)
        assert error.value.code == "commitment_mismatch"


@pytest.mark.parametrize("salt", [b"", bytes(31), bytes(33), bytes(32)])
def test_an_edited_salt_is_found(salt: bytes) -> None:
    with pytest.raises(ProofError, match="commitment_mismatch"):
        verify_commitment(commitment(SALT, b"data"), salt, b"data")


def test_a_commitment_with_strange_letters_is_refused() -> None:
    with pytest.raises(ProofError, match="commitment_mismatch"):
        verify_commitment("b2b:é\ud800", SALT, b"data")
