"""Names that no list knows: a trained model, how to train another, and how good it is."""

from __future__ import annotations

import os

from lexicount import _core
from lexicount._files import Saved
from lexicount.exceptions import ConfigError
from lexicount.results import Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any, Self, TypeAlias

    Path: TypeAlias = str | os.PathLike[str]
    Sentences: TypeAlias = Iterable[Iterable[tuple[str, str]]]
    Conll: TypeAlias = Path | Sequence[Path] | Sentences

__all__ = ["Evaluation", "Recognizer"]


class Recognizer(Saved):
    """A trained model that finds names in text and says what kind of thing they stand for.

    ``Recognizer()`` is the model that comes with the package: PERSON, ORG and LOC in English, see
    ``docs/model-card.md``. :meth:`train` makes others, from CoNLL files.

    Notes
    -----
    A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) over hashed
    features: the word, its shape, beginning and end, its class and the lists that hold it, its
    neighbours, and the run of capitalised words that it stands in. Words of one spelling in one
    document pull each other towards one label. Weights are whole numbers of eight bits. About a
    million words a second on one core.

    Examples
    --------
    >>> import lexicount as lc
    >>> lc.Recognizer().labels
    ['LOC', 'ORG', 'PERSON']
    """

    __slots__ = ("_core",)

    def __init__(self) -> None:
        self._core = _core.Recognizer.builtin()

    @classmethod
    def _of(cls, core: _core.Recognizer) -> Self:
        recognizer = cls.__new__(cls)
        recognizer._core = core
        return recognizer

    @classmethod
    def train(
        cls,
        data: Conll,
        *,
        dev: Conll | None = None,
        weights: Sequence[float] | None = None,
        unannotated: Sequence[Sequence[str]] | None = None,
        suppressed_labels: Sequence[str] = (),
        lexicon: bool | tuple[str, str, str] = True,
        epochs: int = 10,
        learning_rate: float = 0.08,
        dropout: float = 0.5,
        min_count: int = 3,
        case_augmentation: bool = True,
        report: Callable[[int, float], object] | None = None,
        threads: int | None = None,
    ) -> Recognizer:
        r"""Train a model from tagged sentences.

        Parameters
        ----------
        data : path, list of path, or list of sentence
            CoNLL files: a word and its tag a line, with a tab or spaces between, an empty line
            between sentences, tags in BIO2 (``O``, ``B-LABEL``, ``I-LABEL``; BIOES is read too). Or
            sentences: lists of (word, tag).
        dev : path, list of path, or list of sentence, optional
            Sentences that are not learnt from; confidences are calibrated on them.
        weights : sequence of float, optional
            How much the sentences of each file count; else 1.
        unannotated : sequence of sequence of str, optional
            For each file the labels that its annotators left out, so that words outside a name may
            have them.
        suppressed_labels : sequence of str
            Labels to learn, so that they are not confused with others, but not to emit.
        lexicon : bool or tuple of str
            True for the built-in model's classes and lists of words (English), False for none, or
            three tables of your own: see the Rust documentation of ``Lexicon::from_tables``.
        epochs : int
            How often the sentences are seen.
        learning_rate : float
            The learning rate of gradient descent.
        dropout : float
            The share of features left out each time, so that none is relied on alone.
        min_count : int
            Features that are rarer are left out; 1 for a few hundred sentences.
        case_augmentation : bool
            Also train on some of the sentences in lowercase, in uppercase and in title case.
        report : callable, optional
            Gets the number of each epoch and its loss, the mean of minus the logarithm of the
            chance of a right tag.
        threads : int, optional
            How many threads to use. The model is the same for any number.

        Returns
        -------
        Recognizer

        Raises
        ------
        ConfigError
            Where a tag is malformed, there is no name, or an option makes no sense.
        ReadError
            Where a file cannot be read.

        Notes
        -----
        Stochastic gradient descent on the likelihood, with one learning rate per weight (AdaGrad:
        Duchi, Hazan and Singer 2011), averaged over the last half of the epochs. A million words
        take about ten seconds on two cores.

        Examples
        --------
        >>> import lexicount as lc
        >>> ship = [("The", "O"), ("Aurora", "B-SHIP"), ("sank", "O"), (".", "O")]
        >>> man = [("Mara", "B-PERSON"), ("sank", "O"), (".", "O")]
        >>> model = lc.Recognizer.train([ship, man] * 10, min_count=1)
        >>> model.labels
        ['PERSON', 'SHIP']
        >>> print(model.evaluate([ship]))
        label   precision  recall  f1    right  found  gold
        PERSON  0.00       0.00    0.00  0      0      0
        SHIP    1.00       1.00    1.00  1      1      1
        all     1.00       1.00    1.00  1      1      1
        """
        parts = _texts(data)
        shares = [1.0] * len(parts) if weights is None else list(weights)
        without = [()] * len(parts) if unannotated is None else list(unannotated)
        for name, given in (("weights", shares), ("unannotated", without)):
            if len(given) != len(parts):
                raise ConfigError(
                    f"{name} holds {len(given)} for {len(parts)} files: give one for each"
                )
        core = _core.Recognizer.train(
            [
                (text, share, list(labels))
                for text, share, labels in zip(parts, shares, without, strict=True)
            ],
            dev=None if dev is None else "\n\n".join(_texts(dev)),
            lexicon=("", "", "") if lexicon is False else None if lexicon is True else lexicon,
            suppressed_labels=list(suppressed_labels),
            epochs=epochs,
            learning_rate=learning_rate,
            dropout=dropout,
            min_count=min_count,
            case_augmentation=case_augmentation,
            report=report,
            threads=threads,
        )
        return cls._of(core)

    @property
    def labels(self) -> list[str]:
        """The labels that names get."""
        return self._core.labels

    def evaluate(self, data: Conll, *, threads: int | None = None) -> Evaluation:
        """Score the model on tagged sentences.

        A name is right where its first word, its last word and its label are. Names of labels that
        the model does not tell are passed over. Each sentence is read by itself, so what a whole
        document adds is not in the scores.

        Parameters
        ----------
        data : path, list of path, or list of sentence
            As for :meth:`train`.
        threads : int, optional
            How many threads to use.

        Returns
        -------
        Evaluation
        """
        text = "\n\n".join(_texts(data))
        return Evaluation(*self._core.evaluate(text, threads=threads))

    def to_bytes(self) -> bytes:
        """Return the model as bytes; equal models are equal bytes."""
        return self._core.to_bytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> Recognizer:
        """Return the model that :meth:`to_bytes` wrote.

        Parameters
        ----------
        data : bytes

        Returns
        -------
        Recognizer

        Raises
        ------
        FormatError
            Where they are no model, or damaged, or of another version.
        """
        return cls._of(_core.Recognizer.from_bytes(data))

    @classmethod
    def _loaded(cls, path: str) -> Self:
        return cls._of(_core.Recognizer.load(path))

    def __repr__(self) -> str:
        return f"Recognizer({', '.join(self.labels)}; {self._core.n_features:,} features)"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Recognizer):
            return NotImplemented
        return self.to_bytes() == other.to_bytes()

    def __hash__(self) -> int:
        return hash(self.to_bytes())

    def __reduce__(self) -> tuple[Any, tuple[bytes]]:
        return Recognizer.from_bytes, (self.to_bytes(),)


class Evaluation(Table):
    """Scores a label, and of all labels together.

    Columns: ``label``, ``precision``, ``recall``, ``f1``, ``right`` (found, and there), ``found``,
    ``gold`` (there).
    """

    _bar = "f1"

    def __init__(self, scores: _core.Table, reliability: _core.Table) -> None:
        super().__init__(scores)
        self._reliability = reliability

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall over all labels."""
        return float(self["f1"][-1])

    @property
    def reliability(self) -> Table:
        """How often names are right, by confidence.

        Columns: ``from``, ``to`` (the bin), ``names`` (how many are in it), ``confidence`` (their
        mean), ``right`` (the share that is right).
        """
        return Table(self._reliability)

    def _summary(self) -> str:
        return f"F1 {self.f1:.3f}"


def _texts(data: Conll) -> list[str]:
    """Return the CoNLL text of each file, or of all sentences."""
    if isinstance(data, str | os.PathLike):
        data = [data]
    items = list(data)
    if all(isinstance(item, str | os.PathLike) for item in items):
        return [_read(item) for item in items]  # type: ignore[arg-type]
    return ["\n\n".join(_conll(sentence) for sentence in items)]  # type: ignore[arg-type]


def _read(path: Path) -> str:
    from lexicount.exceptions import ReadError

    try:
        with open(path, encoding="utf-8-sig") as file:  # noqa: PTH123
            return file.read()
    except OSError as error:
        raise ReadError(f"{os.fspath(path)}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{os.fspath(path)} is not UTF-8: {error}") from None


def _conll(sentence: Iterable[tuple[str, str]]) -> str:
    lines = []
    for pair in sentence:
        try:
            word, tag = pair
        except (TypeError, ValueError):
            message = f"{pair!r} in a sentence: give (word, tag), such as ('Kabul', 'B-LOC')"
            raise ConfigError(message) from None
        lines.append(f"{'_'.join(word.split()) or '_'}\t{tag}")
    return "\n".join(lines)
