"""Gateways made of what is kept of an account: its provider, settings and secrets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from onrecord.errors import UsageError
from onrecord_server.sms.gateways.aws import Aws
from onrecord_server.sms.gateways.base import Busy, Gateway, Unsure
from onrecord_server.sms.gateways.local import Local
from onrecord_server.sms.gateways.plivo import Plivo
from onrecord_server.sms.gateways.sigv4 import Keys
from onrecord_server.sms.gateways.sinch import Sinch
from onrecord_server.sms.gateways.telnyx import Telnyx
from onrecord_server.sms.gateways.twilio import Twilio
from onrecord_server.sms.gateways.vonage import Vonage
from onrecord_server.sms.gateways.wire import Call, exchange


@dataclass(frozen=True, slots=True)
class Given:
    """What is kept of an account. Neither settings nor secrets are printed."""

    settings: Mapping[str, str] = field(repr=False)
    secrets: Mapping[str, str] = field(repr=False)

    def needed(self, name: str) -> str:
        """Return a setting. Raises ``UsageError`` where there is none."""
        return _needed(self.settings, name, "setting")

    def secret(self, name: str) -> str:
        """Return a secret. Raises ``UsageError`` where there is none."""
        return _needed(self.secrets, name, "secret")

    def also(self, name: str, otherwise: str = "") -> str:
        """Return a setting, or what it is otherwise."""
        return self.settings.get(name) or otherwise

    @property
    def key(self) -> tuple[str, str] | None:
        """Return a key with its secret, where the account has one."""
        return (self.settings["key"], self.secret("key_secret")) if self.also("key") else None


def make(provider: str, given: Given) -> Gateway:
    """Return the gateway of an account. Raises ``UsageError`` for what is missing or cannot work."""
    if provider not in _MAKERS:
        raise UsageError(f"there is no provider {provider}")
    return _MAKERS[provider](given)


def _needed(values: Mapping[str, str], name: str, kind: str) -> str:
    if not values.get(name):
        raise UsageError(f"this account needs the {kind} {name}")
    return values[name]


def _twilio(given: Given) -> Gateway:
    return Twilio(account=given.needed("account"), token=given.secret("token"), key=given.key)


def _vonage(given: Given) -> Gateway:
    return Vonage(
        signing=given.secret("signing"),
        application=given.also("application"),
        private_key=given.secrets.get("private_key", ""),
        key=given.key,
    )


def _telnyx(given: Given) -> Gateway:
    return Telnyx(
        api_key=given.secret("api_key"),
        public_key=given.needed("public_key"),
        profile=given.also("profile"),
    )


def _plivo(given: Given) -> Gateway:
    return Plivo(account=given.needed("account"), token=given.secret("token"))


def _sinch(given: Given) -> Gateway:
    return Sinch(
        plan=given.needed("plan"),
        token=given.secret("token"),
        secret=given.secret("secret"),
        region=given.also("region", "us"),
    )


def _aws(given: Given) -> Gateway:
    return Aws(
        region=given.needed("region"),
        keys=Keys(given.needed("access_key"), given.secret("secret_key")),
        topics=frozenset(given.needed("topics").split()),
        fetch=certificate,
        configuration_set=given.also("configuration_set"),
    )


def _local(given: Given) -> Gateway:
    return Local(base=given.needed("base"), key=given.secret("key"), secret=given.secret("secret"))


_MAKERS: Final[Mapping[str, Callable[[Given], Gateway]]] = {
    "twilio": _twilio,
    "vonage": _vonage,
    "telnyx": _telnyx,
    "plivo": _plivo,
    "sinch": _sinch,
    "aws": _aws,
    "local": _local,
}


def certificate(url: str) -> bytes | None:
    """Fetch a certificate, whose URL was checked; None where that fails. It is kept once it is there."""
    try:
        return _fetched(url)
    except (Busy, Unsure):
        return None


@lru_cache(maxsize=16)
def _fetched(url: str) -> bytes:
    """Return what lies there. Raises ``Busy`` and ``Unsure``, which are not kept."""
    answer = exchange(Call("GET", url, {}))
    if answer.status != 200 or not answer.body:
        raise Unsure(f"status {answer.status}")
    return answer.body
