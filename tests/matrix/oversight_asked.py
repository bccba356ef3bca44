"""The commands for what oversight asks of everybody, as those of `asked.py`."""

from typing import Any

from tests.matrix.scenes import Scene


Asked = dict[str, dict[str, Any]]


def data_requests(_: Scene, __: int, ___: str) -> Asked:
    """There is no request of the id that is asked for; one of one's own may be made."""
    that, why = {"request_id": "drq_" + "7" * 32}, "Because I would like to know"
    return {
        "data_requests.make": {"kind": "access", "said": why},
        "data_requests.list": {},
        "data_requests.get": that,
        "data_requests.identify": {**that, "how": why},
        "data_requests.weigh": that,
        "data_requests.extend": {**that, "reason": why},
        "data_requests.approve": that,
        "data_requests.refuse": {**that, "reason": why},
        "data_requests.lift": {**that, "reason": why},
        "data_requests.withdraw": that,
        "data_requests.open_archive": that,
    }


def retention_asks(_: Scene, __: int, ___: str) -> Asked:
    """Nothing of the id is asked; who asks has no duty."""
    that = {"ask_id": "ask_" + "7" * 32}
    sealed, why = {"hash": "sha256:" + "0" * 64}, {"reason": "Because its time is over"}
    return {
        "retention_asks.list": {},
        "retention_asks.get": that,
        "retention_asks.answer": {**that, **sealed, **why, "answer": "erase"},
        "retention_asks.approve": {**that, **sealed},
        "retention_asks.reopen": {**that, **why},
    }


def exports(_: Scene, __: int, ___: str) -> Asked:
    """There is no grant and no export of the id that is asked for."""
    that = {"archive_id": "arc_" + "7" * 32}
    return {
        "exports.create": {"grant_id": "grt_" + "7" * 32, "formats": ["jsonl"]},
        "exports.list": {},
        **{f"exports.{one}": that for one in ("get", "approve", "cancel", "resume")},
    }


def imports(_: Scene, number: int, __: str) -> Asked:
    """There is no import of the id that is asked for; a new one begins."""
    that = {"import_id": "ipt_" + "7" * 32}
    return {
        "imports.create": {"format": "jsonl", "name": f"{number}.jsonl"},
        "imports.get": that,
        "imports.put": {**that, "number": 1, "data": "eA=="},
        "imports.take": {**that, "number": 1},
        "imports.finish": {**that, "sha256": "0" * 64},
        "imports.preview": that,
        "imports.start": that,
        "imports.advance": that,
        "imports.cancel": that,
        "imports.report": that,
        "imports.retention": that,
    }


def retention(_: Scene, __: int, ___: str) -> Asked:
    """There is no such version; who asks has no duty."""
    return {"retention.try": {"version": 999}, "retention.runs": {}, "compliance.get": {}}


def holds(scene: Scene, _: int, __: str) -> Asked:
    """There is no hold of the id that is asked for; who asks for one has no duty."""
    that, why = {"hold_id": "hld_" + "7" * 32}, {"reason": "Because I would like to keep it"}
    scope, sealed = {"conversations": [scene.conversation]}, {"scope_hash": "sha256:" + "0" * 64}
    return {
        "holds.create": {"name": "Acme v. Bolt", "scope": scope, **why},
        "holds.preview": {"scope": scope},
        "holds.get": that,
        "holds.approve": {**that, **sealed},
        "holds.refuse": {**that, **why},
        "holds.widen": {**that, **why, "scope": scope, "revision": 1},
        "holds.ask_release": {**that, **why},
        "holds.release": {**that, **sealed},
        "holds.acknowledge": {**that, "revision": 1},
    }


def lexicons(_: Scene, number: int, __: str) -> Asked:
    """There is no list of the name that is asked for; a new one is written."""
    none, that = "sha256:" + "0" * 64, {"name": "no-such-list"}
    new = {"name": f"lex-{number}", "title": "List", "terms": [{"text": "word"}]}
    return {
        "lexicons.put": {"name": new["name"], "document": new},
        "lexicons.get": that,
        "lexicons.versions": that,
        "lexicons.approve": {**that, "version": 1, "hash": none},
        "lexicons.withdraw": {**that, "version": 1},
        "lexicons.trial": {**that, "version": 1},
        "lexicons.try": {"text": "a word", "document": new},
    }


def grants(scene: Scene, _: int, __: str) -> Asked:
    """Somebody else's grant; who asks for one has no duty, nor is there a policy in force."""
    that, why = {"grant_id": "grt_" + "7" * 32}, {"reason": "Because I would like to know"}
    asked = {"trigger": "investigation", "lasts": "P1D", **why}
    return {
        "grants.request": {**asked, "scope": {"conversations": [scene.conversation]}},
        "grants.find": {"trigger": "investigation", "people": ["alice"]},
        "grants.get": that,
        "grants.approve": {**that, "scope_hash": "sha256:" + "0" * 64},
        "grants.deny": {**that, **why},
        "grants.close": {**that, **why},
        "grants.review": {**that, "finding": "There was nothing to see"},
        "grants.conversations": that,
        "grants.messages": {**that, "conversation_id": scene.conversation},
        "grants.as_of": {
            **that,
            "conversation_id": scene.conversation,
            "viewer": "alice",
            "at": "2026-01-02T03:04:05.000000Z",
        },
        "grants.search": {**that, "query": "word"},
    }


def samples(_: Scene, __: int, ___: str) -> Asked:
    """There is no policy in force, so that nothing was ever drawn."""
    that = {"sample_id": "smp_" + "7" * 32}
    return {
        "samples.get": that,
        "samples.messages": that,
        "transparency.get": {"quarter": "2026-Q1"},
    }


def cases(scene: Scene, _: int, __: str) -> Asked:
    """Somebody else's case and report; there is no policy in force, so nothing is taken."""
    that, why = {"case_id": "cas_" + "7" * 32}, {"reason": "Because I would like to know"}
    asked = {"request_id": "crq_" + "7" * 32}
    return {
        "reports.make": {"message_id": scene.message, "reason_code": "other"},
        "reports.get": {"report_id": "rpt_" + "7" * 32},
        "cases.get": that,
        "cases.open": that,
        "cases.decide": {**that, "version": 1, "disposition": "no_issue"},
        "cases.assign": {**that, "version": 1},
        "cases.note": {**that, "text": "Nothing to see"},
        "cases.escalate": {**that, "version": 1, **why},
        "cases.widen": {**that, "before": 9, "after": 9, **why},
        "cases.request_reveal": {**that, **why},
        "cases.approve": {**that, **asked, "hash": "sha256:" + "0" * 64},
        "cases.deny": {**that, **asked, **why},
        "cases.history": that,
        "appeals.make": {"message_id": scene.message, "said": "This is what I wrote"},
        "appeals.get": {"appeal_id": "apl_" + "7" * 32},
        "appeals.decide": {
            "appeal_id": "apl_" + "7" * 32,
            "upheld": True,
            "rationale": "Because I would like to",
        },
        "notices.read": {"notice_id": "ntc_" + "7" * 32},
    }


def record(scene: Scene, _: int, __: str) -> Asked:
    plain: Asked = {f"record.{name}": {} for name in ("search", "check", "checks", "health")}
    return {"record.proof": {"position": scene.position}, **plain}


def import_requests(_: Scene, __: int, ___: str) -> Asked:
    """There is no request of the id that is asked for; who asks somebody has no duty."""
    that = {"request_id": "irq_" + "7" * 32}
    wanted = {"person_id": "peer", "format": "whatsapp", "reason": "They wrote to a customer"}
    return {
        "import_requests.create": wanted,
        "import_requests.list": {},
        "import_requests.get": that,
        "import_requests.answer": {**that, "agree": True},
        "import_requests.finish": that,
        "import_requests.withdraw": that,
    }
