"""Scenarios as Twee 3, the text form of Twine stories: out for a picture and for editing, in again, or in for the first time.

Each thing the customer says is a passage, and so is each good line of the trainee, with its moves as tags and links to
what follows. What Twine has no place for (words, worths, scripts) travels in two passages of data.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from rubrics import yamlfile
from rubrics.vocabulary import AGENT_MOVES
from scenarios.drafts import Draft, blank, identifier
from scenarios.loading import MAIN, Case
from scenarios.vocabulary import HARMS
from transcribe.errors import BadFile

DATA_TAG = "parafraza-data"
TEXTS = "texts.yaml"
MOMENT_MOVES: Mapping[str, str] = {
    "greet": "greeting", "empathy": "empathy", "ask": "open_question", "paraphrase": "paraphrase", "own": "ownership",
    "offer": "option_offer", "promise": "promise_deadline", "check": "satisfaction_check",
    "invite": "review_invitation",
}  # fmt: skip
"""The move a good line of each moment makes."""
_HEAD = re.compile(r"^::\s*((?:\\.|[^\[{\\])+?)\s*(?:\[([^\]]*)\])?\s*(?:\{.*\})?\s*$")
_LINK = re.compile(r"\[\[(.+?)\]\]")


@dataclass(frozen=True)
class Passage:
    """One passage of a story."""

    name: str
    tags: tuple[str, ...]
    body: str

    @property
    def text(self) -> list[str]:
        """The lines of the passage that are not links."""
        return [line.strip() for line in self.body.splitlines() if line.strip() and not line.strip().startswith("[[")]

    @property
    def links(self) -> list[tuple[str, str]]:
        """The links: what is said, and the passage it leads to."""
        return [_link(inside) for inside in _LINK.findall(self.body)]


def _link(inside: str) -> tuple[str, str]:
    if "->" in inside:
        said, _, to = inside.rpartition("->")
    elif "<-" in inside:
        to, _, said = inside.partition("<-")
    else:
        said, _, to = inside.partition("|")
    return said.strip(), (to or said).strip()


def written(case: Case) -> str:
    """Return a scenario in one language as Twee 3."""
    scenario = case.scenario.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    texts = case.texts.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    scenario["languages"] = [case.language]
    ifid = str(uuid5(NAMESPACE_URL, f"parafraza/{case.scenario.id}/{case.language}")).upper()
    story = {"ifid": ifid, "format": "Harlowe", "format-version": "3.3.8", "start": "opening"}
    passages = [
        Passage("StoryTitle", (), case.texts.title),
        Passage("StoryData", (), json.dumps(story, indent=1)),
        *_said(texts),
        *_trainee(case),
        Passage(MAIN, (DATA_TAG,), _yaml(scenario)),
        Passage(TEXTS, (DATA_TAG,), _yaml(texts)),
    ]
    return "\n\n".join(_passage(each) for each in passages) + "\n"


def _said(texts: Mapping[str, Any]) -> Iterator[Passage]:
    """What the customer says, each variant a line."""
    for name, place in _places(texts).items():
        variants = _at(texts, place)
        links = [_to(f"better.{moment}") for moment in texts["better"]] if name == "opening" else []
        yield Passage(name, ("customer",), "\n".join([*variants, *links]))
    for name, text in texts["endings"].items():
        yield Passage(f"ending.{name}", ("ending",), text)


def _trainee(case: Case) -> Iterator[Passage]:
    need = next(fact.id for fact in case.scenario.facts if fact.kind == "need")
    leads = {"ask": f"fact.{need}", "paraphrase": "confirms", "offer": "accepts", "promise": "accepts",
             "check": f"ending.{case.best.id}", "invite": f"ending.{case.best.id}"}  # fmt: skip
    for moment, text in case.texts.better.items():
        link = _to(leads[moment]) if moment in leads else ""
        yield Passage(f"better.{moment}", ("trainee", MOMENT_MOVES[moment]), f"{text}\n{link}".strip())


def _places(texts: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return, for each passage of the customer, where its variants stand in a language file."""
    places: dict[str, tuple[str, ...]] = {}
    for line, given in texts["lines"].items():
        if isinstance(given, Mapping):
            places |= {f"{line}.{tone}": ("lines", line, tone) for tone in given}
        else:
            places[line] = ("lines", line)
    places |= {f"fact.{name}": ("facts", name, "told") for name in texts["facts"]}
    places |= {
        f"asks.{name}": ("solution", name, "asks") for name, each in texts["solution"].items() if each.get("asks")
    }
    return places | {f"not_it.{name}": ("unwanted", name, "answer") for name in texts.get("unwanted", {})}


def _at(texts: Mapping[str, Any], place: Sequence[str]) -> list[str]:
    here: Any = texts
    for step in place:
        here = here[step]
    return list(here)


def _to(name: str) -> str:
    return f"[[{name}]]"


def _yaml(content: Mapping[str, Any]) -> str:
    import yaml

    return str(yaml.safe_dump(dict(content), allow_unicode=True, sort_keys=False, width=110)).rstrip()


def _passage(passage: Passage) -> str:
    tags = f" [{' '.join(passage.tags)}]" if passage.tags else ""
    body = re.sub(r"^::", r"\\::", passage.body, flags=re.MULTILINE)
    return f":: {passage.name}{tags}\n{body}"


def passages(text: str) -> dict[str, Passage]:
    """Return the passages of a story by name.

    Raises:
        BadFile: The text holds none.
    """
    found: dict[str, Passage] = {}
    heads: list[tuple[str, tuple[str, ...]]] = []
    bodies: list[list[str]] = []
    for line in text.removeprefix("\ufeff").splitlines():
        head = _HEAD.match(line) if line.startswith("::") else None
        if head:
            heads.append((head[1].strip(), tuple((head[2] or "").split())))
            bodies.append([])
        elif bodies:
            bodies[-1].append(line.removeprefix("\\") if line.startswith("\\::") else line)
    for (name, tags), body in zip(heads, bodies, strict=True):
        found[name] = Passage(name, tags, "\n".join(body).strip())
    if not found:
        raise BadFile("no passage (a line that begins with ::) is in it", fix="export the story from Twine as Twee")
    return found


def draft_of(text: str, *, name: str, language: str) -> Draft:
    """Return the scenario a story holds: one of ours as it was edited, or a draft made of anybody's.

    Args:
        text: Twee 3.
        name: Id of the scenario.
        language: Language of a story that is not one of ours.

    Raises:
        BadFile: It is no Twee, or its data cannot be read.
    """
    story = passages(text)
    return _ours(story, name) if MAIN in story and TEXTS in story else _theirs(story, name, language)


def _ours(story: Mapping[str, Passage], name: str) -> Draft:
    from pydantic import ValidationError

    scenario, _ = yamlfile.read(story[MAIN].body, name=MAIN)
    texts, _ = yamlfile.read(story[TEXTS].body, name=TEXTS)
    try:
        for passage, place in _places(texts).items():
            if passage in story:
                _put(texts, place, story[passage].text)
        texts["endings"] |= {
            key: " ".join(story[f"ending.{key}"].text) for key in texts["endings"] if f"ending.{key}" in story
        }
        texts["better"] |= {
            key: " ".join(story[f"better.{key}"].text) for key in texts["better"] if f"better.{key}" in story
        }
        return Draft(scenario | {"id": identifier(name)}, texts)
    except (KeyError, TypeError, ValidationError) as error:
        what = f"its data does not make a scenario: {str(error).splitlines()[0]}"
        raise BadFile(what, fix=f"leave the passages {MAIN} and {TEXTS} as they were exported", where=name) from None


def _put(texts: dict[str, Any], place: Sequence[str], variants: list[str]) -> None:
    here: Any = texts
    for step in place[:-1]:
        here = here[step]
    here[place[-1]] = variants


def _theirs(story: Mapping[str, Passage], name: str, language: str) -> Draft:
    """Make a draft: the start opens, links are lines of the trainee, tags of where they lead are their moves."""
    start = _start(story)
    tagged = [tag for passage in story.values() for tag in passage.tags if tag in AGENT_MOVES and tag not in HARMS]
    skill = tagged[0] if tagged else "paraphrase"
    opening = " ".join(start.text) or start.name
    draft = blank(name, language, opening=opening, skill=skill, start={"trust": 40, "patience": 60, "calm": 40})
    good, harmful = list(_path(story, start, harmful=False)), list(_path(story, start, harmful=True))
    scripts = draft.texts["scripts"]
    draft.texts["scripts"] = scripts | ({"good": good} if good else {}) | ({"harmful": harmful} if harmful else {})
    return Draft(draft.scenario | {"skills": list(dict.fromkeys(tagged)) or [skill]}, draft.texts)


def _start(story: Mapping[str, Passage]) -> Passage:
    data = story.get("StoryData")
    try:
        named = str(json.loads(data.body).get("start", "")) if data else ""
    except (ValueError, AttributeError):
        named = ""
    plain = [each for key, each in story.items() if key not in ("StoryTitle", "StoryData")]
    if not plain:
        raise BadFile("the story has a title and no passage to begin with", fix="export the whole story from Twine")
    return story.get(named) or story.get("Start") or plain[0]


def _path(story: Mapping[str, Passage], start: Passage, *, harmful: bool) -> Iterator[str]:
    """Follow the first link that is harmful, or is not, until there is none; a passage is entered once."""
    here: Passage | None = start
    seen: set[str] = set()
    while here is not None and here.name not in seen:
        seen.add(here.name)
        fitting = [(said, story[to]) for said, to in here.links if to in story and _harms(story[to].tags) == harmful]
        if fitting:
            yield fitting[0][0]
        here = fitting[0][1] if fitting else None


def _harms(tags: Iterable[str]) -> bool:
    return bool(set(tags) & set(HARMS))
