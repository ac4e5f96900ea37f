"""Link options: how mentions are linked to entities."""

from __future__ import annotations

from lexicount import _core
from lexicount.exceptions import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TypeAlias

    #: A form, or one with its documents and context words: as the core takes them.
    LinkForm: TypeAlias = str | tuple[str, list[str] | None, list[str] | None]
    #: Rules, (name, aliases), pairs that are kept apart: as the core takes them.
    LinkOptions: TypeAlias = tuple[
        list[str], list[tuple[str, list[LinkForm]]], list[tuple[str, LinkForm]]
    ]

__all__ = [
    "RULES",
    "InContext",
    "changed_options",
    "link_options",
    "options_without",
    "shown_form",
]

#: The link rules that can be switched off, and those of them that are on by default.
RULES = tuple(name for name, _, is_optional, _ in _core.link_rules() if is_optional)
_DEFAULT_RULES = tuple(name for name, _, _, is_default in _core.link_rules() if is_default)


class InContext:
    """A surface form that counts only in some documents, or only near some words.

    For the values of ``aliases`` and the second items of ``keep_apart`` in :func:`count_entities`.

    Parameters
    ----------
    form : str
        The surface form.
    documents : iterable of int or str, optional
        The ids of the documents in which it counts; by default all.
    words : iterable of str, optional
        Single words, in any case: it counts if one of them is among the ten words before or after
        it and within 400 bytes. By default it counts everywhere. If both are given, both must hold.

    Raises
    ------
    ConfigError
        If neither `documents` nor `words` is given, or `documents` is a single str.

    Examples
    --------
    >>> import lexicount as lc
    >>> texts = ["Paris won its match.", "Rain in Paris."]
    >>> club = lc.InContext("Paris", words=["match", "goal"])
    >>> found = lc.count_entities(texts, aliases={"Paris FC": [club]})
    >>> [(entity.name, entity.mentions) for entity in found]
    [('Paris', 1), ('Paris FC', 1)]
    """

    __slots__ = ("documents", "form", "words")

    def __init__(
        self,
        form: str,
        *,
        documents: Iterable[int | str] | None = None,
        words: Iterable[str] | None = None,
    ) -> None:
        if documents is None and words is None:
            raise ConfigError(
                f"InContext({form!r}): has neither documents nor words; give one or both"
            )
        if isinstance(documents, str):
            raise ConfigError(
                f"InContext({form!r}): documents={documents!r} is a str; give a list of ids"
            )
        self.form = form
        self.documents = None if documents is None else [str(one) for one in documents]
        self.words = None if words is None else list(words)

    def __repr__(self) -> str:
        given = (("documents", self.documents), ("words", self.words))
        shown = "".join(f", {name}={value!r}" for name, value in given if value is not None)
        return f"InContext({self.form!r}{shown})"


def link_options(
    link: str | Iterable[str] | None,
    aliases: Mapping[str, Iterable[str | InContext]] | None,
    keep_apart: Iterable[tuple[str, str | InContext]],
) -> LinkOptions:
    """Return link options as the core takes them."""
    rules = [rule for rule in RULES if rule in _DEFAULT_RULES] if link is None else _rules(link)
    return rules, _aliases(aliases or {}), _pairs(keep_apart)


def changed_options(
    options: LinkOptions,
    link: str | Iterable[str] | None,
    aliases: Mapping[str, Iterable[str | InContext]] | None,
    keep_apart: Iterable[tuple[str, str | InContext]] | None,
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


def _aliases(
    aliases: Mapping[str, Iterable[str | InContext]],
) -> list[tuple[str, list[LinkForm]]]:
    if not hasattr(aliases, "items"):
        kind = type(aliases).__name__
        raise ConfigError(f"aliases={aliases!r:.80} is of type {kind}; give a dict of lists")
    made = []
    for name, forms in aliases.items():
        if isinstance(forms, (str, InContext)):
            kind = type(forms).__name__
            raise ConfigError(
                f"aliases of {name!r} are the {kind} {forms!r}: give a list of str or InContext"
            )
        made.append((name, [_form(form) for form in forms]))
    return made


def _pairs(keep_apart: Iterable[tuple[str, str | InContext]]) -> list[tuple[str, LinkForm]]:
    pairs = []
    for pair in keep_apart:
        if isinstance(pair, (str, InContext)) or len(pair) != 2:
            raise ConfigError(f"keep_apart holds {pair!r}: give pairs (name, form)")
        pairs.append((pair[0], _form(pair[1])))
    return pairs


def shown_form(form: LinkForm) -> str | InContext:
    """Return a form of the core as the user gave it."""
    if isinstance(form, str):
        return form
    text, documents, words = form
    return InContext(text, documents=documents, words=words)


def _form(form: str | InContext) -> LinkForm:
    """Return a form as the core takes it."""
    return (form.form, form.documents, form.words) if isinstance(form, InContext) else form
