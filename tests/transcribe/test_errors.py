"""Errors a user can fix: what they say, and that they travel whole."""

import pickle

import pytest

from transcribe.errors import BadAudio, BadFile, FixableError, MissingPart, ParafrazaError, UnknownName


def test_an_error_says_where_what_and_the_way_out():
    error = BadFile("the weight is no number", fix="write one, such as 2", where="mine.yaml:4")
    assert str(error) == "mine.yaml:4: the weight is no number\nTo fix it: write one, such as 2"


def test_an_error_without_a_place_begins_with_what_happened():
    assert str(MissingPart("there is no pip", fix="install it")).startswith("there is no pip\n")


@pytest.mark.parametrize("kind", [BadAudio, BadFile, MissingPart, UnknownName, FixableError])
def test_every_error_comes_out_of_another_process_whole(kind):
    error = pickle.loads(pickle.dumps(kind("what", fix="fix", where="a.wav")))  # noqa: S301 -- our own bytes
    assert type(error) is kind
    assert (error.what, error.fix, error.where) == ("what", "fix", "a.wav")
    assert str(error) == "a.wav: what\nTo fix it: fix"


@pytest.mark.parametrize("kind", [BadAudio, BadFile, MissingPart, UnknownName])
def test_every_kind_is_caught_as_fixable_and_as_ours(kind):
    assert issubclass(kind, FixableError)
    assert issubclass(kind, ParafrazaError)
