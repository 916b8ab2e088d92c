"""Whisper's weights, from CTranslate2's file to the checkpoint that openai-whisper loads.

Both engines so run on the same checked weights, and their results can be compared. A CTranslate2 file is little-endian:
version, name and revision of the model's kind; a count of variables, each with name, rank, dimensions, type, size in
bytes and its bytes; then aliases, names of variables that were found twice and written once. A name has its length
before it and a zero after it.

The checkpoint is written once and kept under the SHA-256 of its source; its own SHA-256 lies beside it and is checked
before every use.
"""

from __future__ import annotations

import hashlib
import re
import struct
import tempfile
from collections.abc import Iterator, Mapping
from math import prod
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import numpy as np
from numpy.typing import NDArray

from transcribe import weights
from transcribe.errors import BadFile, MissingPart

KIND = "WhisperSpec"
LAYOUTS = (5, 6)
"""Versions of the file's layout that are written as described above."""
TYPES = ("<f4", "<i1", "<i2", "<i4", "<f2")
"""NumPy's names of the types, in CTranslate2's order; bfloat16, which comes next, NumPy does not know."""
OTHER = "use --model base or a checkpoint of openai-whisper (.pt)"

MODULES = {
    "self_attention/layer_norm": ("attn_ln",),
    "self_attention/linear_0": ("attn.query", "attn.key", "attn.value"),
    "self_attention/linear_1": ("attn.out",),
    "attention/layer_norm": ("cross_attn_ln",),
    "attention/linear_0": ("cross_attn.query",),
    "attention/linear_1": ("cross_attn.key", "cross_attn.value"),
    "attention/linear_2": ("cross_attn.out",),
    "ffn/layer_norm": ("mlp_ln",),
    "ffn/linear_0": ("mlp.0",),
    "ffn/linear_1": ("mlp.2",),
}
"""Inside a layer: CTranslate2's module, and Whisper's modules whose rows it holds one under the other."""
OUTSIDE = {
    "encoder/conv1": "encoder.conv1",
    "encoder/conv2": "encoder.conv2",
    "encoder/layer_norm": "encoder.ln_post",
    "decoder/layer_norm": "decoder.ln",
    "decoder/embeddings": "decoder.token_embedding",
    "encoder/position_encodings": "encoder",
    "decoder/position_encodings": "decoder",
}
"""Modules outside the layers."""
LEAVES = {"weight": "weight", "bias": "bias", "gamma": "weight", "beta": "bias", "encodings": "positional_embedding"}
TIED = "decoder/projection/weight"
"""Whisper has no output projection of its own: it uses the token embedding."""

Tensor = NDArray[Any]


class Variable(NamedTuple):
    """Where one variable lies in the file."""

    shape: tuple[int, ...]
    type: int
    """Index into :data:`TYPES`."""
    size: int
    """Bytes."""
    offset: int
    """Bytes from the start of the file."""


class ModelFile:
    """A CTranslate2 model file of Whisper: the list is read at once, the variables when asked for."""

    def __init__(self, path: Path) -> None:
        """Read what is in the file.

        Raises:
            BadFile: it is cut off, or not a Whisper model of CTranslate2.
        """
        self.path = path
        try:
            with path.open("rb") as stream:
                self._variables = self._list(stream)
        except (struct.error, UnicodeDecodeError, KeyError) as error:
            raise self._bad("it is cut off, or not a model of CTranslate2") from error
        if any(variable.offset + variable.size > path.stat().st_size for variable in self._variables.values()):
            raise self._bad("it is cut off")

    def names(self) -> tuple[str, ...]:
        """Return the names of all variables, aliases included."""
        return tuple(self._variables)

    def shape(self, name: str) -> tuple[int, ...]:
        """Return the dimensions of a variable; empty for a single number."""
        return self._variable(name).shape

    def read(self, name: str) -> Tensor:
        """Return a variable as an array of its own."""
        variable = self._variable(name)
        if variable.type >= len(TYPES):
            raise self._bad(f"{name} has a type that cannot be read")
        kind = np.dtype(TYPES[variable.type])
        if variable.size != prod(variable.shape) * kind.itemsize:
            raise self._bad(f"{name} has not the size it should have")
        return np.fromfile(self.path, kind, prod(variable.shape), offset=variable.offset).reshape(variable.shape)

    def _list(self, stream: BinaryIO) -> dict[str, Variable]:
        version = _number(stream, "I")
        if (kind := _text(stream)) != KIND:
            raise self._bad(f"it holds a {kind[:40]!r}, not a Whisper model")
        if version not in LAYOUTS:
            raise self._bad(f"its layout has version {version}, known are {', '.join(map(str, LAYOUTS))}")
        _number(stream, "I")
        variables = {_text(stream): _variable(stream) for _ in range(_number(stream, "I"))}
        for _ in range(_number(stream, "I")):
            alias = _text(stream)
            variables[alias] = variables[_text(stream)]
        return variables

    def _variable(self, name: str) -> Variable:
        if name not in self._variables:
            raise self._bad(f"it lacks {name}")
        return self._variables[name]

    def _bad(self, what: str) -> BadFile:
        return BadFile(f"this model cannot be converted: {what}", fix=OTHER, where=str(self.path))


def checkpoint(model: ModelFile) -> dict[str, Any]:
    """Return what ``whisper.load_model`` wants in a file: ``dims`` and ``model_state_dict``, as NumPy arrays.

    Raises:
        BadFile: the file lacks something, or holds something Whisper has no place for.
    """
    state = {
        target: values
        for name in model.names()
        if model.shape(name) and name != TIED
        for target, values in _rows(name, model)
    }
    return {"dims": _dims(model), "model_state_dict": state}


def converted(source: Path) -> Path:
    """Return the checkpoint made from a CTranslate2 model file; it is made where there is none, or where it is damaged.

    Raises:
        BadFile: the source is not a Whisper model that can be converted.
        MissingPart: the checkpoint cannot be written; what was there before is left as it was.
    """
    target = weights.home() / "converted" / f"{_sha256(source)}.pt"
    if not is_whole(target):
        _write(checkpoint(ModelFile(source)), target)
    return target


def is_whole(path: Path) -> bool:
    """Tell whether a converted checkpoint is there and has the SHA-256 that lies beside it."""
    beside = _beside(path)
    return path.is_file() and beside.is_file() and beside.read_text(encoding="utf-8") == _line(path.name, _sha256(path))


def _dims(model: ModelFile) -> dict[str, int]:
    audio, text = (model.shape(f"{side}/position_encodings/encodings") for side in ("encoder", "decoder"))
    return {
        "n_mels": model.shape("encoder/conv1/weight")[1],
        "n_audio_ctx": audio[0],
        "n_audio_state": audio[1],
        "n_audio_head": int(model.read("encoder/num_heads")),
        "n_audio_layer": _layers(model, "encoder"),
        "n_vocab": model.shape("decoder/embeddings/weight")[0],
        "n_text_ctx": text[0],
        "n_text_state": text[1],
        "n_text_head": int(model.read("decoder/num_heads")),
        "n_text_layer": _layers(model, "decoder"),
    }


def _layers(model: ModelFile, side: str) -> int:
    return len({found[0] for name in model.names() if (found := re.match(rf"{side}/layer_\d+/", name))})


def _rows(name: str, model: ModelFile) -> Iterator[tuple[str, Tensor]]:
    """Yield Whisper's names for one variable, each with its share of the rows."""
    module, _, leaf = name.rpartition("/")
    targets = _targets(module)
    if not targets or leaf not in LEAVES:
        raise BadFile(f"this model cannot be converted: Whisper has no {name}", fix=OTHER, where=str(model.path))
    for target, values in zip(targets, np.split(model.read(name), len(targets)), strict=True):
        if not (target.endswith(".key") and leaf == "bias"):  # Whisper's keys have none; CTranslate2 fills in zeros
            yield f"{target}.{LEAVES[leaf]}", values


def _targets(module: str) -> tuple[str, ...]:
    if found := re.fullmatch(r"(encoder|decoder)/layer_(\d+)/(.+)", module):
        side, layer, inner = found.groups()
        return tuple(f"{side}.blocks.{layer}.{target}" for target in MODULES.get(inner, ()))
    return (OUTSIDE[module],) if module in OUTSIDE else ()


def _write(content: Mapping[str, Any], target: Path) -> None:
    """Write the checkpoint, then its hash, each beside its place first: a run cut off leaves nothing half done."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            part = Path(folder) / target.name
            _save(content, part)
            beside = _beside(part)
            beside.write_text(_line(target.name, _sha256(part)), encoding="utf-8")
            part.replace(target)
            beside.replace(_beside(target))
    except (OSError, RuntimeError) as error:  # torch reports a full disk as a RuntimeError
        raise MissingPart(
            "the converted weights cannot be written",
            fix="make room there, or set PARAFRAZA_HOME to a folder that can be written",
            where=str(target.parent),
        ) from error


def _save(content: Mapping[str, Any], path: Path) -> None:
    import torch

    tensors = {name: torch.from_numpy(values) for name, values in content["model_state_dict"].items()}
    with path.open(
        "wb"
    ) as stream:  # a stream, as torch writes a path's name into the file: the same source, other bytes
        torch.save({"dims": content["dims"], "model_state_dict": tensors}, stream)


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


def _line(name: str, sha256: str) -> str:
    """Return the line that ``sha256sum --check`` reads."""
    return f"{sha256}  {name}\n"


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _number(stream: BinaryIO, kind: str) -> int:
    form = f"<{kind}"
    (number,) = struct.unpack(form, stream.read(struct.calcsize(form)))
    return int(number)


def _text(stream: BinaryIO) -> str:
    length = _number(stream, "H")
    (raw,) = struct.unpack(f"{length}s", stream.read(length))  # complains where the file ends too soon
    return bytes(raw[:-1]).decode("utf-8")


def _variable(stream: BinaryIO) -> Variable:
    """Read one entry of the list and skip its bytes."""
    shape = tuple(_number(stream, "I") for _ in range(_number(stream, "B")))
    kind, size = _number(stream, "B"), _number(stream, "I")
    offset = stream.tell()
    stream.seek(size, 1)
    return Variable(shape, kind, size, offset)
