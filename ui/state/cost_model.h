// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <optional>

#include "core/analysis/cost.h"

namespace headlight::ui {

class InputModel;

/// What the input as it stands would take, by what runs took on this machine.
class CostModel : public QObject {
    Q_OBJECT
public:
    explicit CostModel(InputModel* input, QObject* parent = nullptr);

    void setModel(const ModelIdentity& model);
    /// A run of this machine is done: its timings sharpen the estimates.
    void learn(const AnalysisResult& result);
    double rate() const { return m_rate; }
    void setRate(double rate); ///< what is not a positive number is ignored
    /// Nothing while the model or the tokens are unknown.
    const std::optional<Cost>& cost() const { return m_cost; }
    /// "Will take about 2 min and 1.3 GB"; empty where that is little.
    QString text() const;

signals:
    void changed();

private:
    void estimate();

    InputModel* m_input;
    std::optional<ModelConfig> m_config;
    std::optional<Cost> m_cost;
    double m_rate = firstRate;
};

/// "about 2 min and 1.3 GB", rounded as an estimate deserves; empty where `cost` is not worth a word.
QString costText(const Cost& cost);

} // namespace headlight::ui
