"""A tenant replaces the words on the list, with plain text that fits, and no others."""

import pytest

from onrecord.errors import UsageError
from onrecord.wire.tenants import Branding
from onrecord_server.tenants.branding import branding_from, present
from onrecord_server.tenants.directory import Directory, Tenant
from onrecord_server.tenants.texts import TEXTS, faults


LONGEST = 300


def branded(key: str, text: str) -> Branding:
    return Branding(texts={"en": {key: text}})


@pytest.mark.parametrize("key", TEXTS)
def test_each_text_on_the_list_may_be_as_long_as_its_bound(key: str) -> None:
    most = TEXTS[key]
    assert faults(branded(key, "x" * most)) == []
    if most < LONGEST:  # the wire refuses what is longer than any may be
        assert [at for at, _ in faults(branded(key, "x" * (most + 1)))] == [f"en/{key}"]


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("record.sentence", "Nobody can read this."),
        ("policy.title", "No policy"),
        ("list.spaces", ""),
        ("list.spaces", " "),
        ("list.spaces", "Teams\nof ours"),
        ("list.spaces", "Te\u202eams"),
        ("list.spaces", "Te\x07ams"),
    ],
)
def test_what_is_not_on_the_list_or_no_plain_line_is_refused_wherever_it_comes_from(
    key: str, text: str
) -> None:
    look = branded(key, text)
    assert [at for at, _ in faults(look)] == [f"en/{key}"]
    assert present(look, 1).branding.texts["en"] == {}
    with pytest.raises(UsageError, match="texts"):
        branding_from(look.model_dump(mode="json"))
    with pytest.raises(UsageError, match="acme"):
        Directory("sqlite://", {"acme": Tenant(branding=look)}, None)


def test_markup_is_only_text() -> None:
    assert faults(branded("list.spaces", "<b>Teams</b>")) == []
