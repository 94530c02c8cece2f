"""A small hand for writing ONNX graphs: names are given in order, so the same network gives the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Shaped: TypeAlias = tuple[int, list[str | int]]
"""The type of a value and its shape, with names for what varies."""

OPSET = 20
CONTRIB = "com.microsoft"
"""onnxruntime's own operations: integer products with their scales, and attention, each in one step."""


class Graph:
    """Nodes and constants, collected in order."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def add(self, operation: str, *inputs: str, domain: str = "", outputs: int = 1, **attributes: Any) -> str:
        """Append a node and return the name of its first output; the others are called NAME.1, NAME.2, …"""
        name = f"n{len(self.nodes)}"
        names = [name] + [f"{name}.{number}" for number in range(1, outputs)]
        self.nodes.append(helper.make_node(operation, list(inputs), names, name=name, domain=domain, **attributes))
        return name

    def constant(self, name: str, array: NDArray[Any]) -> str:
        """A constant; one of the same name is taken to be the same."""
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def ints(self, *numbers: int) -> str:
        """A list of whole numbers as a constant."""
        return self.constant("ints_" + "_".join(map(str, numbers)).replace("-", "m"), np.array(numbers, np.int64))

    def number(self, value: float) -> str:
        """A single float as a constant."""
        return self.constant(f"float_{value}", np.array(value, np.float32))

    def rename(self, old: str, new: str) -> str:
        """Give a value the name of an output."""
        self.nodes.append(helper.make_node("Identity", [old], [new], name=new))
        return new

    def model(
        self, inputs: Mapping[str, Shaped], outputs: Mapping[str, Shaped], metadata: dict[str, str]
    ) -> onnx.ModelProto:
        """The checked model."""
        taken = [helper.make_tensor_value_info(name, kind, shape) for name, (kind, shape) in inputs.items()]
        given = [helper.make_tensor_value_info(name, kind, shape) for name, (kind, shape) in outputs.items()]
        graph = helper.make_graph(self.nodes, "newslint", taken, given, list(self.constants.values()))
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=10, producer_name="newslint")
        helper.set_model_props(model, metadata)
        onnx.checker.check_model(model)
        return model


FLOAT, INT32, INT64 = int(TensorProto.FLOAT), int(TensorProto.INT32), int(TensorProto.INT64)
BOOL = int(TensorProto.BOOL)
