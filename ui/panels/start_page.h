// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <functional>

class QVBoxLayout;

namespace headlight::ui {

class ExamplesModel;

/// What the window shows before anything was asked: what the program does, examples to run, files to open.
class StartPage : public QWidget {
    Q_OBJECT
public:
    explicit StartPage(ExamplesModel* examples, QWidget* parent = nullptr);

    /// Sessions of late, newest first; those that are no longer there are left out.
    void setRecent(const QStringList& files);

signals:
    void fileWanted(const QString& file);
    void exampleWanted(int row);
    void modelWanted();
    void sessionWanted();
    void questionsWanted();

private:
    QWidget* makeOpenings();
    QWidget* makeRecent();
    void fillExamples();
    static void empty(QVBoxLayout* links);
    QWidget* link(const QString& text, const QString& hint, std::function<void()> action);

    ExamplesModel* m_examples;
    QVBoxLayout* m_links;
    QWidget* m_recent; ///< heading and links
    QVBoxLayout* m_recentLinks;
};

} // namespace headlight::ui
