"""The page of a notice as its operations have it: short ways to ask for what a door asks for."""

import re
from dataclasses import dataclass
from typing import Any

from onrecord_server.sms.commands import house
from onrecord_server.sms.notices import rules
from onrecord_server.sms.notices.commands import (
    AnswerNotice,
    AskForCode,
    LookAtNotice,
    OpenNotice,
    ReadNotice,
)
from tests.operations.sms.conftest import Desk


LINK = re.compile(r"https://chat\.example/desk/sms/read/([A-Za-z0-9_-]{32})\.acme\b")
CODE = re.compile(r"\b\d{6}\b")


@dataclass
class Phone:
    """Somebody outside who got a notice: the secret of their link, and the cookie that they may have."""

    desk: Desk
    token: str
    session: str = "s" * 43
    tenant: str = "acme"

    def _ask(self, name: str, command: Any) -> dict[str, Any]:
        found: dict[str, Any] = self.desk.room.engines.call(name, command, house(self.tenant)).value
        return found

    def look(self) -> dict[str, Any]:
        """Fetch the page without a cookie."""
        return self._ask("sms.look_at_notice", LookAtNotice(token=self.token))

    def ask(self) -> str:
        """Press the button that sends a code."""
        return str(self._ask("sms.ask_for_code", AskForCode(token=self.token))["outcome"])

    def enter(self, code: str) -> str:
        """Enter a code."""
        said = OpenNotice(token=self.token, code=code, session=self.session)
        return str(self._ask("sms.open_notice", said)["outcome"])

    def read(self) -> list[dict[str, Any]] | None:
        """Fetch the page with a cookie; nothing where it does not open it."""
        shown = self._ask("sms.read_notice", ReadNotice(token=self.token, session=self.session))
        return list(shown["lines"]) if shown["open"] else None

    def answer(self, text: str, once: str = "1") -> str:
        """Write on the page."""
        said = AnswerNotice(token=self.token, session=self.session, text=text, once=once)
        return str(self._ask("sms.answer_notice", said)["outcome"])

    def code(self, talk: str) -> str:
        """Have a code sent, and read it on the phone."""
        assert self.ask() == "sent"
        waiting = [one for one in self.desk.texts(talk) if one.state == "queued"]
        text = leaves(self.desk, waiting[0].id)
        found = CODE.search(text)
        assert found is not None, text
        return found[0]

    def come_in(self, talk: str) -> None:
        """Ask for a code and enter it."""
        assert self.enter(self.code(talk)) == "opened"


def leaves(desk: Desk, text_id: str) -> str:
    """Let a text leave, and return what the provider was given."""
    desk.clock.forward(seconds=2)
    begun = desk.begin(text_id)
    assert begun["goes"], begun
    desk.settle(text_id, begun["fence"], "accepted", provider_id=f"p-{text_id}")
    return str(begun["text"])


def notified(desk: Desk, talk: str, text: str) -> Phone:
    """Write something that goes as a notice, and let it leave."""
    message = desk.me("anna").messages.send(talk, text).id
    (row,) = [one for one in desk.texts(talk) if one.message_id == message]
    found = LINK.search(leaves(desk, row.id))
    assert found is not None
    return Phone(desk, found[1])


def later_code_may_be_asked_for(desk: Desk) -> None:
    """Wait until another code may be asked for."""
    desk.clock.forward(seconds=rules.PAUSE // 1_000_000 + 1)
