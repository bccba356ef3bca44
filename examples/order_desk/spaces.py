"""Two spaces: the whole company as the host's rule has it, and a team that keeps itself."""

from examples.order_desk.people import TENANT
from onrecord.client import Actor as Client
from onrecord_server import OnRecord


COMPANY = "Fairlight"
TEAM = "Orders in hand"
#: Who works on orders, by what the host says of people.
RULE = 'department in ["Sales", "Warehouse", "Support"]'
TALK = (
    ("alice", "Who has the loading plan for Thursday?"),
    ("bob", "Here, two docks only: the third is being repaired."),
    ("dan", "Then I move Nordlys Ferries to Friday, they do not mind."),
)


def open_spaces(chat: OnRecord) -> None:
    """Make both, once; who signs in later comes in by the rules."""
    with chat.acting_as(TENANT) as host:
        if any(space.title == COMPANY for space in host.spaces.iterate()):
            return
        _company(host)
        team = host.spaces.create(
            title=TEAM, about="What is being picked, packed and sent", owners=["alice"], rule=RULE
        )
    with chat.acting_as(TENANT, "alice") as me:
        loading = _channels(me, team.id)
    for number, (who, text) in enumerate(TALK):
        with chat.acting_as(TENANT, who) as me:
            me.messages.send(loading, text, client_id=f"space:{number}")


def _company(host: Client) -> None:
    host.spaces.create(
        title=COMPANY,
        about="For all of us",
        kind="broadcast",
        owners=["carol", "alice"],
        rule="everybody",
        confirm=host.spaces.preview_rule("everybody").count,
    )


def _channels(me: Client, space: str) -> str:
    """One channel for all of the team, and one that is free to join."""
    new = me.conversations.create
    new(kind="channel", title="Returns", space_id=space, joining="free")
    return new(kind="channel", title="Loading dock", space_id=space, joining="everybody").id
