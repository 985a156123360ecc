// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace headlight::ui {

/// Ways to say what each token contributed to a target.
enum class ImportanceSource {
    Input,      ///< integrated gradients of the word embeddings along the conductance path
    Layer,      ///< layer conductance of the chosen layer
    Embeddings, ///< integrated gradients on the embedding layer's output
    Word,       ///< of word, position and segment embeddings that move together
    Position,
    Segment,
};

} // namespace headlight::ui
