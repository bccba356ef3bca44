import pytest

from tests.sms.gateways.doubles import DOUBLES, Double


@pytest.fixture(params=list(DOUBLES.values()), ids=list(DOUBLES))
def double(request: pytest.FixtureRequest) -> Double:
    """Each provider in turn."""
    found = request.param
    assert isinstance(found, Double)
    return found
