"""The sentences of ``docs/accuracy.md``; its figures are all measured."""

# ruff: noqa: E501 - a table's head is one line

HEAD = """# How far the moves agree with people's labels

Written by `make accuracy`; nothing here is put in by hand. Figures are of `find_moves` as it is shipped: cues and trained
heads together. F1 joins precision (how many finds are right) and recall (how many moves are found); micro-F1 counts all
moves alike, macro-F1 is the mean over labels. The interval holds the inner 95 % of bootstrap draws of whole dialogues or
situations; it knows nothing of how far other people's calls are from these lines. The calibration error says how far
confidence and the share of right finds lie apart on average, from 0.

## Held-back lines of our corpus

Lines we wrote, split by situation; no detector learned from them. They were written by the same hands as the lines the
heads learned from, so calls of your own will come out lower: see the sets of other people below, which are talk of
another kind altogether. The kappa is between two blind readings of some fifth of the corpus, by the same definitions.
Beside everything together stand its parts: cues alone, and heads alone: of words, with sentence vectors too, and with the
network that reads a line with its context (English; other languages have none yet).

| held-back lines | lines | F1 (95 %) | target | cues alone | heads, words | heads, vectors | heads, network | calibration error | two readers, kappa |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"""
OTHERS = """## Other people's talk

Talk of other people: counselling (AnnoMI, ten trained raters), emotional support (ESConv), a virtual assistant's errands
(Schema-Guided Dialogue) and negotiations about a campsite (CaSiNo). No detector learned a line of the first three; of the
fourth the network learned what promotes coordination, and it is measured on the fifth of the dialogues that was kept back
from it. Cues of `further_help` were mended after reading lines of the third, so its figure is a fitted one.

| skill, set | measured (95 %) | target | others | people | calibration error |
|---|---|---|---|---|--:|"""
OWN = """## Sets with heads of their own

What a head reaches that learns from the set itself, measured on dialogues it had not seen (five folds). Where it says so, a
network learned from the same dialogues beside the head (`python -m tests.benchmarks.own_heads NAME --tuned`).

| label | F1 (95 %) | target | others |
|---|---|---|---|"""
CURVE = """## The learning curve

Micro-F1 of the agent's moves by heads alone, cross-validated over situations, by the share of the situations learned from;
the lines tried on are the same for all shares.

![F1 against the share of the situations learned from, one line a language](img/learning_curve.svg)

| | 25 % | 50 % | 75 % | 100 % |
|---|--:|--:|--:|--:|"""
MOVES = """## Move by move

On the held-back lines. Where a move stands in few lines its interval is wide, and one line more or less moves its F1."""
PLAIN = (
    "[docs/accuracy.md](docs/accuracy.md) has the figures of each move, other people's sets, and the learning curve."
)
