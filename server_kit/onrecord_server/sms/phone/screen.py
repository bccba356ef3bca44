"""The screen of a phone: one page, and the few requests that it makes."""

import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from onrecord.errors import UsageError
from onrecord_server.sms.phone.requests import read, read_json
from onrecord_server.sms.phone.store import Kept


if TYPE_CHECKING:
    from onrecord_server.sms.phone.app import Phone

#: Bytes that an image may have, and a request without one.
IMAGE: Final = 5_000_000
MOST: Final = 65_536
#: Texts and phones that are shown.
SHOWN: Final = 200
KINDS: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})

_PAGE: Final = Path(__file__).with_name("page.html")
_NUMBER: Final = re.compile(r"\+[1-9][0-9]{6,14}")
_PARTY: Final = re.compile(r"\+?[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}")
_POLICY: Final = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src 'self' blob:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class Screen:
    """What a browser on this machine asks for. A page from elsewhere cannot write: it is asked what it sends."""

    def __init__(self, phone: "Phone") -> None:
        """Keep whose screen it is."""
        self._phone = phone
        self.routes = [
            Route("/", self._page),
            Route("/phone/texts", self._texts, methods=["GET"]),
            Route("/phone/texts", self._write, methods=["POST"]),
            Route("/phone/images", self._hang, methods=["POST"]),
            Route("/phone/faults", self._misbehave, methods=["POST"]),
            Route("/media/{name}", self._image, name="image"),
        ]

    async def _page(self, request: Request) -> Response:
        nonce = secrets.token_urlsafe(18)
        page = _PAGE.read_text(encoding="utf-8").replace("{{nonce}}", nonce)
        headers = {
            "content-security-policy": _POLICY.format(nonce=nonce),
            "cache-control": "no-store",
            "x-content-type-options": "nosniff",
            "referrer-policy": "no-referrer",
        }
        return HTMLResponse(page, headers=headers)

    async def _texts(self, request: Request) -> Response:
        """Return the texts of a number, and every number that there is."""
        number = request.query_params.get("number", "")
        phones, desks = _parties(self._phone.store.all())
        texts = [_shown(one) for one in self._phone.store.of(number)[-SHOWN:]]
        found = {"texts": texts, "phones": phones[:SHOWN], "desks": desks[:SHOWN]}
        return JSONResponse(found, headers={"cache-control": "no-store"})

    async def _write(self, request: Request) -> Response:
        said = await read_json(request, MOST)
        if said is None or not _is_text(said):
            return JSONResponse({"said": "a text goes from a number to one"}, 422)
        media = []
        for name in said["images"]:
            if (image := self._phone.store.image(name)) is None:
                return JSONResponse({"said": "no such image"}, 422)
            media.append((str(request.url_for("image", name=name)), image[0]))
        kept = self._phone.write(said["from"], said["to"], said["text"], media)
        return JSONResponse(_shown(kept), 201)

    async def _hang(self, request: Request) -> Response:
        kind = request.headers.get("content-type", "").lower()
        image = await read(request, IMAGE) if kind in KINDS else None
        if not image:
            return JSONResponse({"said": "an image of at most 5 MB"}, 422)
        return JSONResponse({"name": self._phone.store.hang(kind, image)}, 201)

    async def _misbehave(self, request: Request) -> Response:
        said = await read_json(request, MOST) or {}
        following, chances = said.get("next", []), said.get("chances")
        try:
            self._phone.faults.tell(following, chances)
        except (UsageError, TypeError, ValueError, AttributeError) as error:
            return JSONResponse({"said": str(error)}, 422)
        return Response(status_code=204)

    async def _image(self, request: Request) -> Response:
        found = self._phone.store.image(request.path_params["name"])
        if found is None:
            return Response(status_code=404)
        headers = {"x-content-type-options": "nosniff", "cache-control": "no-store"}
        return Response(found[1], media_type=found[0], headers=headers)


def _is_text(said: dict[str, Any]) -> bool:
    sender, to, text, images = (said.get(name) for name in ("from", "to", "text", "images"))
    parties = isinstance(sender, str) and isinstance(to, str)
    listed = isinstance(images, list) and all(isinstance(name, str) for name in images)
    if not (parties and listed and isinstance(text, str)):
        return False
    fits = len(text) <= 1600 and len(images or ()) <= 10
    return bool(
        _NUMBER.fullmatch(str(sender)) and _PARTY.fullmatch(str(to)) and fits and (text or images)
    )


def _parties(texts: list[Kept]) -> tuple[list[str], list[str]]:
    """Return the phones and the numbers of the app, those of the newest texts first."""
    newest = texts[::-1]
    phones = dict.fromkeys(one.to if one.ours else one.sender for one in newest)
    return list(phones), list(dict.fromkeys(one.sender if one.ours else one.to for one in newest))


def _shown(one: Kept) -> dict[str, Any]:
    return {
        "id": one.id,
        "ours": one.ours,
        "from": one.sender,
        "to": one.to,
        "text": one.text,
        "media": [url for url in one.media if "/media/" in url] if not one.ours else [],
        "files": len(one.media),
        "at": one.at.isoformat(),
    }
