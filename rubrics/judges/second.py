"""A second opinion on one call, from the command line: asked for, written down, and told in one line."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rubrics import library
from rubrics.judges.cache import folder
from rubrics.judges.joining import joined, judge_json
from rubrics.judges.model import ModelJudge
from rubrics.judges.values import Opinion
from rubrics.values import Scorecard
from transcribe.call import Call
from transcribe.formats import write_whole


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked for a second opinion: a model, and the server it runs on."""

    url: str
    model: str

    def checked(self) -> Asked:
        """Return the same; raise :class:`FixableError` where the address or the name is none, before a call is heard."""
        ModelJudge(self.url, self.model)
        return self

    @property
    def key(self) -> str:
        """By this a run knows that another model, or the same one elsewhere, was asked before."""
        return f" {self.model} {self.url}"


@dataclass(frozen=True, slots=True)
class Second:
    """A scorecard after a second opinion."""

    card: Scorecard
    """With the marks the rubric leaves to the judge."""
    opinions: tuple[Opinion, ...]


def opinions_file(scorecard: Path) -> Path:
    """Return where the opinions beside a scorecard go: ``judge.json``, or ``a.judge.json`` beside ``a.json``.

    A folder may hold the scorecards of many calls, and then each needs a name of its own.
    """
    own = scorecard.name.removesuffix(".json")
    return scorecard.with_name("judge.json" if own == "scorecard" else f"{own}.judge.json")


def second_opinion(
    call: Call, rubric: str | Path, card: Scorecard, asked: Asked, out: Path, say: Callable[[str], None]
) -> Second:
    """Ask a model about a call, write its opinions, and return them with the card.

    Args:
        call: The transcript; it is redacted before anything is sent.
        rubric: A shipped rubric's id, or a file.
        card: Its marks by moves.
        asked: The model and its server.
        out: Where the opinions go, see :func:`opinions_file`.
        say: Takes the lines that tell how far it is and how it went.

    Raises:
        FixableError: The address is none, or the file cannot be written.
    """
    judge = ModelJudge(
        asked.url,
        asked.model,
        cache=folder(),
        progress=lambda done, of: say(f"{asked.model}: {done} of {of} skills"),
    )
    chosen = library.load(rubric)
    opinions = judge.opinions(call, chosen, card)
    content = judge_json(card, chosen, opinions, judge.spent)
    write_whole(out, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    given = sum(opinion.mark.value is not None for opinion in opinions)
    same, both = content["agreement"]["same"], content["agreement"]["both_judged"]
    say(f"{out}: {given} of {len(opinions)} opinions could be used; {same} of {both} agree with the marks by moves")
    for why, number in Counter(opinion.mark.why for opinion in opinions if opinion.mark.value is None).most_common():
        say(f"    {number} not: {why}")
    return Second(joined(card, chosen, opinions), opinions)
