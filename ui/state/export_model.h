// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/state/export_settings.h"

namespace headlight::ui {

struct ViewKind;

/// What the export dialog asks, without the dialog: starts with what is on screen and the settings of the last time,
/// and ends with the options of the export.
class ExportModel : public QObject {
    Q_OBJECT
public:
    /// `onScreen`: what the window shows beyond the session's view state: the view, its enlarged head, the part in
    /// sight, the other session. `theme`: where none is remembered.
    ExportModel(Session session, const ExportOptions& onScreen, Theme theme, QObject* parent = nullptr);

    const Session& session() const { return m_session; }
    const ExportSettings& settings() const { return m_settings; }
    /// All that was chosen, for an export of the view.
    ExportOptions options() const;
    /// Why they cannot be used, where a field holds what cannot be read; empty where they can.
    QString problem() const;

    bool isPicture() const { return ui::isPicture(m_settings.format); }
    bool isZoomed() const { return m_onScreen.window != QRectF(0, 0, 1, 1); }
    bool hasLayers() const; ///< whether the view lets layers be chosen, or one
    bool hasHeads() const;
    bool takesOneLayer() const;
    bool takesOneHead() const;
    int firstNumber() const; ///< of layers and heads in the figure and in the texts here
    QString title() const { return m_title; } ///< as edited; empty: the figure's own
    QString caption() const { return m_caption; }
    QString range() const { return m_options.range; } ///< empty: as on screen
    QString layers() const { return m_layers; } ///< "0-3,7"; empty: all, or that on screen
    QString heads() const { return m_heads; }
    bool showsPart() const { return m_showsPart; }
    /// "question-heads.png".
    QString suggestedName(const QString& base) const;

    /// Keeps the settings for the next time.
    void remember() const;

public slots:
    void setSettings(const headlight::ui::ExportSettings& settings);
    void setTitle(const QString& text);
    void setCaption(const QString& text);
    void setRange(const QString& text);
    void setFirstNumber(int number);
    void setLayers(const QString& text);
    void setHeads(const QString& text);
    void setShowsPart(bool part);

signals:
    void changed();

private:
    const ViewKind& view() const;
    /// The numbers of a field, from 0; nothing where it cannot be read.
    std::optional<QList<int>> numbersIn(const QString& text, bool one) const;
    void change(QString& field, const QString& text);

    Session m_session;
    ExportOptions m_onScreen;
    ExportOptions m_options; ///< without what is kept beside it
    ExportSettings m_settings;
    QString m_title;
    QString m_caption;
    QString m_layers;
    QString m_heads;
    bool m_showsPart = true;
};

} // namespace headlight::ui
