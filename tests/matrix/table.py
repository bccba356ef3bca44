"""Who may do what, written by hand and not read from the code: one letter per cell.

Y  allowed: the answer is a success
T  allowed, and the words of the message are not in it
E  allowed, and nothing of the conversation is in it: no word, no id
G  allowed, and of the space nothing but its own name is in it: nothing of its other channels
F  403 forbidden
N  404, word for word as for an id that does not exist
A  409 the message is no announcement, or does not ask for this
C  409 the message was removed
I  422 invalid
R  409 the conversation is archived
S  403 the tenant is suspended
D  403 the person is deactivated
X  401 the token has expired
U  401 nobody is there

In every cell but the first four nothing is written.

owner, moderator, author, member: in the conversation. late: a member whose history starts after
the message. nonmember; exmember: was removed. foreigner: of another tenant. suspended: owner of a
conversation of their own in a suspended tenant. deactivated: a member whom the host shut out.
expired: a token past its time. nobody. service: a token without scopes. manager: one with all.
guest: of one channel of a space, who asks about another and about the space; this column, and the
states of what is archived, follow from rules below.
Sockets are for people: there a service is nobody, whatever the row says.
"""

from typing import Final

from onrecord.endpoints import ENDPOINTS
from tests.matrix.oversight_table import OVERSIGHT
from tests.matrix.sms_asked import SMS


PRINCIPALS: Final = (
    *("owner", "moderator", "author", "member", "late"),
    *("nonmember", "exmember", "foreigner"),
    *("suspended", "deactivated", "expired", "nobody"),
    *("service", "manager"),
    "guest",
)

#: Endpoint → its cells in the order of the principals; the message is by ``author``, untouched.
ACTIVE: Final = {
    "me.get": "EEEEE EEE SDXU EE",
    "people.list": "EEEEE EEE SDXU EE",
    "people.get": "EEEEE EEN SDXU EE",
    "people.upsert": "FFFFF FFF SDXU FE",
    "people.deactivate": "FFFFF FFF SDXU FE",
    "people.reactivate": "FFFFF FFF SDXU FE",
    "me.freeze": "EEEEE EEE SDXU EE",
    "people.frozen": "FFFFF FFF SDXU FF",
    "people.standings": "FFFFF FFF SDXU FF",
    "people.freeze": "FFFFF FFF SDXU FF",
    "people.unfreeze": "FFFFF FFF SDXU FF",
    "people.end_sessions": "FFFFF FFF SDXU FE",
    "me.end_sessions": "EEEEE EEE SDXU FF",
    "handovers.preview": "FFFFF FFF SDXU FE",
    "handovers.start": "FFFFF FFF SDXU FE",
    "handovers.get": "FFFFF FFF SDXU FN",
    "handovers.list": "FFFFF FFF SDXU FE",
    "conversations.create": "EEEEE EEI SDXU II",
    "conversations.list": "YYYYT EEE SDXU EE",
    "conversations.get": "YYYYT NNN SDXU NN",
    "conversations.update": "YYFFF NNN SDXU NN",
    "conversations.as_of": "YYYYT NNN SDXU NN",
    "conversations.members": "YYYYT NNN SDXU NN",
    "conversations.add_members": "YYFFF NNN SDXU NN",
    "conversations.change_member": "YFFFF NNN SDXU NN",
    "conversations.remove_member": "YYFYF NNN SDXU NN",
    "conversations.mute": "YYYYT NNN SDXU NN",
    "conversations.level": "YYYYT NNN SDXU NN",
    "conversations.read": "YYYYT NNN SDXU NN",
    "conversations.join": "YYYYY NNN SDXU NN",
    "conversations.archive": "YYFFF NNN SDXU NN",
    "conversations.unarchive": "YYFFF NNN SDXU NN",
    "conversations.tags": "YYYYY NNN SDXU NY",
    "conversations.tag": "FFFFF NNN SDXU NY",
    "conversations.untag": "FFFFF NNN SDXU NY",
    "spaces.create": "EEEEE EEE SDXU FI",
    "spaces.list": "YYYYY EEE SDXU EY",
    "spaces.directory": "EEEEE EEE SDXU EE",
    "spaces.get": "YYYYY NNN SDXU NY",
    "spaces.update": "YYFFF NNN SDXU NY",
    "spaces.archive": "YFFFF NNN SDXU NY",
    "spaces.unarchive": "YFFFF NNN SDXU NY",
    "spaces.join": "YYYYY NNN SDXU NI",
    "spaces.leave": "YYYYY NNN SDXU NI",
    "spaces.request": "FFFFF NNN SDXU NI",
    "spaces.withdraw": "NNNNN NNN SDXU NI",
    "spaces.requests": "YYFFF NNN SDXU NY",
    "spaces.decide": "YYFFF NNN SDXU NY",
    "spaces.members": "YYYYY NNN SDXU NY",
    "spaces.add_members": "YYFFF NNN SDXU NY",
    "spaces.change_member": "YYFFF NNN SDXU NY",
    "spaces.remove_member": "YYFYF NNN SDXU NY",
    "spaces.set_rule": "YFFFF NNN SDXU NY",
    "spaces.preview_rule": "YFFFF NNN SDXU NY",
    "spaces.channels": "YYYYY NNN SDXU NY",
    "messages.send": "YYYYT NNN SDXU NN",
    "messages.list": "YYYYT NNN SDXU NN",
    "messages.get": "YYYYN NNN SDXU NN",
    "messages.edit": "FFYFN NNN SDXU NN",
    "messages.remove": "TTTFN NNN SDXU NN",
    "messages.versions": "YYYYN NNN SDXU NN",
    "messages.retention": "TTTTN NNN SDXU NN",
    "held.list": "EEEEE NNN SDXU NN",
    "held.withdraw": "NNNNN NNN SDXU NN",
    "reactions.add": "YYYYN NNN SDXU NN",
    "reactions.remove": "YYYYN NNN SDXU NN",
    "reactions.list": "YYYYN NNN SDXU NN",
    "pins.add": "YYYYN NNN SDXU NN",
    "pins.remove": "YYYYN NNN SDXU NN",
    "pins.list": "YYYYE NNN SDXU NN",
    "saved.add": "YYYYN NNN SDXU NN",
    "saved.remove": "YYYYN NTN SDXU NN",
    "saved.list": "YYYYE EEE SDXU EE",
    "subjects.put": "FFFFF FFF SDXU FY",
    "subjects.get": "YYYYY NNN SDXU NY",
    "subjects.list": "YYYYY EEE SDXU EY",
    "subjects.remove": "FFFFF FFF SDXU FY",
    "threads.list": "YYYYE EEE SDXU EE",
    "threads.marks": "YYYYE EEE SDXU EE",
    "threads.get": "YYYYN NNN SDXU NN",
    "threads.follow": "YYYYN NNN SDXU NN",
    "threads.unfollow": "YYYYN NNN SDXU NN",
    "threads.read": "YYYYN NNN SDXU NN",
    "threads.read_all": "YYYYE EEE SDXU EE",
    "preferences.get": "EEEEE EEE SDXU EE",
    "preferences.set": "EEEEE EEE SDXU EE",
    "attachments.begin": "YYYYT NNN SDXU NN",
    "attachments.get": "NNYNN NNN SDXU NN",
    "attachments.describe": "NNYNN NNN SDXU NN",
    "attachments.finish": "NNYNN NNN SDXU NN",
    "attachments.cancel": "NNYNN NNN SDXU NN",
    "policy.get": "EEEEE EEE SDXU EE",
    "policy.acknowledge": "NNNNN NNN SDXU FF",
    "policies.list": "EEEEE EEE SDXU EE",
    "policies.get": "NNNNN NNN SDXU NE",
    "policies.check": "FFFFF FFF SDXU FE",
    "compliance.get": "FFFFF FFF SDXU FE",
    "policies.starts": "FFFFF FFF SDXU FE",
    "policies.read": "FFFFF FFF SDXU FE",
    "policies.write": "FFFFF FFF SDXU FE",
    "policies.draft": "FFFFF FFF SDXU FE",
    "policies.revise": "FFFFF FFF SDXU FC",
    "policies.propose": "FFFFF FFF SDXU FN",
    "policies.approve": "NNNNN NNN SDXU NF",
    "policies.trial": "FFFFF FFF SDXU FN",
    "retention.try": "FFFFF FFF SDXU FF",
    "retention.runs": "FFFFF FFF SDXU FF",
    "record.check": "FFFFF FFF SDXU FF",
    "record.checks": "FFFFF FFF SDXU FF",
    "record.health": "FFFFF FFF SDXU FF",
    "policies.withdraw": "NNNNN NNN SDXU NN",
    "branding.get": "EEEEE EEE SDXU EE",
    "branding.set": "FFFFF FFF SDXU FE",
    "branding.preview": "FFFFF FFF SDXU FE",
    "branding.add_logo": "FFFFF FFF SDXU FE",
    "branding.versions": "FFFFF FFF SDXU FE",
    "branding.restore": "FFFFF FFF SDXU FN",
    "tenant.suspend": "FFFFF FFF SDXU FE",
    "tenant.resume": "FFFFF FFF SDXU FE",
    "record.checkpoint": "EEEEE EEE SDXU EE",
    "record.search": "FFFFF FFF SDXU FF",
    "record.proof": "YYYYN NNN SDXU NN",
    "search.messages": "YYYYT EEE SDXU EE",
    "search.suggest": "YYYYY EEE SDXU EE",
    "announcements.acknowledge": "AAAAN NNN SDXU NN",
    "announcements.reached": "EEEEE EEE SDXU EE",
    "announcements.pending": "EEEEE EEE SDXU EE",
    "announcements.summary": "AAFFN NNN SDXU NN",
    "announcements.roster": "AAFFN NNN SDXU NN",
    "announcements.remind": "AAFFN NNN SDXU NN",
    "announcements.export": "AAFFN NNN SDXU NN",
    "announcements.exported": "NNNNN NNN SDXU NN",
    "announcements.export_rows": "NNNNN NNN SDXU NN",
    "announcements.audience": "YYFFF NNN SDXU NN",
    "announcements.set_audience": "IFFFF NNN SDXU NN",
    **OVERSIGHT,
    **SMS,
}

#: The same where the message is in another state; what is not named is as above.
EDITED: Final[dict[str, str]] = {}
REMOVED: Final = {
    "conversations.list": "TTTTT EEE SDXU EE",
    "conversations.get": "TTTTT NNN SDXU NN",
    "messages.list": "TTTTT NNN SDXU NN",
    "messages.get": "TTTTN NNN SDXU NN",
    "messages.edit": "FFFFN NNN SDXU NN",
    "messages.remove": "TTTFN NNN SDXU NN",
    "messages.versions": "TTTTN NNN SDXU NN",
    "reactions.add": "FFFFN NNN SDXU NN",
    "reactions.remove": "FFFFN NNN SDXU NN",
    "reactions.list": "EEEEN NNN SDXU NN",
    "pins.add": "FFFFN NNN SDXU NN",
    "pins.remove": "TTTTN NNN SDXU NN",
    "pins.list": "EEEEE NNN SDXU NN",
    "saved.add": "FFFFN NNN SDXU NN",
    "saved.remove": "TTTTN NTN SDXU NN",
    "saved.list": "EEEEE EEE SDXU EE",
    "threads.list": "TTTTE EEE SDXU EE",
    "threads.get": "TTTTN NNN SDXU NN",
    "search.messages": "TTTTT EEE SDXU EE",
}
#: It is the reply to the message, in its thread: whose window begins later never saw the root.
IN_THREAD: Final = {"messages.send": "YYYYN NNN SDXU NN"}
#: The message is one that the removed member wrote when they still were in (V22).
BY_EXMEMBER: Final = {
    "messages.edit": "FFFFN NNN SDXU NN",
    "messages.remove": "TTFFN NNN SDXU NN",
}

#: The conversation is to be about an object of the host that none is about yet.
UNBOUND: Final = {"conversations.create": "FFFFF FFF SDXU II"}
#: It is to be about the one that the scene is about: members get that one, others no hint of it.
BOUND: Final = {"conversations.create": "YYYYT FFF SDXU II"}
#: What is asked for is asked for in the one conversation.
INSIDE: Final = {"search.messages": "YYYYT NNN SDXU NN"}
#: Who is to go, or to be another role, is a moderator or an owner and not a plain member.
OF_A_PEER: Final = {
    "conversations.change_member": "YFFFF NNN SDXU NN",
    "conversations.remove_member": "YFFFF NNN SDXU NN",
}
#: The card of the host's object is for everybody in the tenant.
FOR_ALL: Final = {
    "subjects.get": "YYYYY YYN SDXU YY",
    "subjects.list": "YYYYY YYE SDXU YY",
}

#: It is an announcement that asks to be acknowledged; its author is a moderator here. The owner
#: has exported who did.
ANNOUNCED: Final = {
    "announcements.acknowledge": "YYFYN NNN SDXU NN",
    "announcements.reached": "YYEYE EEE SDXU EE",
    "announcements.pending": "YYEYE EEE SDXU EE",
    "announcements.summary": "YYYFN NNN SDXU NY",
    "announcements.roster": "YYYFN NNN SDXU NY",
    "announcements.remind": "YYYFN NNN SDXU NY",
    "announcements.export": "YYYFN NNN SDXU NY",
    "announcements.exported": "YNNNN NNN SDXU NN",
    "announcements.export_rows": "YNNNN NNN SDXU NN",
    "announcements.audience": "YYYFF NNN SDXU NN",
    "announcements.set_audience": "FFFFF NNN SDXU NN",
}
#: The same one was removed: what was done with it stays, and nothing more is.
WITHDRAWN: Final = ANNOUNCED | {
    "announcements.acknowledge": "CCFCN NNN SDXU NN",
    "announcements.reached": "EEEEE EEE SDXU EE",
    "announcements.pending": "EEEEE EEE SDXU EE",
    "announcements.remind": "CCCFN NNN SDXU NC",
}

#: What a guest may do that is not what a stranger may: they know the space, and lead nothing.
_SPACE: Final = {name: "F" for name in ACTIVE if name.startswith("spaces.")}
GUEST: Final = _SPACE | {
    "people.get": "N",
    "conversations.create": "I",
    "conversations.list": "G",
    "spaces.list": "G",
    "spaces.directory": "E",
    "spaces.get": "G",
    "spaces.channels": "G",
    "spaces.leave": "G",
    "spaces.withdraw": "N",
}
#: What one does for oneself alone, or what ends the archive: it goes on where all else rests.
GOES_ON: Final = frozenset(
    {
        *("conversations.read", "conversations.mute", "conversations.level"),
        *("conversations.archive", "conversations.unarchive", "spaces.archive", "spaces.unarchive"),
        *("saved.add", "saved.remove", "threads.read", "threads.follow", "threads.unfollow"),
        *("announcements.reached", "announcements.export", "attachments.cancel"),
        *("grants.messages", "grants.as_of"),  # a look changes nothing there
        *("conversations.tag", "conversations.untag"),  # what is archived is protected too
    }
)
#: Where there is something else to say first, or nothing else to say.
ALREADY: Final = {
    "announcements.remind": "RRRFN NNN SDXU NR N",
    "spaces.withdraw": "RRRRR NNN SDXU NR R",
}
#: Where something is that can be archived.
PLACES: Final = frozenset(
    {"conversation_id", "message_id", "thread_id", "space_id", "attachment_id", "message_ids"}
)


def names_a_place(name: str) -> bool:
    """Say whether a command must name a place, or something in one."""
    fields = ENDPOINTS[name].command.model_fields.items()
    return any(field.is_required() and key in PLACES for key, field in fields)


def whole(table: dict[str, str]) -> dict[str, str]:
    """Give every row its last column: a guest is a stranger where no rule says otherwise."""
    at = PRINCIPALS.index("nonmember")
    return {name: f"{row} {_guest(name, row.replace(' ', '')[at])}" for name, row in table.items()}


def _guest(name: str, stranger: str) -> str:
    return "F" if stranger == "F" else GUEST.get(name, stranger)


def archived(table: dict[str, str]) -> dict[str, str]:
    """What is archived is read as before; whoever may see that it is there hears so at a write."""
    rows = {name: "".join(_rests(name, letter) for letter in row) for name, row in table.items()}
    return rows | ALREADY


def _rests(name: str, letter: str) -> str:
    writes = ENDPOINTS[name].writes and names_a_place(name) and name not in GOES_ON
    return "R" if writes and letter in "YTEGFAIC" else letter


STATES: Final = {
    "active": whole(ACTIVE),
    "edited": whole(ACTIVE | EDITED),
    "removed": whole(ACTIVE | REMOVED),
    "by_exmember": whole(ACTIVE | BY_EXMEMBER),
    "in_thread": whole(ACTIVE | IN_THREAD),
    "archived": archived(whole(ACTIVE)),
    "unbound": whole(ACTIVE | UNBOUND),
    "bound": whole(ACTIVE | BOUND),
    "announced": whole(ACTIVE | ANNOUNCED),
    "withdrawn": whole(ACTIVE | WITHDRAWN),
    "announced_archived": archived(whole(ACTIVE | ANNOUNCED)),
    "inside": whole(ACTIVE | INSIDE),
    "of_moderator": whole(ACTIVE | OF_A_PEER),
    "of_owner": whole(ACTIVE | OF_A_PEER),
    "for_all": whole(ACTIVE | FOR_ALL),
}

#: Routes that carry bytes, which only HTTP has: the file is one of the message by ``author``.
RAW_ACTIVE: Final = {
    "attachments.bytes": "NNYNN NNN SDXU NN",
    "attachments.content": "YYYYN NNN SDXU NN",
    "attachments.thumbnail": "YYYYN NNN SDXU NN",
}
_GONE: Final = "NNNNN NNN SDXU NN"
RAW_REMOVED: Final = {"attachments.content": _GONE, "attachments.thumbnail": _GONE}
#: The file is in no message yet: its owner's alone.
RAW_UNSENT: Final = {
    "attachments.content": "NNYNN NNN SDXU NN",
    "attachments.thumbnail": "NNYNN NNN SDXU NN",
}
#: Nobody writes any more, and everybody reads.
RAW_ARCHIVED: Final = {"attachments.bytes": "NNRNN NNN SDXU NN"}
RAW_STATES: Final = {
    "active": whole(RAW_ACTIVE),
    "edited": whole(RAW_ACTIVE),
    "removed": whole(RAW_ACTIVE | RAW_REMOVED),
    "unsent": whole(RAW_ACTIVE | RAW_UNSENT),
    "archived": whole(RAW_ACTIVE | RAW_ARCHIVED),
}

#: What a socket brings that says hello from the beginning of the stream.
RESUME: Final = "YYYYT EEE SDXU UU G"

CODES: Final = {
    "F": "forbidden",
    "N": "not_found",
    "A": "not_announced",
    "C": "conflict",
    "I": "invalid",
    "R": "archived",
    "S": "tenant_suspended",
    "D": "person_deactivated",
    "X": "token_expired",
    "U": "unauthenticated",
}


def cells(row: str) -> dict[str, str]:
    """Return a row's letters by principal."""
    letters = row.replace(" ", "")
    return dict(zip(PRINCIPALS, letters, strict=True))
