"""Chat in a FastAPI app: run `uvicorn main:app` here and open http://127.0.0.1:8000/login/alice.

The login is a toy: whoever opens `/login/NAME` is NAME. Yours stays what it is.
"""

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import HTTPConnection

from onrecord_server import Identity, OnRecord


PAGE = """<!doctype html>
<title>FastAPI with chat</title>
<script type="module" src="/chat/widgets/onrecord.js"></script>
<onrecord-chat></onrecord-chat>"""


def identify(connection: HTTPConnection) -> Identity | None:
    user = connection.session.get("user")
    return user and Identity(
        tenant="acme",
        person=user["id"],
        name=user["name"],
        roles={"member"},
        attributes={"department": user["department"]},
    )


app = FastAPI()
app.add_middleware(SessionMiddleware, secret_key="change me")
chat = OnRecord("sqlite:///onrecord.db", identify=identify, tenants=["acme"])
chat.mount(app, "/chat")


@app.get("/", response_class=HTMLResponse)
def home() -> str:
    return PAGE


@app.get("/login/{name}")
def login(request: Request, name: str) -> RedirectResponse:
    request.session["user"] = {"id": name, "name": name.title(), "department": "Sales"}
    return RedirectResponse("/")


@app.post("/orders/{number}/shipped")
def shipped(number: int) -> dict[str, str]:
    """The host's own code speaks for a person, without a request of hers."""
    with chat.acting_as("acme", "alice") as me:
        order = me.conversations.create(
            kind="group", members=["bob"], subject=f"order:{number}", title=f"Order {number}"
        )
        sent = me.messages.send(order.id, "Your pallet left the dock.")
    return {"conversation": order.id, "message": sent.id}
