"""Makes the int8 form of Rampart from the 4-bit form that is published. Byte for byte the same every time."""

from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import NodeProto, numpy_helper

from streams.redaction.models import graph

_LAYERS, _HEADS = 6, 12
_BITS = 4
_ZERO = 8  # what a weight of 0 is stored as


def convert(source: Path, target: Path) -> None:
    """Writes the int8 form of the model, whose matrices are of 4 bits."""
    onnx.save(graph.encoder(tensors(onnx.load(source)), _LAYERS, _HEADS), target)


def tensors(model: onnx.ModelProto) -> graph.Tensors:
    """The tensors of a model by their names; its matrices as float32, inputs by outputs, by those of their nodes."""
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    matrices = [node for node in model.graph.node if node.op_type == "MatMulNBits"]
    return {**stored, **{_name(node): matrix(node, stored) for node in matrices}}


def matrix(node: NodeProto, stored: graph.Tensors) -> NDArray[np.float32]:
    """The weights of a 4-bit multiplication."""
    settings = {attribute.name: attribute.i for attribute in node.attribute}
    assert settings["bits"] == _BITS
    assert len(node.input) == 3, "a matrix with zero points of its own"
    packed, scales = (stored[name] for name in node.input[1:])
    pairs = np.stack([packed & 15, packed >> 4], axis=-1)
    blocks = pairs.reshape(settings["N"], -1, settings["block_size"]).astype(np.float32) - _ZERO
    weights = (blocks * scales.reshape(settings["N"], -1, 1)).reshape(settings["N"], -1)[:, : settings["K"]]
    return np.ascontiguousarray(weights.T, np.float32)


def _name(node: NodeProto) -> str:
    """Of the weights, by the output of their node: `/bert/encoder/layer.0/output/dense/MatMul_output_0`."""
    return f"{str(node.output[0]).strip('/').removesuffix('/MatMul_output_0').replace('/', '.')}.weight"
