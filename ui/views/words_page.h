// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "figures/importance.h"
#include "ui/state/kept_field.h"

class QCheckBox;
class QLabel;
class QSortFilterProxyModel;
class QToolButton;
class QTreeView;
class QVBoxLayout;

namespace headlight::ui {

class MenuButton;
class Selection;
class ShadedText;
class WordsModel;

/// What each word contributed: the text shaded for every target, with the target's tokens, probability and sum, and the
/// table of all words. Shows the strongest links of the pinned head on request.
class WordsPage : public QWidget {
    Q_OBJECT
public:
    explicit WordsPage(Selection* selection, QWidget* parent = nullptr);

    void setResult(const ResultPtr& result);
    /// Whether the model that could compute what is missing is open.
    void setModelOpen(bool open);

    WordsModel* words() const { return m_words; }
    QList<ShadedText*> texts() const;
    ImportanceSource source() const { return m_source; }
    /// What is shown, for sessions and back.
    /// What shades the words, and their links.
    KeptFields keptFields();
    /// All shaded texts with their headings, also those that are scrolled away, at twice the pixels of the screen.
    QImage picture() const;
    QToolButton* partsButton() const { return m_parts; }
    QCheckBox* linksBox() const { return m_links; }

signals:
    /// Word, position and segment attributions are wanted.
    void embeddingsRequested();

protected:
    void showEvent(QShowEvent* event) override;

private:
    struct Block {
        QLabel* heading;
        ShadedText* text;
    };

    void makeControls(QVBoxLayout* column);
    QWidget* makeTexts();
    QTreeView* makeTable();
    /// Shows what is chosen now, or at the next show.
    void refresh();
    void fill();
    void updateControls();
    void showBlocks();
    void showLinks();
    Block addBlock();
    void showImportance(const Block& block, const Importance& importance);
    void pin(int token);
    void followPinned();

    Selection* m_selection;
    ResultPtr m_result;
    ImportanceSource m_source = ImportanceSource::Input;
    MenuButton* m_sources;
    QCheckBox* m_links;
    QToolButton* m_parts;
    QVBoxLayout* m_column = nullptr; ///< of the blocks
    QList<Block> m_blocks;           ///< the first is that of the links
    WordsModel* m_words;
    QSortFilterProxyModel* m_sorted;
    QTreeView* m_table = nullptr;
    bool m_modelOpen = false;
    bool m_stale = true;
};

} // namespace headlight::ui
