"""Everything that one actor can ask, whatever way it travels."""

from onrecord import endpoints
from onrecord.client._async.announcements import AsyncAnnouncementsApi
from onrecord.client._async.attachments import AsyncAttachmentsApi
from onrecord.client._async.branding import AsyncBrandingApi
from onrecord.client._async.caller import AsyncApi, AsyncCaller
from onrecord.client._async.cases import AsyncCasesApi
from onrecord.client._async.compliance import AsyncComplianceApi
from onrecord.client._async.conversations import AsyncConversationsApi
from onrecord.client._async.data_requests import AsyncDataRequestsApi
from onrecord.client._async.exports import AsyncExportsApi
from onrecord.client._async.grants import AsyncDisclosuresApi, AsyncGrantsApi
from onrecord.client._async.handovers import AsyncHandoversApi
from onrecord.client._async.holds import AsyncHoldsApi
from onrecord.client._async.impersonations import AsyncImpersonationsApi
from onrecord.client._async.import_requests import AsyncImportRequestsApi
from onrecord.client._async.imports import AsyncImportsApi
from onrecord.client._async.lexicons import AsyncAdviceApi, AsyncLexiconsApi
from onrecord.client._async.messages import AsyncMessagesApi
from onrecord.client._async.notices import AsyncAppealsApi, AsyncNoticesApi, AsyncTemplatesApi
from onrecord.client._async.people import AsyncPeopleApi
from onrecord.client._async.pins import AsyncPinsApi
from onrecord.client._async.policy import AsyncPolicyApi
from onrecord.client._async.preferences import AsyncPreferencesApi
from onrecord.client._async.reach import AsyncReachApi
from onrecord.client._async.reactions import AsyncReactionsApi
from onrecord.client._async.record import AsyncRecordApi
from onrecord.client._async.reports import AsyncReportsApi
from onrecord.client._async.retention import AsyncRetentionApi
from onrecord.client._async.retention_asks import AsyncRetentionAsksApi
from onrecord.client._async.samples import AsyncSamplesApi
from onrecord.client._async.saved import AsyncSavedApi
from onrecord.client._async.search import AsyncSearchApi
from onrecord.client._async.sms import AsyncSmsApi
from onrecord.client._async.sms_campaigns import AsyncSmsCampaignsApi
from onrecord.client._async.spaces import AsyncSpacesApi
from onrecord.client._async.subjects import AsyncSubjectsApi
from onrecord.client._async.tenant import AsyncTenantApi
from onrecord.client._async.threads import AsyncThreadsApi
from onrecord.client._async.watching import AsyncTransparencyApi, AsyncWatchApi
from onrecord.wire.people import Me


class AsyncActor(AsyncApi):
    """All facades over one caller. Only assembles: a feature adds a facade, not a method here."""

    def __init__(self, caller: AsyncCaller) -> None:  # noqa: PLR0915 - a line for each facade
        """Give every facade the same caller."""
        super().__init__(caller)
        self.advice = AsyncAdviceApi(caller)
        self.announcements = AsyncAnnouncementsApi(caller)
        self.appeals = AsyncAppealsApi(caller)
        self.attachments = AsyncAttachmentsApi(caller)
        self.branding = AsyncBrandingApi(caller)
        self.cases = AsyncCasesApi(caller)
        self.compliance = AsyncComplianceApi(caller)
        self.conversations = AsyncConversationsApi(caller)
        self.data_requests = AsyncDataRequestsApi(caller)
        self.disclosures = AsyncDisclosuresApi(caller)
        self.grants = AsyncGrantsApi(caller)
        self.holds = AsyncHoldsApi(caller)
        self.impersonations = AsyncImpersonationsApi(caller)
        self.exports = AsyncExportsApi(caller)
        self.import_requests = AsyncImportRequestsApi(caller)
        self.imports = AsyncImportsApi(caller)
        self.lexicons = AsyncLexiconsApi(caller)
        self.messages = AsyncMessagesApi(caller)
        self.notices = AsyncNoticesApi(caller)
        self.people, self.handovers = AsyncPeopleApi(caller), AsyncHandoversApi(caller)
        self.policy = AsyncPolicyApi(caller)
        self.preferences = AsyncPreferencesApi(caller)
        self.reach = AsyncReachApi(caller)
        self.record = AsyncRecordApi(caller)
        self.pins = AsyncPinsApi(caller)
        self.reactions = AsyncReactionsApi(caller)
        self.retention = AsyncRetentionApi(caller)
        self.retention_asks = AsyncRetentionAsksApi(caller)
        self.samples = AsyncSamplesApi(caller)
        self.reports = AsyncReportsApi(caller)
        self.saved = AsyncSavedApi(caller)
        self.sms, self.sms_campaigns = AsyncSmsApi(caller), AsyncSmsCampaignsApi(caller)
        self.spaces, self.subjects = AsyncSpacesApi(caller), AsyncSubjectsApi(caller)
        self.search = AsyncSearchApi(caller)
        self.templates = AsyncTemplatesApi(caller)
        self.tenant = AsyncTenantApi(caller)
        self.threads = AsyncThreadsApi(caller)
        self.transparency = AsyncTransparencyApi(caller)
        self.watch = AsyncWatchApi(caller)

    async def me(self) -> Me:
        """Return who the server takes one for, and where the stream stands."""
        return await self._call(endpoints.ME)
