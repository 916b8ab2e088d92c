"""Voice vectors into voices, on vectors made here: how many there are, and whose is whose."""

import numpy as np
import pytest

from transcribe.speakers.grouping import grouped

LONG = 3.0


def unit(vectors):
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def voices(*sizes, spread=0.1, alike=0.0, seed=3):
    """Stretches of voices at right angles, or with the cosine ``alike``, in turn order; and whose each is."""
    random = np.random.default_rng(seed)
    centres = np.eye(16)[: len(sizes)]
    centres = unit(centres * np.sqrt(1 - alike) + np.sqrt(alike) * np.eye(16)[15])
    owner = np.concatenate([np.full(size, voice) for voice, size in enumerate(sizes)])
    random.shuffle(owner)
    return unit(centres[owner] + spread * random.standard_normal((len(owner), 16)) / 4), owner


def alike(groups, owner):
    """Whether two groupings are the same but for the numbers of the groups."""
    pairs = {(int(group), int(who)) for group, who in zip(groups, owner, strict=True)}
    return len(pairs) == len(set(groups.tolist())) == len(set(owner.tolist()))


@pytest.mark.parametrize("number", [2, None])
def test_two_voices_are_told_apart(number):
    vectors, owner = voices(12, 8)
    assert alike(grouped(vectors, np.full(20, LONG), number).groups, owner)


@pytest.mark.parametrize("number", [3, None])
def test_three_voices_are_told_apart(number):
    vectors, owner = voices(10, 8, 6)
    assert alike(grouped(vectors, np.full(24, LONG), number).groups, owner)


@pytest.mark.parametrize("number", [1, 2, 3, None])
def test_one_voice_is_never_parted(number):
    vectors, _ = voices(15)
    assert set(grouped(vectors, np.full(15, LONG), number).groups.tolist()) == {0}


def test_voices_that_are_nearly_one_are_one():
    # Centres with a cosine of .9 lie above the .75 of one voice; of .5 they are two.
    same, _ = voices(10, 10, alike=0.9, spread=0.05)
    assert len(grouped(same, np.full(20, LONG), 2).centres) == 1
    two, owner = voices(10, 10, alike=0.5, spread=0.05)
    assert alike(grouped(two, np.full(20, LONG), 2).groups, owner)


def test_a_third_voice_of_a_few_seconds_is_not_believed_unasked():
    # Two stretches of two seconds are four, and five are needed.
    vectors, _ = voices(10, 10, 2)
    assert len(grouped(vectors, np.full(22, 2.0), None).centres) == 2
    assert len(grouped(vectors, np.full(22, 2.0), 3).centres) == 3


def test_fewer_stretches_than_voices_asked_for_is_as_many_as_there_are():
    vectors, owner = voices(1, 1)
    assert alike(grouped(vectors, np.full(2, LONG), 5).groups, owner)
    assert grouped(vectors[:1], np.full(1, LONG), 2).groups.tolist() == [0]


def test_centres_are_unit_vectors_and_every_stretch_is_nearest_to_its_own():
    vectors, _ = voices(9, 7)
    found = grouped(vectors, np.full(16, LONG), 2)
    assert np.linalg.norm(found.centres, axis=1) == pytest.approx([1, 1])
    assert ((vectors @ found.centres.T).argmax(1) == found.groups).all()


def test_short_stretches_hardly_move_a_centre():
    vectors, _ = voices(6, 6, spread=0.05)
    pull = unit(np.tile(np.eye(16)[0] + np.eye(16)[8], (30, 1)))  # thirty scraps, off to one side of the first voice
    seconds = np.concatenate([np.full(12, LONG), np.full(30, 0.3)])
    clean = grouped(vectors, np.full(12, LONG), 2).centres
    pulled = grouped(np.concatenate([vectors, pull]), seconds, 2).centres
    # 30 scraps of 0.3 s at a thousandth weigh 0.009 s, beside 18 s.
    assert sorted((clean @ pulled.T).max(1).round(3)) == [1.0, 1.0]


def test_the_same_call_comes_out_the_same():
    vectors, _ = voices(10, 10, spread=1.2)
    seconds = np.linspace(0.3, 4, 20)
    assert (grouped(vectors, seconds, 2).groups == grouped(vectors, seconds, 2).groups).all()
