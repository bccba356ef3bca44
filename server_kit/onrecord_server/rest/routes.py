"""Which endpoint a path means: a loop over the list, matched segment by segment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from onrecord.endpoints import ENDPOINTS, RAW, Endpoint, RawEndpoint
from onrecord.errors import MethodNotAllowed, NotFound


AnyEndpoint: TypeAlias = Endpoint[Any, Any] | RawEndpoint[Any]
EVERY: Final[Mapping[str, AnyEndpoint]] = {**ENDPOINTS, **RAW}


@dataclass(frozen=True, slots=True)
class Match:
    """An endpoint and the path parameters of one request."""

    endpoint: AnyEndpoint
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Route:
    """The endpoints of one path, by method."""

    pattern: tuple[str, ...]
    methods: Mapping[str, AnyEndpoint]

    def match(self, segments: Sequence[str]) -> dict[str, str] | None:
        """Return the path parameters, or ``None``. Nothing stands for an empty segment."""
        if len(segments) != len(self.pattern):
            return None
        found = {}
        for part, given in zip(self.pattern, segments, strict=True):
            if part.startswith("{") and given:
                found[part[1:-1]] = given
            elif part != given:
                return None
        return found

    def pick(self, method: str, parameters: Mapping[str, str]) -> Match:
        """Return the endpoint of a method; ``HEAD`` asks an upload how far it came.

        Raises ``MethodNotAllowed``.
        """
        endpoint = self.methods.get("GET" if method == "HEAD" else method)
        if endpoint is None and method == "HEAD":
            endpoint = next((e for e in self.methods.values() if isinstance(e, RawEndpoint)), None)
        if endpoint is None:
            raise MethodNotAllowed(f"This takes {', '.join(self.allowed)}.")
        return Match(endpoint, parameters)

    @property
    def allowed(self) -> list[str]:
        """The methods of this path, as the header ``Allow`` names them."""
        raw = any(isinstance(endpoint, RawEndpoint) for endpoint in self.methods.values())
        more = ["HEAD"] if raw or "GET" in self.methods else []
        return sorted({*self.methods, *more, "OPTIONS"})


class Routes:
    """Every route below ``{mount}/v1``."""

    def __init__(self, endpoints: Mapping[str, AnyEndpoint] = EVERY) -> None:
        """Group the endpoints by path; fixed segments are tried before parameters."""
        grouped: dict[tuple[str, ...], dict[str, AnyEndpoint]] = {}
        for endpoint in endpoints.values():
            pattern = tuple(endpoint.path.strip("/").split("/"))
            grouped.setdefault(pattern, {})[endpoint.method] = endpoint
        found = [Route(pattern, methods) for pattern, methods in grouped.items()]
        self.routes = sorted(found, key=lambda route: [p.startswith("{") for p in route.pattern])
        self._sized: dict[int, list[Route]] = {}
        for route in self.routes:
            self._sized.setdefault(len(route.pattern), []).append(route)

    def find(self, segments: Sequence[str]) -> tuple[Route, dict[str, str]]:
        """Return the route of a path and its parameters. Raises ``NotFound``."""
        for route in self._sized.get(len(segments), ()):
            parameters = route.match(segments)
            if parameters is not None:
                return route, parameters
        raise NotFound
