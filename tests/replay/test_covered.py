"""Every event is replayed in a scene, or it is written here why it is not."""

import json
from typing import Final

from onrecord.wire.events import EVENTS
from tests.replay.reducer import Replayed
from tests.replay.test_replay import FIXTURES


#: No socket hears of these: they are in the record, and what follows from them is asked for.
UNHEARD: Final = "its audience is nobody"
#: What is asked for, and decided about it; those concerned hear of each look.
_GRANTING: Final = (
    *("grant.requested", "grant.listed", "grant.reviewed"),
    *("grant.searched", "grant.sought"),
    "record.searched",
)
#: What is drawn by chance, and what a tag keeps out of it.
_DRAWING: Final = (
    *("sample.committed", "sample.listed", "sample.drawn", "sample.reckoned"),
    *("conversation.tagged", "conversation.untagged"),
)
#: What becomes of what was found; those concerned hear by notices.
_REVIEWING: Final = (
    *("case.queued", "case.opened", "case.assigned", "case.noted", "case.escalated"),
    *("case.asked", "case.approved", "case.denied", "case.widened", "case.revealed"),
    *("case.decided", "case.appealed", "case.closed", "case.hidden"),
)
UNPLAYED: Final = {
    **dict.fromkeys(("record.check_begun", "record.check_ended"), UNHEARD),
    "record.alarmed": "no snapshot holds self-checks: whoever shows them asks for them again",
    **dict.fromkeys(("retention.begun", "retention.advanced", "retention.ended"), UNHEARD),
    **dict.fromkeys(("handover.started", "handover.advanced", "handover.ended"), UNHEARD),
    **dict.fromkeys(
        ("retention_ask.counted", "retention_ask.moved", "retention_ask.advanced"), UNHEARD
    ),
    **dict.fromkeys(
        (*_GRANTING, *_DRAWING, *_REVIEWING, "impersonation.used", "reach.read"), UNHEARD
    ),
    **dict.fromkeys(
        ("hold.placed", "hold.previewed"),
        UNHEARD,
    ),
    **dict.fromkeys(
        (
            *("hold.approved", "hold.refused", "hold.widened", "hold.release_asked"),
            *("hold.released", "hold.told", "hold.acknowledged"),
        ),
        "no snapshot holds holds: whoever shows them asks for them again",
    ),
    **dict.fromkeys(
        ("import_request.asked", "import_request.answered", "import_request.ended"),
        "no snapshot holds what one is asked to bring: whoever shows it asks for it again",
    ),
    **dict.fromkeys(("data_request.weighed", "data_request.advanced"), UNHEARD),
    **dict.fromkeys(
        ("data_request.made", "data_request.moved"),
        "no snapshot holds requests: whoever shows them asks for them again",
    ),
    **dict.fromkeys(("import.begun", "import.received", "import.taken", "import.moved"), UNHEARD),
    "import.erased": UNHEARD,
    **dict.fromkeys(
        ("export.begun", "export.moved"),
        "no snapshot holds exports: whoever shows them asks for them again",
    ),
    **dict.fromkeys(
        ("grant.approved", "grant.opened", "grant.denied", "grant.closed"),
        "no snapshot holds grants: whoever shows them asks for them again",
    ),
    "reviewer.noticed": "no snapshot holds what reviewers did: whoever shows it asks for it",
    **dict.fromkeys(("message.flagged", "message.released"), UNHEARD),
    "freeze.decided": UNHEARD,
    "tenant.created": UNHEARD,
    "tenant.logo_added": UNHEARD,
    "tenant.suspended": UNHEARD,
    "tenant.resumed": UNHEARD,
    "tenant.branded": "no snapshot holds the branding: whoever shows it asks for it",
    "person.added": UNHEARD,
    "person.updated": UNHEARD,
    "person.deactivated": UNHEARD,
    "person.reactivated": UNHEARD,
    "person.signed_out": UNHEARD,
    "policy.drafted": UNHEARD,
    "policy.proposed": UNHEARD,
    "policy.approved": UNHEARD,
    **dict.fromkeys(
        ("lexicon.drafted", "lexicon.tried", "policy.tried", "retention.tried", "template.set"),
        UNHEARD,
    ),
    **dict.fromkeys(
        ("lexicon.approved", "lexicon.withdrawn"),
        "no snapshot holds advice: whoever shows it asks for it",
    ),
    **dict.fromkeys(
        (
            *("sms.account_set", "sms.sender_set", "sms.contact_set", "sms.consent_entered"),
            *("sms.attempt_begun", "sms.reported", "sms.hook_kept", "sms.hook_settled"),
            *("sms.noticed", "sms.notice_code"),
        ),
        UNHEARD,
    ),
    **dict.fromkeys(
        (
            *("sms.paired", "sms.assigned", "sms.disclosed", "sms.standing_moved"),
            *("sms.moved", "sms.suppressed", "sms.campaign_moved", "sms.recipient_moved"),
            *("sms.notice_linked", "sms.notice_read"),
        ),
        "no snapshot holds how texts and campaigns stand: whoever shows it asks for it again",
    ),
    "audience.ruled": "only the host rules audiences, and it has no socket here",
    "attachment.held": "it takes a check that finds something; uploads are in no snapshot",
}


def _played() -> set[str]:
    fixtures = [json.loads(path.read_text("utf-8")) for path in FIXTURES.glob("scene_*.json")]
    return {envelope["event"]["type"] for one in fixtures for envelope in one["events"]}


def test_every_event_is_in_a_scene_or_it_is_said_why_not() -> None:
    assert _played() | UNPLAYED.keys() == set(EVENTS)


def test_what_is_played_needs_no_reason() -> None:
    assert _played().isdisjoint(UNPLAYED)


def test_every_event_that_is_played_has_a_step_here() -> None:
    steps = {"_" + kind.replace(".", "_") for kind in _played()}
    assert [step for step in sorted(steps) if not hasattr(Replayed, step)] == []
