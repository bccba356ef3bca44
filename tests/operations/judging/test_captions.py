"""What the host's captions heard in a file is judged with the message that the file is sent with."""

from onrecord.client import Actor as Client
from onrecord_server.attachments.captioning import Captions
from onrecord_server.core.files import Attachments
from onrecord_server.inprocess import DirectCaller, actor_for
from tests.operations.attachments.test_captions import SOUND
from tests.operations.judging.conftest import IBAN, Talk


def test_a_caption_is_no_way_around_the_gates(talk: Talk) -> None:
    engines = talk.house.room.engines
    captions = Captions(lambda *_: f"pay {IBAN} today")
    engines.files._settings = lambda _: Attachments(captions=captions)
    alice = Client(DirectCaller(engines, actor_for("acme", "alice", "host")))
    file = alice.attachments.upload(SOUND, name="note.wav", conversation_id=talk.id)
    assert talk.say("Listen", attachments=[file.id]).state == "held"
    assert talk.texts() == []
