"""No acknowledgement, no send; asked again where anything became wider, and not where it did not."""

import pytest

from onrecord.errors import Invalid, NotFound, PolicyUnacknowledged, VersionOutdated
from onrecord.wire.policy_document import PolicyDocument
from onrecord_server.core.operation import REGISTRY
from onrecord_server.policy.access import SPEAKS
from tests.operations.conftest import Refuses
from tests.operations.policy.conftest import DAY, House
from tests.operations.policy.test_versions import narrower, wider
from tests.support.engines import Room
from tests.support.verified import findings


@pytest.fixture
def group(house: House) -> str:
    """A group of alice and bob, from before there was a policy."""
    return house.me("alice").conversations.create(kind="group", members=["bob"], title="Team").id


@pytest.mark.req("GDP-6")
def test_nothing_is_written_before_it_is_acknowledged(
    house: House, general: PolicyDocument, group: str, refuses: Refuses
) -> None:
    alice = house.me("alice")
    sent = alice.messages.send(group, "before", client_id="one")
    house.put_in_force(general)
    refused = refuses(PolicyUnacknowledged, lambda: alice.messages.send(group, "no"))
    assert isinstance(refused, PolicyUnacknowledged)
    assert refused.extra == {"version": 1}
    refuses(PolicyUnacknowledged, lambda: alice.messages.edit(sent.id, "no"))
    refuses(PolicyUnacknowledged, lambda: alice.reactions.add(sent.id, "👍"))
    refuses(PolicyUnacknowledged, lambda: house.room.plain("alice").messages.send(group, "no"))
    assert alice.messages.send(group, "before", client_id="one") == sent, "a retry writes nothing"
    assert [m.text for m in alice.messages.list(group).data] == ["before"]
    house.acknowledge("alice")
    assert not alice.policy.get().must_acknowledge
    alice.messages.send(group, "after")
    refuses(PolicyUnacknowledged, lambda: house.me("bob").messages.send(group, "no"))
    assert findings(house.room) == []


@pytest.mark.req("MIF-4")
def test_a_client_who_is_a_guest_is_told_before_anything_of_theirs_is_recorded(
    house: House, general: PolicyDocument, refuses: Refuses
) -> None:
    alice = house.me("alice")
    space = alice.spaces.create(title="Orders", access="closed").id
    channel = alice.conversations.create(kind="channel", title="Order 17", space_id=space).id
    house.introduce("gina", [])
    alice.spaces.add_members(space, ["gina"], role="guest", channel_id=channel)
    house.put_in_force(general)
    gina = house.me("gina")
    told = gina.policy.get(locales=["de"])
    assert told.must_acknowledge
    assert told.reading is not None
    refuses(PolicyUnacknowledged, lambda: gina.messages.send(channel, "my order"))
    house.acknowledge("gina")
    assert gina.messages.send(channel, "my order").state == "active"
    kinds = house.room.types()
    assert kinds.index("policy.acknowledged") < kinds.index("message.created")


def test_one_acknowledges_what_is_in_force_and_once(
    house: House, general: PolicyDocument, refuses: Refuses
) -> None:
    alice = house.me("alice").policy
    refuses(NotFound, lambda: alice.acknowledge(1, hash="sha256:" + "0" * 64))
    made = house.put_in_force(general)
    refuses(Invalid, lambda: alice.acknowledge(1, hash="sha256:" + "0" * 64))
    done = alice.acknowledge(1, hash=made.hash, locale="de")
    assert done.acknowledged is not None
    assert (done.acknowledged.version, done.acknowledged.locale) == (1, "de")
    assert not done.must_acknowledge
    before = house.room.rows()
    alice.acknowledge(1, hash=made.hash, locale="de")
    assert house.room.rows() == before
    house.put_in_force(wider(general))
    refuses(VersionOutdated, lambda: alice.acknowledge(1, hash=made.hash))
    assert findings(house.room) == []


def test_what_is_wider_is_asked_anew_with_what_is_new(
    house: House, general: PolicyDocument, group: str, refuses: Refuses
) -> None:
    alice = house.me("alice")
    house.put_in_force(general)
    house.acknowledge("alice")
    house.put_in_force(narrower(general))
    alice.messages.send(group, "what is narrower asks nothing")
    house.put_in_force(wider(general))
    refuses(PolicyUnacknowledged, lambda: alice.messages.send(group, "no"))
    seen = alice.policy.get()
    assert seen.acknowledged is not None
    assert (seen.version, seen.acknowledged.version) == (3, 1)
    assert len(seen.added) == len(seen.removed) == 1
    assert "20" in seen.added[0]
    house.acknowledge("alice")
    alice.messages.send(group, "yes")


def test_a_date_asks_by_itself(
    house: House, general: PolicyDocument, group: str, refuses: Refuses
) -> None:
    alice = house.me("alice")
    alice.messages.send(group, "no policy yet, and the rights are held")
    made = house.me("paula").policy.draft(general)
    house.me("paula").policy.propose(1, effective_from=house.clock() + DAY)
    for name in ("cora", "prue"):
        house.me(name).policy.approve(1, hash=made.hash)
    alice.messages.send(group, "its date has not come")
    house.clock.forward(days=2)
    refuses(PolicyUnacknowledged, lambda: alice.messages.send(group, "no"))


def test_another_worker_asks_at_once(
    house: House, elsewhere: Room, general: PolicyDocument, group: str, refuses: Refuses
) -> None:
    there = House(elsewhere, house.clock).me("alice")
    there.messages.send(group, "rights are held on both")
    house.put_in_force(general)
    refuses(PolicyUnacknowledged, lambda: there.messages.send(group, "no"))
    house.acknowledge("alice")
    there.messages.send(group, "yes")


#: What else writes: it puts no words of one's own before others, or takes something back.
QUIET = frozenset(
    {
        # asks by itself, for a whole run at once
        "messages.send",
        # takes back what one wrote
        *("messages.remove", "reactions.remove", "pins.remove", "attachments.cancel"),
        "held.withdraw",
        # keeps others from writing, and ends that
        *("people.freeze", "people.unfreeze", "messages.classify"),
        # closes doors
        *("people.end_sessions", "me.end_sessions"),
        # for oneself alone
        *("saved.add", "saved.remove", "preferences.set", "conversations.mute"),
        *("conversations.level", "conversations.read", "threads.follow", "threads.unfollow"),
        *("threads.read", "threads.read_all", "announcements.reached", "announcements.acknowledge"),
        # who is where, and what is closed
        *("conversations.join", "conversations.add_members", "conversations.change_member"),
        *("conversations.remove_member", "conversations.archive", "conversations.unarchive"),
        *("spaces.join", "spaces.leave", "spaces.withdraw", "spaces.decide", "spaces.add_members"),
        *("spaces.change_member", "spaces.remove_member", "spaces.set_rule", "spaces.archive"),
        *("spaces.unarchive", "announcements.set_audience", "announcements.export"),
        # an upload that began before, and what the server does with it
        *("attachments.finish", "attachments.expire", "attachments.hold", "attachments.settle"),
        # lists of words, for who writes and approves them
        *("lexicons.put", "lexicons.approve", "lexicons.withdraw", "lexicons.trial"),
        *(
            "policies.trial",
            "retention.try",
            "retention.dispose",
            "record.check",
            "record.begin_check",
            "record.end_check",
            "reach.report",
            "watch.notice",
            "templates.put",
        ),
        # what one asks of oversight and hears from it, and what reviewers and draws do
        *("reports.make", "appeals.make", "notices.read", "appeals.decide", "cases.open"),
        *("cases.assign", "cases.note", "cases.escalate", "cases.widen", "cases.decide"),
        *("cases.request_reveal", "cases.approve", "cases.deny"),
        *("samples.draw", "samples.tick", "conversations.tag", "conversations.untag"),
        # what must be kept, and who knows of it
        *("holds.create", "holds.preview", "holds.approve", "holds.refuse", "holds.widen"),
        *("holds.ask_release", "holds.release", "holds.acknowledge", "holds.remind"),
        # what people ask of what is kept about them
        *("data_requests.make", "data_requests.identify", "data_requests.weigh"),
        *("data_requests.extend", "data_requests.approve", "data_requests.refuse"),
        *(
            "data_requests.withdraw",
            "data_requests.lift",
            "data_requests.carry_out",
            "data_requests.given_up",
        ),
        *("data_requests.open_archive", "data_requests.written"),
        # what rules of retention ask of officers
        *("retention_asks.answer", "retention_asks.approve", "retention_asks.reopen"),
        *("retention_asks.count", "retention_asks.carry_out", "retention.follow"),
        # what is handed to an archive outside
        *("journals.begin", "journals.settle", "journals.set_aside", "journals.redelivered"),
        *("journals.late",),
        # what was said elsewhere
        *("import_requests.create", "import_requests.answer", "import_requests.finish"),
        *("import_requests.withdraw",),
        *("imports.create", "imports.put", "imports.finish", "imports.start"),
        *("imports.advance", "imports.cancel", "imports.take"),
        # what a grant opens is handed over
        *("exports.create", "exports.approve", "exports.cancel", "exports.settle"),
        "exports.resume",
        # of the host's own code
        *("people.upsert", "people.introduce", "people.deactivate", "people.reactivate"),
        *("handovers.start", "handovers.carry_out"),
        *("subjects.put", "subjects.remove", "branding.set", "branding.restore"),
        "branding.add_logo",
        *("tenant.suspend", "tenant.resume"),
        # numbers, people outside and what they agreed to; what is said to them is sent as a message
        *("sms.add_account", "sms.change_account", "sms.add_sender", "sms.change_sender"),
        *("sms.add_contact", "sms.change_contact", "sms.recycle_contact", "sms.open"),
        *(
            "sms.assign",
            "sms.cover",
            "sms.decide",
            "sms.end_link",
            "sms.enter_consent",
            "sms.begin_attempt",
        ),
        *("sms.settle_attempt", "sms.report_text", "sms.keep_hook", "sms.apply_hook"),
        *("sms_campaigns.add", "sms_campaigns.approve", "sms_campaigns.move"),
        *("sms_campaigns.take", "sms_campaigns.settle"),
        # what comes from the page of a notice, by somebody outside
        *("sms.ask_for_code", "sms.open_notice", "sms.read_notice", "sms.answer_notice"),
        # the policy itself, and looking under it
        *("policy.acknowledge", "policies.draft", "policies.revise", "policies.propose"),
        *("policies.approve", "policies.withdraw", "grants.request", "grants.approve"),
        "impersonations.note",
        *(
            "grants.deny",
            "grants.close",
            "grants.review",
            "grants.conversations",
            "grants.find",
            "grants.messages",
            "grants.as_of",
            "grants.search",
            "record.search",
        ),
    }
)


def test_every_way_to_write_is_known_to_speak_or_not() -> None:
    writes = {name for name, found in REGISTRY.items() if found.endpoint.writes}
    of_ours = {name for name in writes if not name.startswith(("test.", "attachments.bytes"))}
    assert set() == SPEAKS & QUIET
    assert of_ours == SPEAKS | QUIET
