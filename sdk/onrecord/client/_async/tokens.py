"""The token that is sent, and where the next one comes from."""

from collections.abc import Awaitable, Callable
from inspect import isawaitable  # async only
from typing import TypeAlias


AsyncTokenSource: TypeAlias = str | Callable[[], str | Awaitable[str]]


class AsyncTokens:
    """Keeps the current token; a callable source is asked first when needed, then on expiry."""

    def __init__(self, source: AsyncTokenSource | None) -> None:
        """Take a token, something that makes tokens, or None for a host that uses its cookie."""
        self._source = source
        self._token = source if isinstance(source, str) else None

    async def current(self) -> str | None:
        """Return the token to send now."""
        if self._token is None:
            await self.renew(None)
        return self._token

    async def renew(self, expired: str | None) -> bool:
        """Replace an expired token, unless somebody has; return whether there is another one."""
        if not callable(self._source):
            return False
        if self._token == expired:
            token = self._source()
            if isawaitable(token):  # async only
                token = await token  # async only
            self._token = token
        return True
