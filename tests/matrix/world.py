"""A small world with one person of every kind, and scenes that are played in it."""

import copy
import itertools
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from onrecord.binding import make, to_request
from onrecord.client import Actor as Client
from onrecord.endpoints import Endpoint
from onrecord.wire.messages import Message
from onrecord.wire.scalars import MemberRole
from onrecord_server.core.files import Attachments, FileRules
from onrecord_server.core.ports import Ports
from onrecord_server.core.rows import metadata
from onrecord_server.people.tokens import mint
from onrecord_server.policy.starting import start
from onrecord_server.record.keys import KeyRing
from onrecord_server.record.signer import CheckpointSigner
from tests.matrix.scenes import (
    ARCHIVED,
    CANARY,
    EVERYTHING,
    KINDS,
    MEMBERS,
    NAMED,
    PARTS,
    PLACE,
    REMOVED,
    REPLY,
    ROLES,
    SCOPES,
    TEXT,
    TITLE,
    Parts,
    Scene,
)
from tests.support.live import KEY, Live, Wire, live


@dataclass
class World:
    """One worker with everybody in it."""

    worker: Live
    stage: dict[str, Scene] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=itertools.count)
    clients: dict[str, Any] = field(default_factory=dict)
    #: Words of messages that were removed: nobody reads them any more.
    removed: set[str] = field(default_factory=set)
    #: Every message's words, as they were sent.
    words: dict[str, str] = field(default_factory=dict)

    def scene(self, state: str, tenant: str = "acme", parts: Parts = EVERYTHING) -> Scene:
        """Play a fresh scene: everything goes through the host's own door."""
        lead = "owner" if tenant == "acme" else "suspended"
        with self.worker.chat.acting_as(tenant, lead) as me:
            scene = self._began(me, tenant, state, parts)
        message = self._message(scene, lead, state, parts)
        if "card" in parts:
            self._describe(tenant, scene.subject, scene.title)
        self._reply(scene, lead, message)
        if lead == "owner":
            if "upload" in parts:
                self._upload(scene)
            with self.worker.chat.acting_as("acme", "owner") as me:
                me.conversations.remove_member(scene.conversation, "exmember")
                me.conversations.add_members(scene.conversation, ["late"], history="from_now")
                if "space" in parts:
                    me.spaces.add_members(scene.space, ["late"])
            self._end(scene, state, parts)
        return scene

    def guest_scene(self, state: str) -> Scene:
        """Play a scene in a channel of a space, of which somebody is a guest in another channel."""
        with self.worker.chat.acting_as("acme", "owner") as me:
            scene = self._began(me, "acme", state, EVERYTHING, inside=True)
            aside = me.conversations.create(kind="channel", title="Aside", space_id=scene.space)
            me.spaces.add_members(scene.space, ["guest"], role="guest", channel_id=aside.id)
        message = self._message(scene, "owner", state, EVERYTHING)
        self._describe("acme", scene.subject, scene.title)
        self._reply(scene, "owner", message)
        self._upload(scene)
        self._end(scene, state, EVERYTHING)
        return scene

    def fresh(self, principal: str, state: str, domain: str) -> Scene:
        """Play a scene for one endpoint to wear out, with what its domain needs."""
        if principal == "guest":
            return self.guest_scene(state)
        return self.scene(state, parts=PARTS.get(domain, EVERYTHING))

    def _began(
        self, me: Client, tenant: str, state: str, parts: Parts, *, inside: bool = False
    ) -> Scene:
        """Make the conversation, in the space if it is to be, and the space beside it."""
        number, others = next(self.numbers), self._others() if tenant == "acme" else []
        title, text = (f"{word}-{number}-end" for word in (TITLE, TEXT))
        scene = Scene(tenant, title, text, f"order:{number}")
        if "space" in parts:
            self._space(scene, me, others)
        place: dict[str, Any] = {"space_id": scene.space} if inside else {"subject": scene.subject}
        kind = KINDS.get(state, "channel" if inside else "group")
        made = me.conversations.create(kind=kind, title=scene.title, members=others, **place)
        scene.conversation = made.id
        for person, role in _roles(state, parts).items() if others else ():
            me.conversations.change_member(made.id, person, role=role)
        return scene

    def _end(self, scene: Scene, state: str, parts: Parts) -> None:
        with self.worker.chat.acting_as("acme", "owner") as me:
            if state in KINDS and "export" in parts:
                scene.export = me.announcements.export(scene.message).id
            if state in ARCHIVED:
                me.conversations.archive(scene.conversation)
            if "space" in parts:
                me.spaces.remove_member(scene.space, "exmember")
                if state in ARCHIVED:
                    me.spaces.archive(scene.space)

    def _space(self, scene: Scene, me: Client, others: list[str]) -> None:
        """A closed space of the same people, with a channel that its members may join."""
        scene.place = f"{PLACE}-{next(self.numbers)}-end"
        space = me.spaces.create(title=scene.place, access="request", members=others).id
        channel = me.conversations.create(kind="channel", title=scene.title, space_id=space).id
        if others:
            with self.worker.chat.acting_as("acme", "asker") as asker:
                asker.spaces.request(space)
            for person, role in ROLES.items():
                me.spaces.change_member(space, person, role=role)
        me.spaces.update(space, access="closed")
        scene.space, scene.channel = space, channel

    def _upload(self, scene: Scene) -> None:
        name, here = f"{CANARY}-file-{next(self.numbers)}-end.txt", scene.conversation
        with self.worker.chat.acting_as("acme", "author") as me:
            made = me.attachments.upload(b"c4nary-bytes", name=name, conversation_id=here)
        scene.upload, scene.file_name = made.id, name

    def _others(self) -> list[str]:
        """Who is in from the start; the deactivated only in scenes from before they were."""
        absent = {"owner", "late", *(("deactivated",) if self.stage else ())}
        return [person for person in MEMBERS if person not in absent]

    def _message(self, scene: Scene, lead: str, state: str, parts: Parts) -> Message:
        author = "exmember" if state == "by_exmember" else "author"
        with self.worker.chat.acting_as(scene.tenant, author if lead == "owner" else lead) as me:
            key, asks = f"c{next(self.numbers)}", state in KINDS
            text, here = scene.text, scene.conversation
            message = me.messages.send(here, text, client_id=key, acknowledge=asks)
            if "pin" in parts:
                me.pins.add(message.id)
            if lead == "owner":
                self._mark(message, parts)
            if state == "edited":
                me.messages.edit(message.id, f"{text} again")
            if state in REMOVED:
                me.messages.remove(message.id)
                self.removed.add(text)
        self.words[message.id] = text
        scene.message, scene.position = message.id, message.position or 0
        return message

    def _mark(self, message: Message, parts: Parts) -> None:
        """Let people react to a message and keep it; one of them is removed later."""
        for person in ("member", "exmember"):
            with self.worker.chat.acting_as("acme", person) as me:
                if "reactions" in parts:
                    me.reactions.add(message.id, "👍")
                if "saved" in parts:
                    me.saved.add(message.id)
        if "saved" in parts:
            with self.worker.chat.acting_as("acme", "owner") as me:
                me.saved.add(message.id)

    def _describe(self, tenant: str, subject: str, title: str) -> None:
        """Put a card for the members of the conversation, and one for everybody."""
        with self.worker.chat.acting_as(tenant) as host:
            host.subjects.put(subject, title=title)
            host.subjects.put(f"{subject}:all", title="for all", visible="tenant")

    def _reply(self, scene: Scene, lead: str, message: Message) -> None:
        words = f"{REPLY}-{next(self.numbers)}-end"
        text, here = f"{words} {NAMED}", message.conversation_id
        with self.worker.chat.acting_as(scene.tenant, "author" if lead == "owner" else lead) as me:
            scene.reply = me.messages.send(here, text, thread_id=message.id).id
        scene.reply_text = words

    def removed_message(self, message: str) -> None:
        """Keep in mind that from now on nobody reads the words of a message."""
        self.removed |= {self.words[message]} if message in self.words else set()

    def scene_for(self, principal: str, state: str) -> Scene:
        """The scene that is always there; who is suspended has one of their own."""
        if principal == "guest":
            return self.stage.get(f"guest {state}", self.stage["guest active"])
        name = "suspended" if principal == "suspended" else state
        return self.stage.get(name, self.stage["active"])

    def position(self, principal: str = "owner") -> int:
        """Where the stream of somebody's tenant stands."""
        answer = self._client("foreigner" if principal == "foreigner" else "owner").get("me")
        return int(answer.json()["position"])

    def rows(self, *, files: bool = True) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of ours, but for what reactors make of the others.

        ``files=False`` leaves out the files: a scene's own uploads are tidied beside, in their time.
        """
        with self.worker.chat.engines.directory.database("acme").read() as connection:
            return {
                table.name: sorted(map(tuple, connection.execute(sa.select(table))), key=repr)
                for table in metadata.sorted_tables
                if table.name.startswith("onrecord_") and not table.info.get("derived")
                if files or not table.name.startswith("onrecord_attachment")
            }

    # -- knocking --------------------------------------------------------------------------------

    def rest(self, principal: str, endpoint: Endpoint[Any, Any], args: dict[str, Any]) -> "Answer":
        """Ask over HTTP; a database that is too busy says so, and is asked again as it says."""
        request = to_request(endpoint, make(endpoint.command, args))
        for _ in range(4):
            answer = self._client(principal).request(
                request.method, request.path[1:], params=request.query, json=request.body
            )
            if answer.status_code != 503:
                break
            time.sleep(float(answer.headers.get("retry-after", 1)))
        return Answer.of(answer.text, answer.json())

    def _client(self, principal: str) -> Any:
        """A client that brings what is valid now: a token lives for minutes, the world for longer."""
        headers = credentials(principal, self.worker.origin)
        if principal not in self.clients:
            client = self.clients[principal] = self.worker.rest("nobody", **headers)
            if "x-person" not in headers:
                del client.headers["x-person"]
        self.clients[principal].headers.update(headers)
        return self.clients[principal]

    def socket(self, principal: str, **hello: Any) -> Wire:
        """Open a socket and say hello."""
        headers = credentials(principal, self.worker.origin)
        bearer = headers.pop("authorization", None)
        if bearer is not None:
            hello["token"] = bearer.removeprefix("Bearer ")
        plain = {k: v for k, v in headers.items() if k.startswith("x-")}
        # A wire with unread frames never hears the farewell: waiting for it is waiting for nothing.
        quick = {"close_timeout": 0.1}
        return self.worker.socket(None, headers=plain, options=quick, **hello)


def _roles(state: str, parts: Parts) -> dict[str, MemberRole]:
    """Who is more than a member in the conversation: one of each, or all."""
    led = {p: role for p, role in ROLES.items() if "peers" in parts or p == "moderator"}
    return led | ({"author": "moderator"} if state in KINDS else {})


def credentials(principal: str, origin: str) -> dict[str, str]:
    """What each principal brings."""
    if principal == "nobody":
        return {"origin": origin}
    if principal == "expired":
        past = time.time() - 3600
        return bearer(mint(KEY, tenant="acme", person="owner", now=past))
    if principal == "service":
        return bearer(mint(KEY, tenant="acme", person="service:bot"))
    if principal == "manager":
        return bearer(mint(KEY, tenant="acme", person="service:hr", scopes=SCOPES))
    tenant = {"foreigner": "other", "suspended": "resting"}.get(principal, "acme")
    return {"x-person": principal, "x-tenant": tenant, "origin": origin}


def bearer(token: str) -> dict[str, str]:
    """A token as a header."""
    return {"authorization": f"Bearer {token}"}


@dataclass(frozen=True)
class Answer:
    """What came back: the words, and the code of a refusal."""

    text: str
    code: str | None
    problem: dict[str, Any] | None

    @classmethod
    def of(cls, text: str, document: dict[str, Any]) -> "Answer":
        """Read a result or a problem."""
        refused = str(document.get("type", "")).startswith("urn:onrecord:problem:")
        problem = {k: v for k, v in document.items() if k != "request_id"} if refused else None
        return cls(text, problem["code"] if problem else None, problem)


def sign(worker: Live, keys: Path) -> None:
    """Sign a head over what is there; later ones would change rows while tests look at them."""
    keys.mkdir(mode=0o700)
    signer = CheckpointSigner(KeyRing.load(keys), "test.example", Ports())
    for tenant in ("acme", "other"):
        signer.sign(worker.chat.engines.directory.database(tenant), tenant)


@dataclass(frozen=True)
class Furnished:
    """What is known of a world that was furnished, whichever copy of its database is entered."""

    stage: dict[str, Scene]
    removed: set[str]
    words: dict[str, str]
    number: int

    def world(self, worker: Live) -> World:
        """Return the world as it was, in a copy; what is done there changes no other."""
        stage, removed, words = copy.deepcopy((self.stage, self.removed, self.words))
        numbers = itertools.count(self.number)
        return World(worker, stage, numbers, removed=removed, words=words)


def furnish(url: str, keys: Path) -> Furnished:
    """Bring everybody to life on a database without a row, and play what is always there."""
    with _served(url) as worker:
        world = World(worker)
        others = ("nonmember", "foreigner", "suspended", "victim", "asker", "guest", "newcomer")
        for person in (*MEMBERS, *others):
            headers = credentials(person, worker.origin)
            assert worker.rest(person, **headers).get("me").status_code == 200
        always = ("active", "edited", "removed", "by_exmember", "archived", *KINDS)
        world.stage = {s: world.scene(s) for s in always}
        world.stage |= {f"guest {s}": world.guest_scene(s) for s in always}
        world.stage["suspended"] = world.scene("active", "resting")
        with worker.chat.acting_as("acme") as host:
            host.people.deactivate("deactivated")
            host.policy.draft(start("general"))
        sign(worker, keys)
        with worker.chat.acting_as("resting") as host:
            host.tenant.suspend()
        return Furnished(world.stage, world.removed, world.words, next(world.numbers))


@contextmanager
def entered(url: str, furnished: Furnished) -> Iterator[World]:
    """Serve a copy of what was furnished."""
    with _served(url) as worker:
        yield furnished.world(worker)


def _served(url: str) -> AbstractContextManager[Live]:
    many = Attachments(rules=FileRules(uploads_a_person=10_000))
    tenants = ["acme", "other", "resting"]
    # Who compares all rows before and after wants nobody to check the record meanwhile.
    return live(url, tenants=tenants, attachments=many, check_seconds=0)
