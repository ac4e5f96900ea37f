"""Link options: how mentions are linked to entities."""

from __future__ import annotations

from lexicount import _core
from lexicount.exceptions import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TypeAlias

    #: Rules, (name, aliases), pairs that are kept apart: as the core takes them.
    LinkOptions: TypeAlias = tuple[list[str], list[tuple[str, list[str]]], list[tuple[str, str]]]

__all__ = ["RULES", "changed_options", "link_options", "options_without"]

#: The link rules that can be switched off, and those of them that are on by default.
RULES = tuple(name for name, _, is_optional, _ in _core.link_rules() if is_optional)
_DEFAULT_RULES = tuple(name for name, _, _, is_default in _core.link_rules() if is_default)


def link_options(
    link: str | Iterable[str] | None,
    aliases: Mapping[str, Iterable[str]] | None,
    keep_apart: Iterable[tuple[str, str]],
) -> LinkOptions:
    """Return link options as the core takes them."""
    rules = [rule for rule in RULES if rule in _DEFAULT_RULES] if link is None else _rules(link)
    return rules, _aliases(aliases or {}), _pairs(keep_apart)


def changed_options(
    options: LinkOptions,
    link: str | Iterable[str] | None,
    aliases: Mapping[str, Iterable[str]] | None,
    keep_apart: Iterable[tuple[str, str]] | None,
) -> LinkOptions:
    """Return link options with the given values changed."""
    rules, known, pairs = options
    return (
        rules if link is None else _rules(link),
        known if aliases is None else _aliases(aliases),
        pairs if keep_apart is None else _pairs(keep_apart),
    )


def options_without(options: LinkOptions, rules: Iterable[str]) -> LinkOptions:
    """Return link options without some rules; ``user`` stands for the user's aliases."""
    known, aliases, pairs = options
    removed = list(rules)
    _rules(rule for rule in removed if rule != "user")
    kept = [rule for rule in known if rule not in removed]
    return kept, [] if "user" in removed else aliases, pairs


def _rules(link: str | Iterable[str]) -> list[str]:
    rules = [link] if isinstance(link, str) else list(link)
    for rule in rules:
        if rule not in RULES:
            raise ConfigError(f"link {rule!r}: unknown rule; use some of {', '.join(RULES)}")
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
