"""What people do with files."""

import time

from onrecord.client import Actor as Client
from onrecord.wire.attachments import PutBytes
from onrecord_server.attachments.reading import load
from onrecord_server.inprocess import actor_for
from tests.replay.scenes import Stage, scene


def uploaded(s: Stage, who: Client, name: str, data: bytes) -> str:
    """Upload something and wait for its check, with as many looks at the clock in every run."""
    made = who.attachments.begin(name, len(data), conversation_id=s.group)
    files, actor = s.room.engines.files, actor_for("acme", who.me().person.id, "host")
    command = PutBytes(attachment_id=made.id, offset=0)
    files.receiver.take("acme", files.receiver.admit(actor, command), data)
    who.attachments.finish(made.id)
    while (loaded := load(s.room.engines.prepared("acme"), "acme", made.id)) is None or (
        loaded.row.state == "checking"
    ):
        time.sleep(0.01)
    files.wait()
    return made.id


@scene
def attach(s: Stage) -> None:
    """Files arrive with their messages; of uploads only who makes them hears."""
    one = uploaded(s, s.alice, "notes.txt", b"from alice")
    s.say(s.alice, "see the notes", attachments=[one])
    two = uploaded(s, s.bob, "mine.txt", b"from bob")
    s.bob.attachments.describe(two, "my own")
    sent = s.say(s.bob, "", attachments=[two])
    s.bob.messages.edit(sent.id, "with words after all")
    lies = uploaded(s, s.bob, "photo.png", b"not a photo")
    dropped = s.bob.attachments.begin("other.txt", 3, conversation_id=s.group)
    s.bob.attachments.cancel(dropped.id)
    assert s.bob.attachments.get(lies).state == "refused"


@scene
def take_back_a_file(s: Stage) -> None:
    """A removal takes the files of a message out of sight."""
    one = uploaded(s, s.alice, "notes.txt", b"from alice")
    sent = s.say(s.alice, "see the notes", attachments=[one])
    s.alice.messages.remove(sent.id)
