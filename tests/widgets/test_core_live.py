"""The widgets' core, without a browser, against a real server on a real port."""

import subprocess
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse

from onrecord_server import OnRecord
from onrecord_server.people.tokens import TokenKey
from tests.support.node import find_node
from tests.support.require import skip_or_fail
from tests.support.served import listening


ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = sorted((ROOT / "widgets" / "tests" / "live").glob("*_*.ts"))


def host(folder: Path) -> Starlette:
    """A company app with a chat in it, which mints a token for whoever is asked for."""
    chat = OnRecord(
        f"sqlite:///{folder / 'chat.db'}",
        identify=lambda connection: None,
        tenants=["acme"],
        token_key=TokenKey(b"token-key-of-the-tests-32-bytes!"),
    )
    with chat.acting_as("acme", "carol") as carol:
        carol.people.get("carol")

    async def token(request: Request) -> JSONResponse:
        return JSONResponse({"token": chat.mint_token("acme", request.path_params["person"])})

    app = Starlette()
    app.add_route("/token/{person}", token)
    chat.mount(app, "/chat")
    return app


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_every_sentence_of_the_scenario_becomes_true(scenario: Path, tmp_path: Path) -> None:
    """The scenario prints its last sentence only after each one before it was true."""
    node = find_node() or skip_or_fail("widgets", "no Node 22.18 or newer")
    with listening(host(tmp_path)) as url:
        done = subprocess.run(
            [node, "--no-warnings", str(scenario)],
            env={"ONRECORD_BASE": f"{url}/chat"},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("all of it is true\n")
