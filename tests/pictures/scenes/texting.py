"""Texts to people outside: what looks after them in the portal, and what is written in the chat."""

from typing import Final

from tests.pictures.stage import OFFICER, Scene, Step, called, chat, fill, pause, portal, press, row


TABS: Final = {
    "senders": "sms.senders",
    "campaigns": "sms_campaigns.list",
    "contacts": "sms.contacts",
    "consents": "sms.consents",
    "accounts": "sms.accounts",
    "hooks": "sms.hooks",
}


def _tab(tab: str, name: str, *steps: Step, item: str | None = None, **more: str) -> Scene:
    """Return a scene of a tab of the section; ``item`` is the thing of it that is shown."""
    at = tab if item is None else f"{tab}.{item}"
    return portal(f"texts-{tab}{name}", "texts", *steps, item=at, **{"roles": OFFICER, **more})


def _lists(tab: str, asks: str) -> tuple[Scene, ...]:
    return (
        _tab(tab, ""),
        _tab(tab, "-empty", empty=asks),
        _tab(tab, "-failed", fails=asks),
        _tab(tab, "-waits", waits=asks),
        _tab(tab, "-gone", item="gone"),
    )


LISTS: Final = tuple(scene for tab, asks in TABS.items() for scene in _lists(tab, asks))

SENDERS: Final = (
    _tab("senders", "-one", row(0)),
    _tab("senders", "-unregistered", row(1)),
    _tab("senders", "-edit", row(0), press("texts.change")),
    _tab("senders", "-paused", row(0), press("texts.pause")),
    _tab("senders", "-pause-refused", row(0), press("texts.pause"), fails="sms.change_sender"),
    _tab("senders", "-new", item="new"),
    _tab("senders", "-new-without-account", item="new", empty="sms.accounts"),
    _tab(
        "senders",
        "-new-refused",
        fill("#f-number", "+493023125999"),
        fill("#f-name", "Returns"),
        press("texts.add", -1),
        item="new",
        fails="sms.add_sender",
    ),
    _tab("senders", "-read", row(0), roles="auditor"),
)

RECIPIENTS: Final = (
    "+4915112345678; 10:40; 7",
    "+14155550132; 11:20; 8",
    "+1 999; 11:40; 8",
    "+491701234567; 12:00",
)
WRITTEN: Final = (
    fill("#f-name", "Dock times for Thursday"),
    fill("#f-template", "Hello {name}, your dock time is {time}, dock {dock}."),
)
CAMPAIGNS: Final = (
    _tab("campaigns", "-to-approve", row(0)),
    _tab("campaigns", "-approved-by-me", row(0), press("texts.approve")),
    _tab(
        "campaigns",
        "-approval-refused",
        row(0),
        press("texts.approve"),
        fails="sms_campaigns.approve",
    ),
    _tab("campaigns", "-mine-to-approve", row(1)),
    _tab("campaigns", "-ready", row(2)),
    _tab("campaigns", "-running", row(3)),
    _tab("campaigns", "-stop", row(3), press("texts.stop")),
    _tab("campaigns", "-stop-done", row(3), press("texts.stop"), press("texts.stop_sure")),
    _tab("campaigns", "-paused", row(4)),
    _tab("campaigns", "-stopped", row(5)),
    _tab("campaigns", "-done", row(6)),
    _tab("campaigns", "-read", row(4), roles="auditor"),
    _tab("campaigns", "-without-recipients", row(3), fails="sms_campaigns.recipients"),
    _tab("campaigns", "-new", item="new"),
    _tab("campaigns", "-new-read", *WRITTEN, fill("#f-to", "\n".join(RECIPIENTS[:2])), item="new"),
    _tab(
        "campaigns",
        "-new-wrong",
        *WRITTEN,
        fill("#f-to", "\n".join(RECIPIENTS)),
        press("texts.ask_approval"),
        item="new",
    ),
    _tab(
        "campaigns",
        "-new-refused",
        *WRITTEN,
        fill("#f-to", "\n".join(RECIPIENTS[:2])),
        press("texts.ask_approval"),
        item="new",
        fails="sms_campaigns.add",
    ),
)

CONTACTS: Final = (
    _tab("contacts", "-one", row(0)),
    _tab("contacts", "-unnamed", row(2)),
    _tab("contacts", "-edit", row(0), press("texts.change")),
    _tab("contacts", "-recycle", row(0), press("texts.recycle")),
    _tab(
        "contacts",
        "-recycle-refused",
        row(0),
        press("texts.recycle"),
        press("texts.recycle_sure"),
        fails="sms.recycle_contact",
    ),
    _tab("contacts", "-recycled", row(0), press("texts.recycle"), press("texts.recycle_sure")),
    _tab(
        "contacts", "-none-of-the-number", fill("onrecord-admin-contacts input", "99999"), pause()
    ),
)

CONSENTS: Final = (
    _tab("consents", "-agreed", row(1)),
    _tab("consents", "-stopped", row(0)),
    _tab("consents", "-new", item="new"),
    _tab(
        "consents",
        "-new-refused",
        fill("#f-number", "+4915112345678"),
        fill("#f-words", "Nothing any more, please."),
        press("texting.enter_it"),
        item="new",
        fails="sms.enter_consent",
    ),
)

ACCOUNTS: Final = (
    _tab("accounts", "-one", row(0)),
    _tab("accounts", "-renew", row(0), press("texts.renew")),
    _tab("accounts", "-in-code", row(1)),
    _tab("accounts", "-without-health", row(0), fails="sms.health"),
    _tab("accounts", "-new", item="new"),
)

HOOKS: Final = (
    _tab("hooks", "-refused", press("texts.hook_refused")),
    _tab("hooks", "-applied", press("texts.hook_applied")),
)

#: The conversation with somebody outside is the first of the list.
TALK: Final = {"with": "texts", "open": "0"}

CHAT: Final = (
    chat("texting-list", fill("onrecord-list input", "Lena"), pause(), **{"with": "texts"}),
    chat("texting-talk", **TALK),
    chat("texting-details", **TALK, side="details"),
    chat("texting-stopped", stands="opted_out", **TALK),
    chat("texting-quiet-hours", stands="quiet_hours", **TALK),
    chat("texting-no-consent", stands="no_consent", **TALK),
    chat("texting-not-mine", stands="not_assigned", **TALK),
    chat("texting-covered", stands="covered", **TALK),
    chat("texting-frozen", stands="frozen", **TALK),
    chat("texting-standing-failed", fails="sms.standing", **TALK),
    chat(
        "texting-two-parts",
        fill("onrecord-composer textarea", "Your pallet is on its way. " * 8),
        pause(),
        **TALK,
    ),
    chat(
        "texting-not-gsm",
        fill("onrecord-composer textarea", "Ваш поддон уже в пути 🚚"),
        pause(),
        **TALK,
    ),
    chat("texting-entering", press("texting.enter"), stands="no_consent", **TALK),
    chat("texting-starting", called("list.new"), press("starter.outside"), **{"with": "texts"}),
)

SCENES: Final = (*LISTS, *SENDERS, *CAMPAIGNS, *CONTACTS, *CONSENTS, *ACCOUNTS, *HOOKS, *CHAT)
