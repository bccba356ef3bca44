"""What can be asked about threads."""

from onrecord.endpoints._base import Endpoint
from onrecord.wire import threads as t
from onrecord.wire.page import Page


LIST_THREADS = Endpoint(
    "threads.list", "GET", "/threads", t.ListThreads, Page[t.Thread], writes=False
)
LIST_THREAD_MARKS = Endpoint(
    "threads.marks", "GET", "/threads/marks", t.ListThreadMarks, Page[t.ThreadMark], writes=False
)
GET_THREAD = Endpoint(
    "threads.get", "GET", "/threads/{thread_id}", t.GetThread, t.Thread, writes=False
)
FOLLOW_THREAD = Endpoint(
    "threads.follow",
    "PUT",
    "/threads/{thread_id}/follow",
    t.FollowThread,
    t.ThreadMark,
    writes=True,
)
UNFOLLOW_THREAD = Endpoint(
    "threads.unfollow",
    "DELETE",
    "/threads/{thread_id}/follow",
    t.UnfollowThread,
    t.ThreadMark,
    writes=True,
)
READ_THREAD = Endpoint(
    "threads.read", "PUT", "/threads/{thread_id}/read", t.ReadThread, t.ThreadMark, writes=True
)
READ_ALL_THREADS = Endpoint(
    "threads.read_all", "PUT", "/threads/read", t.ReadAllThreads, t.ThreadsMarked, writes=True
)
