"""A tenant's own words for notices: what may stand in them, and that each notice keeps those it was made with."""

from functools import partial

import pytest
import sqlalchemy as sa
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.errors import Forbidden, Invalid
from onrecord.wire.notice_templates import TemplateKind
from onrecord_server.oversight.cases.rows import notices
from onrecord_server.policy import placeholders
from onrecord_server.policy.rows import notice_templates
from onrecord_server.record.state import STATE_CHECKS
from tests.operations.conftest import Refuses
from tests.operations.judging.conftest import CARD, IBAN, LOOKS, SSN, policy
from tests.operations.oversight.desk import Desk, seated
from tests.operations.policy.conftest import House
from tests.support.verified import findings


WORDS = (
    "In {product} we keep this back by {rule} ({policy_version}, {at}). Ask until {appeal_until}."
)
GERMAN = "Zurückgehalten: {rule}. Widerspruch bis {appeal_until}."


@pytest.fixture
def desk(house: House) -> Desk:
    """A policy that covers, holds and blocks, and a group that has acknowledged it."""
    made = seated(house)
    house.put_in_force(policy(LOOKS))
    for name in ("alice", "bob", "carol"):
        house.acknowledge(name)
    return made


def said(desk: Desk, *locales: str, name: str = "alice") -> list[str | None]:
    return [one.text for one in desk.me(name).notices.list(locales=locales).data]


def write(desk: Desk, text: str) -> None:
    desk.me("alice").messages.send(desk.talk, text)


def test_a_notice_says_the_words_that_held_when_it_was_made_in_the_readers_language(
    desk: Desk,
) -> None:
    words = desk.me("paula").templates
    write(desk, f"pay to {IBAN}")
    first = words.put("held", "en", WORDS)
    write(desk, f"and pay to {IBAN}")
    words.put("held", "de", GERMAN)
    assert words.put("held", "de", GERMAN) == words.list().data[1], "the same again changes nothing"
    write(desk, f"once more to {IBAN}")
    words.put("held", "en", "")
    words.put("held", "de", "")
    write(desk, f"at last to {IBAN}")
    last, third, second, before = said(desk, "fr", "de-CH")
    assert (last, before) == (None, None)
    assert third is not None
    assert third.startswith("Zurückgehalten: ")
    assert second is not None
    assert second.startswith("In Chat we keep this back by ")
    assert said(desk, "fr") == said(desk), "else the tenant's first"
    assert str(said(desk)[1]).startswith("In Chat ")
    desk.me("alice").preferences.set(language="de")
    assert said(desk, "en")[1] == third, "what one prefers comes first"
    used = _used(desk)
    assert used[:2] == [None, first.hash]
    assert len({*used}) == 3
    assert findings(desk.house.room) == []


def _used(desk: Desk) -> list[str | None]:
    with desk.house.room.engines.prepared("acme").read() as connection:
        done = sa.select(notices.c.template).where(notices.c.needs.is_(None))
        query = done.order_by(notices.c.at)
        return [*connection.execute(query).scalars()]


def test_what_is_covered_blocked_and_decided_is_told_in_them_too(desk: Desk) -> None:
    words = desk.me("paula").templates
    for kind in ("mask", "block", "reject"):
        words.put(kind, "en", f"{kind}: until {{appeal_until}}")
    words.put("report_decided_acted", "en", "Thank you: {product} did something.")
    words.put("report_decided", "en", "Thank you: nothing was done.")
    write(desk, f"mine is {SSN}")
    write(desk, f"my card {CARD}")
    assert [str(one)[:12] for one in said(desk)] == ["block: until", "mask: until "]
    desk.report()
    desk.open()
    desk.decide(disposition="violation", rationale="An insult, and not the first one")
    assert said(desk, name="bob") == ["Thank you: Chat did something."]
    assert findings(desk.house.room) == []


def test_only_who_writes_policies_sets_them_and_each_fault_has_its_place(
    desk: Desk, refuses: Refuses
) -> None:
    for name in ("alice", "cora", "rhea"):
        refuses(Forbidden, partial(desk.me(name).templates.put, "release", "en", "Done."))
    refuses(Forbidden, desk.me("rhea").templates.list)
    shown = desk.me("cora").templates.list()
    assert shown.data == []
    assert {one.kind for one in shown.kinds if one.required} == placeholders.APPEALABLE
    author = desk.me("paula").templates
    author.put("reviewed", "en", "Looked at under {rule}. Ask until {appeal_until}.")
    author.put("reviewed", "en", "Looked at under {rule}.")
    wrong: list[tuple[TemplateKind, str, str]] = [
        ("held", "Kept back by {rule}.", "It must say {appeal_until}."),
        ("release", "By {who}.", "At character 4: there is no {who} here"),
        ("release", "Until {appeal_until}.", "there is no {appeal_until} here"),
        ("release", "By {rule", "At character 4: { belongs to no placeholder."),
        ("release", "By {{rule}}", "At character 11: } belongs to no placeholder."),
        ("release", "{product.__class__}", "there is no {product.__class__} here"),
        ("release", "", "There are none to take back."),
    ]
    for kind, text, place in wrong:
        with pytest.raises(Invalid) as caught:
            author.put(kind, "en", text)
        assert any(place in one["detail"] for one in caught.value.errors), text
        assert {one["pointer"] for one in caught.value.errors} == {"/text"}
    for text in ("x" * 1001, " \u200b", "a\x00b", "\u202e"):
        refuses(Invalid, partial(author.put, "release", "en", text))
    assert findings(desk.house.room) == []


def test_words_that_somebody_changed_in_the_tables_are_found(desk: Desk) -> None:
    desk.me("paula").templates.put("release", "en", "Delivered.")
    assert "words for notices" in STATE_CHECKS
    with desk.house.room.engines.prepared("acme").write() as connection:
        connection.execute(sa.update(notice_templates).values(locale="de"))
    (found,) = findings(desk.house.room)
    assert "locale" in found
    with desk.house.room.engines.prepared("acme").write() as connection:
        connection.execute(sa.update(notice_templates).values(locale="en"))


BRACED = st.lists(
    st.one_of(
        st.sampled_from(["{", "}", "{}", "{{", "}}", "%s", "{0}", "{rule!r}", "{rule"]),
        st.sampled_from([f"{{{one}}}" for one in placeholders.allowed("held")]),
        st.text(max_size=5),
    ),
    max_size=8,
).map("".join)
FACTS = st.fixed_dictionaries(
    {one: st.none() | st.text(max_size=8) for one in placeholders.allowed("held")}
)


@settings(max_examples=100)
@example("{{rule}}", dict.fromkeys(placeholders.allowed("held"), "{at}"))
@given(BRACED, FACTS)
def test_what_is_accepted_is_said_without_a_brace_whatever_the_facts(
    text: str, facts: dict[str, str | None]
) -> None:
    assert (
        "".join(f"{{{said}}}" if named else said for _, said, named in placeholders.parts(text))
        == text
    )
    accepted = not placeholders.faults("release", text)
    braces = {said for _, said, named in placeholders.parts(text) if named}
    loose = {said for _, said, named in placeholders.parts(text) if not named} & {"{", "}"}
    assert accepted == (not loose and braces <= {*placeholders.allowed("release")})
    rendered = placeholders.rendered(text, facts)
    if accepted and rendered is not None:
        assert not {"{", "}"} & set(rendered)
    if accepted:
        assert (rendered is None) == any(facts[one] is None for one in braces)
