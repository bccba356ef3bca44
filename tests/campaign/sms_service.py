"""A worker that texts, and that dies without warning at the point that a file names.

`dying` stands around the house's own parts and changes nothing of what they do: it ends the process.
"""

import os
import signal
import time
from collections.abc import Callable
from functools import partial, wraps
from pathlib import Path
from typing import Any

from onrecord_server import doors
from onrecord_server.rest.called import Called
from onrecord_server.sms.gateways.local import Local
from onrecord_server.sms.worker import Texting
from tests.campaign.behind import mounted


ARMED = Path(os.environ["CAMPAIGN_ARMED"])


def reach(point: str) -> None:
    """Die here if this point is the one that is armed."""
    if ARMED.exists() and ARMED.read_text() == point:
        ARMED.unlink()
        os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(10)


def dying(owner: type, name: str) -> None:
    """Make a method a place to die at, before it has begun and after it is done."""
    real: Callable[..., Any] = getattr(owner, name)

    @wraps(real)
    def method(*given: Any, **named: Any) -> Any:
        reach(f"{name}:before")
        found = real(*given, **named)
        reach(f"{name}:after")
        return found

    setattr(owner, name, method)


def asking(real: Callable[..., Any]) -> Callable[..., Any]:
    """Make every operation that the worker asks for a place to die at."""

    @wraps(real)
    def call(texting: Texting, name: str, command: Any, tenant: str) -> Any:
        reach(f"{name}:before")
        found = real(texting, name, command, tenant)
        reach(f"{name}:after")
        return found

    return call


dying(Local, "send")
dying(Called, "_apply")
Texting._call = asking(Texting._call)  # type: ignore[method-assign]
# A campaign does not wait for a minute.
vars(doors)["Texting"] = partial(Texting, look=0.1, lease=3_000_000)

LINE = Local(base=os.environ["CAMPAIGN_PHONE"], key="key", secret="secret", patience=1.0)
app, chat = mounted(
    sms_accounts={"desk": LINE}, public_base_url=os.environ["CAMPAIGN_PUBLIC"], quiet_start=True
)
