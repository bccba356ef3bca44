"""Chat beside a Django project, with Django's own login: run `uvicorn main:app` here.

Django keeps every path but `/chat`; the chat asks Django's session who somebody is.
"""

import django
from asgiref.sync import sync_to_async
from django.conf import settings


settings.configure(
    ALLOWED_HOSTS=["127.0.0.1", "localhost", "testserver"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "django.db"}},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes"],
    MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="change me, to at least thirty-two letters",
    SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
)
django.setup()

from django.contrib.auth import aget_user, login  # noqa: E402  Django wants its settings first
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.sessions.backends.signed_cookies import SessionStore  # noqa: E402
from django.core.asgi import get_asgi_application  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect  # noqa: E402
from django.urls import path  # noqa: E402
from starlette.requests import HTTPConnection  # noqa: E402
from starlette.types import Receive, Scope, Send  # noqa: E402

from onrecord_server import Identity, OnRecord  # noqa: E402


PAGE = """<!doctype html>
<title>Django with chat</title>
<script type="module" src="/chat/widgets/onrecord.js"></script>
<onrecord-launcher></onrecord-launcher>"""


def home(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE)


def login_as(request: HttpRequest, name: str) -> HttpResponse:
    """A toy: whoever opens this is that user."""
    user, _ = User.objects.get_or_create(username=name, defaults={"first_name": name.title()})
    login(request, user, "django.contrib.auth.backends.ModelBackend")
    return HttpResponseRedirect("/")


async def identify(connection: HTTPConnection) -> Identity | None:
    request = HttpRequest()
    request.session = SessionStore(connection.cookies.get(settings.SESSION_COOKIE_NAME))
    user = await aget_user(request)
    name = await sync_to_async(user.get_full_name)() if user.is_authenticated else ""
    return Identity(person=str(user.pk), name=name) if user.is_authenticated else None


urlpatterns = [path("", home), path("login/<name>", login_as)]
call_command("migrate", verbosity=0, run_syncdb=True)
chat = OnRecord("sqlite:///onrecord.db", identify=identify)
project = get_asgi_application()


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Give the chat its paths and the lifespan, and Django the rest."""
    ours = scope["type"] == "lifespan" or scope["path"].startswith("/chat/")
    if scope["type"] != "lifespan" and ours:
        scope = {**scope, "root_path": scope.get("root_path", "") + "/chat"}
    await (chat.asgi if ours else project)(scope, receive, send)
