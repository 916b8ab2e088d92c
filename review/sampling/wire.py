"""A sample as JSON and as CSV.

JSON: ``{"schema": 1, "file", "method", "by", "risk", "allocation", "seed", "population", "excluded", "calls": [{"call",
"stratum", "chance", "weight", "reviewers"}], "strata": [{"name", "population", "drawn"}], "outlook": {"expected_rate",
"confidence", "reach", "apart", "team": KNOWN, "agents": [KNOWN]}, "faults": [{"line", "column", "what", "fix"}]}`` with
KNOWN ``{"name", "population", "drawn", "low", "high", "half_width", "more_to_reach", "more_to_tell_apart"}``.

CSV: the rows of the manifest that were drawn, in the order they are to be heard, with the columns ``stratum, chance, weight,
reviewers`` after them, and every cell a spreadsheet would run made harmless.
"""

from __future__ import annotations

import csv
import io
from typing import Any

from review.csvfile import harmless
from review.sampling.design import Sample
from review.sampling.manifest import Manifest
from review.sampling.outlook import Known, Outlook
from review.sampling.precision import CONFIDENCE

ADDED = ("stratum", "chance", "weight", "reviewers")


def sample_json(sample: Sample, manifest: Manifest, outlook: Outlook) -> dict[str, Any]:
    """Return a sample and what it will tell as plain values."""
    plan = sample.plan
    return {
        "schema": 1,
        "file": manifest.sheet.name,
        "method": plan.method,
        "by": list(plan.by),
        "risk": list(plan.risk),
        "allocation": plan.allocation,
        "seed": plan.seed,
        "population": sample.population,
        "excluded": manifest.excluded,
        "calls": [{"call": call.call, **_added(sample, place)} for place, call in enumerate(sample.calls)],
        "strata": [stratum._asdict() for stratum in sample.strata],
        "outlook": _outlook(outlook),
        "faults": [vars(fault) for fault in sample.faults],
    }


def sample_csv(sample: Sample, manifest: Manifest) -> str:
    """Return the drawn rows of the manifest as CSV, with its separator, and a mark by which spreadsheets know UTF-8."""
    kept = [place for place, name in enumerate(manifest.sheet.columns) if name not in ADDED]
    page = io.StringIO(newline="")
    page.write("\ufeff")
    writer = csv.writer(page, delimiter=manifest.sheet.delimiter, lineterminator="\n")
    writer.writerow([*(manifest.sheet.columns[place] for place in kept), *ADDED])
    for place, call in enumerate(sample.calls):
        _, cells = manifest.sheet.rows[call.row]
        given = [harmless(cells[column]) for column in kept]
        stratum, *numbers = _added(sample, place).values()
        writer.writerow([*given, harmless(str(stratum)), *numbers])
    return page.getvalue()


def _added(sample: Sample, place: int) -> dict[str, str | float]:
    call = sample.calls[place]
    return {"stratum": call.stratum, "chance": call.chance, "weight": call.weight, "reviewers": call.reviewers}


def _outlook(outlook: Outlook) -> dict[str, Any]:
    question = outlook.question
    return {
        "expected_rate": question.rate,
        "confidence": CONFIDENCE,
        "reach": question.reach,
        "apart": question.apart,
        "team": _known(outlook.team),
        "agents": [_known(agent) for agent in outlook.agents],
    }


def _known(known: Known) -> dict[str, Any]:
    fields = {name: value for name, value in known._asdict().items() if name != "interval"}
    return {**fields, **known.interval._asdict(), "half_width": known.interval.half}
