"""What titles mean, as numbers: a small sentence model, with the extra `buckstop[semantic]`.

It reads the folder of any model of the kind of MiniLM (`config.json`, `tokenizer.json`,
`model.safetensors`): BERT (J. Devlin and others, 2019) whose last layer is averaged over the pieces
of words (N. Reimers, I. Gurevych, 2019). Titles are short, so NumPy does, without a runtime of
hundreds of megabytes; figures are those of the original to four places (`tests/test_meaning.py`).
"""

import json
import math
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from scipy.special import erf
from tokenizers import Tokenizer

MOST = 64  # pieces of words; a title has some twenty

type Floats = NDArray[np.float32]


class Sentences:
    """A model that was read; `near` says how alike titles are by what they mean."""

    def __init__(self, folder: Path) -> None:
        said = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self._heads, self._layers = said["num_attention_heads"], said["num_hidden_layers"]
        self._least = said["layer_norm_eps"]
        self._weights = load_file(folder / "model.safetensors")
        self._words = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._words.no_padding()
        self._words.enable_truncation(MOST)
        self._vector = lru_cache(maxsize=4096)(self._reckoned)

    def near(self, said: str, titles: Sequence[str]) -> list[float]:
        """Of each title, from -1 to 1: 1 the same."""
        ours = self._vector(said)
        return [float(ours @ self._vector(title)) for title in titles]

    def _reckoned(self, text: str) -> Floats:
        pieces = self._words.encode(text).ids
        at = self._weights
        known = (
            at["embeddings.word_embeddings.weight"][pieces]
            + at["embeddings.position_embeddings.weight"][: len(pieces)]
            + at["embeddings.token_type_embeddings.weight"][0]
        )
        known = self._evened(known, "embeddings.LayerNorm")
        for layer in range(self._layers):
            known = self._passed(known, f"encoder.layer.{layer}")
        middle = known.mean(axis=0)
        return np.asarray(middle / (np.linalg.norm(middle) or 1.0), dtype=np.float32)

    def _passed(self, known: Floats, layer: str) -> Floats:
        """One layer: what each piece learns of the others, then of itself."""
        heard = self._linear(self._heard(known, layer), f"{layer}.attention.output.dense")
        known = self._evened(known + heard, f"{layer}.attention.output.LayerNorm")
        wide = self._linear(known, f"{layer}.intermediate.dense")
        wide = wide * 0.5 * (1 + erf(wide / math.sqrt(2)))  # GELU
        return self._evened(
            known + self._linear(wide, f"{layer}.output.dense"), f"{layer}.output.LayerNorm"
        )

    def _heard(self, known: Floats, layer: str) -> Floats:
        """Attention: each head weighs the pieces by how they answer each other."""
        asked, answers, values = (
            self._linear(known, f"{layer}.attention.self.{name}")
            .reshape(len(known), self._heads, -1)
            .swapaxes(0, 1)
            for name in ("query", "key", "value")
        )
        weights = asked @ answers.swapaxes(1, 2) / math.sqrt(asked.shape[-1])
        weights = np.exp(weights - weights.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        return np.asarray((weights @ values).swapaxes(0, 1).reshape(len(known), -1))

    def _linear(self, known: Floats, name: str) -> Floats:
        said = known @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return np.asarray(said)

    def _evened(self, known: Floats, name: str) -> Floats:
        """To a mean of 0 and a spread of 1, then as the model has it."""
        even = known - known.mean(axis=-1, keepdims=True)
        even /= np.sqrt(known.var(axis=-1, keepdims=True) + self._least)
        return np.asarray(even * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"])
