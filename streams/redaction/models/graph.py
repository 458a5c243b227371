"""The graph of Rampart in int8: a BERT encoder in which every token is quantised by a scale of its own.

So a token's answer hangs on its own text alone, and texts of one length can be read together.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from streams.redaction.models.tagger import IDS, LOGITS

_OURS = "com.microsoft"  # the runtime's own operators, which work with their neighbours in one step
_EPSILON = 1e-12
_MIDDLE, _STEPS = 128, 127  # what an activation of 0 is stored as, and the steps on either side of it
_WEIGHT_STEPS = 64  # 7 of 8 bits: on processors without VNNI instructions sums of two products of 8 bits overflow
_FEW = 1e-9  # a scale of 0 cannot divide
_OPSETS = (("", 18), (_OURS, 1))

Tensors = Mapping[str, NDArray[Any]]


class Builder:
    """Collects nodes and tensors; every method gives the name of what it makes."""

    def __init__(self) -> None:
        self._nodes: list[NodeProto] = []
        self._tensors: dict[str, TensorProto] = {}
        self._last = self.tensor("last", np.array([-1], np.int64))
        self._few = self.tensor("few", np.array(_FEW, np.float32))
        self._step = self.tensor("step", np.array(1 / _STEPS, np.float32))
        self._middle = self.tensor("middle", np.array(_MIDDLE, np.uint8))
        self._zero = self.tensor("zero", np.array(0, np.int8))

    def tensor(self, name: str, values: NDArray[Any]) -> str:
        """A constant."""
        self._tensors[name] = numpy_helper.from_array(np.ascontiguousarray(values).reshape(values.shape), name)
        return name

    def node(self, kind: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        """The output of an operator."""
        [output] = self.nodes(kind, 1, *inputs, domain=domain, **attributes)
        return output

    def nodes(self, kind: str, count: int, *inputs: str, domain: str = "", **attributes: Any) -> list[str]:
        """The outputs of an operator that has several."""
        outputs = [f"{kind}_{len(self._nodes)}_{at}" for at in range(count)]
        self._nodes.append(helper.make_node(kind, inputs, outputs, domain=domain, **attributes))
        return outputs

    def matrix(self, name: str, rows: str, weights: NDArray[np.float32]) -> str:
        """Rows times weights, inputs by outputs; the rows are quantised each by its largest value, the weights by column."""
        largest = self.node("Max", self.node("ReduceMax", self.node("Abs", rows), self._last, keepdims=1), self._few)
        quantised = self.node("QuantizeLinear", self.node("Div", rows, largest), self._step, self._middle)
        scales = np.abs(weights).max(axis=0) / np.float32(_WEIGHT_STEPS)
        stored = self.tensor(f"{name}.weight", np.rint(weights / scales).astype(np.int8)), self.tensor(f"{name}.scale", scales)
        inputs = (quantised, stored[0], self._step, stored[1], self._middle, self._zero)
        return self.node("Mul", self.node("MatMulIntegerToFloat", *inputs, domain=_OURS), largest)

    def model(self, labels: int) -> ModelProto:
        """What was collected, the last node being the output."""
        self._nodes.append(helper.make_node("Identity", [self._nodes[-1].output[0]], [LOGITS]))
        given = helper.make_tensor_value_info(IDS, TensorProto.INT64, ["texts", "tokens"])
        made = helper.make_tensor_value_info(LOGITS, TensorProto.FLOAT, ["texts", "tokens", labels])
        graph = helper.make_graph(self._nodes, "rampart", [given], [made], list(self._tensors.values()))
        return helper.make_model(graph, opset_imports=[helper.make_opsetid(*one) for one in _OPSETS], ir_version=9)


def encoder(tensors: Tensors, layers: int, heads: int) -> ModelProto:
    """The graph of an encoder whose matrices and other tensors are given by the names that BERT's have."""
    graph = Builder()
    rows = _embeddings(graph, tensors)
    for number in range(layers):
        rows = _layer(graph, f"bert.encoder.layer.{number}", tensors, rows, heads)
    bias = graph.tensor("classifier.bias", tensors["classifier.bias"])
    graph.node("Add", graph.matrix("classifier", rows, tensors["classifier.weight"]), bias)
    return graph.model(len(tensors["classifier.bias"]))


def _embeddings(graph: Builder, tensors: Tensors) -> str:
    """Those of the words stay as they are stored, in 8 bits; nearly all of the file are they."""
    words = "bert.embeddings.word_embeddings.weight"
    stored = [graph.tensor(f"{words}{part}", tensors[f"{words}{part}"]) for part in ("_quantized", "_scale", "_zero_point")]
    places = _plain(tensors, "position_embeddings") + _plain(tensors, "token_type_embeddings")[0]
    one, zero = graph.tensor("one", np.array(1, np.int64)), graph.tensor("start", np.array(0, np.int64))
    count = graph.node("Squeeze", graph.node("Shape", IDS, start=1, end=2))
    at = graph.node("Range", zero, count, one)
    word = graph.node("DequantizeLinear", graph.node("Gather", stored[0], IDS), stored[1], stored[2])
    sums = graph.node("Add", word, graph.node("Gather", graph.tensor("places", places), at))
    norm = [graph.tensor(name, tensors[name]) for name in _norm("bert.embeddings")]
    return graph.node("LayerNormalization", sums, *norm, axis=-1, epsilon=_EPSILON)


def _plain(tensors: Tensors, name: str) -> NDArray[np.float32]:
    stored, scale, zero = (tensors[f"bert.embeddings.{name}.weight{part}"] for part in ("_quantized", "_scale", "_zero_point"))
    plain: NDArray[np.float32] = (stored.astype(np.float32) - zero.astype(np.float32)) * scale.astype(np.float32)
    return plain


def _norm(name: str) -> tuple[str, str]:
    return f"{name}.LayerNorm.weight", f"{name}.LayerNorm.bias"


def _layer(graph: Builder, name: str, tensors: Tensors, rows: str, heads: int) -> str:
    inner = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
    weights = np.concatenate([tensors[f"{part}.weight"] for part in inner], axis=1)
    bias = graph.tensor(f"{name}.attention.bias", np.concatenate([tensors[f"{part}.bias"] for part in inner]))
    asked = graph.nodes("Split", 3, graph.matrix(f"{name}.attention", rows, weights), axis=-1, num_outputs=3)
    seen = graph.node("MultiHeadAttention", *asked, bias, domain=_OURS, num_heads=heads)
    rows = _added(graph, f"{name}.attention.output", tensors, seen, rows)
    wide = f"{name}.intermediate.dense"
    bias = graph.tensor(f"{wide}.bias", tensors[f"{wide}.bias"])
    active = graph.node("BiasGelu", graph.matrix(wide, rows, tensors[f"{wide}.weight"]), bias, domain=_OURS)
    return _added(graph, f"{name}.output", tensors, active, rows)


def _added(graph: Builder, name: str, tensors: Tensors, rows: str, before: str) -> str:
    """Rows times the weights of this name, added to what was before, and normed."""
    made = graph.matrix(f"{name}.dense", rows, tensors[f"{name}.dense.weight"])
    bias, *norm = (graph.tensor(other, tensors[other]) for other in (f"{name}.dense.bias", *_norm(name)))
    sums = graph.node("Add", graph.node("Add", made, bias), before)
    return graph.node("LayerNormalization", sums, *norm, axis=-1, epsilon=_EPSILON)
