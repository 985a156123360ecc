#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a question-answering model in the shape of BERT-base with random weights and a real vocabulary.

    benchmarks/notebook/make_model.py resources/models/minilm-l6-squad /tmp/bert-base-random

Needs NumPy. The tokenizer files are those of the given model, whose vocabulary must be that of bert-base-uncased.
"""
import argparse
import json
import os
import shutil
import struct

import numpy as np

# As rough as a trained model's: with the 0.02 of a fresh one, the path is so smooth that refinement ends with 17 points.
DEVIATION = 0.04
LAYERS, HEADS, HIDDEN, INNER, POSITIONS = 12, 12, 768, 3072, 512


def tensors(vocabulary):
    """Names of transformers, with shapes."""
    def linear(name, out, into):
        yield name + ".weight", (out, into)
        yield name + ".bias", (out,)

    def norm(name):
        yield name + ".weight", (HIDDEN,)
        yield name + ".bias", (HIDDEN,)

    embeddings = "bert.embeddings."
    yield embeddings + "word_embeddings.weight", (vocabulary, HIDDEN)
    yield embeddings + "position_embeddings.weight", (POSITIONS, HIDDEN)
    yield embeddings + "token_type_embeddings.weight", (2, HIDDEN)
    yield from norm(embeddings + "LayerNorm")
    for layer in range(LAYERS):
        at = f"bert.encoder.layer.{layer}."
        for part in ("query", "key", "value"):
            yield from linear(f"{at}attention.self.{part}", HIDDEN, HIDDEN)
        yield from linear(at + "attention.output.dense", HIDDEN, HIDDEN)
        yield from norm(at + "attention.output.LayerNorm")
        yield from linear(at + "intermediate.dense", INNER, HIDDEN)
        yield from linear(at + "output.dense", HIDDEN, INNER)
        yield from norm(at + "output.LayerNorm")
    yield from linear("qa_outputs", 2, HIDDEN)


def values(name, shape, rng):
    """Weights and biases are normal, normalisations at one and zero."""
    if "LayerNorm" in name:
        return np.full(shape, 1.0 if name.endswith("weight") else 0.0, np.float32)
    return rng.normal(0, DEVIATION, shape).astype(np.float32)


def write_weights(file, vocabulary):
    rng = np.random.default_rng(1)
    header, offset = {"__metadata__": {"format": "pt"}}, 0
    for name, shape in tensors(vocabulary):
        size = 4 * int(np.prod(shape))
        header[name] = {"dtype": "F32", "shape": list(shape), "data_offsets": [offset, offset + size]}
        offset += size
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(file, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text)
        for name, shape in tensors(vocabulary):
            out.write(values(name, shape, rng).tobytes())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tokenizer", help="the folder whose tokenizer files are copied")
    parser.add_argument("folder", help="where the model goes")
    arguments = parser.parse_args()
    os.makedirs(arguments.folder, exist_ok=True)
    for name in ("vocab.txt", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"):
        shutil.copyfile(os.path.join(arguments.tokenizer, name), os.path.join(arguments.folder, name))
    with open(os.path.join(arguments.folder, "vocab.txt"), encoding="utf-8") as vocabulary:
        size = sum(1 for _ in vocabulary)
    config = {"architectures": ["BertForQuestionAnswering"], "model_type": "bert", "vocab_size": size, "hidden_size": HIDDEN,
              "num_hidden_layers": LAYERS, "num_attention_heads": HEADS, "intermediate_size": INNER, "hidden_act": "gelu",
              "max_position_embeddings": POSITIONS, "type_vocab_size": 2, "layer_norm_eps": 1e-12, "pad_token_id": 0}
    with open(os.path.join(arguments.folder, "config.json"), "w", encoding="utf-8") as out:
        json.dump(config, out, indent=1)
    write_weights(os.path.join(arguments.folder, "model.safetensors"), size)


if __name__ == "__main__":
    main()
