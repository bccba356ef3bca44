"""The limits and choices that operations read."""

from dataclasses import dataclass, fields

from onrecord.errors import UsageError


@dataclass(frozen=True, slots=True)
class Limits:
    """What one message, call or conversation may hold at most."""

    #: Code points in one message.
    text_code_points: int = 20_000
    #: Members of one conversation.
    members: int = 50_000
    #: Conversations that one person may be in.
    conversations_a_person: int = 5_000
    #: Mentions in one message; more are plain text.
    mentions: int = 50
    #: Different emoji that one message is reacted to with.
    reactions: int = 20
    #: Pinned messages of one conversation.
    pins: int = 100
    #: Messages that one person keeps.
    saved: int = 1_000
    #: How often in ten minutes one person names everybody or a role.
    wide_mentions: int = 5
    #: Spaces of one tenant, archived ones included.
    spaces_a_tenant: int = 1_000
    #: Members of one space, guests included.
    members_a_space: int = 10_000
    #: Channels of one space, archived ones included.
    channels_a_space: int = 500
    #: Messages of one tenant; ``None`` is no quota.
    messages_a_tenant: int | None = None
    #: People of one tenant; ``None`` is no quota.
    people_a_tenant: int | None = None

    def __post_init__(self) -> None:
        """Refuse what is no limit. Raises ``UsageError`` that names it."""
        for each in fields(self):
            value, open_end = getattr(self, each.name), each.default is None
            if value is None and open_end:
                continue
            if type(value) is not int or value < (0 if each.name == "mentions" else 1):
                raise UsageError(f"{each.name} is a whole number above zero, not {value!r}")
