"""Refusals of spaces, announcements and what is written in them."""

from onrecord.errors._general import Conflict, Invalid


class Archived(Conflict):
    """The conversation, or the space it is in, is archived: it can be read and not written to."""

    code = "archived"
    title = "This is archived"


class ConfirmAudience(Conflict):
    """This reaches more than 50 people; say it again with ``count`` as the confirmation."""

    code = "confirm_audience"
    title = "This reaches many people"


class NotAnnounced(Conflict):
    """The message is no announcement, or does not ask for what was done with it."""

    code = "not_announced"
    title = "This is no such announcement"


class VersionOutdated(Conflict):
    """The text has changed since; ``version`` is the newest: read that one."""

    code = "version_outdated"
    title = "There is a newer version"


class Full(Conflict):
    """There is no room for one more: ``most`` says how many there may be."""

    code = "full"
    title = "There is no room for more"


class ConfirmMentions(Conflict):
    """This names more than 50 people; say it again with ``count`` as ``confirm_mentions``."""

    code = "confirm_mentions"
    title = "This names many people"


class RuleUnreadable(Invalid):
    """The text is no membership rule; ``place`` is the character where reading it ended, from 0."""

    code = "rule_unreadable"
    title = "The rule cannot be read"


class NotInSpace(Conflict):
    """Only members of the space can be in its channels: add them to the space first."""

    code = "not_in_space"
    title = "Not in the space"


class OneChannelOnly(Conflict):
    """A guest of a space is in one channel of it, and cannot be added to another."""

    code = "one_channel_only"
    title = "A guest is in one channel"
