"""The command that every principal gives to an endpoint: one function per domain."""

import base64
from collections.abc import Callable
from typing import Any, Final

from onrecord_server.policy.starting import start
from tests.matrix import oversight_asked, sms_asked
from tests.matrix.scenes import Scene
from tests.support import files


#: Who is removed, or given a role, where it is not a plain member.
TARGETS: Final = {"of_moderator": "peer", "of_owner": "chief"}
LOGO: Final = base64.b64encode(files.picture()).decode()
Asked = dict[str, dict[str, Any]]


def arguments(name: str, scene: Scene, number: int, state: str) -> dict[str, Any]:
    """The command for an endpoint, in a scene that is in some state."""
    of_domain = ASKED.get(name.split(".", maxsplit=1)[0])
    return {} if of_domain is None else of_domain(scene, number, state).get(name, {})


def _marks(scene: Scene, number: int, state: str) -> Asked:
    here, that = {"conversation_id": scene.conversation}, {"message_id": scene.message}
    card = {"subject": scene.subject + (":all" if state == "for_all" else "")}
    return {
        "reactions.add": {**that, "emoji": "❤"},
        "reactions.remove": {**that, "emoji": "👍"},
        "reactions.list": that,
        "pins.add": that,
        "pins.remove": that,
        "pins.list": here,
        "saved.add": that,
        "saved.remove": that,
        "subjects.put": {**card, "title": f"Card {number}"},
        "subjects.get": card,
        "subjects.list": {"ids": [card["subject"]]},
        "subjects.remove": card,
    }


def _people(_: Scene, number: int, __: str) -> Asked:
    return {
        "people.get": {"person_id": "member"},
        "people.upsert": {"person_id": f"new-{number}", "name": "New"},
        "people.deactivate": {"person_id": "victim"},
        "people.reactivate": {"person_id": "victim"},
        "people.freeze": {"person_id": "victim", "lasts": "PT1H", "reason_code": "spam"},
        "people.unfreeze": {"person_id": "victim"},
        "people.end_sessions": {"person_id": "victim", "reason_code": "fraud"},
    }


def _handovers(_: Scene, __: int, ___: str) -> Asked:
    """Who is handed over was in nothing; of the id that is asked for there is none."""
    who = {"person_id": "victim", "successor_id": "newcomer"}
    return {
        "handovers.preview": who,
        "handovers.start": {**who, "reason_code": "left"},
        "handovers.get": {"handover_id": "hnd_" + "7" * 32},
        "handovers.list": {},
    }


def _conversations(scene: Scene, number: int, state: str) -> Asked:
    here = {"conversation_id": scene.conversation}
    target = TARGETS.get(state, "member")
    about = {"unbound": f"order:new-{number}", "bound": scene.subject}
    new = {"subject": about[state]} if state in about else {}
    return {
        "conversations.create": {"kind": "group", "members": ["member"], **new},
        "conversations.get": here,
        "conversations.update": {**here, "title": f"{scene.title} new"},
        "conversations.as_of": {**here, "at": "2026-01-02T03:04:05.000000Z"},
        "conversations.members": here,
        "conversations.add_members": {**here, "members": ["newcomer"]},
        "conversations.change_member": {**here, "person_id": target, "role": _other_role(target)},
        "conversations.remove_member": {**here, "person_id": target},
        "conversations.mute": {**here, "muted": True},
        "conversations.level": {**here, "level": "mentions"},
        "conversations.read": {**here, "position": 1},
        "conversations.join": {"conversation_id": scene.channel},
        "conversations.archive": here,
        "conversations.unarchive": here,
        "conversations.tags": here,
        "conversations.tag": {**here, "tag": f"tag-{number}", "reason": "Counsel is in here"},
        "conversations.untag": {**here, "tag": "absent", "reason": "Counsel has left"},
    }


def _other_role(target: str) -> str:
    return "moderator" if target == "member" else "member"


def _messages(scene: Scene, number: int, state: str) -> Asked:
    aside = state == "in_thread"
    here = {"conversation_id": scene.conversation}
    if aside:
        here["thread_id"] = scene.message
    that = {"message_id": scene.reply if aside else scene.message}
    return {
        "messages.send": {**here, "text": "hello", "client_id": f"m{number}"},
        "messages.list": here,
        "messages.get": that,
        "messages.edit": {**that, "text": f"{scene.text} changed"},
        "messages.remove": that,
        "messages.versions": that,
        "messages.retention": that,
        "held.list": {"conversation_id": scene.conversation},
        "held.withdraw": that,
    }


def _announcements(scene: Scene, _: int, __: str) -> Asked:
    that = {"message_id": scene.message}
    return {
        "announcements.acknowledge": {**that, "version": 1},
        "announcements.reached": {"message_ids": [scene.message]},
        "announcements.summary": that,
        "announcements.roster": that,
        "announcements.remind": that,
        "announcements.export": that,
        "announcements.exported": {"export_id": scene.export},
        "announcements.export_rows": {"export_id": scene.export},
        "announcements.audience": {"conversation_id": scene.conversation},
        "announcements.set_audience": {
            "conversation_id": scene.conversation,
            "rule": "id == 'nobody'",
        },
    }


def _spaces(scene: Scene, number: int, _: str) -> Asked:
    space, rule = {"space_id": scene.space}, 'id == "nobody-at-all"'
    plain = ("get", "archive", "unarchive", "join", "leave", "request", "withdraw")
    lists = ("requests", "members", "channels")
    return {
        **{f"spaces.{name}": space for name in (*plain, *lists)},
        "spaces.create": {"title": f"Space {number}"},
        "spaces.update": {**space, "title": f"{scene.place} {number}"},
        "spaces.decide": {**space, "person_id": "asker", "accept": False},
        "spaces.add_members": {**space, "members": ["newcomer"]},
        "spaces.change_member": {**space, "person_id": "member", "role": "moderator"},
        "spaces.remove_member": {**space, "person_id": "member"},
        "spaces.set_rule": {**space, "rule": rule},
        "spaces.preview_rule": {**space, "rule": rule},
    }


def _threads(scene: Scene, _: int, __: str) -> Asked:
    that = {"thread_id": scene.message}
    return {
        "threads.get": that,
        "threads.follow": that,
        "threads.unfollow": that,
        "threads.read": {**that, "position": 1},
    }


def _preferences(_: Scene, number: int, __: str) -> Asked:
    return {"preferences.set": {"keywords": [f"word {number}"]}}


def _attachments(scene: Scene, number: int, _: str) -> Asked:
    here, file = {"conversation_id": scene.conversation}, {"attachment_id": scene.upload}
    return {
        "attachments.begin": {**here, "name": f"{number}.txt", "size": 5},
        "attachments.get": file,
        "attachments.describe": {**file, "alt": f"picture {number}"},
        "attachments.finish": file,
        "attachments.cancel": file,
    }


def _branding(_: Scene, number: int, __: str) -> Asked:
    asked = {"branding": {"product_name": f"Brand {number}"}}
    return {
        "branding.set": asked,
        "branding.preview": asked,
        "branding.add_logo": {"name": "logo.png", "data": LOGO},
        "branding.restore": {"version": 999},
    }


def _policy(_: Scene, __: int, ___: str) -> Asked:
    """Version 1 is the host's draft; there is no version 999, and none is in force."""
    none, document = "sha256:" + "0" * 64, start("general").model_dump(mode="json")
    return {
        "policy.acknowledge": {"version": 1, "hash": none, "locale": "en"},
        "policies.get": {"version": 1},
        "policies.check": {"document": document},
        "policies.read": {"text": "texts: {}"},
        "policies.write": {"document": document},
        "policies.draft": {"document": document},
        "policies.revise": {"version": 1, "document": document, "hash": none},
        "policies.propose": {"version": 999},
        "policies.approve": {"version": 1, "hash": none},
        "policies.trial": {"version": 999},
        "policies.withdraw": {"version": 999},
    }


def _templates(_: Scene, number: int, __: str) -> Asked:
    text = f"This was released: {number}"
    return {"templates.put": {"kind": "release", "locale": "en", "text": text}}


def _search(scene: Scene, _: int, state: str) -> Asked:
    inside = {"conversation_id": scene.conversation} if state == "inside" else {}
    return {
        "search.messages": {"query": f'"{scene.text}"', **inside},
        "search.suggest": {"query": scene.title},
    }


ASKED: Final[dict[str, Callable[[Scene, int, str], Asked]]] = {
    "announcements": _announcements,
    "attachments": _attachments,
    "search": _search,
    "branding": _branding,
    "appeals": oversight_asked.cases,
    "cases": oversight_asked.cases,
    "notices": oversight_asked.cases,
    "conversations": _conversations,
    "messages": _messages,
    "people": _people,
    "grants": oversight_asked.grants,
    "held": _messages,
    "holds": oversight_asked.holds,
    "compliance": oversight_asked.retention,
    "retention": oversight_asked.retention,
    "data_requests": oversight_asked.data_requests,
    "retention_asks": oversight_asked.retention_asks,
    "handovers": _handovers,
    "exports": oversight_asked.exports,
    "import_requests": oversight_asked.import_requests,
    "imports": oversight_asked.imports,
    "lexicons": oversight_asked.lexicons,
    "pins": _marks,
    "policies": _policy,
    "policy": _policy,
    "preferences": _preferences,
    "reactions": _marks,
    "record": oversight_asked.record,
    "samples": oversight_asked.samples,
    "transparency": oversight_asked.samples,
    "reports": oversight_asked.cases,
    "saved": _marks,
    "templates": _templates,
    "subjects": _marks,
    "sms": sms_asked.sms,
    "sms_campaigns": sms_asked.campaigns,
    "spaces": _spaces,
    "threads": _threads,
}


def elsewhere(args: dict[str, Any], principal: str) -> dict[str, Any]:
    """The same command with ids of the right shape that do not exist.

    Who is in the conversation and only saw nothing of the thread names another thread in it.
    """
    random = {
        "conversation_id": "cnv_" + "9" * 32,
        "message_id": "msg_" + "9" * 32,
        "space_id": "spc_" + "9" * 32,
        "thread_id": "msg_" + "9" * 32,
        "person_id": "no-such-person",
        "export_id": "exp_" + "9" * 32,
        "attachment_id": "att_" + "9" * 32,
        "position": 2**40,
        "subject": "order:none",
    }
    known = ("conversation_id",) if principal == "late" and "thread_id" in args else ()
    changed = {k: random[k] for k in args if k in random and k not in known}
    return {**args, **changed}
