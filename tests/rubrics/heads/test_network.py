"""The network: what it reads, that it says what torch said while learning, and its file."""

import builtins
import sys

import numpy as np
import pytest

from rubrics.heads import Example
from rubrics.heads.graph import _Builder, _file, graph, whole
from rubrics.heads.network import Network, engine, filled
from tests.rubrics.heads.small import LINES, WORDS, small, weights
from transcribe.errors import MissingPart


def test_pieces_are_the_line_and_then_what_was_said_before_it(monkeypatch):
    network = small(monkeypatch)
    (line, kinds), (alone, _), _ = network.reader.pieces(LINES)
    assert [network.reader.words[each] for each in line] == (
        ["[CLS]", "thank", "you", "for", "waiting", "[SEP]", "what", "is", "your", "name", "?", "[SEP]"]
    )
    assert kinds == [0] * 6 + [1] * 6
    assert [network.reader.words[each] for each in alone] == ["[CLS]", "what", "?", "[SEP]"]


def test_pieces_of_an_endless_line_are_its_first_and_of_its_context_the_last(monkeypatch):
    (ids, kinds), *_ = small(monkeypatch).reader.pieces([Example("what " * 500, "you " * 300 + "name")])
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


def test_graph_without_rounding_says_what_torch_said(monkeypatch):
    torch = pytest.importorskip("torch")
    from rubrics.heads import tuning

    begun = weights(monkeypatch)
    exact = Network(_file(_Builder(begun.arrays, None), ("agent.thanks", "agent.open_question"), WORDS))
    monkeypatch.setattr(tuning, "DROPPED", 0.0)
    tensors = {name: torch.tensor(array) for name, array in begun.arrays.items()}
    theirs = tuning._answers(tensors, exact.reader.pieces(LINES)).numpy()
    assert exact.logits(LINES) == pytest.approx(theirs, abs=1e-4)


def test_network_says_what_torch_said_but_for_rounding(monkeypatch):
    torch = pytest.importorskip("torch")
    from rubrics.heads import tuning

    begun = weights(monkeypatch)
    begun.arrays["answer"][:] *= 50  # so that answers lie far apart beside what rounding moves
    network = Network(graph(begun.arrays, ("agent.thanks", "agent.open_question"), WORDS, LINES))
    monkeypatch.setattr(tuning, "DROPPED", 0.0)
    tensors = {name: torch.tensor(array) for name, array in begun.arrays.items()}
    theirs = tuning._answers(tensors, network.reader.pieces(LINES)).numpy()
    assert np.ptp(theirs) > 5
    assert network.logits(LINES) == pytest.approx(theirs, abs=0.02 * float(np.ptp(theirs)))


def test_file_of_a_network_says_what_its_columns_and_pieces_are(monkeypatch):
    network = small(monkeypatch)
    assert (network.moves, network.reader.words) == (("agent.thanks", "agent.open_question"), WORDS)
    assert network.model == small(monkeypatch).model


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


def test_matrix_in_whole_numbers_is_the_matrix_within_half_a_step():
    matrix = np.array([[0.63, -0.5, 0.0], [0.0, 0.0, 0.0]], np.float32)
    steps, worth = whole(matrix, 63)
    assert steps.tolist() == [[63, -50, 0], [0, 0, 0]]
    assert steps * worth == pytest.approx(matrix, abs=0.006)


def test_weights_stay_within_seven_bits(monkeypatch):
    # two products of a weight and a byte must fit in sixteen bits: 2 * 63 * 255 = 32,130
    onnx = pytest.importorskip("onnx")
    model = onnx.load_from_string(small(monkeypatch).model)
    turning = {node.input[0] for node in model.graph.node if node.op_type == "DequantizeLinear"}
    kept = [onnx.numpy_helper.to_array(each) for each in model.graph.initializer if each.name in turning]
    matrices = [each for each in kept if each.ndim == 2]
    assert {each.dtype for each in matrices} == {np.dtype(np.int8)}
    assert len(matrices) == 2 * 6
    assert max(abs(each.astype(int)).max() for each in matrices) == 63


def test_an_engine_whose_library_does_not_load_is_named_too(monkeypatch):
    def broken(name, *rest):
        if name == "onnxruntime":
            raise ImportError("libstdc++.so.6: version not found")
        return load(name, *rest)

    load = builtins.__import__
    monkeypatch.delitem(sys.modules, "onnxruntime", raising=False)
    monkeypatch.setattr(builtins, "__import__", broken)
    with pytest.raises(MissingPart, match="cannot be loaded"):
        engine()


def test_without_its_engine_the_missing_package_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(MissingPart, match="onnxruntime") as told:
        small(monkeypatch).logits(LINES)
    assert told.value.fix == "pip install onnxruntime"


def test_filled_lines_are_as_long_as_the_longest():
    block = filled([([2, 4, 3], [0, 0, 0]), ([2, 4, 3, 5, 3], [0, 0, 0, 1, 1])])
    assert block.ids.tolist() == [[2, 4, 3, 0, 0], [2, 4, 3, 5, 3]]
    assert block.real.tolist() == [[True] * 3 + [False] * 2, [True] * 5]
