"""What a rule of the policy made of a message, as its author is told."""

from typing import Literal

from onrecord.wire._base import Wire
from onrecord.wire.policy_document import PartName
from onrecord.wire.scalars import Timestamp


#: What found something. ``unjudged``: a check could not be made, so that the message is held.
FoundBy = Literal["lexicon", "detector", "flood", "classifier", "unjudged"]
#: What became of the message.
Done = Literal["mask", "hold", "block"]


class Judged(Wire):
    """The rule that a message met: the ``trigger`` of the policy, and what became of the message.

    ``said`` is the rule in a sentence. Which words were found is not told: a list that can be tried
    out is soon worked around.
    """

    trigger: PartName
    kind: FoundBy
    action: Done
    said: str
    at: Timestamp
