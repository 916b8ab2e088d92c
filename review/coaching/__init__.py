"""Coaching: what an agent, or the team, does well, what to practise next, and what of it is known how well.

``portrait(store, agent="Jan")`` gathers it; why nothing here ranks people, and why an arrow is rare, stands in ``docs/design/0019``.
"""

from review.coaching.portrait import Portrait, portrait

__all__ = ["Portrait", "portrait"]
