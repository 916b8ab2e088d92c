"""Whether the words of a line stand in an order in which people put them, learned from the project's own lines."""

from __future__ import annotations

from trainings.order.model import Order, load

__all__ = ["Order", "load"]
