"""Scripts of demo calls: what they may say, and what a wrong one is told."""

import pytest

from review.demo.script import load_script
from transcribe.errors import BadFile

SCRIPT = """
schema: 1
language: en
title: A test
channels: mono
seed: 1
voices: {agent: {voice: tone.v1}}
turns:
  - {speaker: agent, text: Hello.}
"""


def written(tmp_path, text):
    path = tmp_path / "script.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_script_gives_each_line_its_defaults(tmp_path):
    (line,) = load_script(written(tmp_path, SCRIPT)).turns
    assert (line.text, line.pause, line.overlap, line.hold, line.style) == ("Hello.", 0.5, 0.0, 0.0, "even")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("text: Hello.", "txt: Hello.", "txt"),
        ("schema: 1", "schema: 9", "schema"),
        ("speaker: agent", "speaker: robot", "turns.0.speaker"),
        ("text: Hello.", "text: Hello., pause: -1", "turns.0.pause"),
        ("channels: mono", "channels: quad", "channels"),
    ],
)
def test_script_with_a_slip_is_refused_with_the_key_it_stands_under(tmp_path, old, new, named):
    with pytest.raises(BadFile, match=named) as caught:
        load_script(written(tmp_path, SCRIPT.replace(old, new)))
    assert "script.yaml" in caught.value.where


def test_script_that_is_no_yaml_is_refused(tmp_path):
    with pytest.raises(BadFile, match="not YAML"):
        load_script(written(tmp_path, "turns: [unclosed"))


def test_script_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(BadFile, match="cannot be read"):
        load_script(tmp_path / "absent.yaml")
