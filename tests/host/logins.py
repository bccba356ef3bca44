"""The login that each host already has, as small as it can be: whoever opens /login/NAME is NAME."""

from typing import Final


_SETTINGS: Final = """
from types import SimpleNamespace
settings = SimpleNamespace(secret="a secret of thirty-two letters..")
"""

_STARLETTE: Final = """
from starlette.responses import PlainTextResponse
from starlette.routing import Route

def _login(request):
    name = request.path_params["name"]
    request.session["user"] = {"id": name, "name": name.title(), "department": "Sales"}
    return PlainTextResponse("in")

app.router.routes.insert(0, Route("/login/{name}", _login))
"""

_DJANGO_SETTINGS: Final = """
import os, sys, types
sys.modules["mysite"] = types.ModuleType("mysite")
settings_module = types.ModuleType("mysite.settings")
settings_module.__dict__.update(
    ALLOWED_HOSTS=["*"], SECRET_KEY=os.environ["SECRET_KEY"], ROOT_URLCONF="site_urls",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "django.db"}},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes",
                    "django.contrib.sessions"],
    MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware"],
)
sys.modules["mysite.settings"] = settings_module
"""

_DJANGO: Final = """
from django.contrib.auth import login as _login
from django.contrib.auth.models import User
from django.core.management import call_command
from django.http import HttpResponse
from django.urls import path as _path

def _login_as(request, name):
    user, _ = User.objects.get_or_create(username=name, defaults={"first_name": name.title()})
    _login(request, user, "django.contrib.auth.backends.ModelBackend")
    return HttpResponse("in")

urls = types.ModuleType("site_urls")
urls.urlpatterns = [_path("login/<name>", _login_as)]
sys.modules["site_urls"] = urls
call_command("migrate", verbosity=0)
"""

_FLASK: Final = """
from a_wsgi import mounted
from flask import session as _session

@shop.get("/login/<name>")
def _login(name):
    _session["user"] = {"id": name, "name": name.title()}
    return "in"

app.router.routes.append(Mount("/", mounted(shop)))
"""

#: Stands in for the proxy: one origin for the Flask process and the chat's.
A_WSGI: Final = """
from starlette.responses import Response
from werkzeug.test import Client


def mounted(shop):
    async def answer(scope, receive, send):
        found = Client(shop).get(scope["path"])
        await Response(found.data, found.status_code, dict(found.headers))(scope, receive, send)

    return answer
"""

_LITESTAR: Final = """
from litestar import Request, get

@get("/login/{name:str}")
async def _login(request: Request, name: str) -> str:
    request.session["user"] = {"id": name, "name": name.title()}
    return "in"

app.register(_login)
"""

_QUART: Final = """
from quart import session as _session

@site.get("/login/<name>")
async def _login(name):
    _session["user"] = {"id": name, "name": name.title()}
    return "in"
"""

#: What the reader has before and after the program of a page, by host.
BEFORE: Final = {"readme": _SETTINGS, "django": _DJANGO_SETTINGS}
AFTER: Final = {
    "readme": _STARLETTE,
    "first": "",
    "fastapi": _STARLETTE,
    "starlette": _STARLETTE,
    "django": _DJANGO,
    "flask": _FLASK,
    "litestar": _LITESTAR,
    "quart": _QUART,
}
