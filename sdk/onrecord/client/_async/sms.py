"""Texts to people outside."""

from datetime import datetime
from typing import Literal

from onrecord import endpoints
from onrecord.client._async.caller import AsyncApi
from onrecord.wire.conversations import Conversation
from onrecord.wire.page import Page
from onrecord.wire.sms import (
    SmsAccount,
    SmsConsent,
    SmsContact,
    SmsSender,
    SmsStanding,
    SmsText,
)
from onrecord.wire.sms_looks import SmsHealth, SmsHook, SmsTalk
from onrecord.wire.sms_words import SmsCategory, SmsHookState, SmsProvider, SmsReach, SmsState


class AsyncSmsApi(AsyncApi):
    """``me.sms``: accounts, numbers, people outside, and what they agreed to."""

    async def add_account(
        self,
        provider: SmsProvider,
        name: str,
        *,
        settings: dict[str, str] | None = None,
        secrets: dict[str, str] | None = None,
    ) -> SmsAccount:
        """Add an account at a provider.

        Raises ``Forbidden``, ``Conflict`` for a name that is there, and ``SecretsUnkept`` where no key is.
        """
        return await self._call(
            endpoints.ADD_SMS_ACCOUNT,
            provider=provider,
            name=name,
            settings=settings or {},
            secrets=secrets or {},
        )

    async def change_account(
        self,
        account_id: str,
        *,
        settings: dict[str, str] | None = None,
        secrets: dict[str, str] | None = None,
        state: SmsState | None = None,
    ) -> SmsAccount:
        """Change an account; what is not given stays. Raises ``Forbidden``, ``NotFound``, ``SecretsUnkept``."""
        return await self._call(
            endpoints.CHANGE_SMS_ACCOUNT,
            account_id=account_id,
            settings=settings,
            secrets=secrets,
            state=state,
        )

    async def accounts(
        self, *, cursor: str | None = None, limit: int | None = None
    ) -> Page[SmsAccount]:
        """Return one page of accounts, the newest first."""
        return await self._call(endpoints.LIST_SMS_ACCOUNTS, cursor=cursor, limit=limit)

    async def add_sender(
        self,
        account_id: str,
        number: str,
        name: str,
        *,
        programme: str | None = None,
        brand_id: str | None = None,
        campaign_id: str | None = None,
        use_case: str | None = None,
        category: SmsCategory = "conversational",
        rate: int = 60,
        daily_cap: int | None = None,
        inbox: list[str] | None = None,
    ) -> SmsSender:
        """Add a number that texts go from; ``rate`` is texts a minute.

        Raises ``Forbidden``, ``NotFound``, ``Invalid``, ``Conflict``, and ``SenderUnregistered``.
        """
        return await self._call(
            endpoints.ADD_SMS_SENDER,
            account_id=account_id,
            number=number,
            name=name,
            programme=programme,
            brand_id=brand_id,
            campaign_id=campaign_id,
            use_case=use_case,
            category=category,
            rate=rate,
            daily_cap=daily_cap,
            inbox=inbox or [],
        )

    async def change_sender(
        self,
        sender_id: str,
        *,
        name: str | None = None,
        programme: str | None = None,
        brand_id: str | None = None,
        campaign_id: str | None = None,
        use_case: str | None = None,
        category: SmsCategory | None = None,
        rate: int | None = None,
        daily_cap: int | None = None,
        inbox: list[str] | None = None,
        state: SmsState | None = None,
    ) -> SmsSender:
        """Change a number; what is not given stays. Raises ``Forbidden``, ``NotFound``, ``Invalid``."""
        return await self._call(
            endpoints.CHANGE_SMS_SENDER,
            sender_id=sender_id,
            name=name,
            programme=programme,
            brand_id=brand_id,
            campaign_id=campaign_id,
            use_case=use_case,
            category=category,
            rate=rate,
            daily_cap=daily_cap,
            inbox=inbox,
            state=state,
        )

    async def senders(
        self, *, cursor: str | None = None, limit: int | None = None
    ) -> Page[SmsSender]:
        """Return one page of the numbers that one writes from; all of them for who looks after texts."""
        return await self._call(endpoints.LIST_SMS_SENDERS, cursor=cursor, limit=limit)

    async def add_contact(
        self,
        number: str,
        *,
        name: str = "",
        client_ref: str | None = None,
        tz: str | None = None,
        us_state: str | None = None,
        locale: str | None = None,
        home: str | None = None,
    ) -> SmsContact:
        """Add somebody outside, or return who has the number. Raises ``Forbidden``, ``NumberRefused``."""
        return await self._call(
            endpoints.ADD_SMS_CONTACT,
            number=number,
            name=name,
            client_ref=client_ref,
            tz=tz,
            us_state=us_state,
            locale=locale,
            home=home,
        )

    async def change_contact(
        self,
        contact_id: str,
        *,
        name: str | None = None,
        client_ref: str | None = None,
        tz: str | None = None,
        us_state: str | None = None,
        locale: str | None = None,
    ) -> SmsContact:
        """Change what is known of somebody outside; what is not given stays. Raises ``NotFound``."""
        return await self._call(
            endpoints.CHANGE_SMS_CONTACT,
            contact_id=contact_id,
            name=name,
            client_ref=client_ref,
            tz=tz,
            us_state=us_state,
            locale=locale,
        )

    async def recycle_contact(self, contact_id: str, *, name: str = "") -> SmsContact:
        """Say that a number has another owner now, and return who. Raises ``NotFound``, ``Conflict``."""
        return await self._call(endpoints.RECYCLE_SMS_CONTACT, contact_id=contact_id, name=name)

    async def contact(self, contact_id: str) -> SmsContact:
        """Return somebody outside whom one writes with. Raises ``NotFound``."""
        return await self._call(endpoints.GET_SMS_CONTACT, contact_id=contact_id)

    async def contacts(
        self,
        *,
        number: str | None = None,
        client_ref: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[SmsContact]:
        """Return one page of those outside whom one writes with, the newest first."""
        return await self._call(
            endpoints.LIST_SMS_CONTACTS,
            number=number,
            client_ref=client_ref,
            cursor=cursor,
            limit=limit,
        )

    async def open(
        self,
        sender_id: str,
        *,
        contact_id: str | None = None,
        number: str | None = None,
        home: str | None = None,
    ) -> Conversation:
        """Start to write to somebody outside, or return the conversation that one has with them.

        Raises ``NotFound``, ``NotAssigned``, ``SenderPaused``, ``NumberRefused``, and ``PairTaken`` where it is
        somebody else's.
        """
        return await self._call(
            endpoints.OPEN_SMS_CONVERSATION,
            sender_id=sender_id,
            contact_id=contact_id,
            number=number,
            home=home,
        )

    async def standing(self, conversation_id: str) -> SmsStanding:
        """Return whether a text may go now, and what holds it back. Raises ``NotFound``."""
        return await self._call(endpoints.GET_SMS_STANDING, conversation_id=conversation_id)

    async def assign(self, conversation_id: str, person_id: str) -> SmsStanding:
        """Give a conversation to somebody else of the inbox. Raises ``NotFound``, ``NotAssigned``, ``Invalid``."""
        return await self._call(
            endpoints.ASSIGN_SMS_CONVERSATION, conversation_id=conversation_id, person_id=person_id
        )

    async def cover(
        self, conversation_id: str, person_id: str | None, *, until: datetime | None = None
    ) -> SmsStanding:
        """Let somebody of the inbox stand in; None ends that. Raises ``NotFound``, ``NotAssigned``, ``Invalid``."""
        return await self._call(
            endpoints.COVER_SMS_CONVERSATION,
            conversation_id=conversation_id,
            person_id=person_id,
            until=until,
        )

    async def decide(self, text_id: str, *, sent: bool) -> SmsText:
        """Say whether a text that is ``unconfirmed`` was sent; one that was not is sent again.

        Raises ``NotFound``, ``NotAssigned``, and ``Conflict`` where it is known by now.
        """
        return await self._call(endpoints.DECIDE_SMS_TEXT, text_id=text_id, sent=sent)

    async def texts(
        self, conversation_id: str, *, cursor: str | None = None, limit: int | None = None
    ) -> Page[SmsText]:
        """Return one page of what became of the texts of a conversation. Raises ``NotFound``."""
        return await self._call(
            endpoints.LIST_SMS_TEXTS,
            conversation_id=conversation_id,
            cursor=cursor,
            limit=limit,
        )

    async def enter_consent(
        self,
        number: str,
        kind: Literal["consent", "opt_out", "resubscription", "cleared", "note"],
        words: str,
        *,
        means: Literal["phone", "mail", "form", "staff"] = "phone",
        reach: SmsReach = "all",
        sender_id: str | None = None,
        programme: str | None = None,
        categories: list[SmsCategory] | None = None,
        at: datetime | None = None,
        expires: datetime | None = None,
        home: str | None = None,
    ) -> SmsConsent:
        """Write down what somebody agreed to or revoked. Raises ``Forbidden``, ``NumberRefused``, ``Invalid``."""
        return await self._call(
            endpoints.ENTER_SMS_CONSENT,
            number=number,
            kind=kind,
            words=words,
            means=means,
            reach=reach,
            sender_id=sender_id,
            programme=programme,
            categories=categories,
            at=at,
            expires=expires,
            home=home,
        )

    async def consents(
        self, *, number: str | None = None, cursor: str | None = None, limit: int | None = None
    ) -> Page[SmsConsent]:
        """Return one page of the ledger, the newest first. Raises ``Forbidden``, ``NotFound``."""
        return await self._call(
            endpoints.LIST_SMS_CONSENTS, number=number, cursor=cursor, limit=limit
        )

    async def end_link(self, text_id: str) -> SmsText:
        """End the link of a notice before its time. Raises ``NotFound``, ``NotAssigned``, ``Conflict``."""
        return await self._call(endpoints.END_SMS_LINK, text_id=text_id)

    async def health(self) -> SmsHealth:
        """Return how each account does. Raises ``Forbidden``."""
        return await self._call(endpoints.GET_SMS_HEALTH)

    async def hooks(
        self,
        *,
        state: SmsHookState = "parked",
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[SmsHook]:
        """Return one page of what providers called us with, the newest first. Raises ``Forbidden``."""
        return await self._call(endpoints.LIST_SMS_HOOKS, state=state, cursor=cursor, limit=limit)

    async def conversations(
        self, *, cursor: str | None = None, limit: int | None = None
    ) -> Page[SmsTalk]:
        """Return one page of one's conversations with people outside, the newest first."""
        return await self._call(endpoints.LIST_SMS_CONVERSATIONS, cursor=cursor, limit=limit)
