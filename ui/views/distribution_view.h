// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "ui/views/figure_view.h"

class QComboBox;
class QPushButton;

namespace headlight::ui {

/// How the chosen token's layer conductance spreads over the hidden units, layer by layer. Where they were not kept,
/// says so, with a button that asks for them.
class DistributionView : public FigureView {
    Q_OBJECT
public:
    explicit DistributionView(Selection* selection, QWidget* parent = nullptr);

    void setOpenModel(const ModelIdentity& model) override;

    /// The token on screen: the pinned "from", else where the answer starts; -1 without a result.
    int token() const;
    QPushButton* action() const { return m_action; }

protected:
    FigureRequest request() const override;
    void updateControls() override;
    QString emptyText(const QString& reason) override;

private:
    void makeAction();
    void makeTokenBox();
    void fillTokens();
    void chooseToken(int token);
    void followToken();

    QComboBox* m_tokens;
    QPushButton* m_action;
    std::optional<ModelIdentity> m_open;
    int m_shown = -1; ///< the token of the last figure
};

} // namespace headlight::ui
