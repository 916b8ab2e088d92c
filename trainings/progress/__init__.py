"""A learner's progress: mastery, what comes back when, today's plan, and a picture that claims no more than it knows.

Everything is worked out from the attempts each time; nothing is stored beside them, so nothing can contradict them.
"""

from trainings.progress.overview import Overview, overview
from trainings.progress.today import today

__all__ = ["Overview", "overview", "today"]
