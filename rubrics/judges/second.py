"""A second opinion on one call, from the command line: asked for, written down, and told in one line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from rubrics import library
from rubrics.judges.cache import folder
from rubrics.judges.joining import joined, judge_json
from rubrics.judges.model import ModelJudge
from rubrics.values import Scorecard
from transcribe.call import Call
from transcribe.formats import write_whole


def opinions_file(scorecard: Path) -> Path:
    """Return where the opinions beside a scorecard go: ``judge.json``, or ``a.judge.json`` beside ``a.json``.

    A folder may hold the scorecards of many calls, and then each needs a name of its own.
    """
    own = scorecard.name.removesuffix(".json")
    return scorecard.with_name("judge.json" if own == "scorecard" else f"{own}.judge.json")


def second_opinion(
    call: Call, rubric: str, card: Scorecard, url: str, model: str, out: Path, say: Callable[[str], None]
) -> Scorecard:
    """Ask a model about a call and return the card with the marks the rubric leaves to it.

    Args:
        call: The transcript; it is redacted before anything is sent.
        rubric: A shipped rubric's id, or a file.
        card: Its marks by moves.
        url: The server's address.
        model: The model's name there.
        out: Where the opinions go, see :func:`opinions_file`.
        say: Takes the lines that tell how far it is and how it went.

    Raises:
        FixableError: The address is none, or the file cannot be written.
    """
    judge = ModelJudge(url, model, cache=folder(), progress=lambda done, of: say(f"{model}: {done} of {of} skills"))
    chosen = library.load(rubric)
    opinions = judge.opinions(call, chosen, card)
    content = judge_json(card, chosen, opinions, judge.spent)
    write_whole(out, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    given = sum(opinion.mark.value is not None for opinion in opinions)
    same, both = content["agreement"]["same"], content["agreement"]["both_judged"]
    say(f"{out}: {given} of {len(opinions)} opinions could be used; {same} of {both} agree with the marks by moves")
    return joined(card, chosen, opinions)
