"""The recogniser: a trained model for named entities, its training and evaluation."""

from __future__ import annotations

import os

from lexicount import _core
from lexicount._files import Saved, read_text
from lexicount._progress import run_options
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
    """A trained model that finds and labels named entities in text.

    ``Recognizer()`` is the built-in model: PERSON, ORG and LOC in English; see
    ``docs/model-card.md``. :meth:`train` makes other models from CoNLL files.

    Notes
    -----
    A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) over hashed
    features: the word, its shape, prefix and suffix, its cluster and word lists, its neighbours,
    and the run of capitalised words around it. Equal words in one document are biased towards one
    label. Weights are 8-bit integers. About 800,000 tokens per second on one core.

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
        schemes: Sequence[str] | None = None,
        suppressed_labels: Sequence[str] = (),
        lexicon: bool | tuple[str, str, str] = True,
        epochs: int = 10,
        learning_rate: float = 0.08,
        dropout: float = 0.5,
        min_count: int = 3,
        least_weight: float = 0.08,
        case_augmentation: bool = True,
        report: Callable[[int, float], object] | None = None,
        threads: int | None = None,
    ) -> Recognizer:
        r"""Train a model from tagged sentences.

        Parameters
        ----------
        data : path, list of path, or list of sentence
            CoNLL files: one word and its tag per line, separated by a tab or spaces, an empty line
            between sentences, tags in BIO2 (``O``, ``B-LABEL``, ``I-LABEL``), IOB1, BIOES or BILOU.
            Or sentences: lists of (word, tag).
        dev : path, list of path, or list of sentence, optional
            Held-out sentences, on which confidences are calibrated.
        weights : sequence of float, optional
            The weight of each file; 1 by default.
        unannotated : sequence of sequence of str, optional
            For each file the labels that were not annotated in it, so that words outside a mention
            may have them.
        schemes : sequence of str, optional
            For each file the name of its annotation scheme, such as the name of its data set; by
            default all have the same. What is particular to a scheme (whether titles or products
            are marked, where names end) is learned apart and left out of the model.
        suppressed_labels : sequence of str
            Labels to learn, so that they are not confused with others, but not to emit.
        lexicon : bool or tuple of str
            True for the word clusters and lists of the built-in model (English), False for none, or
            three tables of your own; see the Rust documentation of ``Lexicon::from_tables``.
        epochs : int
            The number of passes over the sentences.
        learning_rate : float
            The learning rate of gradient descent.
        dropout : float
            The share of features dropped at random in each step.
        min_count : int
            Ignore features that are rarer; use 1 for a few hundred sentences.
        least_weight : float
            Leave out features whose weights are all this small or smaller. A model of millions of
            words gets smaller by a higher value, and no worse.
        case_augmentation : bool
            Also train on some of the sentences in lowercase, in uppercase and in title case.
        report : callable, optional
            Receives the number of each epoch and its loss: the mean negative log-probability of
            the correct tag.
        threads : int, optional
            The number of threads; the model does not depend on it.

        Returns
        -------
        Recognizer

        Raises
        ------
        ConfigError
            If a tag is malformed, there is no name, or an option is invalid.
        FileError, DecodeError, FormatError
            If a file cannot be read, is not UTF-8, or has a malformed line.

        Notes
        -----
        Stochastic gradient descent on the likelihood, with one learning rate per weight (AdaGrad:
        Duchi, Hazan and Singer 2011), averaged over the last half of the epochs. A million words
        take about 40 seconds on two cores, and 2 GB of memory. Schemes have features of their
        own, as in the domain adaptation of Daumé III (2007), but only coarse ones.

        Examples
        --------
        >>> import lexicount as lc
        >>> ship = [("The", "O"), ("Aurora", "B-SHIP"), ("sank", "O"), (".", "O")]
        >>> man = [("Mara", "B-PERSON"), ("sank", "O"), (".", "O")]
        >>> model = lc.Recognizer.train([ship, man] * 10, min_count=1)
        >>> model.labels
        ['PERSON', 'SHIP']
        >>> print(model.evaluate([ship]))
        label   precision  recall    f1  right  found  gold
        PERSON       0.00    0.00  0.00      0      0     0
        SHIP         1.00    1.00  1.00      1      1     1
        all          1.00    1.00  1.00      1      1     1
        """
        parts = _conll_texts(data)
        shares = [1.0] * len(parts) if weights is None else list(weights)
        without = [()] * len(parts) if unannotated is None else list(unannotated)
        names = [""] * len(parts) if schemes is None else list(schemes)
        for name, given in (("weights", shares), ("unannotated", without), ("schemes", names)):
            if len(given) != len(parts):
                raise ConfigError(
                    f"{name} holds {len(given)} for {len(parts)} files: give one for each"
                )
        core = _core.Recognizer.train(
            [
                (conll, share, list(labels), names.index(scheme))
                for conll, share, labels, scheme in zip(parts, shares, without, names, strict=True)
            ],
            dev=None if dev is None else _conll_texts(dev),
            lexicon=("", "", "") if lexicon is False else None if lexicon is True else lexicon,
            suppressed_labels=list(suppressed_labels),
            epochs=epochs,
            learning_rate=learning_rate,
            dropout=dropout,
            min_count=min_count,
            least_weight=least_weight,
            case_augmentation=case_augmentation,
            report=report,
            run=run_options(threads),
        )
        return cls._of(core)

    @property
    def labels(self) -> list[str]:
        """The labels that the model emits."""
        return self._core.labels

    def evaluate(self, data: Conll, *, threads: int | None = None) -> Evaluation:
        """Score the model on tagged sentences.

        A mention is correct if its first word, its last word and its label are. Labels that the
        model does not emit are ignored. Each sentence is read separately, so the scores do not
        include the effect of document context.

        Parameters
        ----------
        data : path, list of path, or list of sentence
            As for :meth:`train`.
        threads : int, optional
            The number of threads.

        Returns
        -------
        Evaluation
        """
        return Evaluation(*self._core.evaluate(_conll_texts(data), run=run_options(threads)))

    def to_bytes(self) -> bytes:
        """Return the model as bytes; equal models give equal bytes."""
        return self._core.to_bytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> Recognizer:
        """Return the model from the bytes of :meth:`to_bytes`.

        Parameters
        ----------
        data : bytes

        Returns
        -------
        Recognizer

        Raises
        ------
        FormatError
            If the bytes are not a model, are damaged, or of another version.
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
    """Scores for each label, and for all labels together.

    Columns: ``label``, ``precision``, ``recall``, ``f1``, ``right`` (correct), ``found``
    (predicted), ``gold`` (annotated).
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
        """The accuracy of mentions by confidence.

        Columns: ``from``, ``to`` (the bin), ``names`` (the number of mentions), ``confidence``
        (their mean), ``right`` (the share of correct ones).
        """
        return Table(self._reliability)

    def _summary(self) -> str:
        return f"F1 {self.f1:.3f}"


def _conll_texts(data: Conll) -> list[tuple[str, str | None]]:
    """Return the CoNLL text and the name of each file, or the text of all sentences."""
    if isinstance(data, str | os.PathLike):
        data = [data]
    items: list[Any] = list(data)
    if all(isinstance(item, str | os.PathLike) for item in items):
        return [(read_text(item), os.fspath(item)) for item in items]
    return [("\n\n".join(_conll(sentence) for sentence in items), None)]


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
