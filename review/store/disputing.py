"""The way of a dispute over one item: draft, shared, disputed, settled."""

from __future__ import annotations

from collections.abc import Sequence

from review.store.values import DisputeState, DisputeStep
from transcribe.errors import FixableError

NEXT: dict[DisputeState | None, tuple[DisputeState, ...]] = {
    None: ("draft", "shared"),
    "draft": ("draft", "shared"),
    "shared": ("disputed", "settled"),
    "disputed": ("settled",),
    "settled": (),
}
"""Which states may follow which; a draft may be rewritten until it is shared."""


def check_step(steps: Sequence[DisputeStep], state: DisputeState, by: str) -> None:
    """Raise :class:`FixableError` where a state cannot follow the steps so far, or the same reviewer would settle it."""
    now = steps[-1].state if steps else None
    if state not in NEXT[now]:
        allowed = " or ".join(NEXT[now]) or "nothing: it is settled"
        raise FixableError(f"{state} cannot follow {now or 'nothing'}", fix=f"next comes {allowed}")
    first = next((step.by for step in steps if step.state == "shared"), None)
    if now == "disputed" and by == first:
        raise FixableError(f"{by} gave the mark that is disputed", fix="let a second reviewer settle it")
