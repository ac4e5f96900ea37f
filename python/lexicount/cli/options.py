"""The options of commands: what each is for, in words; type and default are the function's.

An option has the name of a parameter of a public function, ``--sort-by`` for ``sort_by``. Its
type and its default are read from the signature. Options of the shell alone have their type here.
"""

from __future__ import annotations

import argparse
from collections import namedtuple

from lexicount.cli.help_texts import OPTIONS
from lexicount.cli.signatures import Parameter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

__all__ = ["ABSENT", "NONE", "add_option", "flag_of"]

#: How None is written on the command line, and its value, since None is what was not given.
NONE = "none"
ABSENT = object()

Kind = namedtuple("Kind", ["type", "metavar"])


def flag_of(name: str) -> str:
    """Return the option for a parameter.

    Examples
    --------
    >>> flag_of("sort_by")
    '--sort-by'
    """
    return f"--{name.replace('_', '-')}"


def add_option(
    group: argparse._ActionsContainer, command: str, name: str, parameter: Parameter | None
) -> None:
    """Add an option to a command; `parameter` is that of the function, if it has one."""
    option = OPTIONS.get(f"{command}.{name}") or OPTIONS[name]
    if parameter is None:
        parameter = Parameter(option.annotation, None)
    elif option.annotation is not None:
        # What a switch is by default says nothing of a file that the shell takes instead.
        is_switch = isinstance(parameter.default, bool) and option.annotation != "bool"
        parameter = Parameter(option.annotation, None if is_switch else parameter.default)
    made: dict[str, Any] = {"dest": name, "default": None}
    kinds = parameter.annotation.split(" | ")
    if "bool" in kinds:
        made |= {"help": _help(option, parameter), **_switch(kinds, parameter)}
        group.add_argument(*_flags(option, name, parameter), **made)
        return
    made |= _value(option, parameter, kinds)
    # A metavar hides the choices.
    hidden = made["choices"] if made["metavar"] and "choices" in made else ()
    made["help"] = _help(option, parameter, hidden)
    if option.positional:
        del made["dest"]
        made.pop("action", None)
        group.add_argument(name, **made, **({"nargs": option.nargs} if option.nargs else {}))
        return
    if option.required:
        made["required"] = True
    group.add_argument(*_flags(option, name, parameter), **made)


def _flags(option: Any, name: str, parameter: Parameter) -> list[str]:
    flag = option.flag or flag_of(name)
    if parameter.default is True:
        flag = f"--no-{flag[2:]}"
    return [*([option.short] if option.short else []), flag]


def _switch(kinds: Sequence[str], parameter: Parameter) -> dict[str, Any]:
    """Return what a flag is: one that is given or not, or with ``--no-`` as a third state."""
    if "None" in kinds and parameter.default is None:
        return {"action": argparse.BooleanOptionalAction}
    return {"action": "store_const", "const": parameter.default is not True}


def _value(option: Any, parameter: Parameter, kinds: Sequence[str]) -> dict[str, Any]:
    """Return how the value of an option is read."""
    made: dict[str, Any] = {"metavar": option.metavar}
    choices = option.choices or _literals(parameter.annotation)
    # What is None by default anyway is not asked for.
    may_be_none = "None" in kinds and (parameter.default is not None or option.annotation)
    if choices:
        made["choices"] = _Names((*choices, *([NONE] if may_be_none else [])))
    kind = _kind(kinds)
    made["type"] = _or_none(kind.type) if may_be_none else kind.type
    made["metavar"] = option.metavar or (None if choices else kind.metavar)
    if any(one.startswith(("Iterable", "Sequence", "list")) for one in kinds):
        made["action"] = "extend"
        made["type"] = _verbatim if option.verbatim else _parts
        if choices and not option.metavar:
            made["metavar"] = "NAME"
    return made


def _kind(kinds: Sequence[str]) -> Kind:
    if {"str", "int"}.issubset(kinds):
        return Kind(_number_or_name, None)
    return next((_KINDS[one] for one in kinds if one in _KINDS), Kind(str, None))


def _literals(annotation: str) -> tuple[str, ...]:
    """Return the strings of a type such as ``Literal['word', 'line']``."""
    if not annotation.startswith("Literal["):
        return ()
    return tuple(part.strip(" \"'") for part in annotation[8:].partition("]")[0].split(","))


class _Names(tuple[str, ...]):
    """The names that an option takes; several are asked for as a list."""

    __slots__ = ()

    def __contains__(self, value: object) -> bool:
        items = value if isinstance(value, list) else [value]
        return all(one is ABSENT or tuple.__contains__(self, one) for one in items)


def _help(option: Any, parameter: Parameter, choices: Sequence[str] = ()) -> str:
    """Return the help of an option, with the values that it takes and the default."""
    default = parameter.default
    text: str = option.help.replace("%", "%%") + (": " if choices else "") + ", ".join(choices)
    if default is None or isinstance(default, bool) or default == () or "(default" in text:
        return text
    shown = ",".join(default) if isinstance(default, tuple) and default else default
    if isinstance(default, tuple) and isinstance(default[0], int):
        shown = "-".join(map(str, default))
    return f"{text} (default: {shown})"


# Values


def _or_none(read: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda text: ABSENT if text == NONE else read(text)


def _integer(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: give an integer") from None


def _number(text: str) -> float:
    """Return an integer or a float: 2 documents, or 0.2 of them."""
    try:
        return int(text) if text.isdecimal() else float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: give a number") from None


def _range(text: str) -> tuple[int, int]:
    low, _, high = text.partition("-")
    if not (low.isdecimal() and (high or low).isdecimal() and int(low) <= int(high or low)):
        message = f"{text!r}: give a number (2) or a range from low to high (1-2)"
        raise argparse.ArgumentTypeError(message)
    return int(low), int(high or low)


def _window(text: str) -> int | str | tuple[int, int]:
    if text.isdecimal():
        return int(text)
    # Two numbers are words to the left and to the right.
    low, _, high = text.partition("-")
    return (int(low), int(high)) if low.isdecimal() and high.isdecimal() else text


def _parts(text: str) -> list[str]:
    return [part for part in text.split(",") if part]


def _verbatim(text: str) -> list[str]:
    return [text]


def _number_or_name(text: str) -> int | str:
    return int(text) if text.isdecimal() else text


_KINDS: dict[str, Kind] = {
    "tuple[int, int]": Kind(_range, "N or LOW-HIGH"),
    "Window": Kind(_window, "N"),
    "int": Kind(_integer, "N"),
    "float": Kind(_number, "N"),
}
