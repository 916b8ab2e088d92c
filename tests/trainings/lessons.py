"""Small lessons made by hand, for tests of judging, checking and showing."""

import json
from copy import deepcopy

import yaml

COMMON = {"rows": [3], "skill": "paraphrase", "task": "Do it.", "hints": ["Look again.", "Look closer."], "why": "So."}

BED = {
    **COMMON,
    "id": "02-05",
    "kind": "paraphrase",
    "customer": "The bed should have come on Monday. My mother arrives on Saturday and she can't sleep on the floor.",
    "moves": [["paraphrase"]],
    "facts": [
        {"name": "the delay", "words": ["Monday", "late"]},
        {"name": "Saturday", "words": ["Saturday"]},
        {"name": "her mother", "words": ["mother*", "mum"]},
    ],
    "least": 2,
    "avoid": [{"words": ["definitely"], "why": "Nobody has checked that."}],
    "longest": 40,
    "answers": {
        "good": [
            "So the bed is late, and your mother needs it by Saturday, is that right?",
            "If I understand you, it was due on Monday, and on Saturday your mother would have nowhere to sleep. Correct?",
        ],
        "weak": ["I understand. Let me check.", "What is your order number?"],
        "gamed": ["bed Saturday mother floor right", "Saturday. Saturday. Saturday. Saturday."],
    },
}

LABEL = {
    **COMMON,
    "id": "02-01",
    "kind": "label",
    "line": "So it has to be there by Saturday. Is that right?",
    "options": ["paraphrase", "empathy", "none"],
    "answer": ["paraphrase"],
}

CHOOSE = {
    **COMMON,
    "id": "02-02",
    "kind": "choose",
    "options": [
        {"text": "What happened?", "good": True, "why": "It lets her tell."},
        {"text": "Is it broken?", "why": "It can only be yes or no."},
        {"text": "Number?", "why": "It asks for data first."},
    ],
    "reasons": [{"text": "It is open.", "good": True}, {"text": "It is short."}, {"text": "It is kind."}],
}

ORDER = {
    **COMMON,
    "id": "02-03",
    "kind": "order",
    "steps": ["Greet", "Ask", "Say back", "Offer"],
    "also": [[1, 3, 2, 4]],
}

FIND = {
    **COMMON,
    "id": "02-04",
    "kind": "find",
    "talk": [{"who": "customer" if turn % 2 else "agent", "text": f"Line {turn}."} for turn in range(1, 7)],
    "answer": [4],
}

LESSON = {
    "schema": 1,
    "lesson": "02",
    "language": "en",
    "title": "A small lesson",
    "minutes": 15,
    "moment": {"about": "A bed.", "turns": FIND["talk"]},
    "role_play": "late_bed",
    "exercises": [LABEL, CHOOSE, ORDER, FIND, BED],
}


def lesson(**changes):
    """The small lesson as a file's content, with these keys changed."""
    return {**deepcopy(LESSON), **changes}


def written(folder, language="en", **changes):
    """Write the small lesson where the library would have it, and give its path."""
    path = folder / "02_small" / f"{language}.yaml"
    path.parent.mkdir(exist_ok=True)
    content = json.loads(json.dumps(lesson(language=language, **changes)))  # so that YAML writes no part as an alias
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path
