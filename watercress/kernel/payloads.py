"""Events as JSON and back: plain values only, so that what was written survives every restart and most rewrites."""

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, ClassVar, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")

_JSON = (str, int, float, bool, NoneType)


def require_plain(cls: type) -> None:
    """Raise TypeError if a field of this dataclass would not come back from JSON as it went."""
    for field, kind in get_type_hints(cls).items():
        if get_origin(kind) is not ClassVar and not _is_plain(kind):
            raise TypeError(f"{cls.__name__}.{field}: an event carries plain values, not {kind}")


def written(carried: Any) -> dict[str, Any]:
    """Turn a dataclass into what JSON can hold."""
    return {field.name: _written(getattr(carried, field.name)) for field in dataclasses.fields(carried)}


def read(cls: type[T], payload: Mapping[str, Any]) -> T:
    """
    Make a dataclass of what was written.

    A field the code has dropped since is left out; one it has added needs a default, or TypeError is raised.
    """
    hints = get_type_hints(cls)
    known = {field.name for field in dataclasses.fields(cls)}  # type: ignore[arg-type]
    return cls(**{name: _read(value, hints[name]) for name, value in payload.items() if name in known})


def _is_plain(kind: Any) -> bool:
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return all(_is_plain(part) for part in parts)
    if origin is tuple:
        return len(parts) == 2 and parts[1] is Ellipsis and _is_plain(parts[0])
    if origin in (list, dict):
        return all(part in _JSON for part in parts)
    return isinstance(kind, type) and (kind in _JSON or issubclass(kind, (date, Enum)))


def _written(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_written(each) for each in value]
    return value


def _read(value: Any, kind: Any) -> Any:
    if value is None or kind in _JSON:
        return value
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        # Of `datetime | None` and its like, the part that is not None says how to read it.
        return _read(value, next(part for part in parts if part is not NoneType))
    if origin is tuple:
        return tuple(_read(each, parts[0]) for each in value)
    if origin in (list, dict):
        return value
    made: Callable[[Any], Any] = kind.fromisoformat if issubclass(kind, (date, datetime)) else kind
    return made(value)
