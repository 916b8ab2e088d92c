import subprocess
import sys

import pytest

import rubrics

CODE = "import sys, rubrics; print(sorted(set('torch nltk simplemma yaml pydantic numpy'.split()) & set(sys.modules)))"


def test_importing_the_room_loads_nothing_heavy():
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_public_names_are_exactly_these():
    assert sorted(rubrics.__all__) == [
        "Mark", "Move", "RubricRef", "Scorecard", "find_moves", "find_moves_in_lines", "score",
    ]  # fmt: skip
    for name in rubrics.__all__:
        assert getattr(rubrics, name) is not None


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'marks'"):
        _ = rubrics.marks
