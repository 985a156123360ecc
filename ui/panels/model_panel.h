// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "core/model/model_finder.h"

class QComboBox;
class QLabel;

namespace headlight::ui {

class ErrorBar;

/// Chooses the model: those found on this computer, or a folder.
class ModelPanel : public QWidget {
    Q_OBJECT
public:
    explicit ModelPanel(QWidget* parent = nullptr);

    void setModels(const std::vector<FoundModel>& models);
    /// The model that is open; joins the list where it is not in it.
    void setCurrent(const std::filesystem::path& folder);
    ErrorBar* errorBar() const { return m_errorBar; }

signals:
    void chosen(const std::filesystem::path& folder);
    void folderWanted();

private:
    void choose(int row);
    void fill();
    int rowOf(const std::filesystem::path& folder) const;

    std::vector<FoundModel> m_models;
    std::filesystem::path m_current;
    QComboBox* m_combo;
    QLabel* m_detail;
    ErrorBar* m_errorBar;
};

} // namespace headlight::ui
