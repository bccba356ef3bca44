"""Flask writes orders and chat in one transaction: `flask --app main run`.

Flask is WSGI and holds no sockets, so the people's chat runs beside it, as `uvicorn chat:app`,
over the same database; a proxy gives both one origin.
"""

import os

from flask import Flask, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from onrecord_server import OnRecord, immediate


engine = immediate(create_engine(os.environ.get("DATABASE_URL", "sqlite:///shop.db")))
chat = OnRecord(engine, identify=lambda _connection: None, tenants=["acme"])
app = Flask(__name__)


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"

    number: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(default="received")


Base.metadata.create_all(engine)
chat.migrate()


@app.post("/orders/<int:number>/<state>")
def change(number: int, state: str) -> ResponseReturnValue:
    with Session(engine) as session, session.begin():
        session.merge(Order(number=number, state=state))
        with chat.join(session, "acme", "alice") as me:
            about = me.conversations.create(
                kind="group", members=["bob"], subject=f"order:{number}", title=f"Order {number}"
            )
            me.messages.send(about.id, f"Order {number} is {state}.")
        if state == "lost":
            raise ValueError("nothing of this stays: not the order, not the message")
    return jsonify(number=number, state=state)
