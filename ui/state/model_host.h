// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <filesystem>
#include <optional>

#include "core/data/analysis_result.h"

namespace headlight::ui {

class AnalysisWorker;
class Problems;

/// The model that is open. One that cannot be opened leaves it as it is.
class ModelHost : public QObject {
    Q_OBJECT
public:
    ModelHost(AnalysisWorker* worker, Problems* problems, QObject* parent = nullptr);

    /// With the hash of its weights once that is known; null: none is open.
    const ModelIdentity* identity() const { return m_identity ? &*m_identity : nullptr; }
    const std::filesystem::path& folder() const { return m_folder; } ///< empty: none is open
    /// Another one than the one in folder().
    bool isOpening() const { return m_openingFolder != m_folder; }

public slots:
    void open(const std::filesystem::path& folder);
    /// The worker opens no model any more.
    void endOpening();

signals:
    void opened(const headlight::ModelIdentity& model);
    void warned(const QString& warning);                ///< after opened(), where its weights call for it
    void hashed(const headlight::ModelIdentity& model); ///< with its hash, some time after opened()
    void refused(); ///< after the problem was reported; the model before it is still open

private:
    void take(const ModelIdentity& model);
    void refuse(const Error& error);

    AnalysisWorker* m_worker;
    Problems* m_problems;
    std::optional<ModelIdentity> m_identity;
    std::filesystem::path m_folder;
    std::filesystem::path m_openingFolder; ///< m_folder where none is being opened
};

} // namespace headlight::ui
