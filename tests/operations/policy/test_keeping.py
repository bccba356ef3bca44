"""Whoever may see a message learns how long it is kept at least, and which rule asks for it."""

from datetime import timedelta
from functools import partial

import pytest

from onrecord.errors import NotFound
from onrecord.wire.policy_document import PolicyDocument, Retention
from onrecord_server.policy.durations import after
from tests.operations.conftest import Refuses
from tests.operations.policy.conftest import House
from tests.support.verified import findings


SIX = Retention(id="six", minimum="P6Y", basis="FINRA 4511")


def keeping(document: PolicyDocument, *rules: Retention) -> PolicyDocument:
    """Return a policy with these rules."""
    return document.model_copy(update={"retention": list(rules)})


@pytest.mark.req("FIN-1")
def test_a_party_reads_until_when_a_message_is_kept_and_why(
    house: House, general: PolicyDocument, refuses: Refuses
) -> None:
    alice = house.me("alice")
    group, other = (
        alice.conversations.create(kind="group", members=["bob"], title=title).id
        for title in ("Team", "Other")
    )
    sent = alice.messages.send(group, "bought")
    before = house.me("bob").messages.retention(sent.id)
    assert (before.policy_version, before.kept_until, before.reasons) == (None, None, [])
    longer = Retention(id="seven", minimum="P7Y", basis="A court", conversations=[other])
    month = Retention(id="month", minimum="P1M", basis="Habit")
    house.put_in_force(keeping(general, longer, month, SIX))
    found = house.me("bob").messages.retention(sent.id)
    ends = after(sent.created_at, "P6Y")
    assert (found.policy_version, found.kept_until) == (1, ends)
    assert [(one.rule, one.basis, one.until) for one in found.reasons] == [
        ("six", "FINRA 4511", ends)
    ]
    for outsider in (house.me("cora"), house.me("audrey")):
        refuses(NotFound, partial(outsider.messages.retention, sent.id))
    assert findings(house.room) == []


def test_a_new_version_is_kept_from_when_it_was_written_and_a_removed_message_is_kept(
    house: House, general: PolicyDocument
) -> None:
    alice = house.me("alice")
    group = alice.conversations.create(kind="group", members=["bob"], title="Team").id
    house.put_in_force(keeping(general, SIX))
    house.acknowledge("alice")
    sent = alice.messages.send(group, "bought")
    first = alice.messages.retention(sent.id).kept_until
    assert first is not None
    house.clock.forward(days=2)
    alice.messages.edit(sent.id, "sold")
    second = alice.messages.retention(sent.id)
    assert second.version == 2
    assert second.kept_until is not None
    assert second.kept_until - first >= timedelta(days=1)
    alice.messages.remove(sent.id)
    assert alice.messages.retention(sent.id).kept_until == second.kept_until
