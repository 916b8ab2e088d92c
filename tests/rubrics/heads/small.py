"""A network small enough for tests: two layers of 24 numbers, and the words it knows."""

import numpy as np

from rubrics.heads import Example
from rubrics.heads.graph import graph
from rubrics.heads.network import HEADS, Network

WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "thank", "you", "for", "waiting", "what", "is", "your", "name", "?", "##s")
LINES = [Example("Thank you for waiting", "what is your name?"), Example("what?"), Example("", "names", 0.5)]
WIDTH, LAYERS = 2 * HEADS, 2


def first_weights():
    """Return what a package of weights would give, by chance."""
    chance = np.random.default_rng(5)

    def some(*shape):
        return chance.normal(0, 0.2, shape).astype(np.float32)

    found = {
        "embeddings.word_embeddings.weight": some(len(WORDS), WIDTH),
        "embeddings.position_embeddings.weight": some(120, WIDTH),
        "embeddings.token_type_embeddings.weight": some(2, WIDTH),
    }
    norms = ["embeddings.LayerNorm"]
    for layer in range(LAYERS):
        base = f"encoder.layer.{layer}"
        norms += [f"{base}.attention.output.LayerNorm", f"{base}.output.LayerNorm"]
        for part in ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"):
            found |= {f"{base}.{part}.weight": some(WIDTH, WIDTH), f"{base}.{part}.bias": some(WIDTH)}
        found |= {f"{base}.intermediate.dense.weight": some(2 * WIDTH, WIDTH)}
        found |= {f"{base}.intermediate.dense.bias": some(2 * WIDTH)}
        found |= {f"{base}.output.dense.weight": some(WIDTH, 2 * WIDTH), f"{base}.output.dense.bias": some(WIDTH)}
    for norm in norms:
        found |= {f"{norm}.weight": np.ones(WIDTH, np.float32), f"{norm}.bias": np.zeros(WIDTH, np.float32)}
    return found, WORDS


def weights(monkeypatch, columns=("agent.thanks", "agent.open_question")):
    """Return the weights of a small network that has learned nothing."""
    from rubrics.heads import tuning

    monkeypatch.setattr(tuning, "first_weights", first_weights)
    monkeypatch.setattr(tuning, "LAYERS", tuple(range(LAYERS)))
    return tuning.started(columns, seed=3)


def small(monkeypatch, columns=("agent.thanks", "agent.open_question")) -> Network:
    """Return a small network that has learned nothing."""
    return Network(graph(weights(monkeypatch, columns).arrays, columns, WORDS, LINES))
