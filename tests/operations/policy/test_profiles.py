"""A policy that follows a profile: completed when it is drafted, refused where it cannot be kept, told line by line."""

import pytest

from onrecord.errors import Conflict, Forbidden, Invalid, StillKept
from onrecord.wire.policy_document import PolicyDocument, Profile
from onrecord_server import ruling
from onrecord_server.policy.starting import start
from tests.operations.conftest import Refuses
from tests.operations.encryption.conftest import encrypted, key_file
from tests.operations.policy.conftest import ROLES, House
from tests.operations.retention.conftest import Archive, archive
from tests.support.clocked import Clock
from tests.support.engines import Room
from tests.support.verified import findings


__all__ = ["archive", "encrypted", "key_file"]


def following(*profiles: Profile) -> PolicyDocument:
    """Return a policy of a firm under some rules that says nothing of retention."""
    value = start("broker_dealer").model_dump(mode="json")
    value["expectation"]["privacy"] = "limited"
    value["reviewers"][0]["triggers"].remove("market-abuse")
    value["reviewers"][1]["duty"] = "investigator"
    parts = {"profiles": list(profiles), "retention": [], "triggers": value["triggers"][1:]}
    return PolicyDocument.model_validate(value | parts)


@pytest.mark.req("SEC-1")
@pytest.mark.req("FIN-1")
def test_what_a_profile_turns_on_is_in_the_draft_and_is_kept(archive: Archive) -> None:
    house = archive.house
    sent = archive.say("bought")
    drafted = house.me("paula").policy.draft(following("broker_dealer"))
    assert [one.basis for one in drafted.document.retention] == ["FINRA 4511"]
    assert house.me("paula").policy.check(following("broker_dealer"), locale="de").faults == []
    house.put_in_force(following("broker_dealer"))
    kept = house.me("bob").messages.retention(sent.id)
    assert [one.basis for one in kept.reasons] == ["FINRA 4511"]
    with pytest.raises(StillKept):
        archive.erase(sent.id, request="art-17")
    found = house.me("audrey").compliance.get(locales=["de"])
    assert (found.profiles, found.policy_version) == (["broker_dealer"], 2)
    stands = {one.name: (one.rule, one.kind, one.met) for one in found.lines}
    assert stands["kept"] == ("FIN-1", "policy", True)
    assert stands["signed"] == ("SEC-3", "setting", False)
    assert stands["officer"] == ("SEC-6", "duty", None)
    told = ruling.standing(house.room.engines.prepared("acme"), "acme")
    assert [one.split()[:3] for one in told][:2] == [
        ["FIN-1", "broker_dealer", "met"],
        ["SEC-1", "broker_dealer", "met"],
    ]
    assert any(one.startswith("SEC-3   broker_dealer  NOT MET ") for one in told)
    said = {one.name: one.said for one in found.lines}
    assert said["kept"].startswith("Alles wird mindestens sechs Jahre")
    assert findings(house.room) == []


def test_what_contradicts_is_no_policy_and_nothing_is_written(
    house: House, refuses: Refuses
) -> None:
    burn = (
        start("broker_dealer")
        .retention[0]
        .model_copy(
            update={"id": "burn", "minimum": None, "maximum": "P1D", "disposition": "erase"}
        )
    )
    wrong = following("broker_dealer").model_copy(update={"retention": [burn]})
    refused = refuses(Invalid, lambda: house.me("paula").policy.draft(wrong))
    assert isinstance(refused, Invalid)
    assert "SEC-1 (broker_dealer)" in str(refused)


@pytest.mark.req("HIP-5")
def test_health_data_is_under_no_policy_before_words_are_encrypted(
    house: House, refuses: Refuses
) -> None:
    made = house.propose(following("healthcare"))
    found = house.me("paula").policy.check(following("healthcare"), locale="en")
    assert [one.pointer for one in found.waits_for if "HIP-5" in one.detail] == ["/profiles"]
    refused = refuses(
        Conflict, lambda: house.me("cora").policy.approve(made.version, hash=made.hash)
    )
    assert "HIP-5 (healthcare)" in str(refused)


@pytest.mark.req("HIP-5")
def test_with_keys_it_is_approved_and_its_line_is_met(encrypted: Room) -> None:
    house = House(encrypted, Clock())
    for name, roles in ROLES.items():
        house.introduce(name, roles)
    house.put_in_force(following("healthcare"))
    stands = {one.name: one.met for one in house.me("audrey").compliance.get().lines}
    assert (stands["encrypted"], stands["emergency"], stands["signed"]) == (True, True, False)


def test_only_who_answers_for_the_policy_asks(house: House, refuses: Refuses) -> None:
    refuses(Forbidden, house.me("alice").compliance.get)
    found = house.me("audrey").compliance.get()
    assert (found.profiles, found.policy_version, found.lines) == ([], None, [])


def test_profiles_agree_and_say_how(house: House) -> None:
    house.put_in_force(following("broker_dealer", "gdpr_employer"))
    found = house.me("cora").compliance.get()
    assert [one.split(" ")[0] for one in found.together] == ["FIN-1", "FIN-2"]
    assert all(one.met for one in found.lines if one.kind == "policy")
