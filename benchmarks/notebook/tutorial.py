#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What part 2 of the Captum tutorial "Interpreting BERT Models" computes, timed: attention, the conductance of every layer
and of its attention matrix for the start and the end of the answer, and the vector norms. Its figures are not drawn.

Needs transformers 4.46.3, the last whose layers return their attention, Captum, pandas and seaborn. Prints one JSON object.
"""
import argparse
import json
import resource
import time

begin = time.perf_counter()

# The tutorial's first cell imports all of these, and its figures are drawn with them: they are part of the whole program.
import matplotlib.pyplot  # noqa: F401
import pandas  # noqa: F401
import seaborn  # noqa: F401
import torch
from captum.attr import LayerConductance
from transformers import AutoTokenizer, BertForQuestionAnswering


def lap(times, name, since):
    now = time.perf_counter()
    times[name] = now - since
    return now


def encode(tokenizer, question, context):
    """Token ids, and those of the baseline, whose words are padding; segment ids as the tutorial has them."""
    question_ids = tokenizer.encode(question, add_special_tokens=False)
    context_ids = tokenizer.encode(context, add_special_tokens=False)
    separator = [tokenizer.sep_token_id]
    pad = tokenizer.pad_token_id
    ids = [tokenizer.cls_token_id] + question_ids + separator + context_ids + separator
    reference = ([tokenizer.cls_token_id] + [pad] * len(question_ids) + separator + [pad] * len(context_ids) + separator)
    segments = [0 if i <= len(question_ids) else 1 for i in range(len(ids))]
    return tuple(torch.tensor([row]) for row in (ids, reference, segments))


def conductance(model, ids, reference, segments, steps):
    """A pass of `steps` for each layer and end; the layer's second output is its attention matrix."""
    words = model.bert.embeddings.word_embeddings
    embedded, baseline = words(ids).detach(), words(reference).detach()
    mask = torch.ones_like(ids)

    def largest_logit(inputs, segments, mask, end):
        out = model(inputs_embeds=inputs, token_type_ids=segments, attention_mask=mask)
        return (out.start_logits, out.end_logits)[end].max(1).values

    hidden, attention = [], []
    for layer in model.bert.encoder.layer:
        for end in (0, 1):
            found = LayerConductance(largest_logit, layer).attribute(
                inputs=embedded, baselines=baseline, additional_forward_args=(segments, mask, end), n_steps=steps)
            summed = found[0].sum(-1).squeeze(0)
            hidden.append((summed / torch.norm(summed)).detach())
            attention.append(found[1].squeeze(0).detach())
    return hidden, attention


def norms(model, ids, segments, attention):
    """The [L,H,S,S,D] tensor and its norms, as the tutorial has them."""
    values, hooks = [], []
    for layer in model.bert.encoder.layer:
        hooks.append(layer.attention.self.value.register_forward_hook(lambda m, a, out: values.append(out.detach())))
    model(input_ids=ids, token_type_ids=segments)
    for hook in hooks:
        hook.remove()
    heads = model.config.num_attention_heads
    transformed = []
    for layer, value in zip(model.bert.encoder.layer, values):
        tokens, width = value.shape[1], value.shape[2]
        split = value.view(1, tokens, heads, width // heads)
        dense = layer.attention.output.dense.weight.view(width, heads, width // heads)
        transformed.append(torch.einsum("bshv,dhv->bhsd", split, dense))
    f = torch.stack(transformed)
    weighted = torch.einsum("lbhks,lbhsd->lbhksd", torch.stack(attention), f)
    return f.norm(dim=-1), weighted.norm(dim=-1), weighted.sum(dim=2).norm(dim=-1)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("question")
    parser.add_argument("context")
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    tokenizer = AutoTokenizer.from_pretrained(arguments.model)
    model = BertForQuestionAnswering.from_pretrained(arguments.model, output_attentions=True,
                                                     attn_implementation="eager")
    model.eval()
    model.zero_grad()
    times = {}
    loaded = lap(times, "load", begin)
    ids, reference, segments = encode(tokenizer, arguments.question, arguments.context)
    with torch.no_grad():
        out = model(input_ids=ids, token_type_ids=segments)
    now = lap(times, "forward", loaded)
    conductance(model, ids, reference, segments, arguments.steps)
    now = lap(times, "conductance", now)
    with torch.no_grad():
        norms(model, ids, segments, out.attentions)
    lap(times, "norms", now)
    times["results"] = time.perf_counter() - loaded
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"tokens": ids.shape[1], "times": times, "peak_mib": peak}))


main()
