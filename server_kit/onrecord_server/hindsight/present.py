"""What somebody could see at a moment, to wire."""

from collections.abc import Sequence
from datetime import datetime

from onrecord.wire.hindsight import AsOf, KeptBackGone, MessageThen, NamedThen
from onrecord.wire.messages import Message
from onrecord_server.exports.names import Ask, Names
from onrecord_server.hindsight.messages import Page, Shown
from onrecord_server.hindsight.queries import Seat
from onrecord_server.hindsight.room import Room, members


class Answer:
    """Makes the answer; ``private`` leaves out what is between the viewer and themself."""

    def __init__(self, ask: Ask, seat: Seat, seen: Room, *, private: bool = False) -> None:
        """Answer what was seen from a seat."""
        self._seat, self._seen, self._private = seat, seen, private
        self._names = Names(ask, seat.tenant)

    def nothing(self, at: datetime) -> AsOf:
        """Return what somebody saw who was not there."""
        seat = self._seat
        return AsOf(
            conversation_id=seat.conversation,
            viewer=seat.viewer,
            at=at,
            position=seat.upto - 1,
        )

    def of(self, at: datetime, page: Page, shown: Sequence[Shown], kept: Sequence[Shown]) -> AsOf:
        """Return what somebody saw who was there."""
        seen = self._seen
        there = {
            "title": seen.title,
            "role": seen.role,
            "archived": seen.archived,
            "member_count": len(seen.members),
            "members": members(seen, self._seat, self._names, private=self._private),
            "people": self._people(shown),
            "data": [_message(one) for one in shown],
            "held": [Message.model_validate(one.document) for one in kept],
            "held_gone": [_gone(one) for one in kept if one.gone_by is not None],
            "next_before": page.rest,
        }
        return self.nothing(at).model_copy(update=there)

    def _people(self, shown: Sequence[Shown]) -> list[NamedThen]:
        authors = list(dict.fromkeys(one.document["author"] for one in shown))
        self._names.learn(authors)
        found = [self._names.at(one, self._seat.upto - 1) for one in authors]
        return [NamedThen(person_id=one.id, name=one.name or one.id) for one in found]


def _gone(shown: Shown) -> KeptBackGone:
    about = {"message_id": shown.document["id"], "version": shown.document["version"]}
    return KeptBackGone.model_validate({**about, "gone_by": shown.gone_by})


def _message(shown: Shown) -> MessageThen:
    return MessageThen(message=Message.model_validate(shown.document), gone_by=shown.gone_by)
