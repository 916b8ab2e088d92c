"""The network on NumPy: what it reads, that it says what torch said while learning, and its file."""

import math

import numpy as np
import pytest

from rubrics.heads import Example
from rubrics.heads.network import Network, bent, filled, kept, normal, read_back, whole
from tests.rubrics.heads.small import small

LINES = [Example("Thank you for waiting", "what is your name?"), Example("what?"), Example("", "names", 0.5)]


def test_pieces_are_the_line_and_then_what_was_said_before_it(monkeypatch):
    network = small(monkeypatch)
    (line, kinds), (alone, _), _ = network.pieces(LINES)
    assert [network.words[each] for each in line] == (
        ["[CLS]", "thank", "you", "for", "waiting", "[SEP]", "what", "is", "your", "name", "?", "[SEP]"]
    )
    assert kinds == [0] * 6 + [1] * 6
    assert [network.words[each] for each in alone] == ["[CLS]", "what", "?", "[SEP]"]


def test_pieces_of_an_endless_line_are_its_first_and_of_its_context_the_last(monkeypatch):
    (ids, kinds), *_ = small(monkeypatch).pieces([Example("what " * 500, "you " * 300 + "name")])
    assert len(ids) == 1 + 64 + 1 + 40 + 1
    assert kinds.count(1) == 41
    assert ids[-2] == 11  # the context's last word is "name"


def test_filled_up_places_say_nothing(monkeypatch):
    network = small(monkeypatch)
    short, long = Example("thank you"), Example("what is your name? what is your name? thank you")
    assert network.logits([short, long])[0] == pytest.approx(network.logits([short])[0], abs=1e-5)


def test_answer_depends_on_what_was_said_before(monkeypatch):
    network = small(monkeypatch)
    heard, other = network.logits([Example("thank you", "what is your name?"), Example("thank you", "waiting for you")])
    assert not np.allclose(heard, other, atol=1e-4)


def test_numpy_says_what_torch_said(monkeypatch):
    torch = pytest.importorskip("torch")
    from rubrics.heads import tuning

    network = small(monkeypatch)
    monkeypatch.setattr(tuning, "DROPPED", 0.0)
    weights = {name: torch.tensor(array) for name, array in network.arrays.items()}
    theirs = tuning._answers(weights, network.pieces(LINES)).numpy()
    assert network.logits(LINES) == pytest.approx(theirs, abs=1e-4)


def test_network_comes_back_from_its_file_the_same(monkeypatch):
    network = small(monkeypatch)
    again = read_back(kept(network))
    assert (again.moves, again.words) == (network.moves, network.words)
    assert np.array_equal(again.logits(LINES), network.logits(LINES))


def test_lines_of_several_batches_are_answered_in_their_order(monkeypatch):
    # 50 lines are four batches, read side by side; each is as it would be alone
    texts = [" ".join(["thank you for waiting"] * (1 + number % 7)) + " name" * (number % 5) for number in range(50)]
    together = small(monkeypatch).logits([Example(text, "what is your name?") for text in texts])
    for text, answer in zip(texts, together, strict=True):
        assert small(monkeypatch).logits([Example(text, "what is your name?")])[0] == pytest.approx(answer, abs=1e-5)


def test_line_is_read_once_while_it_is_remembered(monkeypatch):
    network, read = small(monkeypatch), []
    monkeypatch.setattr(
        Network, "_read", lambda self, lines: read.extend(lines) or np.zeros((len(lines), 2), np.float32)
    )
    network.logits([LINES[0], LINES[1], LINES[0]])
    network.logits([LINES[1], LINES[2]])
    assert [line.text for line in read] == [LINES[0].text, LINES[1].text, LINES[2].text]


def test_memory_of_a_network_stays_small(monkeypatch):
    network = small(monkeypatch)
    monkeypatch.setattr("rubrics.heads.network.KEPT", 2)
    network.logits([Example(word) for word in ("thank", "you", "for")])
    assert list(network.remembered) == [("you", ""), ("for", "")]


def test_matrix_of_bytes_is_the_matrix_within_half_a_step():
    matrix = np.array([[1.27, -0.5, 0.0], [0.0, 0.0, 0.0]], np.float32)
    steps, scale = whole(matrix)
    assert steps.tolist() == [[127, -50, 0], [0, 0, 0]]
    assert steps * scale.astype(np.float32) == pytest.approx(matrix, abs=0.006)


def test_bent_is_gelu_by_tanh():
    # half of x times (1 + tanh(0.79788 * (x + 0.044715 x^3)))
    expected = 0.5 * 1.5 * (1 + math.tanh(0.7978845608 * (1.5 + 0.044715 * 1.5**3)))
    assert bent(np.array([1.5, 0.0], np.float32)) == pytest.approx([expected, 0.0], abs=1e-6)


def test_normal_states_have_mean_nought_and_spread_one_before_they_are_scaled():
    # 1, 3: mean 2, spread 1, so -1 and 1; times 2 and 1, plus 0 and 5
    found = normal(np.array([[1.0, 3.0]], np.float32), np.array([[2.0, 1.0], [0.0, 5.0]], np.float32))
    assert found == pytest.approx(np.array([[-2.0, 6.0]]), abs=1e-5)


def test_filled_lines_are_as_long_as_the_longest():
    block = filled([([2, 4, 3], [0, 0, 0]), ([2, 4, 3, 5, 3], [0, 0, 0, 1, 1])])
    assert block.ids.tolist() == [[2, 4, 3, 0, 0], [2, 4, 3, 5, 3]]
    assert block.real.tolist() == [[True] * 3 + [False] * 2, [True] * 5]
