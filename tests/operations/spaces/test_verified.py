"""What the tables of spaces hold is what the record says."""

from onrecord_server.record.heads import Evidence
from onrecord_server.verifying import verify_database
from tests.support.engines import Room


def test_tables_of_spaces_follow_from_the_record(room: Room) -> None:
    for name in ("bob", "carol", "dora", "emil"):
        room.person(name)
    alice, host = room.person("alice"), room.plain(None)
    space = alice.spaces.create(title="Sales", access="request", members=["bob"]).id
    hall = alice.conversations.create(
        kind="channel", title="Hall", space_id=space, joining="everybody"
    ).id
    room.plain("carol").spaces.request(space)
    alice.spaces.decide(space, "carol", accept=True)
    room.plain("dora").spaces.request(space)
    alice.spaces.add_members(space, ["dora"], role="guest", channel_id=hall)
    alice.spaces.set_rule(space, 'id in ["emil", "frida"]', role="moderator")
    host.people.upsert("frida", name="Frida")
    host.people.deactivate("emil")
    alice.spaces.change_member(space, "bob", role="owner")
    alice.spaces.change_member(space, "dora", role="member")
    alice.spaces.change_member(space, "carol", role="guest", channel_id=hall)
    alice.spaces.remove_member(space, "carol")
    alice.spaces.update(space, title="All sales", access="closed")
    alice.conversations.update(hall, posting="moderators", joining="free")
    alice.spaces.set_rule(space, None)
    side = alice.conversations.create(kind="announcement", title="News", space_id=space).id
    alice.conversations.archive(side)
    alice.spaces.archive(space)
    alice.spaces.unarchive(space)
    alice.spaces.archive(space)
    report = verify_database(room.engines.prepared("acme"), Evidence(), ["acme"])["acme"]
    assert [str(found) for found in report.findings] == []
