"""How mentions are joined to names, as people say it and as the core reads it."""

from __future__ import annotations

from lexicount.exceptions import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TypeAlias

    #: Rules, names with their other spellings, pairs that are kept apart: as the core reads them.
    LinkOptions: TypeAlias = tuple[list[str], list[tuple[str, list[str]]], list[tuple[str, str]]]

__all__ = ["RULES", "changed_options", "link_options", "options_without"]

#: All reasons that may be refused.
RULES = ("alias", "variant", "acronym", "surname", "title", "suffix", "transliteration")


def link_options(
    link: str | Iterable[str] | None,
    aliases: Mapping[str, Iterable[str]] | None,
    keep_apart: Iterable[tuple[str, str]],
) -> LinkOptions:
    """Return how mentions are to be joined, as the core reads it."""
    rules = list(RULES[:-1]) if link is None else _rules(link)
    return rules, _aliases(aliases or {}), _pairs(keep_apart)


def changed_options(
    options: LinkOptions,
    link: str | Iterable[str] | None,
    aliases: Mapping[str, Iterable[str]] | None,
    keep_apart: Iterable[tuple[str, str]] | None,
) -> LinkOptions:
    """Return the options with what is given changed."""
    rules, known, pairs = options
    return (
        rules if link is None else _rules(link),
        known if aliases is None else _aliases(aliases),
        pairs if keep_apart is None else _pairs(keep_apart),
    )


def options_without(options: LinkOptions, rules: Iterable[str]) -> LinkOptions:
    """Return the options without some rules; ``user`` is the user's own table."""
    known, aliases, pairs = options
    refused = list(rules)
    _rules(rule for rule in refused if rule != "user")
    kept = [rule for rule in known if rule not in refused]
    return kept, [] if "user" in refused else aliases, pairs


def _rules(link: str | Iterable[str]) -> list[str]:
    rules = [link] if isinstance(link, str) else list(link)
    for rule in rules:
        if rule not in RULES:
            raise ConfigError(f"link {rule!r}: no such rule; use some of {', '.join(RULES)}")
    return rules


def _aliases(aliases: Mapping[str, Iterable[str]]) -> list[tuple[str, list[str]]]:
    made = []
    for name, forms in aliases.items():
        if isinstance(forms, str):
            raise ConfigError(f"aliases of {name!r} are the str {forms!r}: give a list of str")
        made.append((name, list(forms)))
    return made


def _pairs(keep_apart: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    pairs = []
    for pair in keep_apart:
        if isinstance(pair, str) or len(pair) != 2:
            raise ConfigError(f"keep_apart holds {pair!r}: give pairs (name, form)")
        pairs.append((pair[0], pair[1]))
    return pairs
