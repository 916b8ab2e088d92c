"""The study as JSON, for other programs.

``{"schema": 1, "file", "seed", "draws", "confidence", "items": [STUDY + "verdict", "why"], "overall": STUDY +
"mean_of_items", "rewrite": [item], "notes": [text], "faults": [{"line", "column", "what", "fix"}]}``, where

- STUDY is ``{"item", "kind": "numbers|ordered|words", "levels", "units", "units_paired", "marks", "raters", "alpha":
  {"nominal", "ordinal", "interval": FIGURE}, "kappa": {"unweighted", "linear", "quadratic": FIGURE}, "percent_agreement":
  {"value", "same", "pairs", "warning"}, "pairs": [{"raters", "units", "percent_agreement", "kappa"}], "leans": [LEAN]}``;
- FIGURE is ``{"value", "low", "high", "why"}``: null where it cannot be said, with the reason in ``why``;
- LEAN is ``{"rater", "marks", "shared", "raw", "lean", "low", "high", "direction": "strict|lenient|unclear", "why"}``, in
  points of the item's scale, and in shares of it (0 to 1) under ``overall``;
- ``kappa`` of a study is the mean over its pairs; a pair's own has no interval: ``{"value", "why"}``;
- ``mean_of_items`` is the mean of the items' alphas; the alpha of ``overall`` has all items pooled in one table;
- ``verdict`` is ``rewrite|look|fine|cannot tell``.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from review.agreement.bootstrap import CONFIDENCE
from review.agreement.study import Agreement, PairStudy, Share, Study
from review.csvfile import Fault

NOT_CORRECTED = "not corrected for agreement by chance: raters who always give the commonest mark agree as well"


def agreement_json(found: Agreement, name: str, faults: tuple[Fault, ...] = ()) -> dict[str, Any]:
    """Return the study as plain values; ``faults`` are the rows of the file ``name`` that were left out."""
    advice = {each.item: each for each in found.advice}
    items = [
        {**_study(item), "verdict": advice[item.table.item].verdict, "why": advice[item.table.item].why}
        for item in found.items
    ]
    means = {level: figure.as_json() for level, figure in found.mean_of_items.items()}
    return {
        "schema": 1,
        "file": name,
        "seed": found.seed,
        "draws": found.draws,
        "confidence": CONFIDENCE,
        "items": items,
        "overall": {**_study(found.together), "mean_of_items": means},
        "rewrite": [each.item for each in found.advice if each.verdict == "rewrite"],
        "notes": list(found.notes),
        "faults": [vars(fault) for fault in faults],
    }


def _study(study: Study) -> dict[str, Any]:
    table = study.table
    return {
        "item": table.item,
        "kind": table.kind,
        "levels": list(table.levels),
        "units": len(table.units),
        "units_paired": study.pairable,
        "marks": int(np.count_nonzero(~np.isnan(table.scores))),
        "raters": list(table.raters),
        "alpha": {level: figure.as_json() for level, figure in study.alpha.items()},
        "kappa": {weighting: figure.as_json() for weighting, figure in study.kappa.items()},
        "percent_agreement": {**_share(study.share), "warning": NOT_CORRECTED},
        "pairs": [_pair(pair) for pair in study.pairs],
        "leans": [lean.as_json() for lean in study.leans],
    }


def _pair(pair: PairStudy) -> dict[str, Any]:
    return {
        "raters": list(pair.raters),
        "units": pair.units,
        "percent_agreement": pair.share.rate,
        "kappa": {name: {"value": figure.value, "why": figure.why or None} for name, figure in pair.kappa.items()},
    }


def _share(share: Share) -> dict[str, Any]:
    return {"value": share.rate, "same": share.same, "pairs": share.pairs}
