"""From CTranslate2's file to Whisper's checkpoint, on models of a few numbers written here."""

import resource
import struct

import numpy as np
import pytest

from transcribe.engines.convert import ModelFile, checkpoint, converted, is_whole
from transcribe.errors import BadFile, MissingPart

DIMS = {
    "n_mels": 5,
    "n_audio_ctx": 4,
    "n_audio_state": 6,
    "n_audio_head": 2,
    "n_audio_layer": 1,
    "n_vocab": 11,
    "n_text_ctx": 7,
    "n_text_state": 6,
    "n_text_head": 3,
    "n_text_layer": 2,
}
TYPES = {"float32": 0, "int8": 1, "int16": 2, "int32": 3, "float16": 4}


def text(word):
    raw = word.encode()
    return struct.pack("<H", len(raw) + 1) + raw + b"\0"


def entry(name, values):
    dims = b"".join(struct.pack("<I", size) for size in values.shape)
    kind = struct.pack("<BI", TYPES[values.dtype.name], values.nbytes)
    return text(name) + struct.pack("<B", values.ndim) + dims + kind + values.tobytes()


def written(path, variables, aliases=(), *, version=6, kind="WhisperSpec"):
    head = struct.pack("<I", version) + text(kind) + struct.pack("<II", 3, len(variables))
    body = b"".join(entry(name, values) for name, values in variables.items())
    tail = struct.pack("<I", len(aliases)) + b"".join(text(alias) + text(name) for alias, name in aliases)
    path.write_bytes(head + body + tail)
    return path


def whisper_state(seed=1):
    """Numbers under the names that Whisper gives its parameters."""
    draw = np.random.default_rng(seed)

    def some(*shape):
        return draw.normal(size=shape).astype(np.float16)

    state = {
        "encoder.positional_embedding": some(4, 6),
        "encoder.conv1.weight": some(6, 5, 3),
        "encoder.conv1.bias": some(6),
        "encoder.conv2.weight": some(6, 6, 3),
        "encoder.conv2.bias": some(6),
        "decoder.positional_embedding": some(7, 6),
        "decoder.token_embedding.weight": some(11, 6),
    }
    for norm in ("encoder.ln_post", "decoder.ln"):
        state |= {f"{norm}.weight": some(6), f"{norm}.bias": some(6)}
    for block, attentions in {
        "encoder.blocks.0": ["attn"],
        "decoder.blocks.0": ["attn", "cross_attn"],
        "decoder.blocks.1": ["attn", "cross_attn"],
    }.items():
        for attention in attentions:
            for part in ("query", "key", "value", "out"):
                state[f"{block}.{attention}.{part}.weight"] = some(6, 6)
                if part != "key":
                    state[f"{block}.{attention}.{part}.bias"] = some(6)
        for norm in [f"{attention}_ln" for attention in attentions] + ["mlp_ln"]:
            state |= {f"{block}.{norm}.weight": some(6), f"{block}.{norm}.bias": some(6)}
        state |= {f"{block}.mlp.0.weight": some(24, 6), f"{block}.mlp.0.bias": some(24)}
        state |= {f"{block}.mlp.2.weight": some(6, 24), f"{block}.mlp.2.bias": some(6)}
    return state


def packed(state):
    """The same numbers as CTranslate2 keeps them: rows of query, key and value together, keys with a bias of zero."""

    def linear(target, *sources):
        zeros = np.zeros(6, np.float16)
        return {
            f"{target}/weight": np.concatenate([state[f"{source}.weight"] for source in sources]),
            f"{target}/bias": np.concatenate([state.get(f"{source}.bias", zeros) for source in sources]),
        }

    def norm(target, source):
        return {f"{target}/gamma": state[f"{source}.weight"], f"{target}/beta": state[f"{source}.bias"]}

    variables = {
        "encoder/num_heads": np.array(2, np.int16),
        "decoder/num_heads": np.array(3, np.int16),
        "decoder/pre_norm": np.array(1, np.int8),
        "encoder/position_encodings/encodings": state["encoder.positional_embedding"],
        "decoder/position_encodings/encodings": state["decoder.positional_embedding"],
        "decoder/embeddings/weight": state["decoder.token_embedding.weight"],
        **linear("encoder/conv1", "encoder.conv1"),
        **linear("encoder/conv2", "encoder.conv2"),
        **norm("encoder/layer_norm", "encoder.ln_post"),
        **norm("decoder/layer_norm", "decoder.ln"),
    }
    for side, layer in (("encoder", 0), ("decoder", 0), ("decoder", 1)):
        ours, theirs = f"{side}/layer_{layer}", f"{side}.blocks.{layer}"
        attention = (f"{theirs}.attn.query", f"{theirs}.attn.key", f"{theirs}.attn.value")
        variables |= linear(f"{ours}/self_attention/linear_0", *attention)
        variables |= linear(f"{ours}/self_attention/linear_1", f"{theirs}.attn.out")
        variables |= norm(f"{ours}/self_attention/layer_norm", f"{theirs}.attn_ln")
        if side == "decoder":
            variables |= linear(f"{ours}/attention/linear_0", f"{theirs}.cross_attn.query")
            variables |= linear(f"{ours}/attention/linear_1", f"{theirs}.cross_attn.key", f"{theirs}.cross_attn.value")
            variables |= linear(f"{ours}/attention/linear_2", f"{theirs}.cross_attn.out")
            variables |= norm(f"{ours}/attention/layer_norm", f"{theirs}.cross_attn_ln")
        variables |= norm(f"{ours}/ffn/layer_norm", f"{theirs}.mlp_ln")
        variables |= linear(f"{ours}/ffn/linear_0", f"{theirs}.mlp.0")
        variables |= linear(f"{ours}/ffn/linear_1", f"{theirs}.mlp.2")
    return variables


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("PARAFRAZA_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "weights" / "converted"


@pytest.fixture
def source(tmp_path):
    return written(
        tmp_path / "model.bin", packed(whisper_state()), [("decoder/projection/weight", "decoder/embeddings/weight")]
    )


def test_a_conversion_gives_every_number_back_under_whispers_name(source):
    made = checkpoint(ModelFile(source))
    expected = whisper_state()
    assert made["dims"] == DIMS
    assert made["model_state_dict"].keys() == expected.keys()
    assert all((made["model_state_dict"][name] == values).all() for name, values in expected.items())


def test_fused_rows_are_query_then_key_then_value(tmp_path):
    variables = packed(whisper_state())
    variables["encoder/layer_0/self_attention/linear_0/weight"] = np.repeat(np.arange(18, dtype=np.float32), 6).reshape(
        18, 6
    )
    state = checkpoint(ModelFile(written(tmp_path / "model.bin", variables)))["model_state_dict"]
    firsts = {part: state[f"encoder.blocks.0.attn.{part}.weight"][:, 0].tolist() for part in ("query", "key", "value")}
    assert firsts == {
        "query": [0, 1, 2, 3, 4, 5],
        "key": [6, 7, 8, 9, 10, 11],
        "value": [12, 13, 14, 15, 16, 17],
    }


def test_a_variable_written_once_under_two_names_is_found_under_both(tmp_path):
    variables = packed(whisper_state())
    shared = variables["encoder/conv2/bias"]
    del variables["encoder/layer_norm/beta"]
    path = written(tmp_path / "model.bin", variables, [("encoder/layer_norm/beta", "encoder/conv2/bias")])
    state = checkpoint(ModelFile(path))["model_state_dict"]
    assert state["encoder.ln_post.bias"].tolist() == shared.tolist()


def test_whisper_loads_what_was_converted(source, home):
    import whisper

    model = whisper.load_model(str(converted(source)), device="cpu")
    state = model.state_dict()
    assert vars(model.dims) == DIMS
    assert all(np.array_equal(state[name].numpy(), values) for name, values in whisper_state().items())


@pytest.mark.parametrize("share", [0.0, 0.001, 0.01, 0.5, 0.99])
def test_a_file_that_is_cut_off_is_refused(source, share):
    whole = source.read_bytes()
    source.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(BadFile, match="cut off"):
        ModelFile(source)


def test_a_model_of_another_kind_is_refused(tmp_path):
    with pytest.raises(BadFile, match="'TransformerSpec', not a Whisper model"):
        ModelFile(written(tmp_path / "model.bin", {}, kind="TransformerSpec"))


def test_an_unknown_layout_is_refused(tmp_path):
    with pytest.raises(BadFile, match="version 9, known are 5, 6"):
        ModelFile(written(tmp_path / "model.bin", {}, version=9))


def test_a_quantised_model_is_refused_with_the_way_out(tmp_path):
    scale = {"decoder/embeddings/weight_scale": np.ones(11, np.float32)}
    model = ModelFile(written(tmp_path / "model.bin", packed(whisper_state()) | scale))
    with pytest.raises(BadFile, match="Whisper has no decoder/embeddings/weight_scale\nTo fix it: use --model base"):
        checkpoint(model)


def test_a_model_that_lacks_something_says_what(tmp_path):
    variables = packed(whisper_state())
    del variables["decoder/num_heads"]
    with pytest.raises(BadFile, match="it lacks decoder/num_heads"):
        checkpoint(ModelFile(written(tmp_path / "model.bin", variables)))


def test_a_source_is_converted_once(source, home):
    first = converted(source)
    before = first.stat()
    assert converted(source) == first
    assert (first.stat().st_ino, first.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert sorted(path.suffix for path in home.iterdir()) == [".pt", ".sha256"]


def test_a_changed_source_is_converted_again(source, home):
    first = converted(source)
    written(source, packed(whisper_state(seed=2)))
    second = converted(source)
    assert first != second
    assert is_whole(first)
    assert is_whole(second)


def test_a_damaged_conversion_is_made_again(source, home):
    made = converted(source)
    whole = made.read_bytes()
    made.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert not is_whole(made)
    assert converted(source).read_bytes() == whole
    assert is_whole(made)


def test_a_conversion_whose_hash_was_lost_is_made_again(source, home):
    made = converted(source)
    beside = made.with_name(f"{made.name}.sha256")
    beside.unlink()
    assert is_whole(converted(source))
    assert beside.is_file()


def test_a_full_disk_leaves_nothing_half_written(source, home):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, hard))
    try:
        with pytest.raises(MissingPart, match="make room there"):
            converted(source)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(home.iterdir()) == []
    assert is_whole(converted(source))


def test_a_home_that_cannot_be_written_says_where_and_the_way_out(source, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PARAFRAZA_HOME", str(tmp_path / "file"))
    with pytest.raises(MissingPart, match=r"file/weights/converted: .*\n.*set PARAFRAZA_HOME"):
        converted(source)
