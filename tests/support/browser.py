"""A Chromium that the machine brings; none is ever downloaded."""

import os
import shutil


NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str | None:
    """Return the path of a Chromium: ONRECORD_CHROMIUM, or the first found on the PATH."""
    named = os.environ.get("ONRECORD_CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)
