"""The section on what documents are about: key terms, phrases, frequent terms, and sources."""

from __future__ import annotations

from lexicount._format import one_line, plural
from lexicount.counts.counting import keyword_frequency
from lexicount.counts.reference_lists import reference
from lexicount.reports.counting import is_word, top_phrases, top_words, with_further
from lexicount.reports.html import isolated, opener, section
from lexicount.reports.lines import uses_of
from lexicount.reports.tables import ranked
from lexicount.statistics.keyness_measures import keyness

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from lexicount.corpus.collection import Documents
    from lexicount.counts.terms import KeywordFrequency
    from lexicount.reports.counting import Counted
    from lexicount.reports.entries import Entries
    from lexicount.statistics.keyness_measures import Keyness

__all__ = ["TermEntries", "keywords"]

_HEADS = ("Term", "", "Count", "Documents")
_KEY_HEADS = ("Term", "Times as often", "Count", "Documents")
#: A key term is used this often at least, in as many documents.
_LEAST = 3
#: The sources that are compared, and the terms of each.
_MOST_SOURCES = 6
_MOST_TERMS = 12

#: A term with the logarithm of how many times as frequent it is, and its reference count.
KeyRow = tuple[str, float, int]


class TermEntries:
    """The entries of terms: one for each term, wherever it is shown."""

    def __init__(self, counted: Counted, entries: Entries, threads: int | None) -> None:
        self._counted = counted
        self._entries = entries
        self._threads = threads
        self._rows: dict[str, tuple[int, int, int]] = {}
        #: The entries of the key terms, or of the most frequent words, strongest first.
        self.leading: list[int] = []

    def add(self, terms: Sequence[str], *, n_first: int) -> None:
        """Add terms of one or two words; those after the first have fewer lines."""
        new = [term for term in dict.fromkeys(terms) if term not in self._rows]
        counted = self._counted
        analyzer = counted.words.counts.analyzer
        uses = uses_of(new, counted.entities.documents, analyzer, threads=self._threads)
        first = set(terms[:n_first])
        for of, own in (
            (counted.words, [term for term in new if " " not in term]),
            (counted.phrases, [term for term in new if " " in term]),
        ):
            for term, cells in of.cells(own).items():
                count = sum(n for n, _ in cells.values())
                entry = self._entries.add(
                    term, "use", count, cells, uses[term], is_further=term not in first
                )
                n_documents = sum(documents for _, documents in cells.values())
                self._rows[term] = entry, count, n_documents

    def __getitem__(self, term: str) -> tuple[int, int, int]:
        """Return the entry, the count and the document frequency of a term."""
        return self._rows[term]


def keywords(counted: Counted, docs: Documents, top: int, terms: TermEntries) -> str:
    """Return the tables of key terms, phrases and frequent words."""
    words = [term for term, _, _ in top_words(counted, with_further(top))]
    if not words:
        return ""
    phrases = [term for term, _, _ in top_phrases(counted, with_further(top))]
    keys, n_english = _key_terms(counted, docs, with_further(top))
    found = [term for term, _, _ in keys]
    terms.add(list(_alternating(words, phrases, found)), n_first=3 * top)
    terms.leading = [terms[term][0] for term in found or words]
    frequent = _term_table("Frequent words", words, terms, top)
    first = _key_table(keys, terms, top) if keys else frequent
    body = first + (_term_table("Two-word phrases", phrases, terms, top) if phrases else "")
    body = f'<div class="pair">{body}</div>'
    notes = ["Without stop words and numbers. A phrase is two adjacent words of the rest."]
    if keys:
        notes.append(_key_note(len(docs), n_english))
        body += (
            f'<details class="more frequent"><summary>Frequent words</summary>{frequent}</details>'
        )
    return section("keywords", "What it is about", body, " ".join(notes))


def _alternating(*lists: Sequence[str]) -> list[str]:
    """Return the first items of each list, then the second ones, and so on."""
    longest = max(map(len, lists))
    return [one[at] for at in range(longest) for one in lists if at < len(one)]


def _key_note(n_documents: int, n_english: int) -> str:
    note = "Key terms are used more often than in English news in general (log-likelihood)"
    if n_english < n_documents:
        note += f", over the {plural(n_english, 'document')} in English"
    return f"{note}; how many times as often does not follow the selection."


def _key_terms(counted: Counted, docs: Documents, most: int) -> tuple[list[KeyRow], int]:
    """Return terms that are more frequent in the English documents than in general news."""
    counts = counted.words.counts
    given = counts.analyzer.language
    own_languages = docs.languages() if given == "auto" else [given] * len(docs)
    numbers = [at for at, language in enumerate(own_languages) if language == "en"]
    if not numbers:
        return [], 0
    if len(numbers) < len(docs):
        own = type(docs)(docs._core.take(numbers))
        counts = keyword_frequency(own, analyzer=counts.analyzer)
    key = keyness(counts, reference("en"), min_count=_LEAST)
    # In one document, a name is used often by chance.
    least = min(len(numbers), _LEAST)
    return _significant(key, counts, most, least), len(numbers)


def _significant(
    key: Keyness, counts: KeywordFrequency, most: int, least_documents: int
) -> list[KeyRow]:
    columns = key.overused(4 * most).to_dict()
    names = ("term", "log_ratio", "reference_count", "count", "p_corrected")
    rows = zip(*(columns[name] for name in names), strict=True)
    kept = [
        (term, log_ratio, there)
        for term, log_ratio, there, count, p in rows
        if count >= _LEAST
        and p < 0.05
        and is_word(term)
        and counts.document_frequency(term) >= least_documents
    ]
    return kept[:most]


def _times(log_ratio: float, there: int) -> str:
    """Return how many times as frequent a term is."""
    if not there:
        return '<td data-sort="1000000">only here</td>'
    times = 2**log_ratio
    text = f"{times:,.0f}" if times >= 10 else f"{times:.1f}"
    return f'<td data-sort="{times:.2f}">{text}</td>'


def _key_table(rows: Sequence[KeyRow], terms: TermEntries, top: int) -> str:
    body = []
    for term, log_ratio, there in rows:
        entry, count, documents = terms[term]
        body.append(
            f'<tr data-row="{entry}"><th scope="row">{opener(entry, isolated(term))}</th>'
            f'{_times(log_ratio, there)}<td class="n">{count:,}</td>'
            f'<td class="d">{documents:,}</td></tr>'
        )
    return ranked("terms", _KEY_HEADS, body, top, caption="Key terms", keeps_order=True)


def _term_table(caption: str, names: Sequence[str], terms: TermEntries, top: int) -> str:
    greatest = terms[names[0]][1]
    body = []
    for term in names:
        entry, count, documents = terms[term]
        body.append(
            f'<tr data-row="{entry}"><th scope="row">{opener(entry, isolated(term))}</th>'
            f'<td class="bar"><i style="width:{100 * count / greatest:.1f}%"></i></td>'
            f'<td class="n">{count:,}</td><td class="d">{documents:,}</td></tr>'
        )
    return ranked("terms", _HEADS, body, top, caption=caption)


def sources(counted: Counted, docs: Documents, terms: TermEntries) -> str:
    """Return the terms that distinguish each of the largest sources from the rest."""
    named = [one_line(one) for one in docs.metadata.get("source", [])]
    if len(set(named) - {""}) < 2:
        return ""
    numbered = counted.entities.documents.with_metadata({"lexicount source": named})
    analyzer = counted.words.counts.analyzer
    groups = keyword_frequency(numbered, analyzer=analyzer, by="lexicount source")
    sizes = sorted(((counts.n_tokens, name) for name, counts in groups.items() if name), key=_rank)
    found: dict[str, list[KeyRow]] = {}
    for _, name in sizes[:_MOST_SOURCES]:
        rest = [counts for other, counts in groups.items() if other != name]
        others = rest[0]
        for one in rest[1:]:
            others = others + one
        key = keyness(groups[name], others, min_count=_LEAST)
        found[name] = _significant(key, groups[name], _MOST_TERMS, 1)
    terms.add([row[0] for rows in found.values() for row in rows], n_first=0)
    cards = [_source_card(name, rows, terms) for name, rows in found.items() if rows]
    if not cards:
        return ""
    note = (
        "Words that each of the largest sources uses more often than all others together "
        "(log-likelihood, corrected p below 0.05). Counts are of all sources, or of the selection."
    )
    body = f'<div class="cards">{"".join(cards)}</div>'
    return section("sources", "Sources side by side", body, note)


def _rank(size: tuple[int, str]) -> tuple[int, str]:
    return -size[0], size[1]


def _source_card(name: str, rows: Sequence[KeyRow], terms: TermEntries) -> str:
    body = []
    for term, log_ratio, there in rows:
        entry, count, documents = terms[term]
        body.append(
            f'<tr data-row="{entry}"><th scope="row">{opener(entry, isolated(term))}</th>'
            f'{_times(log_ratio, there)}<td class="n">{count:,}</td>'
            f'<td class="d">{documents:,}</td></tr>'
        )
    table = ranked("names", _KEY_HEADS, body, _MOST_TERMS, keeps_order=True)
    return f'<section class="card source"><h3>{isolated(name)}</h3>{table}</section>'
