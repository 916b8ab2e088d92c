"""One registry for everything that comes by a versioned name."""

from types import SimpleNamespace

import pytest

from transcribe import registry as module
from transcribe.engines import engines
from transcribe.errors import UnknownName
from transcribe.registry import Registry
from transcribe.speakers import speaker_engines


@pytest.fixture
def others(monkeypatch):
    """Other people's packages: a mapping from names to makers, and the groups that were asked for."""
    makers, asked = {}, []

    def entry_points(group):
        asked.append(group)
        return [SimpleNamespace(name=name, load=lambda maker=maker: maker) for name, maker in makers.items()]

    monkeypatch.setattr(module, "entry_points", entry_points)
    return SimpleNamespace(makers=makers, asked=asked)


@pytest.fixture
def voices(others):
    registry = Registry("voice_maker")
    registry.add("robot.v1")(lambda **settings: ("robot 1", settings))
    registry.add("robot.v2")(lambda **settings: ("robot 2", settings))
    registry.add("robot.v10")(lambda **settings: ("robot 10", settings))
    return registry


def test_a_full_name_makes_its_thing_with_its_settings(voices, others):
    assert voices.make("robot.v1", pitch=3) == ("robot 1", {"pitch": 3})
    assert others.asked == []


def test_a_bare_name_is_its_newest_version_by_number(voices):
    assert voices.full_name("robot") == "robot.v10"


def test_another_packages_thing_is_found_by_its_group(voices, others):
    others.makers["parrot.v1"] = lambda: "parrot"
    assert voices.make("parrot.v1") == "parrot"
    assert set(others.asked) == {"parafraza.voice_maker"}


def test_a_name_without_a_version_is_older_than_any_with_one(voices, others):
    others.makers["parrot"] = lambda: "plain"
    assert voices.make("parrot") == "plain"
    others.makers["crow.vbeta"], others.makers["crow.v1"] = lambda: "beta", lambda: "one"
    assert voices.make("crow") == "one"


def test_another_package_cannot_take_a_name_of_ours(voices, others):
    others.makers["robot.v1"] = lambda: "usurper"
    assert voices.names() == ("robot.v1", "robot.v10", "robot.v2")
    assert voices.make("robot.v1") == ("robot 1", {})


def test_an_unknown_name_lists_the_known_ones(voices, others):
    others.makers["parrot.v1"] = lambda: "parrot"
    with pytest.raises(UnknownName, match=r"no voice maker named 'crow'\nTo fix it: use one of: parrot.v1, robot.v1"):
        voices.full_name("crow")


def test_an_empty_registry_says_none(others):
    with pytest.raises(UnknownName, match="use one of: none"):
        Registry("judge").full_name("strict")


def test_a_version_nobody_has_is_unknown(voices):
    with pytest.raises(UnknownName, match=r"'robot.v3'"):
        voices.full_name("robot.v3")


def test_the_shipped_names_are_these(others):
    # A name that vanishes here breaks somebody's settings.
    assert engines.names() == ("faster-whisper.v1", "openai-whisper.v1", "scripted.v1")
    assert speaker_engines.names() == ("pyannote.v1", "scripted.v1")
