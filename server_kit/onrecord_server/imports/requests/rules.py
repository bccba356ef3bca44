"""In which state what may be done with a request for somebody's chats. Pure."""

from collections.abc import Mapping
from typing import Final

from onrecord_server.core.decision import ALLOWED, Decision, denied


#: What leads from which states: who is asked may say no as long as they have not said that it is all.
STEPS: Final[Mapping[str, frozenset[str]]] = {
    "agreed": frozenset({"asked", "declined"}),
    "declined": frozenset({"asked", "agreed"}),
    "done": frozenset({"agreed"}),
    "withdrawn": frozenset({"asked", "agreed", "declined"}),
}
_SAYS: Final[Mapping[str, str]] = {
    "asked": "They have not answered yet.",
    "agreed": "They agreed, and send what they choose.",
    "declined": "They said no; that stands until they say something else.",
    "withdrawn": "Nobody asks for it any more.",
    "done": "They said that this was all.",
}


def may(state: str, step: str) -> Decision:
    """Say whether a request in a state can come to another one, or how it stands."""
    return ALLOWED if state in STEPS[step] else denied(_SAYS[state])


def may_send(state: str) -> Decision:
    """Say whether who was asked may send a file now: only after they agreed, and before it is over."""
    if state == "agreed":
        return ALLOWED
    return denied("Say first that you agree." if state == "asked" else _SAYS[state])


def may_use(state: str) -> Decision:
    """Say whether a file that somebody sent may become messages: not after they took that back."""
    if state in ("agreed", "done"):
        return ALLOWED
    return denied("Who sent this file took their consent back: nothing of it becomes a message.")
