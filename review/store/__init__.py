"""The store of a workspace: calls, what the machine gave, what people gave, and a log of every change.

    with Store.open("our-calls") as store:
        store.mark("0042", "paraphrase", 2, by="Ewa", why="she gave the date back", rubric=rubric)
        for call in store.calls(Filter(agent="Jan", reviewed=False)):
            ...

Calls are known by their names. Reading gives frozen values; dashboards are functions in :mod:`review.store.queries`.
"""

from review.store.store import Store
from review.store.values import Filter, NewCall

__all__ = ["Filter", "NewCall", "Store"]
