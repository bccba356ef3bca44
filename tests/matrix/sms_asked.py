"""What everybody asks about texts, and who may: nobody writes from a number here, and the manager looks after them."""

from typing import Any, Final

from tests.matrix.scenes import Scene


SMS: Final = {
    "sms.add_account": "FFFFF FFF SDXU FE",
    "sms.change_account": "FFFFF FFF SDXU FN",
    "sms.accounts": "FFFFF FFF SDXU FE",
    "sms.add_sender": "FFFFF FFF SDXU FN",
    "sms.change_sender": "FFFFF FFF SDXU FN",
    "sms.senders": "EEEEE EEE SDXU EE",
    "sms.add_contact": "FFFFF FFF SDXU FE",
    "sms.change_contact": "FFFFF FFF SDXU FN",
    "sms.recycle_contact": "FFFFF FFF SDXU FN",
    "sms.contact": "NNNNN NNN SDXU NN",
    "sms.contacts": "EEEEE EEE SDXU EE",
    "sms.open": "NNNNN NNN SDXU NN",
    "sms.standing": "NNNNN NNN SDXU NN",
    "sms.assign": "NNNNN NNN SDXU NN",
    "sms.cover": "NNNNN NNN SDXU NN",
    "sms.texts": "NNNNN NNN SDXU NN",
    "sms.decide": "NNNNN NNN SDXU NN",
    "sms.end_link": "NNNNN NNN SDXU NN",
    "sms.enter_consent": "FFFFF FFF SDXU FE",
    "sms.consents": "FFFFF FFF SDXU FE",
    "sms.conversations": "EEEEE EEE SDXU EE",
    "sms.health": "FFFFF FFF SDXU FE",
    "sms.hooks": "FFFFF FFF SDXU FE",
    "sms_campaigns.add": "NNNNN NNN SDXU NN",
    "sms_campaigns.get": "NNNNN NNN SDXU NN",
    "sms_campaigns.list": "EEEEE EEE SDXU EE",
    "sms_campaigns.recipients": "NNNNN NNN SDXU NN",
    "sms_campaigns.preview": "NNNNN NNN SDXU NN",
    "sms_campaigns.approve": "NNNNN NNN SDXU NN",
    "sms_campaigns.move": "NNNNN NNN SDXU NN",
}
_PAT: Final = "+4915112345678"


def sms(scene: Scene, number: int, _: str) -> dict[str, dict[str, Any]]:
    """Ask for ids that there are none of; a conversation among people here is of no number."""
    here = {"conversation_id": scene.conversation}
    account, sender, contact = (f"{prefix}_{'7' * 32}" for prefix in ("sma", "sms", "smc"))
    new = {"account_id": account, "number": "+4915735990001", "name": "Desk"}
    said = {"kind": "opt_out", "means": "phone", "words": "No more."}
    return {
        "sms.add_account": {"provider": "local", "name": f"account-{number}"},
        "sms.change_account": {"account_id": account, "state": "paused"},
        "sms.add_sender": new,
        "sms.change_sender": {"sender_id": sender, "state": "paused"},
        "sms.add_contact": {"number": f"+49151{20_000_000 + number}"},
        "sms.change_contact": {"contact_id": contact, "name": "Pat"},
        "sms.recycle_contact": {"contact_id": contact},
        "sms.contact": {"contact_id": contact},
        "sms.open": {"sender_id": sender, "number": _PAT},
        "sms.standing": here,
        "sms.assign": {**here, "person_id": "member"},
        "sms.cover": {**here, "person_id": "member"},
        "sms.texts": here,
        "sms.decide": {"text_id": f"smt_{'7' * 32}", "sent": True},
        "sms.end_link": {"text_id": f"smt_{'7' * 32}"},
        "sms.enter_consent": {"number": _PAT, **said},
    }


def campaigns(_: Scene, __: int, ___: str) -> dict[str, dict[str, Any]]:
    """Ask for a campaign that there is none of, from a number that nobody here writes from."""
    campaign, sender, contact = (f"{prefix}_{'7' * 32}" for prefix in ("smg", "sms", "smc"))
    there = {"campaign_id": campaign}
    text = {"name": "Dock", "template": "It left.", "to": [{"contact_id": contact}]}
    return {
        "sms_campaigns.add": {"sender_id": sender, **text},
        "sms_campaigns.get": there,
        "sms_campaigns.recipients": there,
        "sms_campaigns.preview": there,
        "sms_campaigns.approve": there,
        "sms_campaigns.move": {**there, "to": "running"},
    }
