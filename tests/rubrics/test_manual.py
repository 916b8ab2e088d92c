"""The manual for people who write rubrics: what it shows can be read, and it leaves no form and no move out."""

import re
from pathlib import Path

import yaml

from rubrics import yamlfile
from rubrics.authoring.examples import Example, outcome
from rubrics.forms import Condition
from rubrics.schema import Criterion, Rubric
from rubrics.vocabulary import AGENT_MOVES, CUSTOMER_MOVES

ROOT = Path(__file__).parents[2]
MANUAL = (ROOT / "docs" / "rubrics.md").read_text(encoding="utf-8")
DESK = ROOT / "docs" / "examples" / "hotel_desk.yaml"
BLOCKS = [yaml.safe_load(block) for block in re.findall(r"^```yaml\n(.*?)^```", MANUAL, re.M | re.S)]


def test_every_form_is_explained_with_an_example_that_can_be_read():
    shown = [block["when"] for block in BLOCKS if isinstance(block, dict) and "when" in block]
    forms = [name for each in shown for name in Condition.model_validate(each).model_fields_set]
    assert [*forms, "call_type"] == list(Condition.model_fields)
    assert [name for name in Condition.model_fields if f"**{name}**" not in MANUAL] == []


def test_the_criterion_of_the_ten_minutes_can_be_read_and_is_the_worked_examples():
    (shown,) = (Criterion.model_validate(block[0]) for block in BLOCKS if isinstance(block, list))
    (whole,) = (each for _, each in yamlfile.load(DESK, Rubric).criteria() if each.id == shown.id)
    assert (shown.title, shown.question) == (whole.title, whole.question)
    assert [(level.when, level.anchor, level.why) for level in shown.levels] == [
        (level.when, level.anchor, level.why) for level in whole.levels
    ]


def test_the_dialogues_of_the_ten_minutes_score_what_the_manual_says_of_them():
    (criterion,) = (Criterion.model_validate(block[0]) for block in BLOCKS if isinstance(block, list))
    (when,) = (block for block in BLOCKS if isinstance(block, dict) and "not_applicable" in block)
    (shown,) = (block for block in BLOCKS if isinstance(block, dict) and "counter_example" in block)
    whole = criterion.model_copy(update={"applies": Condition.model_validate(when["applies"])})
    # they stand under level 1, an end without a reason; nobody says anything of the wait in the other one
    for kind, level in (("example", 1), ("counter_example", 0)):
        lines = tuple(shown[kind]["en"])
        assert outcome(Example("desk", whole, 1, kind, "en", lines)) == level


def test_every_move_is_named():
    assert [move for move in {**AGENT_MOVES, **CUSTOMER_MOVES} if f"`{move}`" not in MANUAL and move != "thanks"] == []


def test_every_key_of_a_rubric_is_explained():
    rows = " ".join(line for line in MANUAL.splitlines() if line.startswith("| `"))
    keys = ["schema", *(name for name in Rubric.model_fields if name not in ("schema_number", "title", "description"))]
    assert [key for key in keys if f"`{key}`" not in rows and key != "changes"] == []
