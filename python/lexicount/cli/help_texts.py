"""What each option of the command is for.

A key is the name of a parameter, or ``command.parameter`` if a command needs other words. Types
and defaults are those of the public functions, except for options of the shell alone.
"""

from __future__ import annotations

from collections import namedtuple

from lexicount import _core
from lexicount._registries import names_of
from lexicount.cli.formats import FORMATS
from lexicount.incidents.projections import LAYOUTS

__all__ = ["OPTIONS", "Option"]

#: An option: its words and, if they are not those of the function, its type and its name.
Option = namedtuple(
    "Option",
    [
        "help",
        "metavar",
        "choices",
        "annotation",
        "verbatim",
        "positional",
        "nargs",
        "required",
        "flag",
        "short",
    ],
    defaults=[None, None, None, False, False, None, False, None, None],
)

#: Items of such an option are not divided at commas.
_VERBATIM = {"verbatim": True}
_SWITCH = {"annotation": "bool"}
_REPEATED = "may be given more than once"
_ENDINGS = ", ".join(f".{name}" for name in names_of("file ending"))
_COMPRESSIONS = ", ".join(f".{name}" for name in names_of("compression"))
_KINDS = ", ".join(names_of("kind of protected token"))
_LINK = [row for row in _core.link_rules() if row[2]]
_UNUSED = " and ".join(name for name, *_, is_default in _LINK if not is_default)
_LABELS = ", ".join(label for label, *_ in _core.labels())
_CONLL = "CoNLL files: a word and its tag per line, an empty line between sentences"
_TABLES = ["incidents", "events", "figures", "joins", "revisions", "sides", *LAYOUTS]
_LANGUAGE = "the language of all documents, by code (default: that of each document)"
_DATE = "the column with the date of each document"

_INPUT = {
    "paths": Option(
        f"files, folders or patterns: {_ENDINGS}, also {_COMPRESSIONS}; - or nothing reads"
        " standard input",
        "PATH",
        annotation="str",
        positional=True,
        nargs="*",
    ),
    "text": Option(f"the column that holds the text; {_REPEATED}: texts are joined", "COLUMN"),
    "id": Option("the column that holds the id", "COLUMN"),
    "format": Option(
        "read all files, or standard input, as this format, whatever their names end with",
        "FORMAT",
        names_of("file ending"),
        flag="--input-format",
    ),
    "encoding": Option(
        "the encoding of the text, such as latin-1 (default: UTF-8, UTF-16 and UTF-32 are"
        " recognised)",
        "NAME",
    ),
    "delimiter": Option(
        "the character between the cells of .csv and .tsv (default: it is recognised)", "CHAR"
    ),
    "on_error": Option(
        "what to do if a file, line or byte cannot be read: stop, skip it and say so, or replace"
        " bytes that are not text with U+FFFD",
        choices=names_of("treatment of errors"),
    ),
    "dayfirst": Option(
        "read dates such as 03/04/2024 with the day first, or with --no-dayfirst the month"
        " (default: such dates are not read)"
    ),
    "skip_boilerplate": Option(
        "skip boilerplate lines left over from web pages, such as Leave a Reply"
    ),
    "where": Option(
        "only documents whose column has this value, such as source=Reuters; given more than once"
        " for a column, one of the values",
        "COLUMN=VALUE",
        annotation="list[str]",
        verbatim=True,
    ),
    "threads": Option("number of threads (default: all cores)", "N", annotation="int"),
    "no_progress": Option("never draw a progress bar", **_SWITCH),
}

_OUTPUT = {
    "write_as": Option(
        "table for people (the default), csv, tsv or jsonl for programs",
        choices=FORMATS,
        annotation="str",
        flag="--format",
    ),
    "output": Option(
        "write to this file, by its ending: .csv, .tsv, .jsonl, or .parquet with pyarrow",
        "FILE",
        annotation="str",
        short="-o",
    ),
    "top": Option(
        "at most N rows; 0 for all (default: 30 in a table, all in other formats)",
        "N",
        annotation="int",
    ),
    "columns": Option(
        "only these columns, separated by commas; all for every column",
        "NAME",
        annotation="list[str]",
    ),
    "width": Option(
        "the width of a table in characters; 0 for no limit (default: that of the terminal, or 80)",
        "N",
        annotation="int",
    ),
}

_TERMS = {
    "stop_words": Option(
        "stop words to leave out: languages, auto for that of each document, and files with one"
        " entry per line, separated by commas; or none",
        "LANG,FILE",
        annotation="str | None",
    ),
    "stemmer": Option(
        "count stems, by the stemmer of a language, or auto for that of each document", "LANG"
    ),
    "lowercase": Option("take words in upper and lower case as the same, or not"),
    "keep": Option(f"protect tokens: {_KINDS}; or news for all; {_REPEATED}", "KIND"),
    "protect": Option(
        "a term that is not split, such as C++ or 'New York'; @FILE for the lines of a file;"
        f" {_REPEATED}",
        "TERM",
        **_VERBATIM,
    ),
    "ngram_range": Option("count runs of this many terms: 2, or 1-2 (default: 1)"),
    "cross_sentences": Option("let runs of terms and windows cross the ends of sentences"),
    "min_df": Option("leave out terms of fewer documents: a number (2) or a share (0.1)"),
    "max_df": Option("leave out terms of more documents: a number (50) or a share (0.9)"),
    "min_count": Option("leave out terms that are rarer in all"),
    "by": Option(
        "count the documents of each value of a column separately; for several columns, each"
        " combination",
        "COLUMN",
        annotation="list[str]",
    ),
    "every": Option(
        "time bins for the dates of the column --by (default column: date)",
        choices=names_of("time bin"),
    ),
    "rules": Option("the rules by which text is split", choices=names_of("word rules")),
    "punctuation": Option("list punctuation too"),
    "tokens.lowercase": Option("write tokens in lower case"),
    "dictionary": Option("do not split Chinese, Japanese, Thai and other scripts by dictionary"),
    "sentences.rules": Option(
        "the rules by which text is split", choices=names_of("sentence rules")
    ),
    "language": Option(_LANGUAGE, "CODE"),
    "seed": Option("the seed of random numbers", "N"),
}

_STATISTICS = {
    "reference": Option(
        f"texts to compare with: a file, folder or pattern; {_REPEATED}",
        "PATH",
        annotation="list[str]",
        verbatim=True,
    ),
    "reference_list": Option(
        "a frequency list to compare with: a term and its count per line, with tabs or as .csv",
        "FILE",
        annotation="str",
    ),
    "reference_language": Option(
        "compare with this language in general: en (the default), or those of the package wordfreq",
        "CODE",
        annotation="str",
    ),
    "reference_total": Option(
        "the words of the corpus that --reference-list is of (default: the sum of its counts)"
    ),
    "measure": Option("what to test and rank by", "NAME", names_of("keyness measure")),
    "sort_by": Option("another measure to rank by", "NAME", names_of("keyness measure")),
    "correction": Option(
        "how p-values are corrected for the number of tests", choices=names_of("correction")
    ),
    "alpha": Option("the level of significance"),
    "confidence": Option("the level of confidence intervals"),
    "keyness.by": Option(
        "compare the documents of each value of a column with all others; for several columns,"
        " those of each combination",
        "COLUMN",
        annotation="list[str]",
    ),
    "keyness.smoothing": Option("what replaces a count of 0 in ratios"),
    "significant": Option("only terms that differ significantly", **_SWITCH),
    "keyness.top": Option(
        "at most N terms of each direction; 0 for all (default: 15 in a table, all in other"
        " formats)",
        "N",
        annotation="int",
    ),
    "node": Option(f"only collocates of this word or phrase; {_REPEATED}", "TERM", **_VERBATIM),
    "collocations.window": Option(
        "words on each side, two numbers such as 0-5, bigram, or sentence"
    ),
    "collocations.measure": Option("what to rank by", "NAME", names_of("association measure")),
    "collocations.min_count": Option("leave out pairs that are rarer"),
    "collocations.stop_words": Option(
        "words that are no collocates: languages, auto for that of each document, and files with"
        " one entry per line, separated by commas; or none",
        "LANG,FILE",
        annotation="str | None",
    ),
    "expected": Option("how the expected count is computed", choices=names_of("expected count")),
    "query": Option(
        "a word, or a phrase in quotes; * stands for any characters of one word",
        "QUERY",
        annotation="str",
        positional=True,
    ),
    "regex": Option("QUERY is a regular expression"),
    "case": Option("match case-sensitively"),
    "window": Option("words on each side"),
    "unit": Option("what the window counts", choices=("words", "characters")),
    "sentence": Option("show the whole sentence: in a table, in place of both sides"),
    "kwic.sort_by": Option("left, right, keyword, document, or words such as L1,R1", "KEYS"),
    "sample": Option("only N hits, drawn at random", "N", annotation="int"),
    "method": Option("how phrases are ranked", choices=names_of("keyphrase method")),
    "keyphrases.top": Option("at most N keyphrases of each document; 0 for all"),
    "min_words": Option("the least number of words in a phrase"),
    "max_words": Option("the greatest number of words in a phrase"),
    "keyphrases.keep": Option(f"protect tokens: {_KINDS}; or news for all", "KIND"),
    "terms": Option(
        "the terms, separated by commas; @FILE for the lines of a file",
        "TERMS",
        annotation="str",
        positional=True,
    ),
    "date": Option(_DATE, "COLUMN"),
    "trends.every": Option("the length of a time bin", choices=names_of("time bin")),
    "trends.smoothing": Option("add the rate smoothed over N neighbouring bins"),
    "change": Option("the test for one change", choices=names_of("change test")),
    "permutations": Option("the number of permutations of the tests"),
    "trends.table": Option(
        "what the rows are: bins, or tests for a trend and a change of each term",
        choices=("bins", "tests"),
        annotation="str",
    ),
    "parts": Option(
        "what the parts are: documents, a column, or a number of parts of equal size", "PARTS"
    ),
}

_NAMES = {
    "label": Option(f"only this label, of your own or of {_LABELS}; {_REPEATED}", "LABEL"),
    "labels": Option(f"only these labels, of your own or of {_LABELS}", "LABEL"),
    "mentions": Option("one row per mention, not per entity", **_SWITCH),
    "values": Option("the mentions with their values: dates, numbers, money (with --mentions)"),
    "gazetteer": Option(
        "names of your own, as JSON: {name: [spellings]} or {label: {name: [spellings]}}",
        "FILE",
        annotation="str",
    ),
    "builtin": Option("do without the built-in names of places, peoples and armed groups"),
    "patterns": Option("do not look for dates, numbers, money and addresses"),
    "recognizer": Option(
        "a recogniser that lexicount train wrote, or none (default: the built-in one)",
        "FILE",
        annotation="str | None",
    ),
    "entities.language": Option(
        "the language of all documents, by code (default: that of each document; the built-in"
        " recogniser reads English only)",
        "CODE",
    ),
    "link": Option(
        "only these rules for joining spellings to a name, separated by commas; or none (default:"
        f" all but {_UNUSED})",
        "RULE",
        (*(name for name, *_ in _LINK), "none"),
    ),
    "entities.date": Option(f"{_DATE}: today and last week are then dates", "COLUMN"),
    "within": Option(
        "what two names have to share", choices=("document", "paragraph", "sentence", "window")
    ),
    "network.window": Option("words, if --within is window"),
    "network.min_count": Option("leave out pairs that are rarer"),
    "network.output": Option(
        "write to this file, by its ending: the network as .graphml or .gexf, the pairs as .csv,"
        " .tsv, .jsonl or .parquet",
        "FILE",
        annotation="str",
        short="-o",
    ),
    "speakers": Option("one row per speaker, not per quote", **_SWITCH),
    "outcome": Option("only figures with this outcome", choices=names_of("outcome")),
    "status": Option("only figures of this status", choices=names_of("status")),
    "relation": Option("only figures of this relation", choices=names_of("relation")),
    "totals": Option("the total of each outcome in each document, not each figure", **_SWITCH),
    "casualties.date": Option(
        f"{_DATE}, which distinguishes earlier events from new ones", "COLUMN"
    ),
    "incidents.table": Option(
        "what the rows are: incidents, what each document says of them, their figures, why events"
        " were joined, the numbers over time or by side, or incidents in the columns of ACLED,"
        " UCDP GED, GTD or GDELT",
        choices=tuple(_TABLES),
        annotation="str",
    ),
    "join": Option("keep the incidents of different documents apart"),
    "days": Option("join events whose dates are at most N days apart"),
}

_DOCUMENTS = {
    "source": Option(
        "the column with the site of a document, such as its URL: repeated lines are found within"
        " one site",
        "COLUMN",
    ),
    "evidence": Option("kinds of evidence to use", choices=("cue", "repeated", "position")),
    "min_documents": Option("the least number of documents with a repeated line"),
    "min_share": Option("the least share of the documents of a site with a repeated line"),
    "lines": Option("list the lines and the evidence, not the texts", **_SWITCH),
    "documents": Option("one row per document, not per language", **_SWITCH),
    "threshold": Option("the least similarity of two documents, up to 1"),
    "min_recall": Option("the least probability that two such documents are found"),
    "shingle": Option("the number of terms in a shingle"),
    "n_permutations": Option("the length of a signature"),
    "max_size": Option("the maximum size of the page in megabytes", "MB"),
    "title": Option("the heading of the page", "TEXT"),
    "report.date": Option(f"{_DATE} (default: date, if there is one)", "COLUMN"),
    "report.output": Option(
        "the HTML file to write; - for standard output (default: lexicount-report.html)",
        "FILE",
        annotation="str",
        short="-o",
    ),
    "report.top": Option("at most N terms, phrases, and names of each label; 0 for all", "N"),
}

_RECOGNISERS = {
    "data": Option(_CONLL, "FILE", annotation="str", positional=True, nargs="+"),
    "dev": Option(
        "files to score the model on and to calibrate its confidences; not learnt from;"
        f" {_REPEATED}",
        "FILE",
        annotation="list[str]",
        verbatim=True,
    ),
    "train.output": Option(
        "where to write the model", "FILE", annotation="str", required=True, short="-o"
    ),
    "suppressed_labels": Option(
        "labels to learn, so that they are not taken for others, but not to emit", "LABEL"
    ),
    "epochs": Option("how often sentences are seen"),
    "learning_rate": Option("the learning rate"),
    "dropout": Option("the share of features that are left out at random"),
    "train.min_count": Option("leave out features that are rarer; 1 for a few hundred sentences"),
    "lexicon": Option(
        "do without the built-in classes and lists of English words", annotation="bool"
    ),
    "case_augmentation": Option("do not train on copies of sentences in other case"),
    "reliability": Option("how often names are right, by confidence", **_SWITCH),
    "evaluate.recognizer": Option(
        "a recogniser that lexicount train wrote (default: the built-in one)",
        "FILE",
        annotation="str",
    ),
}

OPTIONS: dict[str, Option] = {
    **_INPUT,
    **_OUTPUT,
    **_TERMS,
    **_STATISTICS,
    **_NAMES,
    **_DOCUMENTS,
    **_RECOGNISERS,
}
