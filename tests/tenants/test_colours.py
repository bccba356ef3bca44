from hypothesis import given
from hypothesis import strategies as st

from onrecord_server.tenants.colours import contrast, nearest, passes, to_hex, to_oklch


colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


def test_white_on_black_is_twenty_one_to_one() -> None:
    assert round(contrast("#ffffff", "#000000"), 2) == 21.0
    assert contrast("#777777", "#777777") == 1.0


def test_the_published_coordinates_of_pure_red_are_found() -> None:
    """CSS Color 4: red is oklch(0.628 0.2577 29.23deg)."""
    red = to_oklch("#ff0000")
    assert abs(red.lightness - 0.628) < 0.001
    assert abs(red.chroma - 0.2577) < 0.001
    assert abs(red.hue - 0.5102) < 0.001


@given(colours)
def test_a_colour_survives_the_way_through_oklch(colour: str) -> None:
    assert to_hex(to_oklch(colour)) == colour


@given(colours, colours)
def test_on_one_background_the_nearest_always_exists_and_passes(one: str, ground: str) -> None:
    found = nearest(one, [ground], 4.5)
    assert found is not None
    assert passes(found, [ground], 4.5)


@given(colours, colours)
def test_a_colour_that_passes_is_its_own_nearest(one: str, ground: str) -> None:
    if passes(one, [ground], 3.0):
        assert nearest(one, [ground], 3.0) == one
