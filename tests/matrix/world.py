"""A small world with one person of every kind, and scenes that are played in it."""

import itertools
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from onrecord.binding import make, to_request
from onrecord.client import Actor as Client
from onrecord.endpoints import Endpoint
from onrecord.wire.messages import Message
from onrecord.wire.scalars import ConversationKind, MemberRole
from onrecord_server.core.files import Attachments, FileRules
from onrecord_server.core.ports import Ports
from onrecord_server.core.rows import metadata
from onrecord_server.people.tokens import mint
from onrecord_server.record.keys import KeyRing
from onrecord_server.record.signer import CheckpointSigner
from tests.support.live import KEY, Live, Wire, live


TITLE, TEXT, REPLY = "c4nary-title", "c4nary-text", "c4nary-reply"
#: Whom the reply names, so that they follow the thread.
NAMED: Final = "<@owner> <@moderator> <@member> <@exmember> <@deactivated>"
MEMBERS: Final = (
    *("owner", "moderator", "author", "member", "late", "exmember", "deactivated"),
    *("peer", "chief"),  # a second moderator, a second owner
)
SCOPES: Final = (
    *("people:write", "branding:write", "tenant:manage", "people:introduce", "subjects:bind"),
    "announcements:manage",
    "spaces:manage",
)
ROLES: Final[dict[str, MemberRole]] = {
    "moderator": "moderator",
    "peer": "moderator",
    "chief": "owner",
}


#: What is announced, and not written among equals.
KINDS: Final[dict[str, ConversationKind]] = {
    "announced": "announcement",
    "withdrawn": "announcement",
}
NO_EXPORT: Final = "exp_" + "0" * 32


@dataclass
class Scene:
    """A conversation with a message in one state, a reply in its thread, and who may be in it."""

    tenant: str
    conversation: str
    message: str
    position: int
    title: str
    text: str
    reply: str
    reply_text: str
    subject: str
    export: str
    space: str
    channel: str
    #: A file of the author's own that is in no message yet, and what it is called.
    upload: str = "att_" + "8" * 32
    file_name: str = "c4nary-file"

    @property
    def secrets(self) -> tuple[str, ...]:
        """What only members may learn: words and ids."""
        words = (self.title, self.text, self.reply_text, self.file_name)
        ids = (self.conversation, self.message, self.reply, self.space, self.channel)
        return *words, *ids


@dataclass
class World:
    """One worker with everybody in it."""

    worker: Live
    stage: dict[str, Scene] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=itertools.count)
    clients: dict[str, Any] = field(default_factory=dict)

    def scene(self, state: str, tenant: str = "acme") -> Scene:
        """Play a fresh scene: everything goes through the host's own door."""
        lead = "owner" if tenant == "acme" else "suspended"
        chat = self.worker.chat
        with chat.acting_as(tenant, lead) as me:
            title, text = (f"{word}-{next(self.numbers)}-end" for word in (TITLE, TEXT))
            others = self._others() if lead == "owner" else []
            subject = f"order:{next(self.numbers)}"
            made = me.conversations.create(
                kind=KINDS.get(state, "group"), title=title, members=others, subject=subject
            )
            roles = ROLES | ({"author": "moderator"} if state in KINDS else {})
            for person, role in roles.items() if others else ():
                me.conversations.change_member(made.id, person, role=role)
            space, channel = self._space(me, title, others)
        message = self._message(tenant, lead, made.id, text, state)
        self._describe(tenant, subject, title)
        reply = self._reply(tenant, lead, message)
        upload = self._upload(made.id) if lead == "owner" else {}
        if lead == "owner":
            with chat.acting_as(tenant, lead) as me:
                me.conversations.remove_member(made.id, "exmember")
                me.conversations.add_members(made.id, ["late"], history="from_now")
                if state == "archived":
                    me.conversations.archive(made.id)
        export = self._export(message.id) if state in KINDS else NO_EXPORT
        return Scene(
            tenant=tenant,
            conversation=made.id,
            message=message.id,
            position=message.position or 0,
            title=title,
            text=text,
            reply=reply.id,
            reply_text=(reply.text or "").split()[0],
            subject=subject,
            export=export,
            space=space,
            channel=channel,
            **upload,
        )

    def _export(self, message: str) -> str:
        with self.worker.chat.acting_as("acme", "owner") as me:
            return me.announcements.export(message).id

    def _space(self, me: Client, title: str, others: list[str]) -> tuple[str, str]:
        """A closed space of the same people, with a channel that its members may join."""
        space = me.spaces.create(title=title, access="request", members=others).id
        channel = me.conversations.create(kind="channel", title=title, space_id=space).id
        if others:
            with self.worker.chat.acting_as("acme", "asker") as asker:
                asker.spaces.request(space)
            for person, role in ROLES.items():
                me.spaces.change_member(space, person, role=role)
            me.spaces.remove_member(space, "exmember")
            me.spaces.add_members(space, ["late"])
        me.spaces.update(space, access="closed")
        return space, channel

    def _upload(self, conversation: str) -> dict[str, str]:
        name = f"c4nary-file-{next(self.numbers)}-end.txt"
        with self.worker.chat.acting_as("acme", "author") as me:
            made = me.attachments.upload(b"c4nary-bytes", name=name, conversation_id=conversation)
        return {"upload": made.id, "file_name": name}

    def _others(self) -> list[str]:
        """Who is in from the start; the deactivated only in scenes from before they were."""
        absent = {"owner", "late", *(("deactivated",) if self.stage else ())}
        return [person for person in MEMBERS if person not in absent]

    def _message(self, tenant: str, lead: str, conversation: str, text: str, state: str) -> Message:
        author = "exmember" if state == "by_exmember" else "author"
        with self.worker.chat.acting_as(tenant, author if lead == "owner" else lead) as me:
            key, asks = f"c{next(self.numbers)}", state in KINDS
            message = me.messages.send(conversation, text, client_id=key, acknowledge=asks)
            me.pins.add(message.id)
            if lead == "owner":
                self._mark(message)
            if state == "edited":
                me.messages.edit(message.id, f"{text} again")
            if state in ("removed", "withdrawn"):
                me.messages.remove(message.id)
        return message

    def _mark(self, message: Message) -> None:
        """Let people react to a message and keep it; one of them is removed later."""
        for person in ("member", "exmember"):
            with self.worker.chat.acting_as("acme", person) as me:
                me.reactions.add(message.id, "👍")
                me.saved.add(message.id)
        with self.worker.chat.acting_as("acme", "owner") as me:
            me.saved.add(message.id)

    def _describe(self, tenant: str, subject: str, title: str) -> None:
        """Put a card for the members of the conversation, and one for everybody."""
        with self.worker.chat.acting_as(tenant) as host:
            host.subjects.put(subject, title=title)
            host.subjects.put(f"{subject}:all", title="for all", visible="tenant")

    def _reply(self, tenant: str, lead: str, message: Message) -> Message:
        text = f"{REPLY}-{next(self.numbers)}-end {NAMED}"
        with self.worker.chat.acting_as(tenant, "author" if lead == "owner" else lead) as me:
            return me.messages.send(message.conversation_id, text, thread_id=message.id)

    def scene_for(self, principal: str, state: str) -> Scene:
        """The scene that is always there; who is suspended has one of their own."""
        name = "suspended" if principal == "suspended" else state
        return self.stage.get(name, self.stage["active"])

    def position(self, principal: str = "owner") -> int:
        """Where the stream of somebody's tenant stands."""
        answer = self._client("foreigner" if principal == "foreigner" else "owner").get("me")
        return int(answer.json()["position"])

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of ours, but for what reactors make of the others."""
        with self.worker.chat.engines.directory.database("acme").read() as connection:
            return {
                table.name: sorted(map(tuple, connection.execute(sa.select(table))), key=repr)
                for table in metadata.sorted_tables
                if table.name.startswith("onrecord_") and not table.info.get("derived")
            }

    # -- knocking --------------------------------------------------------------------------------

    def rest(self, principal: str, endpoint: Endpoint[Any, Any], args: dict[str, Any]) -> "Answer":
        """Ask over HTTP."""
        request = to_request(endpoint, make(endpoint.command, args))
        answer = self._client(principal).request(
            request.method, request.path[1:], params=request.query, json=request.body
        )
        return Answer.of(answer.text, answer.json())

    def _client(self, principal: str) -> Any:
        if principal not in self.clients:
            headers = credentials(principal, self.worker.origin)
            client = self.clients[principal] = self.worker.rest("nobody", **headers)
            if "x-person" not in headers:
                del client.headers["x-person"]
        return self.clients[principal]

    def socket(self, principal: str, **hello: Any) -> Wire:
        """Open a socket and say hello."""
        headers = credentials(principal, self.worker.origin)
        bearer = headers.pop("authorization", None)
        if bearer is not None:
            hello["token"] = bearer.removeprefix("Bearer ")
        plain = {k: v for k, v in headers.items() if k.startswith("x-")}
        return self.worker.socket(None, headers=plain, **hello)


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


@contextmanager
def open_world(url: str, keys: Path) -> Iterator[World]:
    """Bring everybody to life on a fresh database."""
    many = Attachments(rules=FileRules(uploads_a_person=10_000))
    with live(url, tenants=["acme", "other", "resting"], attachments=many) as worker:
        world = World(worker)
        people = (*MEMBERS, "nonmember", "foreigner", "suspended", "victim", "asker")
        for person in people:
            headers = credentials(person, worker.origin)
            assert worker.rest(person, **headers).get("me").status_code == 200
        always = ("active", "edited", "removed", "by_exmember", "archived", *KINDS)
        world.stage = {s: world.scene(s) for s in always}
        world.stage["suspended"] = world.scene("active", "resting")
        with worker.chat.acting_as("acme") as host:
            host.people.deactivate("deactivated")
        sign(worker, keys)
        with worker.chat.acting_as("resting") as host:
            host.tenant.suspend()
        yield world
