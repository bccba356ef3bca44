"""What can be asked about the host's own objects."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import subjects as s


PUT_SUBJECT = Endpoint(
    "subjects.put",
    "PUT",
    "/subjects",
    s.PutSubject,
    s.SubjectCard,
    writes=True,
    scope="subjects:bind",
)
GET_SUBJECT = Endpoint(
    "subjects.get", "GET", "/subjects", s.GetSubject, s.SubjectCard, writes=False
)
# A hundred subjects do not fit into an address.
LIST_SUBJECTS = Endpoint(
    "subjects.list", "POST", "/subjects/cards", s.ListSubjects, s.SubjectCards, writes=False
)
REMOVE_SUBJECT = Endpoint(
    "subjects.remove",
    "DELETE",
    "/subjects",
    s.RemoveSubject,
    s.RemovedSubject,
    writes=True,
    scope="subjects:bind",
)
