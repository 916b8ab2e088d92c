"""``python -m rubrics.heads.train [LANG ...]``: train the heads on the corpus' ``train`` lines and write them here.

The curves that join cues and heads (``joint.json``) are trained with them, from the cues as the lexicons and detectors
find them today: train again after a change to those. A language without a lexicon gets heads only.

The same lines, seed and versions give the same files, byte for byte. What they reach on the ``test`` lines is measured by
``make accuracy``; nothing is ever chosen by those figures.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.metadata
import io
import json
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import numpy as np
from numpy.typing import NDArray

from rubrics.corpus import LANGUAGES, Line, read
from rubrics.heads.features import Example
from rubrics.heads.files import HERE, MANIFEST, manifest, network_of, packed
from rubrics.heads.fitting import Fitted, Labels, fit, folds, seconded
from rubrics.heads.joint import FILE, Evidence, Joint, fit_joint
from rubrics.heads.joint import written as as_kept
from rubrics.heads.model import Side, Variant, decided
from rubrics.heads.unseen import heard_unseen
from rubrics.vectors import DEFAULT, PACKAGE, Encoder, encoders
from rubrics.vocabulary import AGENT_MOVES, CUSTOMER_MOVES, TIMED_MOVES
from transcribe.errors import MissingPart

if TYPE_CHECKING:
    from rubrics.lexicon import Lexicon
    from rubrics.moves.base import Scene

SEED = 20
EVERY = 7
"""One in so many lines that give something back is said again where nobody had said it."""
SIDES: tuple[Side, ...] = get_args(Side)
MOVES: dict[Side, tuple[str, ...]] = {
    "agent": tuple(move for move in AGENT_MOVES if move not in TIMED_MOVES),
    "customer": tuple(CUSTOMER_MOVES),
}


def main(arguments: Sequence[str]) -> int:
    """Train, write and report; return the exit code."""
    asked = argparse.ArgumentParser(prog="python -m rubrics.heads.train", description=__doc__)
    asked.add_argument("languages", nargs="*", metavar="LANG", default=LANGUAGES, help="en, pl, ru, ro; all by default")
    asked.add_argument("--out", type=Path, default=HERE, help="folder for the heads and their manifest")
    options = asked.parse_args(arguments)
    for language in options.languages:
        note(options.out, language, train(language, options.out))
    return 0


def train(language: str, out: Path) -> dict[str, Any]:
    """Train both sides' heads of one language, write ``<language>.npz`` and return its entry of the manifest."""
    arrays: dict[str, NDArray[Any]] = {}
    figures: dict[str, Any] = {}
    joints: dict[Side, dict[Variant, Joint]] = {side: {} for side in SIDES}
    for side in SIDES:
        lines = lines_of(language, side, "train")
        figures[side] = {"lines": len(lines), "situations": len({line.situation for line in lines})}
        taught = taught_to(lines)
        labels = truth(taught, MOVES[side])
        cues = cues_of(language, taught, side)
        for variant, fitted in each_way(language, taught, side, out).items():
            arrays |= packed(fitted.head, side, variant)
            figures[side][variant] = f1s(fitted.found[: len(lines)], labels[: len(lines)], MOVES[side])
            if cues:
                known = cues._replace(chances=fitted.unseen)
                joints[side][variant] = fit_joint(known, labels, missed(taught, MOVES[side]), MOVES[side])
                figures[side][f"{variant} and cues"] = joined(known, taught, MOVES[side], len(lines))
            print(f"{language} {side} {variant}: {_all(figures[side])}", file=sys.stderr)
    keep_joint(out, language, as_kept(joints))
    raw = written(arrays)
    (out / f"{language}.npz").write_bytes(raw)
    return {
        "file": f"{language}.npz",
        "sha256": hashlib.sha256(raw).hexdigest(),
        "bytes": len(raw),
        "training_sha256": training_hash(language),
        "encoder": encoders.full_name(DEFAULT),
        "variants": list(joints["agent"] or variants()),
        "sides": list(SIDES),
        "seed": SEED,
        "versions": versions(),
        "cross_validated": figures,
    }


def each_way(language: str, taught: Sequence[Line], side: Side, out: Path) -> dict[Variant, Fitted]:
    """Return one side's head by each way to train it; with a network where one was tuned for the language."""
    found = {variant: learned(taught, MOVES[side], vectors) for variant, vectors in variants().items()}
    entry = known_heads(out)["heads"].get(language, {})
    if "network" in entry:
        network = network_of(out, entry)
        heard = heard_unseen(language, taught, network, out)
        groups = [line.situation for line in taught]
        labels = truth(taught, MOVES[side])
        found["network"] = seconded(found["vectors"], network, heard, side, labels, groups, SEED)
    return found


def taught_to(lines: Sequence[Line]) -> list[Line]:
    """Return what one side's heads learn from: the lines, and some of them said elsewhere."""
    return [*lines, *elsewhere(lines)]


def variants() -> dict[Variant, Encoder | None]:
    """Return the ways to train a language by itself: with words alone, and with vectors too.

    Romanian takes part, though the encoder was not made for it: over heads that learn from Romanian lines its vectors
    still add .014 to the cross-validated micro-F1, where from other languages' lines they carry nothing over.

    Raises:
        MissingPart: The encoder is not there; training without it would quietly ship a weaker head.
    """
    # A new one for each language: what it remembers of the last one would change its batches, and so the last bits.
    return {"words": None, "vectors": encoders.make(DEFAULT)}


def learned(lines: Sequence[Line], moves: Sequence[str], vectors: Encoder | None, seed: int = SEED) -> Fitted:
    """Return the head that corpus lines give."""
    return fit(examples(lines), truth(lines, moves), [line.situation for line in lines], moves, vectors, seed)


def cues_of(language: str, lines: Sequence[Line], side: Side) -> Evidence | None:
    """Return what the cues say of corpus lines, the head's part empty; ``None`` where the language has no lexicon."""
    from rubrics.moves.finding import cues_in, lexicon_of

    lexicon = lexicon_of(language)
    if lexicon is None:
        return None
    scenes = [scene_of(line, side, lexicon) for line in lines]
    found = [cues_in(scene) for scene in scenes]
    nothing = np.zeros((len(lines), len(MOVES[side])), np.float32)
    raw, settled = nothing.copy(), nothing.copy()
    for row, cues in enumerate(found):
        for move, cue in cues.items():
            raw[row, MOVES[side].index(move)] = cue.find.confidence
            settled[row, MOVES[side].index(move)] = cue.settled
    words = np.array([len(scene.said.line.words) for scene in scenes], np.float32)
    return Evidence(nothing, raw, settled, words)


def scene_of(line: Line, side: Side, lexicon: Lexicon) -> Scene:
    """Return a corpus line as detectors see it."""
    from rubrics.moves.base import Scene, read

    heard = (read(line.context, "customer" if side == "agent" else "agent", lexicon),) if line.context else ()
    return Scene(read(line.text, side, lexicon), heard, (), line.position)


def joined(known: Evidence, lines: Sequence[Line], moves: Sequence[str], real: int) -> dict[str, float]:
    """Return F1 of cues and head together on lines whose situations the curves had not seen, at even odds.

    Only the first ``real`` lines are counted; those after them were made to learn from.
    """
    labels, near, chances = truth(lines, moves), missed(lines, moves), np.zeros_like(known.chances)
    for learn, check in folds([line.situation for line in lines], SEED):
        curves = fit_joint(rows_of(known, learn), labels[learn], near[learn], moves)
        chances[check] = curves(rows_of(known, check))
    found = decided(chances, np.full(len(moves), 0.5, np.float32))
    return f1s(found[:real], labels[:real], moves)


def rows_of(known: Evidence, rows: NDArray[np.int64]) -> Evidence:
    """Return some lines' part of the evidence."""
    return Evidence(*(part[rows] for part in known))


def keep_joint(folder: Path, language: str, kept: dict[str, Any]) -> None:
    """Write one language's curves beside the others', and their file's hash to the manifest."""
    path = folder / FILE
    known: dict[str, Any] = {"schema": 1, "languages": {}}
    if path.is_file():
        known = json.loads(path.read_text(encoding="utf-8"))
    known["languages"][language] = kept
    text = json.dumps(known, indent=1) + "\n"  # unsorted: the moves stand in the order of the head's columns
    path.write_text(text, encoding="utf-8")
    remark(folder, {"joint_sha256": hashlib.sha256(text.encode()).hexdigest()})


def _all(figures: Mapping[str, Any]) -> str:
    return ", ".join(f"{way} {each['all']:.3f}" for way, each in figures.items() if isinstance(each, dict))


def lines_of(language: str, side: Side, split: str) -> list[Line]:
    """Return one side's lines of one split."""
    return [line for line in read(language, split) if line.role == side]


def elsewhere(lines: Sequence[Line]) -> list[Line]:
    """Return lines that give something back, said to somebody of another trade who never said it: no paraphrase there.

    Without them a head learns that "you waited in all day" gives back, whatever was said before. Every third such line
    comes once more, with the words before it taken from a line of another domain at about the same place.
    """
    giving = [line for line in lines if "paraphrase" in line.moves and line.context][::EVERY]
    chance = np.random.default_rng(SEED)
    made = []
    for line in giving:
        others = [other.context for other in lines if other.domain != line.domain and other.context]
        context = others[int(chance.integers(len(others)))]
        moves = tuple(move for move in line.moves if move != "paraphrase")
        made.append(replace(line, context=context, moves=moves, near=("paraphrase",)))
    return made


def examples(lines: Sequence[Line]) -> list[Example]:
    """Return corpus lines as heads are asked about them."""
    return [Example(line.text, line.context, line.position) for line in lines]


def truth(lines: Sequence[Line], moves: Sequence[str]) -> Labels:
    """Return which line makes which move, (lines, moves)."""
    return np.array([[move in line.moves for move in moves] for line in lines], bool).reshape(len(lines), len(moves))


def missed(lines: Sequence[Line], moves: Sequence[str]) -> Labels:
    """Return which line was written as a near miss of which move, (lines, moves)."""
    return np.array([[move in line.near for move in moves] for line in lines], bool).reshape(len(lines), len(moves))


def f1s(found: Labels, true: Labels, moves: Sequence[str]) -> dict[str, float]:
    """Return F1 over ``all`` moves together (micro) and for each move, to three places."""
    right, given, there = (found & true).sum(axis=0), found.sum(axis=0), true.sum(axis=0)
    each = 2 * right / np.maximum(given + there, 1)
    every = 2 * right.sum() / max(int(given.sum() + there.sum()), 1)
    return {"all": round(float(every), 3)} | {move: round(float(f1), 3) for move, f1 in zip(moves, each, strict=True)}


def training_hash(language: str) -> str:
    """Return the SHA-256 of everything the heads of a language learn from."""
    digest = hashlib.sha256()
    for line in read(language, "train"):
        fields = [line.id, line.role, line.position, line.context, line.text, line.moves]
        digest.update(json.dumps(fields, ensure_ascii=False).encode() + b"\n")
    return digest.hexdigest()


def versions() -> dict[str, str]:
    """Return the versions that decide the files' bytes."""
    packages = {name: importlib.metadata.version(name) for name in ("numpy", "scipy", PACKAGE)}
    return {"python": platform.python_version(), **packages}


def written(arrays: dict[str, NDArray[Any]]) -> bytes:
    """Return arrays as one npz file; NumPy writes no time of day into it.

    It is not compressed: that would save a quarter of its bytes and cost each process 0.05 s to unpack.
    """
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **{name: arrays[name] for name in sorted(arrays)})
    return file.getvalue()


def note(folder: Path, language: str, entry: dict[str, Any]) -> None:
    """Add to what the manifest says of a language."""
    heads = known_heads(folder)["heads"]
    heads[language] = heads.get(language, {}) | entry
    remark(folder, {"heads": heads})


def remark(folder: Path, entry: dict[str, Any]) -> None:
    """Add to what the manifest says of all languages."""
    text = json.dumps(known_heads(folder) | entry, indent=1, sort_keys=True, ensure_ascii=False)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def known_heads(folder: Path) -> dict[str, Any]:
    """Return the manifest, or the beginning of one."""
    try:
        return manifest(folder)
    except MissingPart:
        return {"schema": 1, "heads": {}}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
