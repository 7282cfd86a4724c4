"""Rejects unknown query parameters: a mistyped filter must not return every record."""

from collections.abc import Callable, Iterator
from typing import Any

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.requests import Request

from sami.errors.types import InvalidParameter, UnknownParameter


def check_parameters(request: Request) -> None:
    """Checks the query string against the route's parameters.

    Raises UnknownParameter, with the parameter's name and the allowed ones, or InvalidParameter for a parameter that is
    given twice or contains a NUL character.
    """
    sent = request.query_params.multi_items()
    if not sent:
        return
    route: APIRoute = request.scope["route"]
    allowed = _allowed.get(route.endpoint)
    if allowed is None:
        allowed = _allowed[route.endpoint] = frozenset(_parameter_names(route.dependant))
    seen: set[str] = set()
    for name, value in sent:
        if name not in allowed:
            raise UnknownParameter(
                f"'{name[:80]}' isn't a parameter of this endpoint. "
                + (f"Allowed: {', '.join(sorted(allowed))}." if allowed else "It has none."),
                members={"allowed": sorted(allowed)},
            )
        if name in seen:
            raise InvalidParameter(f"The query parameter '{name}' was given twice.", members={"parameter": name})
        if "\0" in value:
            raise InvalidParameter(
                f"The query parameter '{name}' contains a NUL character.", members={"parameter": name}
            )
        seen.add(name)


_allowed: dict[Callable[..., Any], frozenset[str]] = {}


def _parameter_names(dependant: Dependant) -> Iterator[str]:
    for parameter in dependant.query_params:
        annotation = parameter.field_info.annotation
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            for name, field in annotation.model_fields.items():
                yield field.alias or name
        else:
            yield parameter.alias
    for dependency in dependant.dependencies:
        yield from _parameter_names(dependency)
