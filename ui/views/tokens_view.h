// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/figure_view.h"

namespace headlight::ui {

class LayerStrip;
class WordsPage;

/// What every token contributed to each target: layer by layer as maps with bars for the chosen layer, or as shaded
/// text with the table of all words.
class TokensView : public FigureView {
    Q_OBJECT
public:
    explicit TokensView(Selection* selection, QWidget* parent = nullptr);

    QImage ownPicture() const override;
    QString figureName() const override;
    QString wordsSource() const override;
    QRectF partInSight() const override;
    KeptFields keptFields() override;
    void setResult(const ResultPtr& result) override;
    void setOpenModel(const ModelIdentity& model) override;
    WordsPage* words() const { return m_words; }

public slots:
    /// The shaded text in place of the maps.
    void showWords(bool shown);

protected:
    void updateControls() override;
    QWidget* otherPage() const override;

private:
    SegmentedBar* m_faces;
    LayerStrip* m_layers;
    WordsPage* m_words;
    bool m_wordsShown = false;
};

} // namespace headlight::ui
