"""Values of figures in words: "10 years", not "P10Y"."""

from __future__ import annotations

import datetime as dt
import re

from lexicount._format import one_line

__all__ = ["day_text", "finder_text", "known_day", "value_text"]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: The units of ISO 8601, before and after the T.
_UNITS = {
    "P": {"Y": "year", "M": "month", "W": "week", "D": "day"},
    "T": {"H": "hour", "M": "minute", "S": "second"},
}
_BOUNDS = {">=": "at least", "<=": "at most", ">": "more than", "<": "less than", "~": "about"}

#: What the sources of mentions are called.
_FINDERS = {
    "gazetteer": "lists of names",
    "pattern": "patterns",
    "recognizer": "a trained recogniser",
    "user": "your own list",
    "given": "another program",
}


def finder_text(source: str) -> str:
    """Return a source of mentions in words."""
    return _FINDERS.get(source, source)


def day_text(every: str, day: dt.date) -> str:
    """Return the bin of a day as people write it: 24 Mar 2024, Mar 2024, 2024."""
    month = _MONTHS[day.month - 1]
    names = {
        "day": f"{day.day} {month} {day.year}",
        "week": f"week of {day.day} {month} {day.year}",
        "month": f"{month} {day.year}",
        "quarter": f"Q{(day.month + 2) // 3} {day.year}",
        "year": str(day.year),
        "decade": f"{day.year // 10 * 10}s",
    }
    return names[every]


def month_text(number: int) -> str:
    """Return a month by its number since the year 0: Mar 2024."""
    return f"{_MONTHS[number % 12]} {number // 12}"


def known_day(label: str, name: str) -> str | None:
    """Return the day, month or year that a date names, as people write it."""
    parts = name.split("-")
    if label != "DATE" or not all(part.isdecimal() for part in parts) or len(parts) > 3:
        return None
    try:
        day = dt.date(*map(int, (*parts, "1", "1")[:3]))
    except ValueError:
        return None
    return day_text(("year", "month", "day")[len(parts) - 1], day)


def value_text(label: str, name: str) -> str:
    """Return the name of an entity, or the value of a figure, in words."""
    name = one_line(name)
    if label == "DATE":
        return known_day(label, name) or name
    if label == "DURATION":
        name = " to ".join(map(_duration, name.split("..")))
    if label in ("DURATION", "AGE", "MONEY", "CARDINAL", "QUANTITY", "PERCENT"):
        name = re.sub(r"(?<=\d)\.\.(?=\d)", " to ", name)
        name = re.sub(r"(>=|<=|[<>~])\s?(?=\d)", lambda found: f"{_BOUNDS[found[1]]} ", name)
        name = re.sub(r"\d{5,}", lambda found: f"{int(found[0]):,}", name)
    return name


def _duration(text: str) -> str:
    """Return a duration of ISO 8601 in words; other text as it is."""
    found = re.fullmatch(r"([<>=~]*)P((?:[\d.]+[YMWD])*)(?:T((?:[\d.]+[HMS])+))?", text)
    if found is None:
        return text
    parts = [
        f"{number} {_UNITS[half][unit]}{'' if number == '1' else 's'}"
        for half, written in (("P", found[2]), ("T", found[3] or ""))
        for number, unit in re.findall(r"([\d.]+)([A-Z])", written)
    ]
    return found[1] + " ".join(parts) if parts else text
