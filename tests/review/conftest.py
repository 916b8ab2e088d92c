"""Reviews for the tests of this room."""

import pytest

from review.job import jobs
from review.running import Reviewer
from tests.reviewing import Ear
from tests.scripts import small_rubric


@pytest.fixture
def rubric(tmp_path):
    return small_rubric(tmp_path)


@pytest.fixture
def review(tmp_path, rubric):
    """Reviews files or folders below ``calls`` into ``out``; returns the results and what was listened to."""

    def run(*names, rubric=rubric, language=None, **choices):
        ear = Ear(**choices)
        found = jobs([tmp_path / "calls" / name for name in names or [""]], tmp_path / "out")
        return list(Reviewer(ear, rubric, language).run(found)), ear.heard

    return run
