"""The readers that can be compared: where they come from, how they are installed, and what they have learnt from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

_PYTHON = (
    "pip install --no-deps fer==25.10.3 facex==1.1.0 facemood==1.0.1 && pip install tensorflow-cpu==2.21.0 "
    '"opencv-python-headless<5" "setuptools<81" pandas pillow requests scikit-image tqdm'
)
_NODE = (
    "npm install --ignore-scripts @vladmandic/face-api@1.7.15 @vladmandic/human@3.3.6 "
    "@tensorflow/tfjs@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0"
)
_ARRIAGA = (
    "face_classification (Arriaga 2017), whose code learns FER2013's labels on the first four fifths of FER2013, its "
    "training images, and chooses the checkpoint on the rest, the images of `valid` among them"
)
_MINI_XCEPTION = f"its weights are the mini-Xception of {_ARRIAGA}"


@dataclass(frozen=True, slots=True)
class Peer:
    """One reader to compare."""

    name: str
    runtime: Literal["own", "python", "node"]  # whose interpreter runs it
    entry: str  # `module:class` in Python, a name that `node_readers.cjs` knows in JavaScript
    package: str
    licence: str
    learnt: str  # from what, and whether it has seen the faces of this comparison
    install: str = ""  # command for a shell


OWN = Peer(
    name="emostyle",
    runtime="own",
    entry="training.peers.own_reader:OwnReader",
    package="emostyle",
    licence="MIT",
    learnt="the votes of FER+ on `train`; its model card says what was chosen or fitted on `valid`",
)

PEERS = (
    Peer(
        name="fer",
        runtime="python",
        entry="training.peers.python_readers:FerReader",
        package="fer as it runs by default: quantised, TensorFlow Lite",
        licence="MIT",
        learnt=_MINI_XCEPTION,
        install=_PYTHON,
    ),
    Peer(
        name="fer-keras",
        runtime="python",
        entry="training.peers.python_readers:FerKerasReader",
        package="fer with use_tflite=False: Keras",
        licence="MIT",
        learnt=_MINI_XCEPTION,
        install=_PYTHON,
    ),
    Peer(
        name="facex",
        runtime="python",
        entry="training.peers.python_readers:FacexReader",
        package="facex, TensorFlow Lite",
        licence="MIT",
        learnt="not said; it may have seen these faces",
        install=_PYTHON,
    ),
    Peer(
        name="facemood",
        runtime="python",
        entry="training.peers.python_readers:FacemoodReader",
        package="facemood, Keras",
        licence="Apache-2.0",
        learnt="not said; it may have seen these faces",
        install=_PYTHON,
    ),
    Peer(
        name="face-api",
        runtime="node",
        entry="face-api",
        package="@vladmandic/face-api, TensorFlow.js on WebAssembly",
        licence="MIT",
        learnt="public data sets and pictures from the web that its author does not name; it may have seen these faces",
        install=_NODE,
    ),
    Peer(
        name="human",
        runtime="node",
        entry="human",
        package="@vladmandic/human, TensorFlow.js on WebAssembly",
        licence="MIT",
        learnt=f"not said, but its model file names {_ARRIAGA}",
        install=_NODE,
    ),
)
