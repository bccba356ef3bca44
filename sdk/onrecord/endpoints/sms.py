"""What can be asked about texts to people outside."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import sms as s
from onrecord.wire import sms_looks as k
from onrecord.wire.conversations import Conversation
from onrecord.wire.page import Page


ADD_SMS_ACCOUNT = Endpoint(
    "sms.add_account",
    "POST",
    "/sms/accounts",
    s.AddSmsAccount,
    s.SmsAccount,
    writes=True,
    status=201,
)
CHANGE_SMS_ACCOUNT = Endpoint(
    "sms.change_account",
    "PATCH",
    "/sms/accounts/{account_id}",
    s.ChangeSmsAccount,
    s.SmsAccount,
    writes=True,
)
LIST_SMS_ACCOUNTS = Endpoint(
    "sms.accounts", "GET", "/sms/accounts", s.ListSmsAccounts, Page[s.SmsAccount], writes=False
)
GET_SMS_HEALTH = Endpoint(
    "sms.health", "GET", "/sms/health", k.GetSmsHealth, k.SmsHealth, writes=False
)
LIST_SMS_HOOKS = Endpoint(
    "sms.hooks", "GET", "/sms/hooks", k.ListSmsHooks, Page[k.SmsHook], writes=False
)
ADD_SMS_SENDER = Endpoint(
    "sms.add_sender", "POST", "/sms/senders", s.AddSmsSender, s.SmsSender, writes=True, status=201
)
CHANGE_SMS_SENDER = Endpoint(
    "sms.change_sender",
    "PATCH",
    "/sms/senders/{sender_id}",
    s.ChangeSmsSender,
    s.SmsSender,
    writes=True,
)
LIST_SMS_SENDERS = Endpoint(
    "sms.senders", "GET", "/sms/senders", s.ListSmsSenders, Page[s.SmsSender], writes=False
)
ADD_SMS_CONTACT = Endpoint(
    "sms.add_contact",
    "POST",
    "/sms/contacts",
    s.AddSmsContact,
    s.SmsContact,
    writes=True,
    status=201,
)
CHANGE_SMS_CONTACT = Endpoint(
    "sms.change_contact",
    "PATCH",
    "/sms/contacts/{contact_id}",
    s.ChangeSmsContact,
    s.SmsContact,
    writes=True,
)
RECYCLE_SMS_CONTACT = Endpoint(
    "sms.recycle_contact",
    "POST",
    "/sms/contacts/{contact_id}/recycling",
    s.RecycleSmsContact,
    s.SmsContact,
    writes=True,
    status=201,
)
GET_SMS_CONTACT = Endpoint(
    "sms.contact", "GET", "/sms/contacts/{contact_id}", s.GetSmsContact, s.SmsContact, writes=False
)
LIST_SMS_CONTACTS = Endpoint(
    "sms.contacts", "GET", "/sms/contacts", s.ListSmsContacts, Page[s.SmsContact], writes=False
)
OPEN_SMS_CONVERSATION = Endpoint(
    "sms.open",
    "POST",
    "/sms/conversations",
    s.OpenSmsConversation,
    Conversation,
    writes=True,
    status=201,
)
LIST_SMS_CONVERSATIONS = Endpoint(
    "sms.conversations",
    "GET",
    "/sms/conversations",
    k.ListSmsConversations,
    Page[k.SmsTalk],
    writes=False,
)
GET_SMS_STANDING = Endpoint(
    "sms.standing",
    "GET",
    "/sms/conversations/{conversation_id}",
    s.GetSmsStanding,
    s.SmsStanding,
    writes=False,
)
ASSIGN_SMS_CONVERSATION = Endpoint(
    "sms.assign",
    "PUT",
    "/sms/conversations/{conversation_id}/assignee",
    s.AssignSmsConversation,
    s.SmsStanding,
    writes=True,
)
COVER_SMS_CONVERSATION = Endpoint(
    "sms.cover",
    "PUT",
    "/sms/conversations/{conversation_id}/cover",
    s.CoverSmsConversation,
    s.SmsStanding,
    writes=True,
)
LIST_SMS_TEXTS = Endpoint(
    "sms.texts",
    "GET",
    "/sms/conversations/{conversation_id}/texts",
    s.ListSmsTexts,
    Page[s.SmsText],
    writes=False,
)
DECIDE_SMS_TEXT = Endpoint(
    "sms.decide",
    "PUT",
    "/sms/texts/{text_id}/decision",
    s.DecideSmsText,
    s.SmsText,
    writes=True,
)
END_SMS_LINK = Endpoint(
    "sms.end_link", "DELETE", "/sms/texts/{text_id}/link", k.EndSmsLink, s.SmsText, writes=True
)
ENTER_SMS_CONSENT = Endpoint(
    "sms.enter_consent",
    "POST",
    "/sms/consents",
    s.EnterSmsConsent,
    s.SmsConsent,
    writes=True,
    status=201,
)
LIST_SMS_CONSENTS = Endpoint(
    "sms.consents", "GET", "/sms/consents", s.ListSmsConsents, Page[s.SmsConsent], writes=False
)
