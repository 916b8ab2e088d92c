"""A network's weights as the graph that ONNX Runtime runs (``rubrics/heads/network.py``).

Matrices are kept a byte a number, and what they are multiplied with is rounded to a byte on the way, so that processors
multiply whole numbers, four at a time where they can. How far those numbers reach is found once, on lines the network
learned from, and stays: a line's answer depends on no other line read beside it. Weights keep within seven bits: older
processors add two products in sixteen, and with eight the sum would not fit, so that one call would be marked differently
on two machines.

Only training comes here, and it needs the package ``onnx``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rubrics.heads.features import Example
from rubrics.heads.network import HEADS, Array, Network

if TYPE_CHECKING:
    from onnx import ModelProto

Reach = Mapping[str, tuple[float, float]]
"""Two ends, the lower one not above nought, the upper not below it, for each matrix."""

EPSILON = 1e-12
STEPS, TABLE_STEPS = 63, 127
"""Whole numbers to each side of nought that a weight can be, and a number of the table of words, which is only looked up."""
OPERATORS, FORMAT = 20, 9
"""Versions of the operators and of the file: the oldest that know GELU by its approximation with tanh."""
RARE = 1e-5
"""Share of numbers at each end that may reach farther: they are cut, and what is between is rounded the less."""
FAR_OFF = -1e9
"""What is added to the closeness of a piece that a line was filled up with."""
PARTS = ("query", "key", "value", "after", "wide", "narrow")
"""The matrices of a layer, in the order of their use."""


def graph(
    arrays: Mapping[str, Array], moves: Sequence[str], words: Sequence[str], examples: Sequence[Example]
) -> bytes:
    """Return the file of a network.

    Args:
        arrays: Its weights by name, in single precision; a matrix (out, in) turns what it is given by ``given @ matrix.T``.
        moves: What the columns of its answer are of.
        words: The pieces of words it knows, in the order of their rows.
        examples: Lines that show how far the numbers between its layers reach; some hundred are enough.
    """
    return _file(_Builder(arrays, reached(arrays, words, examples)), moves, words)


def reached(arrays: Mapping[str, Array], words: Sequence[str], examples: Sequence[Example]) -> Reach:
    """Return from where to where the numbers reach that each matrix is multiplied with, but for one in a hundred thousand."""
    steps, worth = whole(arrays["words"], TABLE_STEPS)
    exact = _Builder({**arrays, "words": steps * worth}, None)  # with the table as it will be looked up
    network = Network(_file(exact, (), words))
    met: dict[str, list[NDArray[Any]]] = {name: [] for name in exact.given}
    for block in network.blocks(examples):
        found = network.run(block, list(exact.given.values()))
        for name, values in zip(met, found, strict=True):
            met[name].append(np.quantile(values[block.real], (RARE, 1 - RARE)))
    ends = {name: np.median(each, axis=0) for name, each in met.items()}
    return {name: (min(float(low), 0.0), max(float(high), 0.0)) for name, (low, high) in ends.items()}


def _file(built: _Builder, moves: Sequence[str], words: Sequence[str]) -> bytes:
    from onnx import helper

    model: ModelProto = helper.make_model(
        built.made(), opset_imports=[helper.make_opsetid("", OPERATORS)], ir_version=FORMAT, producer_name="parafraza"
    )
    helper.set_model_props(model, {"moves": "\n".join(moves), "words": "\n".join(words)})
    return bytes(model.SerializeToString(deterministic=True))


def whole(matrix: Array, steps: int) -> tuple[NDArray[np.int8], Array]:
    """Return a matrix in whole numbers up to ``steps``, and what one of them is worth in each row, (rows, 1)."""
    worth = np.asarray(np.maximum(np.abs(matrix).max(axis=1, keepdims=True), 1e-6) / steps, np.float32)
    return np.rint(matrix / worth).clip(-steps, steps).astype(np.int8), worth


class _Builder:
    """Names values one after the other, as the graph works them out."""

    def __init__(self, arrays: Mapping[str, Array], reach: Reach | None) -> None:
        """Take the weights, and how far numbers reach; where that is not known yet everything stays exact."""
        self.arrays, self.reach = arrays, reach
        self.nodes: list[Any] = []
        self.kept: list[Any] = []
        self.given: dict[str, str] = {}
        """What each matrix is multiplied with."""
        self.network(sum(name.endswith(".query") for name in arrays))

    def made(self) -> Any:
        from onnx import TensorProto, helper

        shape = ["lines", "pieces"]
        whole_numbers = [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in ("ids", "context")]
        real = helper.make_tensor_value_info("real", TensorProto.BOOL, shape)
        shown = [] if self.reach else list(dict.fromkeys(self.given.values()))
        outs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in ("answers", *shown)]
        return helper.make_graph(self.nodes, "parafraza", [*whole_numbers, real], outs, self.kept)

    def network(self, layers: int) -> None:
        """Add everything from the pieces' numbers to the answers."""
        states = self.embedded()
        filled_up = self.do("Cast", self.do("Not", "real"), to=1)
        self.mask = self.do("Unsqueeze", self.do("Mul", filled_up, self.number(FAR_OFF)), self.whole_numbers(1, 2))
        for place in range(layers):
            states = self.layer(place, states)
        own = self.do("And", "real", self.do("Equal", "context", self.whole_numbers()))
        counted = self.do("Cast", self.do("Unsqueeze", own, self.whole_numbers(2)), to=1)
        parts = (self.do("Mul", states, counted), counted)
        total, count = (self.do("ReduceSum", each, self.whole_numbers(1), keepdims=0) for each in parts)
        first = self.do("Gather", states, self.whole_numbers(), axis=1)
        seen = self.do("Concat", first, self.do("Div", total, count), axis=1)
        scores = self.do("MatMul", seen, self.keep(self.arrays["answer"].T))
        self.do("Add", scores, self.keep(self.arrays["answer.bias"]), out="answers")

    def embedded(self) -> str:
        rows = self.looked_up(self.arrays["words"])
        count = self.do("Gather", self.do("Shape", "ids"), self.whole_numbers(1))
        begin = self.whole_numbers(0)
        places = self.do("Slice", self.keep(self.arrays["places"]), begin, count, begin)
        kinds = self.do("Gather", self.keep(self.arrays["kinds"]), "context")
        return self.normal(self.do("Add", self.do("Add", rows, places), kinds), self.arrays["first"])

    def looked_up(self, table: Array) -> str:
        """Take the row of each piece."""
        if self.reach is None:
            return self.do("Gather", self.keep(table), "ids")
        steps, worth = whole(table, TABLE_STEPS)
        rows = self.do("Cast", self.do("Gather", self.keep(steps), "ids"), to=1)
        return self.do("Mul", rows, self.do("Gather", self.keep(worth), "ids"))

    def layer(self, place: int, states: str) -> str:
        """Add one layer: every piece looks at every other, then each is worked on by itself."""
        norms = self.arrays[f"{place}.norms"]
        own = self.normal(self.do("Add", states, self.turned(self.looked(place, states), f"{place}.after")), norms[:2])
        wide = self.do("Gelu", self.turned(own, f"{place}.wide"), approximate="tanh")
        return self.normal(self.do("Add", own, self.turned(wide, f"{place}.narrow")), norms[2:])

    def looked(self, place: int, states: str) -> str:
        width = self.arrays["words"].shape[1]
        apart, together = self.whole_numbers(0, 0, HEADS, width // HEADS), self.whole_numbers(0, 0, width)

        def part(name: str, order: Sequence[int]) -> str:
            return self.do("Transpose", self.do("Reshape", self.turned(states, f"{place}.{name}"), apart), perm=order)

        query, key, value = (part("query", (0, 2, 1, 3)), part("key", (0, 2, 3, 1)), part("value", (0, 2, 1, 3)))
        close = self.do("Mul", self.do("MatMul", query, key), self.number(1 / np.sqrt(width // HEADS)))
        shares = self.do("Softmax", self.do("Add", close, self.mask), axis=-1)
        return self.do("Reshape", self.do("Transpose", self.do("MatMul", shares, value), perm=(0, 2, 1, 3)), together)

    def turned(self, given: str, name: str) -> str:
        """Multiply with a matrix and add its bias."""
        self.given[name] = given
        matrix = self.arrays[name]
        if self.reach is None:
            product = self.do("MatMul", given, self.keep(matrix.T))
        else:
            steps, worth = whole(matrix, STEPS)
            own = self.keep(worth.ravel()), self.keep(np.zeros(len(worth), np.int8))
            turning = self.do("DequantizeLinear", self.keep(steps.T), *own, axis=1)
            product = self.do("MatMul", self.rounded(given, *self.reach[name]), turning)
        return self.do("Add", product, self.keep(self.arrays[f"{name}.bias"]))

    def rounded(self, given: str, low: float, high: float) -> str:
        """Round numbers to one of 256 between two ends."""
        step = max(high - low, 1e-6) / 255
        how = self.number(step), self.keep(np.array(round(-low / step), np.uint8))
        return self.do("DequantizeLinear", self.do("QuantizeLinear", given, *how), *how)

    def normal(self, states: str, scale_and_shift: Array) -> str:
        scale, shift = (self.keep(each) for each in scale_and_shift)
        return self.do("LayerNormalization", states, scale, shift, axis=-1, epsilon=EPSILON)

    def do(self, operator: str, *given: str, out: str = "", **options: Any) -> str:
        """Add one step; return the name of what it gives."""
        from onnx import helper

        name = out or f"step{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(given), [name], **options))
        return name

    def keep(self, array: NDArray[Any]) -> str:
        """Add numbers to the file; return their name."""
        from onnx import numpy_helper

        self.kept.append(numpy_helper.from_array(np.array(array, order="C"), f"kept{len(self.kept)}"))
        return str(self.kept[-1].name)

    def number(self, value: float) -> str:
        return self.keep(np.array(value, np.float32))

    def whole_numbers(self, *values: int) -> str:
        """Keep whole numbers as a list; none at all stand for a nought that is no list."""
        return self.keep(np.array(values if values else 0, np.int64))
