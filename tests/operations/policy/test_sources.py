"""A policy is read and written as YAML by who writes policies, and nothing is changed by it."""

import pytest

from onrecord.errors import Forbidden, Invalid
from onrecord.wire.policy_document import PolicyDocument
from tests.operations.conftest import Refuses
from tests.operations.policy.conftest import House


def test_a_version_is_had_as_yaml_and_drafted_anew_from_it(
    house: House, general: PolicyDocument
) -> None:
    me = house.me("paula").policy
    drafted = me.draft(general)
    assert drafted.source is None
    text = me.version(1, form="yaml").source
    assert text is not None
    assert me.read(me.write(general).text).document == general
    read = me.read(text)
    assert (read.document, read.hash, read.faults) == (general, drafted.hash, [])
    assert me.draft(read.document or general).hash == drafted.hash


def test_who_may_not_is_refused_and_what_is_wrong_is_said(
    house: House, general: PolicyDocument, refuses: Refuses
) -> None:
    refuses(Forbidden, lambda: house.me("alice").policy.read("texts: {}"))
    refuses(Forbidden, lambda: house.me("alice").policy.write(general))
    me = house.me("audrey").policy
    with pytest.raises(Invalid) as refused:
        me.read("texts:\n  en: {title: no}\n")
    assert refused.value.errors[0]["pointer"] == "/text"
    assert refused.value.errors[0]["detail"].startswith("Line 2: no is a text to some")
    written = me.write({"triggers": [{"kind": "lexicon", "id": "lex", "lexicon": ""}]})
    assert written.document is None
    assert [(one.pointer, one.line) for one in written.faults] == [
        ("/triggers/0/lexicon", 4),
        ("/texts", 1),
    ]
