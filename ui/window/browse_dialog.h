// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "ui/state/session_list_model.h"

class QLabel;
class QListView;
class QPushButton;

namespace headlight::ui {

/// The sessions of a folder as thumbnails, to open one.
class BrowseDialog : public QDialog {
    Q_OBJECT
public:
    explicit BrowseDialog(const QString& folder, QWidget* parent = nullptr);

    SessionListModel* sessions() { return &m_model; }
    QListView* list() const { return m_list; }
    void setFolder(const QString& folder);

signals:
    void fileChosen(const QString& file);

private:
    QWidget* makeHead();
    void makeList();
    QWidget* makeFoot();
    void chooseFolder();
    void showState();
    void open(const QModelIndex& index);

    SessionListModel m_model;
    QListView* m_list;
    QLabel* m_path;
    QLabel* m_state;
    QPushButton* m_open;
};

} // namespace headlight::ui
