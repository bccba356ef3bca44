"""A chat where whoever comes may change how it looks."""

import os
from typing import Final

from fastapi import FastAPI

from onrecord_server import Identity, OnRecord


PAULA: Final = Identity(person="paula", name="Paula Stein", scopes=["branding:write"])

chat = OnRecord(os.environ["BRANDED_DATABASE"], identify=lambda _: PAULA)
app = FastAPI(lifespan=chat.lifespan)
chat.mount(app, "/chat")
