"""The anchor for fan-out in Python: python-socketio, one room, nothing stored."""

from typing import Any

import socketio


server = socketio.AsyncServer(async_mode="asgi", cors_allowed_origins="*")
app = socketio.ASGIApp(server)


@server.event  # type: ignore[untyped-decorator]
async def connect(sid: str, _environ: Any, _auth: Any) -> None:
    await server.enter_room(sid, "room")


@server.event  # type: ignore[untyped-decorator]
async def say(_sid: str, message: Any) -> None:
    await server.emit("said", message, room="room")
