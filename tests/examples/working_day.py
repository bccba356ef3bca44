"""A day at the filled order desk, in process: the themes of the day in browsers, one after the other."""

from collections.abc import Callable, Iterator

from examples.order_desk import changes
from examples.order_desk.desk import Desk
from examples.order_desk.orders import State
from examples.order_desk.people import DESK, TENANT
from onrecord.client import Actor as Client
from onrecord.wire.conversations import Conversation
from tests.support.files import picture


class Day:
    """Whoever speaks at the desk; each theme happens among what the others left."""

    def __init__(self, desk: Desk) -> None:
        """Begin with what there is."""
        self._desk = desk

    def themes(self) -> Iterator[Callable[[], None]]:
        """Yield what happens that day, in its order."""
        yield self.a_channel_is_made_and_led
        yield self.an_announcement_is_acknowledged_and_changes
        yield self.an_order_is_talked_about
        yield self.people_are_called_otherwise_and_leave_the_company
        yield self.a_group_comes_and_goes
        yield self.an_order_moves_on

    def _do(self, person: str | None, what: Callable[[Client], object]) -> None:
        with self._desk.chat.acting_as(TENANT, person) as me:
            what(me)

    def _say(self, person: str, conversation: str, text: str, **more: object) -> str:
        with self._desk.chat.acting_as(TENANT, person) as me:
            return me.messages.send(conversation, text, **more).id  # type: ignore[arg-type]

    def _found(self, title: str) -> Conversation:
        with self._desk.chat.acting_as(TENANT, "alice") as me:
            return next(
                one for one in me.conversations.iterate() if str(one.title).startswith(title)
            )

    def a_channel_is_made_and_led(self) -> None:
        """A space and its channel; who posts there changes, a guest comes, it is archived and back."""
        with self._desk.chat.acting_as(TENANT, "bob") as bob:
            space = bob.spaces.create(title="Dock crew", access="open").id
            pallets = bob.conversations.create(
                kind="channel", title="Pallets", space_id=space, joining="free"
            ).id
        self._say("bob", pallets, "Who has the long forklift?")
        with self._desk.chat.acting_as(TENANT, "frank") as frank:
            frank.spaces.join(space)
            frank.conversations.join(pallets)
        self._say("frank", pallets, "I do, at dock three.")
        with self._desk.chat.acting_as(TENANT, "bob") as bob:
            bob.spaces.add_members(space, ["erin"])
            bob.conversations.update(pallets, posting="moderators")
            bob.conversations.update(pallets, posting="everybody")
            bob.conversations.add_members(pallets, ["erin"], history="from_now")
            bob.conversations.archive(pallets)
            bob.conversations.unarchive(pallets)
            bob.conversations.change_member(pallets, "frank", role="moderator")

    def an_announcement_is_acknowledged_and_changes(self) -> None:
        """Two acknowledge what is then written anew; one of them acknowledges that, too."""
        news = self._found("Company news").id
        said = self._say("alice", news, "Hard hats from today.", acknowledge=True)
        for who in ("dan", "frank"):
            self._do(who, lambda me: me.announcements.acknowledge(said, 1))
        self._do("dan", lambda me: me.conversations.read(news, me.messages.get(said).position or 0))
        self._do("alice", lambda me: me.announcements.remind(said))
        self._do("alice", lambda me: me.messages.edit(said, "Hard hats from Monday."))
        self._do("dan", lambda me: me.announcements.acknowledge(said, 2))

    def an_order_is_talked_about(self) -> None:
        """A thread, reactions, mentions, pins, a picture, an edit, and something that is taken back."""
        order = self._found("Order 1041").id
        asked = self._say("alice", order, "Which carrier takes this one?")
        self._say("bob", order, "The early one.", thread_id=asked)
        self._say("alice", order, "At six.", thread_id=asked, also_in_channel=True)
        shipped = self._say("alice", order, "Shipped before noon!")
        for who in ("dan", "bob", "erin"):
            self._do(who, lambda me: me.reactions.add(shipped, "🚀"))
        self._do("erin", lambda me: me.reactions.remove(shipped, "🚀"))
        self._do("erin", lambda me: me.reactions.add(shipped, "🎉"))
        named = self._say("alice", order, "Please look, <@carol>, today.")
        self._do("alice", lambda me: me.messages.edit(named, "Please look, <@dan>, <!channel>."))
        self._do("erin", lambda me: me.conversations.set_level(order, "mentions"))
        gate = self._say("alice", order, "Gate code is on the note.")
        self._do("alice", lambda me: me.pins.add(gate))
        self._do("dan", lambda me: me.saved.add(gate))
        self._picture(order)
        crowbar = self._say("bob", order, "The crowbar is in bay ten.", reply_to=gate)
        self._do("bob", lambda me: me.messages.remove(crowbar, reason="It is in bay nine"))

    def _picture(self, order: str) -> None:
        with self._desk.chat.acting_as(TENANT, "alice") as me:
            sent = me.attachments.upload(
                picture(), conversation_id=order, name="label.png", alt="A label on a pallet"
            )
            me.messages.send(order, "The label of the pallet.", attachments=[sent.id])

    def people_are_called_otherwise_and_leave_the_company(self) -> None:
        """A name and an address change while nobody says anything; an account is closed for a while."""
        dan = {**DESK["dan"].attributes, "email": "dan@fairlight.example"}
        self._do(
            None, lambda host: host.people.upsert("dan", name="Dan Fischer-Lang", attributes=dan)
        )
        self._do(None, lambda host: host.people.deactivate("frank"))
        self._say("alice", self._found("Order 1041").id, "Frank is away today.")

    def a_group_comes_and_goes(self) -> None:
        """It is called otherwise; some see what was before them, some leave and come back."""
        self._do(None, lambda host: host.people.reactivate("frank"))
        with self._desk.chat.acting_as(TENANT, "alice") as me:
            new = me.conversations.create(kind="group", title="Inventory", members=["bob"]).id
        self._say("bob", new, "I bring the scanner.")
        self._do("alice", lambda me: me.conversations.update(new, title="Inventory night"))
        self._do("alice", lambda me: me.conversations.add_members(new, ["dan"], history="from_now"))
        self._do("alice", lambda me: me.conversations.add_members(new, ["erin"], history="all"))
        self._say("dan", new, "And I the lamps.")
        self._do("bob", lambda me: me.conversations.remove_member(new, "bob"))
        self._say("erin", new, "Bob is gone?")
        self._do("alice", lambda me: me.conversations.add_members(new, ["bob"], history="from_now"))
        self._do("alice", lambda me: me.conversations.remove_member(new, "dan"))
        bob = DESK["bob"].attributes
        self._do(None, lambda host: host.people.upsert("bob", name="Robert Tanaka", attributes=bob))

    def an_order_moves_on(self) -> None:
        """As the desk itself does it: the order, its card, and the line that everybody reads."""
        changes.change(self._desk, DESK["bob"], 1041, State.PICKED)
        self._do("carol", lambda me: me.threads.read_all())
