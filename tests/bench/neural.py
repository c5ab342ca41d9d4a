"""What a neural encoder costs on one core, in full and in half precision: `python -m tests.bench.neural`.

Models are built in the shapes of those in `docs/encoders.md`, with random weights (no model is downloaded): speed
depends on the shape alone. Texts have 220 tokens, as a passage of 800 characters with its heading has.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

SHAPES = {
    "multilingual-e5-small": (384, 12, 12, 1536),
    "multilingual-e5-base": (768, 12, 12, 3072),
}
"""Width, layers, heads and inner width."""

VOCABULARY = 250_037
TOKENS = 220  # of a passage of 800 characters with its heading
TEXTS = {"multilingual-e5-small": 96, "multilingual-e5-base": 32}


def main() -> None:
    if sys.argv[1:]:
        one(sys.argv[1], half=sys.argv[2] == "half")
        return
    print("| shape | precision | passages a second on one core |")
    print("|---|---|---|")
    for name in SHAPES:
        for precision in ("full", "half"):
            subprocess.run([sys.executable, "-m", "tests.bench.neural", name, precision], check=True)


def one(name: str, *, half: bool) -> None:
    """Measure one shape, in a process of its own."""
    import torch

    from index.encoders.sentence import SentenceOptions, open_sentence_encoder

    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / name
        build(folder, name)
        encoder = open_sentence_encoder(str(folder), SentenceOptions(device="cpu", half=half, batch=8))
        texts = [" ".join(f"ord{(n * 37 + i) % 2000}" for i in range(TOKENS - 2)) for n in range(TEXTS[name])]
        encoder.passages(texts[:8])
        began = time.process_time()
        encoder.passages(texts)
        speed = len(texts) / (time.process_time() - began)
    print(f"| {name} | {'half' if half else 'full'} | {speed:.1f} |", flush=True)


def build(folder: Path, name: str) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    width, layers, heads, inner = SHAPES[name]
    raw = folder.with_name("raw")
    raw.mkdir()
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *(f"ord{n}" for n in range(2000))]
    (raw / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertTokenizerFast(str(raw / "vocab.txt")).save_pretrained(raw)
    config = BertConfig(
        vocab_size=VOCABULARY, hidden_size=width, num_hidden_layers=layers, num_attention_heads=heads,
        intermediate_size=inner, max_position_embeddings=514,
    )  # fmt: skip
    BertModel(config).save_pretrained(raw)
    parts = [Transformer(str(raw)), Pooling(width, "mean")]
    SentenceTransformer(modules=parts, device="cpu").save(str(folder), create_model_card=False)


if __name__ == "__main__":
    main()
