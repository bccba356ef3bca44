"""What a POST that is repeated with the same key answers: the thing again, or the state, as they are now."""

from collections.abc import Callable
from typing import Any, Final

from pydantic import BaseModel

from onrecord import endpoints
from onrecord.wire.announcements import GetExport
from onrecord.wire.appeals import GetAppeal
from onrecord.wire.attachments import GetAttachment
from onrecord.wire.cases import GetCase
from onrecord.wire.conversations import GetConversation
from onrecord.wire.data_requests import GetDataRequest
from onrecord.wire.exports import GetArchive
from onrecord.wire.grants import GetGrant
from onrecord.wire.holds import GetHold
from onrecord.wire.import_requests import GetImportRequest
from onrecord.wire.imports import GetImport
from onrecord.wire.messages import GetMessage
from onrecord.wire.people import GetPerson
from onrecord.wire.policies import GetPolicy, GetPolicyVersion
from onrecord.wire.reports import GetReport
from onrecord.wire.retention_asks import GetRetentionAsk
from onrecord.wire.sms import GetSmsContact
from onrecord.wire.sms_campaigns import GetSmsCampaign
from onrecord.wire.spaces import GetSpace
from onrecord.wire.tags import ListTags
from onrecord.wire.tenants import GetBranding
from onrecord_server.announcements import reminding
from onrecord_server.attachments import logos
from onrecord_server.checks import operations as checks
from onrecord_server.core.operation import REGISTRY, Tx
from onrecord_server.handovers import operations as handovers
from onrecord_server.hindsight import operations as hindsight
from onrecord_server.holds import counting, telling
from onrecord_server.imports import keeping
from onrecord_server.moderation import access as lexicon_access
from onrecord_server.moderation import operations as lexicons
from onrecord_server.oversight import (
    auditing,
    finding,
    freezing,
    looking,
    policy_trials,
    searching,
    trials,
)
from onrecord_server.oversight.cases import noticing, opening
from onrecord_server.oversight.reach import operations as reach
from onrecord_server.oversight.sampling import operations as sampling
from onrecord_server.people import signing_out
from onrecord_server.policy import access as policy_access
from onrecord_server.policy import operations as policies
from onrecord_server.retention import trying
from onrecord_server.sms import accounts, ledger, senders
from onrecord_server.tenants.operations import standing


def read(tx: Tx, name: str, command: BaseModel) -> Any:
    """Run an operation that reads, by its name."""
    found = REGISTRY[name].one
    return found(tx, command) if found else None


#: Endpoints whose repetition would make a second thing: how to read the first one again.
MAKES: Final[dict[str, tuple[str, Callable[[str], BaseModel]]]] = {
    endpoints.CREATE_CONVERSATION.name: (
        endpoints.GET_CONVERSATION.name,
        lambda reference: GetConversation(conversation_id=reference),
    ),
    endpoints.CREATE_SPACE.name: (
        endpoints.GET_SPACE.name,
        lambda reference: GetSpace(space_id=reference),
    ),
    endpoints.EXPORT_ANNOUNCEMENT.name: (
        endpoints.GET_EXPORT.name,
        lambda reference: GetExport(export_id=reference),
    ),
    endpoints.BEGIN_ATTACHMENT.name: (
        endpoints.GET_ATTACHMENT.name,
        lambda reference: GetAttachment(attachment_id=reference),
    ),
    endpoints.REQUEST_GRANT.name: (
        endpoints.GET_GRANT.name,
        lambda reference: GetGrant(grant_id=reference),
    ),
    endpoints.MAKE_APPEAL.name: (
        endpoints.GET_APPEAL.name,
        lambda reference: GetAppeal(appeal_id=reference),
    ),
    endpoints.MAKE_REPORT.name: (
        endpoints.GET_REPORT.name,
        lambda reference: GetReport(report_id=reference),
    ),
    endpoints.MAKE_DATA_REQUEST.name: (
        endpoints.GET_DATA_REQUEST.name,
        lambda reference: GetDataRequest(request_id=reference),
    ),
    endpoints.CREATE_HOLD.name: (
        endpoints.GET_HOLD.name,
        lambda reference: GetHold(hold_id=reference),
    ),
    endpoints.CREATE_IMPORT_REQUEST.name: (
        endpoints.GET_IMPORT_REQUEST.name,
        lambda reference: GetImportRequest(request_id=reference),
    ),
    endpoints.CREATE_IMPORT.name: (
        endpoints.GET_IMPORT.name,
        lambda reference: GetImport(import_id=reference),
    ),
    endpoints.CREATE_ARCHIVE.name: (
        endpoints.GET_ARCHIVE.name,
        lambda reference: GetArchive(archive_id=reference),
    ),
    **{
        endpoint.name: (
            endpoints.GET_SMS_CONTACT.name,
            lambda reference: GetSmsContact(contact_id=reference),
        )
        for endpoint in (endpoints.ADD_SMS_CONTACT, endpoints.RECYCLE_SMS_CONTACT)
    },
    endpoints.OPEN_SMS_CONVERSATION.name: (
        endpoints.GET_CONVERSATION.name,
        lambda reference: GetConversation(conversation_id=reference),
    ),
    endpoints.ADD_SMS_CAMPAIGN.name: (
        endpoints.GET_SMS_CAMPAIGN.name,
        lambda reference: GetSmsCampaign(campaign_id=reference),
    ),
    endpoints.DRAFT_POLICY.name: (
        endpoints.GET_POLICY_VERSION.name,
        lambda reference: GetPolicyVersion(version=int(reference)),
    ),
}
#: POSTs that state an end: a repetition changes nothing, whatever happened since, and answers what
#: is there now.
STATES: Final[dict[str, Callable[[Tx, Any], Any]]] = {
    endpoints.ADD_MEMBERS.name: lambda tx, command: read(
        tx,
        endpoints.GET_CONVERSATION.name,
        GetConversation(conversation_id=command.conversation_id),
    ),
    endpoints.REMIND_AUDIENCE.name: lambda tx, command: reminding.shown(tx, command.message_id),
    endpoints.FINISH_ATTACHMENT.name: lambda tx, command: read(
        tx,
        endpoints.GET_ATTACHMENT.name,
        GetAttachment(attachment_id=command.attachment_id),
    ),
    **{
        endpoint.name: lambda tx, command: read(
            tx, endpoints.GET_IMPORT.name, GetImport(import_id=command.import_id)
        )
        for endpoint in (
            endpoints.FINISH_IMPORT,
            endpoints.START_IMPORT,
            endpoints.ADVANCE_IMPORT,
            endpoints.CANCEL_IMPORT,
        )
    },
    **{
        endpoint.name: lambda tx, command: read(
            tx, endpoints.GET_IMPORT_REQUEST.name, GetImportRequest(request_id=command.request_id)
        )
        for endpoint in (
            endpoints.ANSWER_IMPORT_REQUEST,
            endpoints.FINISH_IMPORT_REQUEST,
            endpoints.WITHDRAW_IMPORT_REQUEST,
        )
    },
    **{
        endpoint.name: lambda tx, command: read(
            tx, endpoints.GET_ARCHIVE.name, GetArchive(archive_id=command.archive_id)
        )
        for endpoint in (
            endpoints.APPROVE_ARCHIVE,
            endpoints.CANCEL_ARCHIVE,
            endpoints.RESUME_ARCHIVE,
        )
    },
    endpoints.ADD_SMS_ACCOUNT.name: accounts.again,
    endpoints.ADD_SMS_SENDER.name: senders.again,
    endpoints.ENTER_SMS_CONSENT.name: ledger.again,
    endpoints.APPROVE_SMS_CAMPAIGN.name: lambda tx, command: read(
        tx, endpoints.GET_SMS_CAMPAIGN.name, GetSmsCampaign(campaign_id=command.campaign_id)
    ),
    endpoints.DEACTIVATE_PERSON.name: lambda tx, command: read(
        tx, endpoints.GET_PERSON.name, GetPerson(person_id=command.person_id)
    ),
    endpoints.REACTIVATE_PERSON.name: lambda tx, command: read(
        tx, endpoints.GET_PERSON.name, GetPerson(person_id=command.person_id)
    ),
    endpoints.WITHDRAW_HELD.name: lambda tx, command: read(
        tx, endpoints.GET_MESSAGE.name, GetMessage(message_id=command.message_id)
    ),
    **{
        endpoint.name: lambda tx, command: freezing.again(tx, command.person_id)
        for endpoint in (endpoints.FREEZE_PERSON, endpoints.UNFREEZE_PERSON)
    },
    endpoints.END_MY_SESSIONS.name: lambda tx, command: signing_out.again(tx),
    endpoints.END_SESSIONS.name: lambda tx, command: freezing.ended_again(tx, command.person_id),
    endpoints.ACKNOWLEDGE_POLICY.name: lambda tx, command: read(
        tx, endpoints.GET_POLICY.name, GetPolicy(locales=[command.locale])
    ),
    **{
        endpoint.name: lambda tx, command: policies.shown(
            tx, policy_access.version(tx, command.version)
        )
        for endpoint in (
            endpoints.PROPOSE_POLICY,
            endpoints.APPROVE_POLICY,
            endpoints.WITHDRAW_POLICY,
        )
    },
    **{
        endpoint.name: lambda tx, command: read(
            tx, endpoints.GET_GRANT.name, GetGrant(grant_id=command.grant_id)
        )
        for endpoint in (
            endpoints.APPROVE_GRANT,
            endpoints.DENY_GRANT,
            endpoints.CLOSE_GRANT,
            endpoints.REVIEW_GRANT,
        )
    },
    **{
        endpoint.name: lambda tx, command: read(
            tx, endpoints.GET_HOLD.name, GetHold(hold_id=command.hold_id)
        )
        for endpoint in (
            endpoints.APPROVE_HOLD,
            endpoints.REFUSE_HOLD,
            endpoints.WIDEN_HOLD,
            endpoints.ASK_RELEASE,
            endpoints.RELEASE_HOLD,
        )
    },
    **{
        endpoint.name: lambda tx, command: read(
            tx, endpoints.GET_DATA_REQUEST.name, GetDataRequest(request_id=command.request_id)
        )
        for endpoint in (
            endpoints.IDENTIFY_DATA_REQUEST,
            endpoints.WEIGH_DATA_REQUEST,
            endpoints.EXTEND_DATA_REQUEST,
            endpoints.APPROVE_DATA_REQUEST,
            endpoints.REFUSE_DATA_REQUEST,
            endpoints.WITHDRAW_DATA_REQUEST,
            endpoints.LIFT_DATA_REQUEST,
            endpoints.OPEN_DATA_ARCHIVE,
        )
    },
    **{
        endpoint.name: lambda tx, command: read(
            tx, endpoints.GET_RETENTION_ASK.name, GetRetentionAsk(ask_id=command.ask_id)
        )
        for endpoint in (
            endpoints.ANSWER_RETENTION_ASK,
            endpoints.APPROVE_RETENTION_ASK,
            endpoints.REOPEN_RETENTION_ASK,
        )
    },
    endpoints.PREVIEW_HOLD.name: counting.preview_hold,
    endpoints.PREVIEW_HANDOVER.name: handovers.preview_handover,
    endpoints.START_HANDOVER.name: handovers.again,
    endpoints.ACKNOWLEDGE_HOLD.name: lambda tx, command: telling.shown(tx, command.hold_id),
    # Words are shown again only by looking again, which is a look of its own.
    endpoints.FIND_PLACES.name: finding.find_places,
    endpoints.LIST_GRANTED.name: looking.list_granted,
    endpoints.READ_GRANTED.name: looking.read_granted,
    endpoints.SEARCH_GRANTED.name: searching.search_granted,
    endpoints.SHOW_GRANTED_AS_OF.name: hindsight.show_granted_as_of,
    endpoints.SEARCH_TRAIL.name: auditing.search_trail,
    endpoints.READ_REACH.name: reach.read_reach,
    endpoints.OPEN_CASE.name: opening.open_case,
    endpoints.READ_NOTICE.name: noticing.read_notice,
    endpoints.DECIDE_APPEAL.name: lambda tx, command: read(
        tx, endpoints.GET_APPEAL.name, GetAppeal(appeal_id=command.appeal_id)
    ),
    **{
        endpoint.name: lambda tx, command: read(
            tx, endpoints.GET_CASE.name, GetCase(case_id=command.case_id)
        )
        for endpoint in (
            endpoints.ASSIGN_CASE,
            endpoints.NOTE_CASE,
            endpoints.ESCALATE_CASE,
            endpoints.WIDEN_CASE,
            endpoints.REQUEST_REVEAL,
            endpoints.APPROVE_CASE,
            endpoints.DENY_CASE,
            endpoints.DECIDE_CASE,
        )
    },
    **{
        endpoint.name: lambda tx, command: read(
            tx, endpoints.LIST_TAGS.name, ListTags(conversation_id=command.conversation_id)
        )
        for endpoint in (endpoints.TAG_CONVERSATION, endpoints.UNTAG_CONVERSATION)
    },
    **{
        endpoint.name: lambda tx, command: lexicons.shown(
            tx, lexicon_access.version(tx, command.name, command.version)
        )
        for endpoint in (endpoints.APPROVE_LEXICON, endpoints.WITHDRAW_LEXICON)
    },
    endpoints.TAKE_IMPORT_PART.name: keeping.take_part,
    endpoints.TRIAL_LEXICON.name: trials.trial_lexicon,
    endpoints.TRIAL_POLICY.name: policy_trials.trial_policy,
    endpoints.CHECK_RECORD.name: checks.newest,
    endpoints.TRY_RETENTION.name: trying.try_retention,
    endpoints.DRAW_SAMPLES.name: sampling.draw_samples,
    endpoints.ADD_LOGO.name: logos.add_logo,
    endpoints.RESTORE_BRANDING.name: lambda tx, command: read(
        tx, endpoints.GET_BRANDING.name, GetBranding()
    ),
    endpoints.SUSPEND_TENANT.name: lambda tx, command: standing(tx),
    endpoints.RESUME_TENANT.name: lambda tx, command: standing(tx),
    **{
        endpoint.name: lambda tx, command: read(
            tx,
            endpoints.GET_CONVERSATION.name,
            GetConversation(conversation_id=command.conversation_id),
        )
        for endpoint in (
            endpoints.ARCHIVE_CONVERSATION,
            endpoints.UNARCHIVE_CONVERSATION,
            endpoints.JOIN_CONVERSATION,
        )
    },
    **{
        endpoint.name: lambda tx, command: read(
            tx, endpoints.GET_SPACE.name, GetSpace(space_id=command.space_id)
        )
        for endpoint in (
            endpoints.ARCHIVE_SPACE,
            endpoints.UNARCHIVE_SPACE,
            endpoints.JOIN_SPACE,
            endpoints.ADD_SPACE_MEMBERS,
        )
    },
}
