"""How ``app.values`` makes a class: its methods are the same for all and look up its fields."""

# ruff: noqa: ANN401  a value may hold anything

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import repeat
from operator import attrgetter, itemgetter
from typing import Any, Never

_NONE = object()  # where a field has no default
_FIELDS = "__value_fields__"
_put = object.__setattr__

Values = tuple[Any, ...]


class Field:
    """One field: its name, its type as it is written, and what it holds where nobody says."""

    __slots__ = (
        "compare",
        "default",
        "default_factory",
        "init",
        "metadata",
        "name",
        "repr",
        "type",
    )

    def __init__(self, default: Any = _NONE, default_factory: Any = _NONE) -> None:
        self.name = self.type = ""
        self.default, self.default_factory = default, default_factory
        self.init = self.repr = self.compare = True
        self.metadata: Mapping[Any, Any] = {}

    @property
    def is_open(self) -> bool:
        """Whether there is nothing it holds by itself."""
        return self.default is _NONE and self.default_factory is _NONE

    def blank(self) -> Any:
        """What it holds by itself."""
        return self.default if self.default_factory is _NONE else self.default_factory()


def field(
    *,
    default: Any = _NONE,
    default_factory: Any = _NONE,
    init: bool = True,
    repr: bool = True,
    compare: bool = True,
    metadata: Mapping[Any, Any] | None = None,
) -> Any:
    """A field that is more than a type and a default, as ``dataclasses.field``."""
    made = Field(default, default_factory)
    made.init, made.repr, made.compare, made.metadata = init, repr, compare, metadata or {}
    return made


def fields(value: Any) -> tuple[Field, ...]:
    """The fields of a value or of its class, in their order."""
    found: tuple[Field, ...] = getattr(value, _FIELDS)
    return found


def replace(value: Any, /, **changes: Any) -> Any:
    """The same value but for these fields."""
    names = [one.name for one in fields(value) if one.init]
    given = [changes.pop(name) if name in changes else getattr(value, name) for name in names]
    return type(value)(*given, **changes)  # what is left over is refused there


def dataclass(cls: type | None = None, /, *, frozen: bool = False, slots: bool = False) -> Any:
    """Make what a class names with a type the fields of its values, as ``dataclasses.dataclass``.

    A class it inherits from, if that has fields, must be made here too.
    """
    if cls is None:
        return lambda named: dataclass(named, frozen=frozen, slots=slots)
    own = _own_fields(cls)
    found = tuple((_inherited(cls) | own).values())
    made = _with_slots(cls, own) if slots else cls
    methods = {
        _FIELDS: found,
        "__dataclass_fields__": _Told(),
        "__match_args__": tuple(one.name for one in found if one.init),
        "__init__": _init(found, prepares=hasattr(cls, "__post_init__")),
        "__repr__": _repr(tuple(one.name for one in found if one.repr)),
        **_equality(tuple(one.name for one in found if one.compare), frozen=frozen),
    }
    if frozen:
        methods |= {"__setattr__": _refuse, "__delattr__": _refuse, "__reduce__": _reduce}
    for name, method in methods.items():
        if cls.__dict__.get(name) is None:
            setattr(made, name, method)
    return made


def _inherited(cls: type) -> dict[str, Field]:
    return {one.name: one for one in getattr(cls, _FIELDS, ())}


def _own_fields(cls: type) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for name, kind in cls.__annotations__.items():  # its own alone
        said = cls.__dict__.get(name, _NONE)
        if isinstance(said, Field):
            delattr(cls, name)
        found[name] = one = said if isinstance(said, Field) else Field(said)
        one.name, one.type = name, kind
    return found


def _with_slots(cls: type, own: Mapping[str, Field]) -> type:
    """The class anew, with room for its fields and nothing else."""
    gone = {*own, "__dict__", "__weakref__"}
    body = {name: said for name, said in cls.__dict__.items() if name not in gone}
    body["__slots__"] = tuple(own.keys() - _inherited(cls).keys())
    made = type(cls)(cls.__name__, cls.__bases__, body)
    made.__qualname__ = cls.__qualname__
    return made


def _init(found: tuple[Field, ...], *, prepares: bool) -> Callable[..., None]:
    """Most values are told whole or from the front, so what is left out is looked up by number."""
    asked = {one.name: one for one in found if one.init}
    later = [one for one in found if not one.init and not one.is_open]
    names, blanks = tuple(asked), tuple(one.default for one in asked.values())
    tails = {
        count: blanks[count:] for count in range(len(names) + 1) if _NONE not in blanks[count:]
    }
    orders: dict[tuple[object, ...], Callable[[Values], Values] | None] = {}

    def init(self: Any, /, *given: Any, **named: Any) -> None:
        if not named and len(given) in tails:
            given += tails[len(given)]
        else:
            way = (len(given), *named)
            if way not in orders:
                orders[way] = _order(asked, given, named)
            order = orders[way]
            if order is None:
                given = _judged(asked, given, named)
            else:
                given = order((*given, *named.values(), *blanks))
        any(map(_put, repeat(self), names, given))  # the quickest loop; each call answers None
        for one in later:
            _put(self, one.name, one.blank())
        if prepares:
            self.__post_init__()

    return init


def _order(
    asked: Mapping[str, Field], given: Values, named: Mapping[str, Any]
) -> Callable[[Values], Values] | None:
    """What brings values told in this way, and the defaults behind them, in the fields' order.

    None where a default must be made anew, or the way is wrong.
    """
    _judged(asked, given, named)
    told = [*[*asked][: len(given)], *named]
    places = {name: len(told) + place for place, name in enumerate(asked)}
    places |= {name: place for place, name in enumerate(told)}
    made = any(one.default is _NONE and name not in told for name, one in asked.items())
    return None if made or len(asked) < 2 else itemgetter(*places.values())


def _judged(asked: Mapping[str, Field], given: Values, named: Mapping[str, Any]) -> Values:
    """All values in the order of the fields; TypeError where one is missing or is no field."""
    told = dict(zip(asked, given, strict=False))
    strange = [name for name in named if name in told or name not in asked]
    told |= named
    missing = [name for name, one in asked.items() if one.is_open and name not in told]
    if strange or missing or len(given) > len(asked):
        said = ", ".join(missing or strange) or f"{len(given)} values"
        raise TypeError(f"{'no' if missing else 'not asked for'}: {said}")
    return tuple([told[name] if name in told else one.blank() for name, one in asked.items()])


def _values(names: tuple[str, ...]) -> Callable[[Any], Any]:
    return attrgetter(*names) if names else lambda _value: ()


def _equality(names: tuple[str, ...], *, frozen: bool) -> dict[str, Any]:
    """Values are the same when all they hold is; what may change has no hash."""
    values = _values(names)

    def eq(self: Any, other: Any) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self is other or values(self) == values(other)

    def hash_of(self: Any) -> int:
        return hash(values(self))

    return {"__eq__": eq, "__hash__": hash_of if frozen else None}


def _repr(names: tuple[str, ...]) -> Callable[[Any], str]:
    def repr_of(self: Any) -> str:
        said = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({said})"

    return repr_of


def _refuse(self: Any, name: str, *_value: Any) -> Never:
    raise AttributeError(f"{type(self).__qualname__} is frozen: {name} stays as it is")


def _reduce(self: Any) -> tuple[type, Values]:
    """How ``copy`` makes another one."""
    return type(self), tuple(getattr(self, one.name) for one in fields(self) if one.init)


class _Told:
    """What ``dataclasses`` itself asks of a class, told when it asks: that loads ``inspect``."""

    def __get__(self, _value: Any, cls: type) -> Any:
        import dataclasses

        rows = []
        for one in fields(cls):
            manner: dict[str, Any] = {"init": one.init, "repr": one.repr, "compare": one.compare}
            if one.default_factory is not _NONE:
                manner["default_factory"] = one.default_factory
            elif one.default is not _NONE:
                manner["default"] = one.default
            made = dataclasses.field(metadata=one.metadata, **manner)
            rows.append((one.name, one.type, made))
        twin: Any = dataclasses.make_dataclass(cls.__name__, rows)
        return twin.__dataclass_fields__
