"""The clients. ``AsyncActor`` and ``Actor`` are the seam that in-process callers use too.

An actor is built from a caller: an object with one method, ``call(endpoint, command)``. Over HTTP
that is the transport of ``Client``; in process it is whatever runs the operation directly. One that
is a ``Carrier`` too can upload and download.
"""

from onrecord.client._async.actor import AsyncActor
from onrecord.client._async.caller import AsyncCaller, AsyncCarrier
from onrecord.client._async.client import AsyncClient
from onrecord.client._async.stream import AsyncStream
from onrecord.client._sync.actor import Actor
from onrecord.client._sync.caller import Caller, Carrier
from onrecord.client._sync.client import Client
from onrecord.client._sync.stream import Stream


__all__ = [
    "Actor",
    "AsyncActor",
    "AsyncCaller",
    "AsyncCarrier",
    "AsyncClient",
    "AsyncStream",
    "Caller",
    "Carrier",
    "Client",
    "Stream",
]
