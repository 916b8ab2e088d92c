"""The one place that says when a skill counts as mastered, and how long things take.

A skill is mastered when, of its last ``LAST`` different situations, ``NEEDED`` were answered well at the first try of the day
with no hint read, and all of these tries lie ``DELAY`` or more after the skill was first practised. What was answered well
on the first day shows that it was understood; only later is it seen whether it stayed.
"""

from __future__ import annotations

from datetime import timedelta

LAST = 5
"""Different situations that are looked at, the latest ones (n)."""
NEEDED = 4
"""How many of them have to be answered well (k)."""
DELAY = timedelta(days=3)
"""From the first try at a skill to the first one that counts for mastery."""

RETENTION = 0.9
"""The chance of still knowing an answer at which its exercise comes back."""
LONGEST_DAYS = 180
"""Days after which an exercise comes back at the latest."""

BUDGET_MINUTES = 10
"""What a day's plan takes."""
CHOICE_MINUTES, OWN_WORDS_MINUTES, TALK_MINUTES = 1, 2, 4
"""An exercise to choose, order or find in; one to answer in one's own words; a short role-play."""
