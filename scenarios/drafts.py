"""Drafts of scenarios: whole enough for the checker and for a first play, with places for their author to fill.

``draft_from`` makes one out of a weak moment of a real call. What people said is kept, their names and numbers are not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rubrics import yamlfile
from rubrics.tokens import fold, read_line
from scenarios.loading import MAIN, SHARED, shared_texts
from scenarios.schema import LANGUAGES, Scenario, Texts
from scenarios.vocabulary import HARMS
from transcribe.call import Call
from transcribe.errors import BadFile, FixableError, UnknownName
from transcribe.privacy import redact_call

REMOVED = "…"
"""Stands for a name, a number or an address: a customer can say it, which no placeholder is fit for."""
LONGEST_OPENING = 500
KEY_WORDS, SHORTEST_KEY = 6, 5
WANTED: Mapping[str, str] = {"escalates": "empathy", "repeat_complaint": "paraphrase", "complaint": "paraphrase"}
"""The move that answers what the customer did."""
STARTS: Mapping[str, dict[str, int]] = {
    "escalates": {"trust": 25, "patience": 45, "calm": 18},
    "repeat_complaint": {"trust": 32, "patience": 50, "calm": 30},
    "complaint": {"trust": 40, "patience": 60, "calm": 38},
}
"""The feelings that what the customer did lets expect."""
CALM = {"trust": 45, "patience": 65, "calm": 50}


@dataclass(frozen=True)
class Draft:
    """A scenario in one language, as the content of its two files."""

    scenario: dict[str, Any]
    texts: dict[str, Any]

    def __post_init__(self) -> None:
        """Refuse a draft that is not a scenario."""
        Scenario.model_validate(self.scenario)
        Texts.model_validate(self.texts)


@cache
def placeholders(language: str) -> Mapping[str, Any]:
    """Return what stands in a draft until its author writes it.

    Raises:
        UnknownName: Drafts are not made in this language.
    """
    if language not in LANGUAGES:
        fix = f"use one of: {', '.join(LANGUAGES)}"
        raise UnknownName(f"no draft can be made in {language!r}", fix=fix)
    content, _ = yamlfile.read((SHARED / "draft.yaml").read_text(encoding="utf-8"), name="draft.yaml")
    return dict(content[language])


def draft_from(call: Call, turn: int, *, name: str) -> Draft:
    """Return a draft made of one agent's turn and the customer's words around it.

    Args:
        call: A transcript with roles.
        turn: Index of the agent's turn that could have gone better.
        name: Id of the new scenario.

    Raises:
        FixableError: The turn is not an agent's, or the customer says nothing before it.
        UnknownName: Drafts are not made in the call's language.
    """
    _must_be_agent(call, turn)
    language = (call.language or "").lower()[:2]
    said = [
        (place, line) for place, line in enumerate(_redacted(call)) if call.turns[place].role == "customer" and line
    ]
    before = [line for place, line in said if place < turn]
    after = [line for place, line in said if place > turn]
    if not before:
        raise FixableError("the customer says nothing before this turn", fix="name a later turn", where=f"turn {turn}")
    did, lacking = _moment(call, turn)
    draft = blank(name, language, opening=before[-1], skill=lacking, start=STARTS.get(did, CALM))
    if after:
        draft.texts["lines"]["repeats"] = after[:2]
    return Draft(draft.scenario, draft.texts)


def _redacted(call: Call) -> list[str]:
    """Return what was said in each turn without names, numbers and addresses."""
    texts = []
    for line in redact_call(call).lines:
        text = line.text
        for cut in line.cuts:
            text = text.replace(cut.placeholder, REMOVED)
        texts.append(text.strip())
    return texts


def _must_be_agent(call: Call, turn: int) -> None:
    if not 0 <= turn < len(call.turns):
        raise FixableError(f"there is no turn {turn}", fix=f"take 0 to {len(call.turns) - 1}", where="--turn")
    if call.turns[turn].role != "agent":
        agents = [str(place) for place, each in enumerate(call.turns) if each.role == "agent"]
        near = ", ".join(sorted(agents, key=lambda place: abs(int(place) - turn))[:3]) or "none in this call"
        raise FixableError("this turn is not the agent's", fix=f"name an agent's turn: {near}", where=f"turn {turn}")


def _moment(call: Call, turn: int) -> tuple[str, str]:
    """Return what the customer did before the turn, and the move that would have answered it."""
    from rubrics import find_moves

    moves = find_moves(call)
    heard = max((place for place in range(turn) if call.turns[place].role == "customer"), default=0)
    did = [move.name for move in moves if move.turn == heard and move.name in STARTS]
    made = {move.name for move in moves if move.turn == turn}
    strongest = next((name for name in STARTS if name in did), "")
    wanted = WANTED.get(strongest, "clarifying_question")
    return strongest, "ownership" if made & set(HARMS) else "empathy" if wanted in made else wanted


def blank(name: str, language: str, *, opening: str, skill: str, start: Mapping[str, int]) -> Draft:
    """Return a draft with an opening, and placeholders for the rest."""
    given = placeholders(language)
    scenario = {
        "schema": 1,
        "id": identifier(name),
        "level": 2,
        "minutes": 5,
        "languages": [language],
        "skills": [skill],
        "start": dict(start),
        "facts": [
            {"id": "complaint", "kind": "detail", "worth": 50, "reveal": "opening"},
            {"id": "need", "kind": "need", "worth": 50, "reveal": "open"},
        ],
        "solution": [{"id": "fix", "worth": 65, "must": True}, {"id": "call_back", "worth": 25}],
        "scripts": {"good": ["relieved", "settled", "half"], "mediocre": ["half", "nothing"],
                    "harmful": ["hung_up", "manager", "nothing"]},
    }  # fmt: skip
    return Draft(scenario, _texts(given, language, opening, skill))


def _texts(given: Mapping[str, Any], language: str, opening: str, skill: str) -> dict[str, Any]:
    opening = opening[:LONGEST_OPENING]
    called = shared_texts(language).moves[skill]
    return {
        "schema": 1,
        "language": language,
        "title": str(given["title"]).replace("{move}", called),
        "situation": given["situation"],
        "persona": {"name": given["name"], "about": given["about"]},
        "goals": list(given["goals"]),
        "facts": {
            "complaint": {"told": [opening], "words": key_words(opening, language)},
            "need": {"told": [given["need"]], "words": list(given["need_words"]), "ask": list(given["ask"])},
        },
        "solution": {
            "fix": {"words": list(given["fix"]), "asks": [given["fix_asks"]]},
            "call_back": {"words": list(given["call_back"])},
        },
        "lines": {"opening": [opening], **{name: list(given[name]) for name in ("repeats", "confirms", "accepts")}},
        "better": dict(given["better"]),
        "endings": dict(given["endings"]),
        "scripts": {
            "good": list(given["better"].values()),
            **{kind: list(given[kind]) for kind in ("mediocre", "harmful")},
        },
    }


def key_words(text: str, language: str) -> list[str]:
    """Return the longest words of a line, by which a draft recognises that it came back."""
    words = dict.fromkeys(word for word in read_line(text, language).words if len(word) >= SHORTEST_KEY)
    chosen = sorted(words, key=lambda word: -len(word))[:KEY_WORDS]
    return chosen or [text.strip()[:SHORTEST_KEY] or REMOVED]


def identifier(name: str) -> str:
    """Return a name as an id: small letters, digits and ``_``, a letter first."""
    plain = re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")
    return (plain if plain[:1].isalpha() else f"draft_{plain}".rstrip("_"))[:40]


def save(draft: Draft, folder: Path) -> Sequence[Path]:
    """Write a draft's two files into ``folder`` and return them.

    Raises:
        BadFile: One of them is there already; an author's work is never overwritten.
    """
    import yaml

    from transcribe.formats import write_whole

    files = {folder / MAIN: draft.scenario, folder / f"{draft.texts['language']}.yaml": draft.texts}
    for path in files:
        if path.exists():
            raise BadFile("this file is there already", fix="name another folder with -o", where=str(path))
    folder.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        write_whole(path, yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120))
    return list(files)
