"""Every operation of the server: what is imported here is registered, and answers."""

from typing import Final

from onrecord_server.announcements import acknowledging as _acknowledging
from onrecord_server.announcements import audiences as _audiences
from onrecord_server.announcements import exports as _exports
from onrecord_server.announcements import operations as _announcements
from onrecord_server.attachments import logos as _logos
from onrecord_server.attachments import operations as _attachments
from onrecord_server.checks import parts as _checks
from onrecord_server.conversations import channels as _channels
from onrecord_server.conversations import following as _following
from onrecord_server.conversations import operations as _conversations
from onrecord_server.conversations import sight as _sight
from onrecord_server.conversations import tags as _tags
from onrecord_server.conversations import updating as _updating
from onrecord_server.data_requests import parts as _data_requests
from onrecord_server.encryption import on_record as _data_keys
from onrecord_server.exports import parts as _handing_over
from onrecord_server.handovers import parts as _handovers
from onrecord_server.hindsight import operations as _hindsight
from onrecord_server.holds import parts as _holds
from onrecord_server.imports import parts as _imports
from onrecord_server.imports.requests import parts as _import_requests
from onrecord_server.journaling import parts as _journaling
from onrecord_server.messages import classified as _classified
from onrecord_server.messages import covers as _covers
from onrecord_server.messages import files as _files
from onrecord_server.messages import holding as _holding
from onrecord_server.messages import operations as _messages
from onrecord_server.messages import proofs as _proofs
from onrecord_server.messages import sending as _sending
from onrecord_server.moderation import changing as _changing_lexicons
from onrecord_server.moderation import operations as _lexicons
from onrecord_server.moderation import wanting as _wanting_lexicons
from onrecord_server.oversight import auditing as _auditing
from onrecord_server.oversight import bringing as _bringing
from onrecord_server.oversight import disclosing as _disclosing
from onrecord_server.oversight import finding as _finding
from onrecord_server.oversight import freezing as _freezing
from onrecord_server.oversight import impersonating as _impersonating
from onrecord_server.oversight import looking as _looking
from onrecord_server.oversight import policy_trials as _policy_trials
from onrecord_server.oversight import requesting as _requesting
from onrecord_server.oversight import searching as _granted_searching
from onrecord_server.oversight import standings as _standings
from onrecord_server.oversight import trials as _trials
from onrecord_server.oversight.cases import parts as _cases
from onrecord_server.oversight.reach import operations as _reach
from onrecord_server.oversight.sampling import operations as _sampling
from onrecord_server.oversight.sampling import present as _sampled
from onrecord_server.oversight.watching import parts as _watching
from onrecord_server.people import operations as _people
from onrecord_server.pins import operations as _pins
from onrecord_server.policy import acknowledging as _acknowledging_policy
from onrecord_server.policy import changing as _changing_policy
from onrecord_server.policy import complying as _complying
from onrecord_server.policy import operations as _policy
from onrecord_server.policy import sources as _policy_sources
from onrecord_server.policy import wording as _wording
from onrecord_server.preferences import operations as _preferences
from onrecord_server.reactions import enriching as _reactions_enriching
from onrecord_server.reactions import operations as _reactions
from onrecord_server.receipts import operations as _receipts
from onrecord_server.record import operations as _record
from onrecord_server.record_health import operations as _record_health
from onrecord_server.retention import disposing as _retention_disposing
from onrecord_server.retention import following as _retention_following
from onrecord_server.retention import operations as _retention
from onrecord_server.retention import running as _retention_running
from onrecord_server.retention import trying as _retention_trying
from onrecord_server.retention_asks import parts as _retention_asks
from onrecord_server.saved import operations as _saved
from onrecord_server.search import operations as _search
from onrecord_server.sms import parts as _sms
from onrecord_server.spaces import membership as _space_members
from onrecord_server.spaces import operations as _spaces
from onrecord_server.spaces import requests as _space_requests
from onrecord_server.subjects import operations as _subjects
from onrecord_server.tenants import operations as _tenants
from onrecord_server.tenants import versions as _branding_versions
from onrecord_server.threads import operations as _threads


#: Every module whose import registers operations.
DOMAINS: Final = (
    _acknowledging,
    _announcements,
    _audiences,
    _attachments,
    _cases,
    _checks,
    _channels,
    _classified,
    _complying,
    _conversations,
    _covers,
    _data_keys,
    _data_requests,
    _exports,
    _files,
    _following,
    _handing_over,
    _handovers,
    _hindsight,
    _holds,
    _import_requests,
    _imports,
    _journaling,
    _changing_lexicons,
    _lexicons,
    _logos,
    _wanting_lexicons,
    _sight,
    _holding,
    _messages,
    _disclosing,
    _finding,
    _freezing,
    _standings,
    _impersonating,
    _auditing,
    _looking,
    _policy_trials,
    _granted_searching,
    _bringing,
    _requesting,
    _trials,
    _sampled,
    _sampling,
    _people,
    _pins,
    _policy,
    _acknowledging_policy,
    _policy_sources,
    _changing_policy,
    _wording,
    _preferences,
    _proofs,
    _reach,
    _reactions,
    _reactions_enriching,
    _receipts,
    _record,
    _record_health,
    _retention,
    _retention_asks,
    _retention_disposing,
    _retention_following,
    _retention_running,
    _retention_trying,
    _saved,
    _search,
    _sending,
    _sms,
    _space_members,
    _space_requests,
    _spaces,
    _subjects,
    _tags,
    _tenants,
    _branding_versions,
    _threads,
    _updating,
    _watching,
)
