"""All of a learner's progress at one moment, as text, as a page and as JSON values."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from trainings.attempts import Attempts
from trainings.progress.catalogue import Catalogue, catalogue
from trainings.progress.mastery import Mastery, masteries
from trainings.progress.own import FILE, OwnLines
from trainings.progress.picture import rests_on, rule_sentence, sentence, svg
from trainings.progress.plan import Plan, Step, plan
from trainings.progress.queue import Due, due_today, queue
from trainings.progress.rule import BUDGET_MINUTES, DELAY, LAST, NEEDED
from trainings.progress.texts import texts
from trainings.progress.timeline import timeline

ABOUT = 60
"""Letters of a task that stand in the plan."""


@dataclass(frozen=True)
class Overview:
    """A learner's progress."""

    language: str
    masteries: tuple[Mastery, ...]
    queue: tuple[Due, ...]
    """Every exercise tried, the soonest due first."""
    due: tuple[Due, ...]
    """Those due today."""
    plan: Plan
    unsure: int
    """Attempts whose time cannot be right."""
    broken: tuple[int, ...]
    """Numbers of the lines that cannot be read."""
    known: Catalogue

    def only(self, skills: Container[str]) -> Overview:
        """Return the same with the rows of some skills."""
        return replace(self, masteries=tuple(each for each in self.masteries if each.skill in skills))

    def text(self) -> str:
        """Return it as lines of text."""
        said = texts(self.language)
        if not self.masteries:
            return "\n".join([said.show["empty"], *self._notes()])
        rows = (f"{said.name_of(each.skill)}: {self._row(each)}" for each in self.masteries)
        due = said.show["due"].format(count=len(self.due))
        return "\n".join([*rows, due, *self._notes(), rule_sentence(self.language)])

    def plan_text(self) -> str:
        """Return today's plan as lines of text."""
        said = texts(self.language).plan
        if not self.plan.steps:
            return said["empty"]
        lines = [said["title"].format(minutes=self.plan.minutes), *(self._step(step) for step in self.plan.steps)]
        return "\n".join([*lines, said["left"].format(count=self.plan.left)] if self.plan.left else lines)

    def svg(self) -> str:
        """Return the picture."""
        return svg(self.masteries, self.language)

    def html(self) -> str:
        """Return the picture and what it says in words, as a part of a page."""
        notes = "".join(f"<p>{escape(note)}</p>" for note in self._notes())
        return f'<section class="pz-progress" lang="{self.language}">{self.svg()}{notes}</section>'

    def plan_html(self) -> str:
        """Return today's plan as a part of a page."""
        said = texts(self.language).plan
        if not self.plan.steps:
            return f'<p lang="{self.language}">{escape(said["empty"])}</p>'
        title = escape(said["title"].format(minutes=self.plan.minutes))
        steps = "".join(f"<li>{escape(self._step(step))}</li>" for step in self.plan.steps)
        return f'<section lang="{self.language}"><h3>{title}</h3><ol>{steps}</ol></section>'

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values for other programs."""
        return {
            "schema": 1,
            "rule": {"needed": NEEDED, "last": LAST, "delay_days": DELAY.days},
            "skills": [_mastery_json(each) for each in self.masteries],
            "queue": [
                {
                    "exercise": each.exercise,
                    "skill": each.skill,
                    "due": each.at.isoformat(),
                    "recall": round(each.recall, 3),
                }
                for each in self.queue
            ],
            "plan": [
                {"kind": step.kind, "name": step.name, "skill": step.skill, "minutes": step.minutes}
                for step in self.plan.steps
            ],
            "unsure_times": self.unsure,
            "broken_lines": list(self.broken),
        }

    def _repr_html_(self) -> str:
        return self.html()

    def _row(self, each: Mastery) -> str:
        return f"{sentence(each, self.language)} {rests_on(each, self.language)}"

    def _step(self, step: Step) -> str:
        said = texts(self.language)
        task = self.known.exercises[step.name].task if step.kind != "talk" else ""
        about = task if len(task) <= ABOUT else f"{task[:ABOUT].rsplit(' ', 1)[0]}…"
        name, minutes = step.name, step.minutes
        return said.plan[step.kind].format(name=name, skill=said.name_of(step.skill), minutes=minutes, about=about)

    def _notes(self) -> Iterator[str]:
        show = texts(self.language).show
        if self.unsure:
            yield show["unsure"].format(count=self.unsure)
        if self.broken:
            yield show["broken"].format(lines=", ".join(str(line) for line in self.broken))


def overview(
    attempts: Attempts | Path | None = None,
    language: str = "en",
    *,
    now: datetime | None = None,
    budget: int = BUDGET_MINUTES,
) -> Overview:
    """Return a learner's progress.

    Args:
        attempts: The learner's file; ``results/attempts.jsonl`` in the folder one is in, by default.
        language: ``en``, ``pl``, ``ru`` or ``ro``.
        now: The time it is told for; the clock's, by default.
        budget: Minutes of the plan.

    Raises:
        FixableError: The file cannot be read, or is none of attempts.
        UnknownName: There are no lessons in ``language``.
    """
    texts(language)
    kept = attempts if isinstance(attempts, Attempts) else Attempts(attempts)
    line = timeline(kept.all(), now)
    known = catalogue(language, OwnLines(kept.path.with_name(FILE)))
    return Overview(
        language=language,
        masteries=masteries(line, known.there),
        queue=queue(line),
        due=due_today(line),
        plan=plan(line, known, budget),
        unsure=line.unsure,
        broken=tuple(kept.broken()),
        known=known,
    )


def _mastery_json(each: Mastery) -> dict[str, Any]:
    return {
        "skill": each.skill,
        "state": each.state,
        "attempts": each.attempts,
        "situations": each.situations,
        "good_after_delay": each.good,
        "seen_after_delay": len(each.late),
        "since": each.since.isoformat(),
    }
