"""What the record says that the tables of campaigns hold, how it gets there, and the events again from it."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from onrecord_server.core.draft import to_person
from onrecord_server.core.operation import Tx
from onrecord_server.core.stream import Stored, composes
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register
from onrecord_server.sms import recording
from onrecord_server.sms.campaigns.rows import sms_campaigns, sms_recipients


Rows = Iterable[tuple[Key, Expected]]

#: Columns that entries name; the words of a campaign, and what fills its fields, are content.
PLAIN: Final = (
    *("sender", "owner", "approved_by", "state", "pace", "version", "created_at"),
    *("started_at", "ended_at"),
)
WORDS: Final = ("name", "template")


def written(tx: Tx, row: Mapping[str, Any], to: Iterable[Mapping[str, Any]]) -> None:
    """Record a new campaign with its recipients."""
    listed = list(to)
    facts = {
        "set": {name: row[name] for name in PLAIN},
        "to": [one["contact"] for one in listed],
    }
    content = {
        "set": {name: row[name] for name in WORDS},
        "fields": [one["fields"] for one in listed],
    }
    _tell(tx, row, facts, content, f"{row['id']}:1")


def moved(tx: Tx, row: Any, values: Mapping[str, Any]) -> None:
    """Change a campaign, with its entry."""
    said = {**values, "version": row.version + 1}
    recording.change(tx, sms_campaigns, {"id": row.id}, said)
    _tell(tx, {**row._asdict(), **said}, {"set": said})


def _tell(
    tx: Tx,
    row: Mapping[str, Any],
    facts: Mapping[str, Any],
    content: Mapping[str, Any] | None = None,
    content_id: str | None = None,
) -> None:
    event = {"campaign_id": row["id"], "state": row["state"], "owner": row["owner"]}
    recording.record(
        *(tx, "sms.campaign_moved", row["id"], event, facts),
        audience=to_person(row["owner"]),
        content=content,
        content_id=content_id,
    )


def recipient_moved(
    tx: Tx, campaign: Any, row: Any, values: Mapping[str, Any], next_at: int | None
) -> None:
    """Change a recipient, with its entry; of ``next_at`` the record holds nothing."""
    keys = {"campaign": campaign.id, "contact": row.contact}
    recording.change(tx, sms_recipients, keys, {**values, "next_at": next_at})
    now = {**row._asdict(), **values}
    event = {
        "campaign_id": campaign.id,
        "contact_id": row.contact,
        "state": now["state"],
        "reason": now["reason"],
    }
    facts = {"contact": row.contact, "set": dict(values)}
    recording.record(
        *(tx, "sms.recipient_moved", campaign.id, event, facts),
        audience=to_person(campaign.owner),
    )


def _campaigns(entry: Mapping[str, Any], known: Known, content: Folded) -> Rows:
    key = (entry["object"],)
    said = {} if content is None else content.get("set", {})
    return [(key, {**(known(key) or {}), **entry["facts"]["set"], **said})]


def _recipients(entry: Mapping[str, Any], known: Known, content: Folded) -> Rows:
    facts, campaign = entry["facts"], entry["object"]
    if entry["type"] == "sms.recipient_moved":
        key = (campaign, facts["contact"])
        return [(key, {**(known(key) or {}), **facts["set"]})]
    fields = [] if content is None else content.get("fields", [])
    return [
        ((campaign, contact), _first(place, fields))
        for place, contact in enumerate(facts.get("to", []))
    ]


def _first(place: int, fields: list[str]) -> dict[str, Any]:
    said: dict[str, Any] = {"place": place, "state": "waiting"}
    said |= dict.fromkeys(("reason", "conversation", "message"))
    return said | ({"fields": fields[place]} if fields else {})


CAMPAIGNS: Final = register(
    StateCheck("campaign", sms_campaigns, ("id",), frozenset({"sms.campaign_moved"}), _campaigns)
)
RECIPIENTS: Final = register(
    StateCheck(
        "recipient of a campaign",
        sms_recipients,
        ("campaign", "contact"),
        frozenset({"sms.campaign_moved", "sms.recipient_moved"}),
        _recipients,
    )
)


@composes("sms.campaign_moved", "sms.recipient_moved")
def _event(item: Stored) -> dict[str, Any]:
    told: dict[str, Any] = item.entry["facts"]["told"]
    return told
