"""Scenes of spaces; bob watches as a member, a moderator and a guest."""

from tests.replay.scenes import Stage, scene


def _space(s: Stage, **more: object) -> str:
    return s.alice.spaces.create(title="Sales", about="What we sell", **more).id  # type: ignore[arg-type]


@scene
def space_begins(s: Stage) -> None:
    """A space is made with me in it, renamed, and gets a channel for everybody."""
    space = _space(s, owners=["bob"], members=["carol"])
    s.alice.spaces.update(space, title="Sales and more", access="open")
    s.alice.conversations.create(kind="channel", title="Hall", space_id=space, joining="everybody")
    s.alice.conversations.create(kind="channel", title="Not for bob", space_id=space)


@scene
def space_members(s: Stage) -> None:
    """Others come into my space and go, by hand and by rule, and change roles."""
    space = s.bob.spaces.create(title="Mine", members=["alice"]).id
    s.bob.spaces.add_members(space, ["carol", "dora"])
    s.bob.spaces.change_member(space, "carol", role="moderator")
    s.bob.spaces.set_rule(space, 'id == "emil"', role="moderator")
    s.bob.spaces.set_rule(space, None)
    s.carol.spaces.leave(space)
    s.bob.spaces.remove_member(space, "dora")


@scene
def space_asked(s: Stage) -> None:
    """Somebody asks for my space, takes it back, asks again and is let in."""
    space = s.bob.spaces.create(title="Mine", access="request").id
    s.carol.spaces.request(space)
    s.carol.spaces.withdraw(space)
    s.carol.spaces.request(space)
    s.bob.spaces.decide(space, "carol", accept=True)
    other = _space(s, access="request")
    s.bob.spaces.request(other)
    s.alice.spaces.decide(other, "bob", accept=False)


@scene
def space_archived(s: Stage) -> None:
    """My space is archived with its channels and used again."""
    space = s.bob.spaces.create(title="Mine", members=["alice"]).id
    hall = s.bob.conversations.create(
        kind="channel", title="Hall", space_id=space, joining="everybody"
    )
    s.alice.messages.send(hall.id, "Hello hall", client_id="h1")
    s.bob.spaces.archive(space)
    s.bob.spaces.unarchive(space)
    s.bob.spaces.archive(space)


@scene
def space_left(s: Stage) -> None:
    """I am taken out of a space and its channels, and hear of nothing after it."""
    space = s.bob.spaces.create(title="Mine", owners=["alice"]).id
    s.bob.conversations.create(kind="channel", title="Hall", space_id=space, joining="everybody")
    s.alice.spaces.remove_member(space, "bob")
    s.alice.spaces.update(space, title="Without bob")
    s.alice.spaces.add_members(space, ["carol"])


@scene
def space_joined(s: Stage) -> None:
    """I come into a space that is there, as a guest, a member and a moderator."""
    space = _space(s, members=["carol"])
    side = s.alice.conversations.create(kind="channel", title="Side", space_id=space).id
    s.alice.conversations.create(kind="channel", title="Hall", space_id=space, joining="everybody")
    s.alice.spaces.add_members(space, ["bob"], role="guest", channel_id=side)
    s.alice.spaces.add_members(space, ["dora"])
    s.alice.spaces.update(space, about="Seen by guests")
    s.alice.spaces.change_member(space, "bob", role="member")
    s.alice.spaces.set_rule(space, 'id == "emil"')
    s.alice.spaces.change_member(space, "bob", role="moderator")
