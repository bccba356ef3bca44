"""One wheel carries the client, the server and the widgets, and the client stays light."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.project import PACKAGES, ROOT
from tests.support.require import skip_or_fail


HEAVY = {"onrecord_server", "sqlalchemy", "starlette", "alembic", "anyio._backends._trio", "redis"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The names inside the wheel that is built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    environment = {**os.environ, "ONRECORD_SKIP_WIDGETS": "1"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        return archive.namelist()


def test_the_wheel_has_both_packages_their_types_and_the_licence(wheel: list[str]) -> None:
    assert {"onrecord/py.typed", "onrecord_server/py.typed"} <= set(wheel)
    assert [name for name in wheel if name.endswith("licenses/LICENSE")]


def test_the_wheel_has_nothing_beside_the_two_packages(wheel: list[str]) -> None:
    tops = {Path(name).parts[0] for name in wheel if ".dist-info" not in name}
    assert tops == {"onrecord", "onrecord_server"}


def test_the_wheel_carries_every_built_widget_file(wheel: list[str]) -> None:
    static = PACKAGES[1] / "web" / "static"
    built = [path for path in static.rglob("*") if path.is_file() and path.suffix == ".js"]
    if not built:
        skip_or_fail("widgets", "they are not built here; `make widgets` builds them")
    expected = {f"onrecord_server/{path.relative_to(PACKAGES[1]).as_posix()}" for path in built}
    assert expected <= set(wheel)


def test_importing_the_client_loads_nothing_of_the_server() -> None:
    code = "import sys, onrecord, onrecord.endpoints; print(*sys.modules)"
    path = os.pathsep.join(str(folder.parent) for folder in PACKAGES)
    environment = {**os.environ, "PYTHONPATH": path}
    result = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert HEAVY & set(result.stdout.split()) == set()
