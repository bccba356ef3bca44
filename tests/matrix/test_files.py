"""The matrix for routes that carry bytes: upload, download, thumbnail, in every state of a message."""

import itertools
import json
from dataclasses import dataclass
from typing import Any

import pytest

from onrecord.endpoints import RAW
from tests.matrix.scenes import MEMBERS
from tests.matrix.table import CODES, RAW_STATES, cells
from tests.matrix.world import World
from tests.support import files


FILES = sorted(name for name in RAW if name.startswith("attachments."))
NOBODYS = "att_" + "9" * 32
_numbers = itertools.count()


@dataclass
class Filed:
    """A channel with an image in one state, and an upload that is on its way."""

    conversation: str
    message: str
    image: str
    name: str
    upload: str
    bytes: bytes


def filed(world: World, state: str) -> Filed:
    """Play a scene in a channel: late came later, and the guest is in another channel."""
    chat, name = world.worker.chat, f"c4nary-image-{next(_numbers)}-end.png"
    with chat.acting_as("acme", "owner") as owner:
        others = [p for p in MEMBERS if p not in ("owner", "late", "deactivated")]
        space = owner.spaces.create(title="Files", members=[*others, "late"]).id
        made = owner.conversations.create(
            kind="channel", title="Files", members=others, space_id=space
        )
        aside = owner.conversations.create(kind="channel", title="Aside", space_id=space)
        owner.spaces.add_members(space, ["guest"], role="guest", channel_id=aside.id)
        owner.conversations.change_member(made.id, "moderator", role="moderator")
    with chat.acting_as("acme", "author") as me:
        image = me.attachments.upload(files.picture(), name=name, conversation_id=made.id)
        kept = me.attachments.download(image) or b""
        message = ""
        if state != "unsent":
            message = me.messages.send(made.id, "look", attachments=[image.id]).id
        if state == "edited":
            me.messages.edit(message, "look again")
        if state == "removed":
            me.messages.remove(message)
        upload = me.attachments.begin("a.txt", 1000, conversation_id=made.id)
    with chat.acting_as("acme", "owner") as owner:
        owner.spaces.remove_member(space, "exmember")
        owner.conversations.add_members(made.id, ["late"], history="from_now")
        if state == "archived":
            owner.conversations.archive(made.id)
    return Filed(made.id, message, image.id, name, upload.id, kept)


@pytest.fixture(scope="module", params=sorted(RAW_STATES))
def scene(world: World, request: pytest.FixtureRequest) -> tuple[str, Filed]:
    return request.param, filed(world, request.param)


def ask(world: World, principal: str, name: str, attachment_id: str) -> Any:
    """Ask for a route of bytes as somebody."""
    client, path = world._client(principal), RAW[name].path.format(attachment_id=attachment_id)
    if not RAW[name].writes:
        return client.get(path[1:])
    received = client.head(path[1:]).headers.get("upload-offset", "0")
    headers = {"content-type": "application/octet-stream"}
    return client.put(path[1:], params={"offset": received}, content=b"x", headers=headers)


def test_every_route_of_bytes_has_a_row() -> None:
    assert all(set(table) == set(FILES) for table in RAW_STATES.values())
    assert set(RAW) - set(FILES) == {
        *("announcements.csv", "branding.logo", "exports.content", "data_requests.archive")
    }, "tests/matrix/test_sheets.py, test_logos.py, tests/operations/exports/test_exports.py"


@pytest.mark.parametrize("name", FILES)
def test_bytes_are_for_those_who_may_see_the_message_now(
    world: World, scene: tuple[str, Filed], name: str
) -> None:
    state, found = scene
    wrong: list[tuple[Any, ...]] = []
    for principal, expected in cells(RAW_STATES[state][name]).items():
        target = found.upload if RAW[name].writes else found.image
        answer = ask(world, principal, name, target)
        if expected == "Y":
            if answer.status_code != 200:
                wrong.append((principal, answer.text))
            continue
        code = json.loads(answer.text or "{}").get("code")
        if code != CODES[expected] or found.bytes in answer.content or found.name in answer.text:
            wrong.append((principal, code))
        if expected == "N":
            nothing = ask(world, principal, name, NOBODYS)
            same = {"detail", "status", "code", "title", "type"}
            one, other = (json.loads(a.text) for a in (answer, nothing))
            if {k: one.get(k) for k in same} != {k: other.get(k) for k in same}:
                wrong.append((principal, one, other))
    assert wrong == []


def test_what_was_removed_is_named_nowhere(world: World) -> None:
    """Neither its name nor its bytes, to nobody: its author and a resume included."""
    start, found = world.position(), filed(world, "removed")
    for principal in ("owner", "author", "member"):
        client = world._client(principal)
        seen = "".join(
            client.get(path).text
            for path in (
                f"conversations/{found.conversation}/messages",
                f"conversations/{found.conversation}",
                f"messages/{found.message}",
                f"messages/{found.message}/versions",
                f"attachments/{found.image}",
                "conversations",
            )
        )
        wire = world.socket(principal, after=start)
        frames = [wire.frame()]
        while frames[-1]["type"] != "events":
            frames.append(wire.frame())
        assert found.name not in seen + str(frames)
        wire.raw.close()
