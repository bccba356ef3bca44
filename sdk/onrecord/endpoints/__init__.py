"""THE list of what can be asked. REST, socket, clients, OpenAPI and TypeScript are loops over it."""

from typing import Any, Final

from onrecord.endpoints._base import Endpoint
from onrecord.endpoints.announcements import (
    ACKNOWLEDGE_MESSAGE,
    EXPORT_ANNOUNCEMENT,
    GET_ANNOUNCEMENT,
    GET_EXPORT,
    LIST_EXPORT_ROWS,
    LIST_PENDING,
    LIST_ROSTER,
    MARK_REACHED,
    REMIND_AUDIENCE,
)
from onrecord.endpoints.conversations import (
    ADD_MEMBERS,
    CHANGE_MEMBER,
    CREATE_CONVERSATION,
    GET_CONVERSATION,
    LIST_CONVERSATIONS,
    LIST_MEMBERS,
    MARK_READ,
    MUTE_CONVERSATION,
    REMOVE_MEMBER,
    SET_LEVEL,
    UPDATE_CONVERSATION,
)
from onrecord.endpoints.marks import (
    ADD_PIN,
    ADD_REACTION,
    ADD_SAVED,
    LIST_PINS,
    LIST_REACTIONS,
    LIST_SAVED,
    REMOVE_PIN,
    REMOVE_REACTION,
    REMOVE_SAVED,
)
from onrecord.endpoints.messages import (
    EDIT_MESSAGE,
    GET_MESSAGE,
    LIST_MESSAGES,
    LIST_VERSIONS,
    REMOVE_MESSAGE,
    SEND_MESSAGE,
)
from onrecord.endpoints.people import (
    DEACTIVATE_PERSON,
    GET_PERSON,
    LIST_PEOPLE,
    ME,
    REACTIVATE_PERSON,
    UPSERT_PERSON,
)
from onrecord.endpoints.preferences import GET_PREFERENCES, SET_PREFERENCES
from onrecord.endpoints.record import (
    GET_CHECKPOINT,
    GET_PROOF,
)
from onrecord.endpoints.subjects import (
    GET_SUBJECT,
    LIST_SUBJECTS,
    PUT_SUBJECT,
    REMOVE_SUBJECT,
)
from onrecord.endpoints.tenants import (
    GET_BRANDING,
    RESUME_TENANT,
    SET_BRANDING,
    SUSPEND_TENANT,
)
from onrecord.endpoints.threads import (
    FOLLOW_THREAD,
    GET_THREAD,
    LIST_THREAD_MARKS,
    LIST_THREADS,
    READ_ALL_THREADS,
    READ_THREAD,
    UNFOLLOW_THREAD,
)


#: Every endpoint, by name.
ENDPOINTS: Final[dict[str, Endpoint[Any, Any]]] = {
    value.name: value for value in list(globals().values()) if isinstance(value, Endpoint)
}

__all__ = [
    "ACKNOWLEDGE_MESSAGE",
    "ADD_MEMBERS",
    "ADD_PIN",
    "ADD_REACTION",
    "ADD_SAVED",
    "CHANGE_MEMBER",
    "CREATE_CONVERSATION",
    "DEACTIVATE_PERSON",
    "EDIT_MESSAGE",
    "ENDPOINTS",
    "EXPORT_ANNOUNCEMENT",
    "FOLLOW_THREAD",
    "GET_ANNOUNCEMENT",
    "GET_BRANDING",
    "GET_CHECKPOINT",
    "GET_CONVERSATION",
    "GET_EXPORT",
    "GET_MESSAGE",
    "GET_PERSON",
    "GET_PREFERENCES",
    "GET_PROOF",
    "GET_SUBJECT",
    "GET_THREAD",
    "LIST_CONVERSATIONS",
    "LIST_EXPORT_ROWS",
    "LIST_MEMBERS",
    "LIST_MESSAGES",
    "LIST_PENDING",
    "LIST_PEOPLE",
    "LIST_PINS",
    "LIST_REACTIONS",
    "LIST_ROSTER",
    "LIST_SAVED",
    "LIST_SUBJECTS",
    "LIST_THREADS",
    "LIST_THREAD_MARKS",
    "LIST_VERSIONS",
    "MARK_REACHED",
    "MARK_READ",
    "ME",
    "MUTE_CONVERSATION",
    "PUT_SUBJECT",
    "REACTIVATE_PERSON",
    "READ_ALL_THREADS",
    "READ_THREAD",
    "REMIND_AUDIENCE",
    "REMOVE_MEMBER",
    "REMOVE_MESSAGE",
    "REMOVE_PIN",
    "REMOVE_REACTION",
    "REMOVE_SAVED",
    "REMOVE_SUBJECT",
    "RESUME_TENANT",
    "SEND_MESSAGE",
    "SET_BRANDING",
    "SET_LEVEL",
    "SET_PREFERENCES",
    "SUSPEND_TENANT",
    "UNFOLLOW_THREAD",
    "UPDATE_CONVERSATION",
    "UPSERT_PERSON",
    "Endpoint",
]
