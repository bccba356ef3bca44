"""What a duty keeps is within reach for all of its years: read, found, exported, and not erased before."""

import pytest

from onrecord.errors import StillKept
from onrecord.wire.policy_document import PolicyDocument, Retention
from onrecord_server.policy.durations import after
from tests.operations.policy.test_keeping import keeping
from tests.operations.retention.conftest import Archive, archive
from tests.operations.search.conftest import settle


__all__ = ["archive"]

FIVE = Retention(id="five", minimum="P5Y", maximum="P5Y", disposition="erase", basis="CFTC 1.31")


@pytest.mark.req("CFTC-1")
def test_for_five_years_it_is_read_found_and_not_erased(archive: Archive) -> None:
    archive.govern(FIVE)
    sent = archive.say("sold at nine")
    ends = after(sent.created_at, "P5Y")
    archive.house.clock.forward(days=(ends - sent.created_at).days - 1)
    bob = archive.house.me("bob")
    settle(archive.house.room)
    assert next(one.text for one in bob.messages.list(archive.id).data) == "sold at nine"
    assert [hit.message_id for hit in bob.search.messages("nine").data] == [sent.id]
    with pytest.raises(StillKept):
        archive.erase(sent.id)
    archive.house.clock.forward(days=3)
    assert archive.erase(sent.id).text is None


@pytest.mark.req("MIF-5")
def test_where_an_authority_asks_five_years_become_seven(
    archive: Archive, general: PolicyDocument
) -> None:
    five = Retention(id="mifid", minimum="P5Y", basis="MiFID II Art 16(7)")
    archive.govern(five)
    sent = archive.say("bought")
    bob = archive.house.me("bob")
    assert bob.messages.retention(sent.id).kept_until == after(sent.created_at, "P5Y")
    archive.house.clock.forward(days=4 * 365)
    asked = Retention(id="authority", minimum="P7Y", basis="The authority asked on 2 March")
    archive.house.put_in_force(keeping(general, five, asked))
    assert bob.messages.retention(sent.id).kept_until == after(sent.created_at, "P7Y")
    archive.house.clock.forward(days=2 * 365)
    with pytest.raises(StillKept):
        archive.erase(sent.id)
