"""Prices are cents everywhere; only the page and the message show euros."""


def euros(cents: int) -> str:
    """Return `1234567` as `€ 12,345.67`, with a space that does not break."""
    return f"€\u00a0{cents / 100:,.2f}"
