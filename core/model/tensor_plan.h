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
#include "core/model/encoder_tensors.h"

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
    /// An error, at `where`, if a tensor of the encoder was not placed, or one of the head.
    Result<void> checkComplete(const std::string& where) const;

    /// What the head is for that is looked for.
    TaskKind headTask() const { return m_task; }
    /// What the head is for that has been placed.
    TaskKind task() const;
    /// What was done to the names so far.
    const NameChanges& changes() const { return m_changes; }

private:
    TensorPlan(const ModelConfig& config, std::string prefix, const std::vector<std::string>& names);
    bool isMissing(const std::string& ownName) const { return !m_placed.contains(ownName); }
    const ExpectedTensor* expected(const std::string& ownName) const;
    Result<void> checkHead(const std::string& where) const;
    Result<void> checkEncoder(const std::string& where) const;

    const Architecture* m_family;
    ExpectedTensors m_encoder;
    TaskKind m_task; ///< the head's
    ExpectedTensors m_head;
    std::string m_prefix; ///< of a class of one's own
    NameChanges m_changes;
    std::set<std::string> m_placed; ///< by the family's names
    std::string m_leftOut; ///< the first tensor that was, under its own name
};

} // namespace headlight
