"""Which servers a run may not go without."""

import os
from typing import NoReturn

import pytest


def skip_or_fail(need: str, reason: str) -> NoReturn:
    """Skip the test, or fail it when ONRECORD_REQUIRE (a list with commas) names the need."""
    required = os.environ.get("ONRECORD_REQUIRE", "").split(",")
    if need in required:
        pytest.fail(f"{need} is required by ONRECORD_REQUIRE: {reason}", pytrace=False)
    pytest.skip(f"{need}: {reason}")
