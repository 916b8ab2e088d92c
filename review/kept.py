"""Which rubric marks were given by, when its file is not beside them: the one kept in the store, or a shipped one.

A scorecard names its rubric by id and version alone. ``review`` leaves a rubric of people's own whole beside the marks it gave, in
the marker of their folder, and the store keeps it by its version, so that titles, weights and totals outlive the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.reports.texts import Texts
from review.reports.wording import Wording, worded, wording_of
from rubrics import library
from rubrics.schema import Rubric
from rubrics.values import Mark, RubricRef, Scorecard

if TYPE_CHECKING:
    from review.store import Store


def is_shipped(rubric: Rubric) -> bool:
    """Tell whether a rubric is one of the toolkit's, word for word."""
    return rubric.id in library.names() and library.load(rubric.id) == rubric


def written(rubric: Rubric) -> str:
    """Return a rubric as ``review`` leaves it beside the marks it gave; empty for a shipped one, which is at hand anyway."""
    return "" if is_shipped(rubric) else rubric.model_dump_json(by_alias=True, exclude_unset=True)


def read(text: str) -> Rubric | None:
    """Return the rubric of such a text; ``None`` where there is none, or it is not understood here."""
    try:
        return Rubric.model_validate_json(text) if text else None
    except ValueError:
        return None


def keep(store: Store, rubric: Rubric | None) -> None:
    """Keep a rubric in the store, where it is one of people's own."""
    if rubric is not None and not is_shipped(rubric):
        store.keep_rubric(rubric)


def rubric_of(store: Store, ref: RubricRef) -> Rubric | None:
    """Return the rubric of some marks: as it was kept in their version, else the shipped one of that id, else ``None``."""
    kept = store.rubric(ref)
    if kept is None and ref.id in library.names():
        return library.load(ref.id)
    return kept


def wording_for(store: Store, ref: RubricRef, texts: Texts, spoken: Texts) -> Wording:
    """Return the words of the rubric of some marks; its ids made readable where it is neither kept nor shipped.

    Args:
        store: The workspace.
        ref: The rubric, as the marks name it.
        texts: Language of the words.
        spoken: Language of the examples: the calls'.
    """
    rubric = rubric_of(store, ref)
    return worded(rubric, texts, spoken) if rubric else wording_of(ref.id, texts, spoken)


def blank(rubric: Rubric, why: str = "") -> Scorecard:
    """Return a scorecard on which nothing is judged yet, for a call that people mark by hand.

    Args:
        rubric: Whose items they are.
        why: The reason that stands beside each.
    """
    marks = tuple(
        Mark(criterion.id, section.id, None, None, None, float(criterion.top), why)
        for section, criterion in rubric.criteria()
    )
    return Scorecard(RubricRef(rubric.id, rubric.version), marks, None, "not_judged")
