"""Trained heads: the probability of each move from a line, the line before it and its place in the call.

``rubrics.heads.load("en").probabilities(text, context, position, role)``. ``python -m rubrics.heads.train`` makes the
``<language>.npz`` files beside this one from the corpus' lines; ``manifest.json`` says from which, how, and how good.

For English a network reads each line with its context too: ``python -m rubrics.heads.tune``.
"""

from rubrics.heads.features import Example
from rubrics.heads.files import Heads, load

__all__ = ["Example", "Heads", "load"]
