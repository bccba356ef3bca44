"""What nobody can see is no text, no title and no name."""

import pytest
from pydantic import ValidationError

from onrecord.wire.conversations import CreateConversation
from onrecord.wire.messages import SendMessage
from onrecord.wire.people import UpsertPerson
from onrecord.wire.scalars import is_blank
from onrecord.wire.spaces import CreateSpace


UNSEEN = ["\u200b", " \u2060\ufeff\u00ad", "\u3164", "\u2800\u2800"]


@pytest.mark.parametrize("text", UNSEEN, ids=ascii)
def test_what_is_not_seen_is_refused(text: str) -> None:
    here = "cnv_" + "0" * 32
    for made in (
        lambda: SendMessage(conversation_id=here, text=text),
        lambda: CreateConversation(kind="group", title=text),
        lambda: CreateSpace(title=text),
    ):
        with pytest.raises(ValidationError, match="blank"):
            made()


@pytest.mark.parametrize(
    "text", ["a", "\U0001f468\u200d\U0001f469", "\u0e01", ".", "\u200bx", "\U0001fae8"], ids=ascii
)
def test_what_is_seen_is_text(text: str) -> None:
    assert not is_blank(text)


def test_what_the_host_says_of_a_person_keeps_nobody_out() -> None:
    said = UpsertPerson(person_id="ada", name="\u200b", attributes={"department": "\u200b"})
    assert (said.name, said.attributes) == ("\u200b", {"department": "\u200b"})
