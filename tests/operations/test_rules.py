"""The rules are pure, so their laws are tried on whatever Hypothesis thinks of."""

import base64
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import Invalid
from onrecord.wire.messages import SendMessage
from onrecord_server.conversations import rules as conversations
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.leaf import canonical, commitment
from onrecord_server.joining.rights import _concerns
from onrecord_server.messages import markup
from onrecord_server.messages import rules as messages
from onrecord_server.people import rules as people


ROLES = st.sampled_from(["member", "moderator", "owner"])
KINDS = st.sampled_from(["direct", "group", "channel"])
IDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=30)
TEXTS = st.text(max_size=200)
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(IDS, IDS)
def test_a_pair_has_one_key_whoever_comes_first(one: str, other: str) -> None:
    assert conversations.direct_key(one, other) == conversations.direct_key(other, one)


@given(IDS, IDS, IDS, IDS)
def test_no_two_pairs_share_a_key(a: str, b: str, c: str, d: str) -> None:
    if {a, b} != {c, d}:
        assert conversations.direct_key(a, b) != conversations.direct_key(c, d)


@given(ROLES, ROLES, KINDS)
def test_nobody_gives_or_takes_a_role_above_their_own(role: str, other: str, kind: str) -> None:
    above = conversations.RANK[other] > conversations.RANK[role]
    granted = conversations.may_grant(role, other, kind).allowed
    removed = conversations.may_remove(role, other, oneself=False, kind=kind).allowed
    assert not (above and (granted or removed))
    assert not (role == "member" and (granted or removed))


@given(ROLES, ROLES, st.sampled_from(["group", "channel"]))
def test_nobody_but_owners_removes_a_peer(role: str, other: str, kind: str) -> None:
    removed = conversations.may_remove(role, other, oneself=False, kind=kind).allowed
    below = conversations.RANK[other] < conversations.RANK[role]
    assert removed == (role == "owner" or below)


@given(st.none() | IDS, st.booleans())
def test_a_subject_is_bound_on_the_hosts_word_alone(subject: str | None, host: bool) -> None:
    decision = conversations.may_bind(subject, host=host)
    assert decision.allowed == (host or subject is None)
    assert decision.allowed or "subjects:bind" in decision.reason


@given(ROLES, ROLES)
def test_direct_conversations_are_left_and_managed_by_nobody(role: str, other: str) -> None:
    for oneself in (True, False):
        assert not conversations.may_remove(role, other, oneself=oneself, kind="direct").allowed
    assert not conversations.may_manage(role, "direct").allowed
    assert not conversations.may_change_role(role, "direct").allowed


@given(ROLES, ROLES, st.sampled_from(["group", "channel"]))
def test_everybody_may_leave_the_others(role: str, other: str, kind: str) -> None:
    assert conversations.may_remove(role, other, oneself=True, kind=kind).allowed


@given(ROLES, ROLES, ROLES, KINDS)
def test_who_ranks_higher_may_no_less(low: str, high: str, other: str, kind: str) -> None:
    if conversations.RANK[high] >= conversations.RANK[low]:
        for rule in _BY_ROLE:
            assert rule(high, other, kind) >= rule(low, other, kind)


_BY_ROLE: list[Callable[[str, str, str], bool]] = [
    lambda role, _, kind: conversations.may_manage(role, kind).allowed,
    lambda role, other, kind: conversations.may_grant(role, other, kind).allowed,
    lambda role, _, kind: conversations.may_change_role(role, kind).allowed,
    lambda role, other, kind: (
        conversations.may_remove(role, other, oneself=False, kind=kind).allowed
    ),
]


@given(st.sampled_from(["active", "removed", "erased"]), IDS, IDS, ROLES)
def test_authors_edit_what_is_there_and_nobody_else_does(
    state: str, author: str, actor: str, role: str
) -> None:
    allowed = messages.may_edit(state, author, actor).allowed
    assert allowed == (state == "active" and author == actor)
    assert messages.may_remove(author, actor, role).allowed == (author == actor or role != "member")


@given(TEXTS, st.integers(0, 60))
def test_mentions_are_ids_in_the_text_each_once_and_no_more_than_the_limit(
    text: str, limit: int
) -> None:
    said = f"{text}\n\n<@a> <@b><@a>"
    named = markup.named(said, limit).people
    assert len(named) == len(set(named)) <= limit
    assert all(f"<@{person}>" in said.replace("\t", "    ") for person in named)
    assert messages.members_among(named, {"a"}) == [p for p in named if p == "a"]


@given(TEXTS, st.integers(0, 200))
def test_a_text_fits_when_its_code_points_do(text: str, limit: int) -> None:
    assert messages.fits(text, limit).allowed == (len(text) <= limit)


BODIES = st.tuples(IDS, TEXTS, st.none() | IDS)


@given(BODIES, BODIES)
def test_two_bodies_are_the_same_only_when_they_are(
    one: tuple[str, str, str | None], other: tuple[str, str, str | None]
) -> None:
    first, second = (
        messages.body_hash(SendMessage.model_construct(None, conversation_id=c, text=t, reply_to=r))
        for c, t, r in (one, other)
    )
    assert (first == second) == (one == other)


@given(st.text(max_size=80))
def test_signs_in_a_search_mean_themselves(query: str) -> None:
    inner = people.like_prefix(query).removeprefix("%").removesuffix("%")
    assert not re.search("[%_]", re.sub("!.", "", inner, flags=re.DOTALL))
    assert re.sub("!(.)", r"\1", inner, flags=re.DOTALL) == people.name_key(query)


@given(st.text())
def test_reserved_ids_are_nobodys(person: str) -> None:
    reserved = person.startswith(("service:", "system:"))
    assert people.may_be_person(person).allowed is not reserved


@given(JSON, st.randoms())
def test_equal_documents_have_one_canonical_form(value: Any, random: Any) -> None:
    def shuffled(item: Any) -> Any:
        if isinstance(item, dict):
            pairs = list(item.items())
            random.shuffle(pairs)
            return {key: shuffled(inner) for key, inner in pairs}
        return [shuffled(i) for i in item] if isinstance(item, list) else item

    assert canonical({"v": value}) == canonical(shuffled({"v": value}))


@given(TEXTS, st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_a_commitment_tells_nothing_without_its_salt(body: str, one: bytes, other: bytes) -> None:
    assert (commitment(body, one) == commitment(body, other)) is (one == other)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00")), st.integers(0, 2**53 - 1))
def test_a_cursor_comes_back_as_it_was(text: str, number: int) -> None:
    assert read_cursor(write_cursor(text, number), str, int) == [text, number]


def test_a_cursor_of_nothing_but_brackets_is_not_one_of_ours() -> None:
    for depth in (900, 2200, 100_000):
        for text in ("[" * depth, '{"a":' * depth, "[" * depth + "]" * depth):
            deep = base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
            with pytest.raises(Invalid):
                read_cursor(deep, str)


@given(st.text(max_size=80))
def test_no_text_is_taken_for_a_cursor_by_accident(text: str) -> None:
    try:
        found = read_cursor(text, str, int)
    except Invalid:
        return
    assert isinstance(found[0], str)
    assert 0 <= abs(found[1]) < 2**53


@given(st.text(max_size=40), st.sets(st.text(max_size=40), max_size=5))
def test_a_change_of_something_unknown_always_concerns_us(name: str, ours: set[str]) -> None:
    if not name.startswith(("cnv_", "person:")):
        assert _concerns(name, ours)
    assert _concerns(name, {*ours, name})
