// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QRectF>
#include <QString>
#include <optional>

#include "ui/plots/svg_attributes.h"

class QXmlStreamWriter;

namespace headlight::ui {

/// An element of a drawing: what it is, and where.
struct SvgElement {
    QString name;
    SvgAttributes place;
    QString text;
};

/// Writes elements one after the other, in groups: of those next to each other that are painted alike, and of those
/// that are clipped alike.
class SvgElements {
public:
    explicit SvgElements(QXmlStreamWriter& xml) : m_xml(xml) {}

    /// `paint`: attributes that it may share with others.
    void add(SvgElement element, const SvgAttributes& paint);
    /// What follows is clipped to `rect`, in the units of the page; or to nothing.
    void setClip(const std::optional<QRectF>& rect);
    const std::optional<QRectF>& clip() const { return m_clip; }
    /// Writes what is left, and closes the groups.
    void end();

private:
    void writeRun();
    void write(const SvgElement& element, const SvgAttributes& paint);
    void writeAttributes(const SvgAttributes& attributes);
    void openGroup(const SvgAttributes& attributes);
    void closeGroup();
    void openClip(const QRectF& rect);
    void defineClip(const QRectF& rect, const QString& name);
    void newLine();

    QXmlStreamWriter& m_xml;
    QList<SvgElement> m_run; ///< that are painted alike, and not yet written
    SvgAttributes m_paint;
    std::optional<QRectF> m_clip;
    QList<QRectF> m_clips; ///< that are defined, by their numbers
};

} // namespace headlight::ui
