"""The host's own classifiers: asked outside of any transaction, while the message waits. Values.

What a classifier answers is read strictly: nothing, or that it found something. Anything else is no
answer, and the message stays held.
"""

import inspect
import math
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from onrecord.errors import UsageError
from onrecord.wire.policy_document import ClassifierTrigger
from onrecord_server.core.operation import Tx
from onrecord_server.moderation.findings import Finding


#: Of a finding that only says that somebody is asked: it is no hit.
ASKED: Final = "asked"
Ask: TypeAlias = Callable[[str, str], bool | Awaitable[bool]]


class NoAnswer(Exception):
    """A classifier did not answer, for whatever reason; it says so without a word of the text."""


@dataclass(frozen=True, slots=True)
class Classifier:
    """The host's own judgement of texts.

    ``ask`` gets tenant and text, and says whether there is something to look at; it may be ``def``
    or ``async def``. It has ``deadline`` seconds, or those of the policy's trigger where these are
    fewer.
    """

    ask: Ask
    deadline: float = 2.0

    def __post_init__(self) -> None:
        """Refuse what cannot work. Raises ``UsageError``."""
        if not 0 < self.deadline < math.inf:
            raise UsageError("the deadline of a classifier is above zero, and finite")

    @property
    def is_async(self) -> bool:
        """Say whether it runs on the event loop."""
        return inspect.iscoroutinefunction(self.ask)


def read(answer: Any) -> bool:
    """Return what a classifier said. Raises ``ValueError`` for what is no answer.

    ``None`` is none: it is what a function says that forgot to answer.
    """
    if isinstance(answer, bool):
        return answer
    raise ValueError("a classifier answers True or False")


def pending(tx: Tx, triggers: Sequence[ClassifierTrigger]) -> Iterator[Finding]:
    """Yield what holds a message until it is classified; one whom nobody can ask holds it for good."""
    known = tx.unit.hooks.classifiers
    for one in triggers:
        if one.classifier not in known:
            yield Finding(one.id, "unjudged", one.severity, "hold", why="no_classifier")
    if triggers and any(one.classifier in known for one in triggers):
        first = next(one for one in triggers if one.classifier in known)
        yield Finding(first.id, "classifier", first.severity, "hold", why=ASKED)
