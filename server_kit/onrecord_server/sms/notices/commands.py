"""What the page of a notice asks for: in this process only, never from afar.

The actor is the house itself: who reads the page shows by a link and a code who they are, and has no login.
"""

from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from onrecord.endpoints import Endpoint
from onrecord.wire._base import Command
from onrecord.wire.tenants import Branding
from onrecord_server.sms.notices.rules import Outcome


class LookAtNotice(Command):
    """Ask whether a link opens anything; nothing follows from it. ``token`` is the secret part of it."""

    token: str


class AskForCode(Command):
    """Have a code texted to the number that the link was sent to."""

    token: str


class OpenNotice(Command):
    """Open the page with a code; ``session`` is the secret that opens it from then on."""

    token: str
    code: str
    session: str


class ReadNotice(Command):
    """Read what an open page shows: that it was read is on the record."""

    token: str
    session: str


class AnswerNotice(Command):
    """Answer on an open page; ``once`` names the answer, so that it is taken once."""

    token: str
    session: str
    text: str
    once: str


class _Told(BaseModel):
    model_config = ConfigDict(frozen=True)


class Looked(_Told):
    """What a link opens. Without ``opens`` nothing else is said, whether there ever was such a link or not."""

    opens: bool = False
    stopped: bool = False
    name: str = ""
    locale: str | None = None
    tz: str | None = None
    branding: Branding = Branding()


class Came(_Told):
    """What came of it; ``until`` is when it may be asked for again, in microseconds."""

    outcome: Outcome
    until: int | None = None


class Line(_Told):
    """Something that was said: by us or by them, when (microseconds), and what; ``text`` is null where it is gone."""

    mine: bool
    at: int
    text: str | None
    state: Literal["active", "removed", "erased"] = "active"


class Shown(_Told):
    """What an open page shows; without ``open`` nothing: it asks for a code."""

    open: bool
    lines: tuple[Line, ...] = ()


class Answered(_Told):
    """Whether an answer was taken: ``closed`` asks for a code, ``later`` says that there were many."""

    outcome: Literal["taken", "closed", "later", "empty", "long"]


LOOK: Final = Endpoint("sms.look_at_notice", "GET", "", LookAtNotice, Looked, writes=False)
ASK_CODE: Final = Endpoint("sms.ask_for_code", "POST", "", AskForCode, Came, writes=True)
OPEN: Final = Endpoint("sms.open_notice", "POST", "", OpenNotice, Came, writes=True)
READ: Final = Endpoint("sms.read_notice", "POST", "", ReadNotice, Shown, writes=True)
ANSWER: Final = Endpoint("sms.answer_notice", "POST", "", AnswerNotice, Answered, writes=True)
