"""Subject cards: what the host says of its own objects, such as ``order:1234``."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from onrecord.wire._base import Command, Wire
from onrecord.wire.scalars import Link, Subject, Timestamp, clean_line


#: How a state looks: its meaning, never a colour.
Tone = Literal["neutral", "info", "good", "warning", "bad"]
#: Who may see a card: members of the conversation bound to the subject, or everybody in the tenant.
SubjectVisibility = Literal["members", "tenant"]

ActionId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
EventName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9:._-]{0,59}$")]
_Short = Annotated[str, Field(strict=True, max_length=60), AfterValidator(clean_line)]
_Label = Annotated[str, Field(strict=True, min_length=1, max_length=60), AfterValidator(clean_line)]
_Title = Annotated[
    str, Field(strict=True, min_length=1, max_length=200), AfterValidator(clean_line)
]
_Value = Annotated[str, Field(strict=True, max_length=300), AfterValidator(clean_line)]


class SubjectField(Wire):
    """One line of a card."""

    label: _Label
    value: _Value


class SubjectAction(Wire):
    """One thing that can be done: a link to go to, or an event that the host's page listens for.

    With ``event``, the widget fires ``onrecord-subject-action`` with subject, action id and that name.
    """

    id: ActionId
    label: _Label
    href: Link | None = None
    event: EventName | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.href is None) == (self.event is None):
            raise ValueError("has either an href or an event")
        return self


class SubjectCard(Wire):
    """An object of the host as its chat shows it; every text is text, never markup."""

    subject: Subject
    title: str
    state: str = ""
    tone: Tone = "neutral"
    link: Link | None = None
    fields: list[SubjectField] = []
    actions: list[SubjectAction] = []
    visible: SubjectVisibility = "members"
    version: int = 1
    updated_at: Timestamp


class SubjectCards(Wire):
    """Those of the cards asked for that one may see; of the others there is no word."""

    data: list[SubjectCard]


class RemovedSubject(Wire):
    """A subject without a card."""

    subject: Subject


class PutSubject(Command):
    """Describe an object of the host: the whole card, as it is from now on.

    Needs the scope ``subjects:bind``. ``link`` and ``href`` are ``http(s)`` addresses or paths on
    the host's own origin.
    """

    subject: Subject
    title: _Title
    state: _Short = ""
    tone: Tone = "neutral"
    link: Link | None = None
    fields: Annotated[list[SubjectField], Field(max_length=10)] = []
    actions: Annotated[list[SubjectAction], Field(max_length=5)] = []
    visible: SubjectVisibility = "members"

    @model_validator(mode="after")
    def _each_action_once(self) -> Self:
        if len({action.id for action in self.actions}) != len(self.actions):
            raise ValueError("every action has an id of its own")
        return self


class GetSubject(Command):
    """Ask for the card of one object of the host."""

    subject: Subject


class ListSubjects(Command):
    """Ask for the cards of many objects at once; those one may not see are left out."""

    ids: Annotated[list[Subject], Field(min_length=1, max_length=100)]


class RemoveSubject(Command):
    """Take a card away; the subject stays what it is. Needs the scope ``subjects:bind``."""

    subject: Subject


class SubjectDescribed(Wire):
    """The host described an object anew. Audience: who may see the card.

    ``card`` is null in a replay when it was replaced or taken away since: what replaced it follows.
    """

    type: Literal["subject.described"] = "subject.described"
    subject: Subject
    card: SubjectCard | None


class SubjectRemoved(Wire):
    """A card was taken away, or is no longer for everybody. Audience: who could see it."""

    type: Literal["subject.removed"] = "subject.removed"
    subject: Subject
