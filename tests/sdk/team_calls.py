"""One call of every endpoint of spaces, announcements, threads, search, policy and oversight."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from onrecord.wire.grants import GrantScope
from onrecord.wire.holds import HoldScope
from onrecord.wire.lexicon_document import LexiconDocument, Term
from onrecord.wire.policy_document import PolicyDocument, PolicyText
from onrecord.wire.sms_campaigns import SmsAddressee


CNV: Final = "cnv_" + "0" * 32
MSG: Final = "msg_" + "1" * 32
SPC: Final = "spc_" + "1" * 32
EXPORT: Final = "exp_" + "1" * 32
SMP: Final = "smp_" + "1" * 32
GRT: Final = "grt_" + "1" * 32
DRQ: Final = "drq_" + "1" * 32
ASK: Final = "ask_" + "1" * 32
SMA: Final = "sma_" + "1" * 32
SMS: Final = "sms_" + "1" * 32
SMG: Final = "smg_" + "1" * 32
SMC: Final = "smc_" + "1" * 32
HND: Final = "hnd_" + "1" * 32
HLD: Final = "hld_" + "1" * 32
ARC: Final = "arc_" + "1" * 32
IPT: Final = "ipt_" + "1" * 32
IRQ: Final = "irq_" + "1" * 32
RPT: Final = "rpt_" + "1" * 32
APL: Final = "apl_" + "1" * 32
NTC: Final = "ntc_" + "1" * 32
CAS: Final = "cas_" + "1" * 32
CRQ: Final = "crq_" + "1" * 32
THEN: Final = datetime(2026, 1, 2, tzinfo=UTC)
HASH: Final = "sha256:" + "0" * 64
COVERED: Final = HoldScope(persons=["bob"])
GENERAL: Final = PolicyDocument(texts={"en": PolicyText(title="Policy", summary="Read me.")})
WORDS: Final = LexiconDocument(name="lex", title="List", terms=[Term(text="word")])
RULE: Final = 'department == "sales"'

SPACES: Final[dict[str, Callable[[Any], Any]]] = {
    "spaces.create": lambda me: me.spaces.create(title="Sales", members=["bob"]),
    "spaces.list": lambda me: me.spaces.list(limit=10),
    "spaces.directory": lambda me: me.spaces.directory(query="sal"),
    "spaces.get": lambda me: me.spaces.get(SPC),
    "spaces.update": lambda me: me.spaces.update(SPC, title="Sales"),
    "spaces.archive": lambda me: me.spaces.archive(SPC),
    "spaces.unarchive": lambda me: me.spaces.unarchive(SPC),
    "spaces.join": lambda me: me.spaces.join(SPC),
    "spaces.leave": lambda me: me.spaces.leave(SPC),
    "spaces.request": lambda me: me.spaces.request(SPC),
    "spaces.withdraw": lambda me: me.spaces.withdraw(SPC),
    "spaces.requests": lambda me: me.spaces.requests(SPC),
    "spaces.decide": lambda me: me.spaces.decide(SPC, "bob", accept=True),
    "spaces.members": lambda me: me.spaces.members(SPC, query="b"),
    "spaces.add_members": lambda me: me.spaces.add_members(SPC, ["bob"]),
    "spaces.change_member": lambda me: me.spaces.change_member(SPC, "bob", role="moderator"),
    "spaces.remove_member": lambda me: me.spaces.remove_member(SPC, "bob"),
    "spaces.set_rule": lambda me: me.spaces.set_rule(SPC, RULE),
    "spaces.preview_rule": lambda me: me.spaces.preview_rule(RULE),
    "spaces.channels": lambda me: me.spaces.channels(SPC),
    "conversations.archive": lambda me: me.conversations.archive(CNV),
    "conversations.unarchive": lambda me: me.conversations.unarchive(CNV),
    "conversations.join": lambda me: me.conversations.join(CNV),
    "conversations.tags": lambda me: me.conversations.tags(CNV),
    "conversations.tag": lambda me: me.conversations.tag(CNV, "privileged", reason="Counsel"),
    "conversations.untag": lambda me: me.conversations.untag(CNV, "privileged", reason="Left"),
}
ANNOUNCEMENTS: Final[dict[str, Callable[[Any], Any]]] = {
    "announcements.acknowledge": lambda me: me.announcements.acknowledge(MSG, 2),
    "announcements.reached": lambda me: me.announcements.reached([MSG]),
    "announcements.pending": lambda me: me.announcements.pending(limit=10),
    "announcements.summary": lambda me: me.announcements.summary(MSG),
    "announcements.roster": lambda me: me.announcements.roster(MSG, state="missing"),
    "announcements.remind": lambda me: me.announcements.remind(MSG),
    "announcements.export": lambda me: me.announcements.export(MSG),
    "announcements.exported": lambda me: me.announcements.exported(EXPORT),
    "announcements.export_rows": lambda me: me.announcements.export_rows(EXPORT, limit=10),
    "announcements.audience": lambda me: me.announcements.audience(CNV),
    "announcements.set_audience": lambda me: me.announcements.set_audience(CNV, RULE),
}
THREADS: Final[dict[str, Callable[[Any], Any]]] = {
    "threads.get": lambda me: me.threads.get(MSG),
    "threads.list": lambda me: me.threads.list(limit=10),
    "threads.marks": lambda me: me.threads.marks(),
    "threads.follow": lambda me: me.threads.follow(MSG),
    "threads.unfollow": lambda me: me.threads.unfollow(MSG),
    "threads.read": lambda me: me.threads.read(MSG, 7),
    "threads.read_all": lambda me: me.threads.read_all(),
    "conversations.level": lambda me: me.conversations.set_level(CNV, "mentions"),
    "preferences.get": lambda me: me.preferences.get(),
    "preferences.set": lambda me: me.preferences.set(keywords=["invoice"]),
    "search.messages": lambda me: me.search.messages("pallet", limit=10),
    "search.suggest": lambda me: me.search.suggest("al"),
}
POLICY: Final[dict[str, Callable[[Any], Any]]] = {
    "policy.get": lambda me: me.policy.get(locales=["de"]),
    "policy.acknowledge": lambda me: me.policy.acknowledge(1, hash=HASH, locale="de"),
    "policies.list": lambda me: me.policy.versions(limit=10),
    "policies.get": lambda me: me.policy.version(1),
    "policies.check": lambda me: me.policy.check(GENERAL, locale="de"),
    "policies.read": lambda me: me.policy.read("texts: {}"),
    "policies.write": lambda me: me.policy.write(GENERAL),
    "compliance.get": lambda me: me.compliance.get(locales=["de"]),
    "policies.starts": lambda me: me.policy.starts(),
    "policies.draft": lambda me: me.policy.draft(GENERAL),
    "policies.revise": lambda me: me.policy.revise(1, GENERAL, hash=HASH),
    "policies.propose": lambda me: me.policy.propose(1),
    "policies.approve": lambda me: me.policy.approve(1, hash=HASH),
    "policies.trial": lambda me: me.policy.trial(1),
    "record.check": lambda me: me.record.check(),
    "record.checks": lambda me: me.record.checks(),
    "record.health": lambda me: me.record.health(),
    "retention.runs": lambda me: me.retention.runs(),
    "retention.try": lambda me: me.retention.trial(1),
    "policies.withdraw": lambda me: me.policy.withdraw(1, reason="too wide"),
}
LEXICONS: Final[dict[str, Callable[[Any], Any]]] = {
    "lexicons.list": lambda me: me.lexicons.list(limit=10),
    "lexicons.put": lambda me: me.lexicons.put(WORDS),
    "lexicons.get": lambda me: me.lexicons.get("lex", version=1),
    "lexicons.versions": lambda me: me.lexicons.versions("lex", limit=10),
    "lexicons.approve": lambda me: me.lexicons.approve("lex", 1, hash=HASH),
    "lexicons.withdraw": lambda me: me.lexicons.withdraw("lex", 1, reason="too wide"),
    "lexicons.try": lambda me: me.lexicons.try_text("a word", document=WORDS, entities=["card"]),
    "lexicons.trial": lambda me: me.lexicons.trial("lex", 1),
    "lexicons.starts": lambda me: me.lexicons.starts(),
    "templates.list": lambda me: me.templates.list(),
    "templates.put": lambda me: me.templates.put("release", "en", "It was delivered."),
    "advice.get": lambda me: me.advice.get(locales=["de"]),
}
OVERSIGHT: Final[dict[str, Callable[[Any], Any]]] = {
    "samples.list": lambda me: me.samples.list(state="drawn"),
    "samples.get": lambda me: me.samples.get(SMP),
    "samples.messages": lambda me: me.samples.messages(SMP),
    "samples.draw": lambda me: me.samples.draw(),
    "handovers.preview": lambda me: me.handovers.preview("alice", "bob", limit=10),
    "handovers.start": lambda me: me.handovers.start("alice", "bob", reason_code="left"),
    "handovers.get": lambda me: me.handovers.get(HND),
    "handovers.list": lambda me: me.handovers.list(person_id="alice"),
    "sms.add_account": lambda me: me.sms.add_account("local", "desk", secrets={"key": "k"}),
    "sms.change_account": lambda me: me.sms.change_account(SMA, state="paused"),
    "sms.accounts": lambda me: me.sms.accounts(limit=10),
    "sms.add_sender": lambda me: me.sms.add_sender(SMA, "+4915735990001", "Desk", inbox=["bob"]),
    "sms.change_sender": lambda me: me.sms.change_sender(SMS, rate=12),
    "sms.senders": lambda me: me.sms.senders(limit=10),
    "sms.add_contact": lambda me: me.sms.add_contact("+4915112345678", name="Pat"),
    "sms.change_contact": lambda me: me.sms.change_contact(SMC, tz="Europe/Berlin"),
    "sms.recycle_contact": lambda me: me.sms.recycle_contact(SMC, name="Sam"),
    "sms.contact": lambda me: me.sms.contact(SMC),
    "sms.contacts": lambda me: me.sms.contacts(client_ref="c-17"),
    "sms.open": lambda me: me.sms.open(SMS, contact_id=SMC),
    "sms.standing": lambda me: me.sms.standing(CNV),
    "sms.assign": lambda me: me.sms.assign(CNV, "bob"),
    "sms.cover": lambda me: me.sms.cover(CNV, "bob", until=THEN),
    "sms.texts": lambda me: me.sms.texts(CNV, limit=10),
    "sms.end_link": lambda me: me.sms.end_link("smt_" + "1" * 32),
    "sms.decide": lambda me: me.sms.decide("smt_" + "1" * 32, sent=False),
    "sms.enter_consent": lambda me: me.sms.enter_consent("+4915112345678", "opt_out", "No more."),
    "sms.consents": lambda me: me.sms.consents(number="+4915112345678"),
    "sms.conversations": lambda me: me.sms.conversations(limit=10),
    "sms.health": lambda me: me.sms.health(),
    "sms.hooks": lambda me: me.sms.hooks(state="refused"),
    "sms_campaigns.add": lambda me: me.sms_campaigns.add(
        SMS, "Dock", "It left at {time}.", [SmsAddressee(contact_id=SMC, fields={"time": "9:30"})]
    ),
    "sms_campaigns.get": lambda me: me.sms_campaigns.get(SMG),
    "sms_campaigns.list": lambda me: me.sms_campaigns.list(limit=10),
    "sms_campaigns.recipients": lambda me: me.sms_campaigns.recipients(SMG, state="skipped"),
    "sms_campaigns.preview": lambda me: me.sms_campaigns.preview(SMG),
    "sms_campaigns.approve": lambda me: me.sms_campaigns.approve(SMG),
    "sms_campaigns.move": lambda me: me.sms_campaigns.move(SMG, "stopped"),
    "retention_asks.list": lambda me: me.retention_asks.list(state="open"),
    "retention_asks.get": lambda me: me.retention_asks.get(ASK),
    "retention_asks.answer": lambda me: me.retention_asks.answer(
        ASK, "erase", hash=HASH, reason="Nobody needs it"
    ),
    "retention_asks.approve": lambda me: me.retention_asks.approve(ASK, hash=HASH),
    "retention_asks.reopen": lambda me: me.retention_asks.reopen(ASK, reason="We need it yet"),
    "data_requests.make": lambda me: me.data_requests.make("access"),
    "data_requests.list": lambda me: me.data_requests.list(everybody=True, state="received"),
    "data_requests.get": lambda me: me.data_requests.get(DRQ),
    "data_requests.identify": lambda me: me.data_requests.identify(DRQ, how="She came in person"),
    "data_requests.weigh": lambda me: me.data_requests.weigh(DRQ),
    "data_requests.extend": lambda me: me.data_requests.extend(DRQ, reason="There is a lot"),
    "data_requests.approve": lambda me: me.data_requests.approve(DRQ, weighing_hash=HASH),
    "data_requests.refuse": lambda me: me.data_requests.refuse(DRQ, reason="It is not yours"),
    "data_requests.lift": lambda me: me.data_requests.lift(DRQ, reason="It is mended"),
    "data_requests.withdraw": lambda me: me.data_requests.withdraw(DRQ),
    "data_requests.open_archive": lambda me: me.data_requests.open_archive(DRQ),
    "holds.create": lambda me: me.holds.create("Acme", COVERED, reason="A claim of a customer"),
    "holds.preview": lambda me: me.holds.preview(COVERED),
    "holds.list": lambda me: me.holds.list(state="open"),
    "holds.get": lambda me: me.holds.get(HLD),
    "holds.approve": lambda me: me.holds.approve(HLD, scope_hash=HASH),
    "holds.refuse": lambda me: me.holds.refuse(HLD, reason="The claim goes on"),
    "holds.widen": lambda me: me.holds.widen(HLD, COVERED, revision=1, reason="He was there, too"),
    "holds.ask_release": lambda me: me.holds.ask_release(HLD, reason="It is settled"),
    "holds.release": lambda me: me.holds.release(HLD, scope_hash=HASH),
    "holds.notices": lambda me: me.holds.notices(),
    "holds.acknowledge": lambda me: me.holds.acknowledge(HLD, revision=1),
    "exports.create": lambda me: me.exports.create(GRT, ["jsonl", "rsmf"]),
    "exports.list": lambda me: me.exports.list(limit=10),
    "exports.get": lambda me: me.exports.get(ARC),
    "exports.approve": lambda me: me.exports.approve(ARC),
    "exports.cancel": lambda me: me.exports.cancel(ARC),
    "import_requests.create": lambda me: me.import_requests.create(
        "bob", "whatsapp", reason="He wrote to a customer"
    ),
    "import_requests.list": lambda me: me.import_requests.list(mine=True),
    "import_requests.get": lambda me: me.import_requests.get(IRQ),
    "import_requests.answer": lambda me: me.import_requests.answer(IRQ, agree=True, said="Gladly"),
    "import_requests.finish": lambda me: me.import_requests.finish(IRQ),
    "import_requests.withdraw": lambda me: me.import_requests.withdraw(IRQ),
    "exports.resume": lambda me: me.exports.resume(ARC),
    "imports.create": lambda me: me.imports.create("whatsapp", "chat.txt"),
    "imports.list": lambda me: me.imports.list(limit=10),
    "imports.get": lambda me: me.imports.get(IPT),
    "imports.put": lambda me: me.imports.put(IPT, 1, b"x"),
    "imports.take": lambda me: me.imports.take(IPT, 1),
    "imports.finish": lambda me: me.imports.finish(IPT, "0" * 64),
    "imports.preview": lambda me: me.imports.preview(IPT, tz="UTC", names=["A: B"]),
    "imports.start": lambda me: me.imports.start(IPT, tz="UTC", people={"A": "alice"}),
    "imports.advance": lambda me: me.imports.advance(IPT, limit=7),
    "imports.cancel": lambda me: me.imports.cancel(IPT),
    "imports.report": lambda me: me.imports.report(IPT, limit=7),
    "imports.retention": lambda me: me.imports.retention(IPT),
    "reach.report": lambda me: me.reach.report(days=7, reason="no_space", limit=5),
    "watch.days": lambda me: me.watch.days(utc_offset=60),
    "watch.reviewers": lambda me: me.watch.reviewers(utc_offset=60),
    "transparency.list": lambda me: me.transparency.list(),
    "transparency.get": lambda me: me.transparency.get("2026-Q1"),
    "grants.request": lambda me: me.grants.request(
        "legal", GrantScope(people=["bob"]), reason="A claim of a customer", lasts="P7D"
    ),
    "grants.list": lambda me: me.grants.list(state="open"),
    "grants.get": lambda me: me.grants.get(GRT),
    "grants.approve": lambda me: me.grants.approve(GRT, scope_hash=HASH),
    "grants.deny": lambda me: me.grants.deny(GRT, reason="There is no case"),
    "grants.close": lambda me: me.grants.close(GRT, reason="It is settled"),
    "grants.review": lambda me: me.grants.review(GRT, finding="It was a threat"),
    "grants.find": lambda me: me.grants.find("investigation", people=["bob"]),
    "grants.conversations": lambda me: me.grants.conversations(GRT),
    "grants.messages": lambda me: me.grants.messages(GRT, CNV, limit=10),
    "grants.as_of": lambda me: me.grants.as_of(GRT, CNV, viewer="bob", at=THEN, limit=10),
    "grants.search": lambda me: me.grants.search(GRT, "word", limit=10),
    "reports.make": lambda me: me.reports.make("spam", message_id=MSG, said="Again"),
    "reports.list": lambda me: me.reports.list(limit=10),
    "reports.get": lambda me: me.reports.get(RPT),
    "cases.list": lambda me: me.cases.list(state="queued", overdue=True, appeals=True),
    "cases.get": lambda me: me.cases.get(CAS),
    "cases.open": lambda me: me.cases.open(CAS),
    "cases.assign": lambda me: me.cases.assign(CAS, "bob", version=3),
    "cases.note": lambda me: me.cases.note(CAS, "Seen twice"),
    "cases.escalate": lambda me: me.cases.escalate(CAS, version=3, reason="It is above me"),
    "cases.widen": lambda me: me.cases.widen(CAS, before=9, after=9, reason="It goes on before"),
    "cases.request_reveal": lambda me: me.cases.request_reveal(CAS, reason="To talk to them"),
    "cases.approve": lambda me: me.cases.approve(CAS, CRQ, hash=HASH),
    "cases.deny": lambda me: me.cases.deny(CAS, CRQ, reason="It is not needed"),
    "cases.history": lambda me: me.cases.history(CAS),
    "appeals.make": lambda me: me.appeals.make("It is a quote of a law", message_id=MSG),
    "appeals.list": lambda me: me.appeals.list(deciding=True),
    "appeals.get": lambda me: me.appeals.get(APL),
    "appeals.decide": lambda me: me.appeals.decide(APL, upheld=True, rationale="It is a quote"),
    "notices.list": lambda me: me.notices.list(unread=True),
    "notices.read": lambda me: me.notices.read(NTC),
    "cases.decide": lambda me: me.cases.decide(CAS, version=3, disposition="no_issue"),
    "disclosures.list": lambda me: me.disclosures.list(limit=10),
    "impersonations.list": lambda me: me.impersonations.list(limit=10),
}
TEAM: Final = SPACES | ANNOUNCEMENTS | THREADS | POLICY | LEXICONS | OVERSIGHT
