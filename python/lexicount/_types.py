"""Types of arguments, for editors and type checkers; no program imports them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

__all__ = [
    "AssociationMeasure",
    "By",
    "ChangeTest",
    "Correction",
    "DispersionMeasure",
    "Every",
    "ExpectedCount",
    "KeynessMeasure",
    "NetworkUnit",
    "Outcome",
]

#: One metadata column or several.
By: TypeAlias = str | Sequence[str]

#: The names of registries of the core, which a test compares.
Every: TypeAlias = Literal["decade", "year", "quarter", "month", "week", "day"]
KeynessMeasure: TypeAlias = Literal[
    "log_likelihood",
    "log_likelihood_two_cells",
    "chi2",
    "chi2_yates",
    "fisher",
    "log_ratio",
    "percent_diff",
    "odds_ratio",
    "bic",
]
AssociationMeasure: TypeAlias = Literal[
    "count",
    "log_dice",
    "pmi",
    "npmi",
    "pmi2",
    "pmi3",
    "g2",
    "t_score",
    "z_score",
    "dice",
    "jaccard",
    "mi_log_f",
    "delta_p_forward",
    "delta_p_backward",
]
DispersionMeasure: TypeAlias = Literal[
    "dp",
    "dp_norm",
    "juilland_d",
    "carroll_d2",
    "rosengren_s",
    "adjusted_frequency",
    "kl_divergence",
    "arf",
]
Correction: TypeAlias = Literal["holm", "benjamini_hochberg"]
ChangeTest: TypeAlias = Literal["pettitt", "log_likelihood"]
ExpectedCount: TypeAlias = Literal["windows", "span", "words"]
Outcome: TypeAlias = Literal[
    "killed",
    "injured",
    "missing",
    "kidnapped",
    "detained",
    "displaced",
    "released",
    "unhurt",
    "casualties",
]
NetworkUnit: TypeAlias = Literal["sentence", "paragraph", "document", "window"]
