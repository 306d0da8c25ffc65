"""Write the trained tagger as one quantised ONNX file."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from helpers.attribution.training.network import LINKS, TAGS, Tagger

__all__ = ["export_tagger", "write_quantised"]


class _SmallEmbedding(nn.Module):
    """An embedding in whole numbers of eight bits, with a scale for each row."""

    def __init__(self, embedding: nn.Embedding) -> None:
        super().__init__()
        weight = embedding.weight.detach()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        rows, scale = self.get_buffer("rows"), self.get_buffer("scale")
        return rows[ids].float() * scale[ids]


def export_tagger(model: Tagger, path: Path, settings: dict[str, object]) -> None:
    """Quantise a tagger and write it, with its settings, as one file.

    The matrices of the encoder get eight bits per weight and a scale per column (seven bits are
    used, since older processors overflow on the eighth); the heads stay as they are.

    Parameters
    ----------
    model : Tagger
        The trained model, on the CPU.
    path : pathlib.Path
        Where to write.
    settings : dict
        What else decoding needs, kept in the file's metadata as JSON.
    """
    distances = model.distances.detach().cpu().numpy().round(4).tolist()
    settings = {"tags": TAGS, "links": LINKS, "distances": distances, **settings}
    write_quantised(
        model, path, ["ids", "shapes", "marks"], ["tags", "wanted", "offered"], settings
    )


def write_quantised(
    model: nn.Module, path: Path, inputs: list[str], outputs: list[str], settings: dict[str, object]
) -> None:
    """Write a model with an encoder of `Layer`s as one quantised ONNX file.

    Parameters
    ----------
    model : torch.nn.Module
        With ``words`` and ``layers``, as `Tagger` has them; it takes as many tensors of whole
        numbers of shape (1, length) as there are inputs.
    path : pathlib.Path
        Where to write.
    inputs, outputs : list of str
        Their names in the file.
    settings : dict
        Kept in the file's metadata as JSON.
    """
    model = model.cpu().eval()
    words = model.words
    model.words = _SmallEmbedding(words)  # type: ignore[arg-type]
    example = tuple(torch.zeros((1, 16), dtype=torch.int64) for _ in inputs)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder, "plain.onnx")
        torch.onnx.export(
            model,
            example,
            str(plain),
            input_names=inputs,
            output_names=outputs,
            dynamic_axes={name: {1: "length"} for name in inputs},
            opset_version=17,
            dynamo=False,
        )
        graph = onnx.load(plain)
        products = [node.name for node in graph.graph.node if node.op_type == "MatMul"]
        heads = [name for name in products if "layers" not in name]
        quantize_dynamic(
            plain,
            path,
            op_types_to_quantize=["MatMul"],
            nodes_to_exclude=heads,
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
        )
    model.words = words
    quantised = onnx.load(path)
    entry = quantised.metadata_props.add()
    entry.key = "settings"
    entry.value = json.dumps(settings)
    onnx.save(quantised, path)
