// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/data/task_kind.h"
#include "core/files/safetensors.h"
#include "core/model/bert_tensors.h"

namespace headlight {

/// Which tensors of a model's files are read, and as which. It needs their names, shapes and types alone, so that what
/// a file's first bytes say and what is loaded are judged alike.
class TensorPlan {
public:
    /// `names`: of all tensors of all files. An error, at `where`, if they are those of several encoders.
    static Result<TensorPlan> make(const ModelConfig& config, const std::vector<std::string>& names,
                                   const std::string& where);

    /// The canonical name under which a tensor is read; empty if it is left unread. An error, at `where`, if
    /// config.json calls for another shape, or not for this tensor, if its values are no floating-point numbers, or if
    /// it was there before.
    Result<std::string> place(const std::string& name, const Shape& shape, TensorType type, const std::string& where);
    /// An error, at `where`, if a tensor of the encoder was not placed, or one of the question-answering head where
    /// config.json calls for it, or the other was.
    Result<void> checkComplete(const std::string& where) const;

    /// What the head is for that has been placed.
    TaskKind task() const
    {
        return m_placed.contains("qa_outputs.weight") ? TaskKind::QuestionAnswering : TaskKind::None;
    }
    /// What was done to the names so far.
    const NameChanges& changes() const { return m_changes; }

private:
    TensorPlan(const ModelConfig& config, std::string prefix);
    bool isMissing(const std::string& canonicalName) const { return !m_placed.contains(canonicalName); }
    const Shape* expectedShape(const std::string& canonicalName) const;
    Result<void> checkHead(const std::string& where) const;
    Result<void> checkEncoder(const std::string& where) const;

    std::map<std::string, Shape> m_encoder;
    std::map<std::string, Shape> m_head; ///< of question answering
    bool m_headIsNeeded;
    std::string m_prefix; ///< of a class of one's own
    NameChanges m_changes;
    std::set<std::string> m_placed;
    std::string m_leftOut; ///< the first tensor that was, under its own name
};

} // namespace headlight
