// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/export_model.h"

#include "figures/figure_part.h"
#include "figures/importance.h"
#include "figures/view_table.h"

namespace headlight::ui {

ExportModel::ExportModel(Session session, const ExportOptions& onScreen, Theme theme, QObject* parent)
    : QObject(parent),
      m_session(std::move(session)),
      m_onScreen(onScreen),
      m_options(onScreen),
      m_settings(readExportSettings(QSettings(), theme))
{
    if (onScreen.head >= 0 && hasHeads())
        m_heads = QString::number(onScreen.head + firstNumber());
}

const ViewKind& ExportModel::view() const
{
    return viewKind(m_onScreen.view);
}

bool ExportModel::takesOneLayer() const
{
    return view().layers == Choosable::One;
}

bool ExportModel::takesOneHead() const
{
    return view().heads == Choosable::One;
}

bool ExportModel::hasLayers() const
{
    const bool ofSource = m_onScreen.source == nameOf(ImportanceSource::Layer);
    return view().layers != Choosable::None && (!view().hasSources || ofSource);
}

bool ExportModel::hasHeads() const
{
    return view().heads != Choosable::None;
}

int ExportModel::firstNumber() const
{
    return m_options.firstNumber >= 0 ? m_options.firstNumber : m_session.view.firstNumber;
}

std::optional<QList<int>> ExportModel::numbersIn(const QString& text, bool one) const
{
    if (text.trimmed().isEmpty())
        return QList<int>();
    std::optional<QList<int>> numbers = parseNumbers(text);
    if (!numbers || (one && numbers->size() != 1) || numbers->first() < firstNumber())
        return {};
    for (int& number : *numbers)
        number -= firstNumber();
    return numbers;
}

QString ExportModel::problem() const
{
    const auto unreadable = [this](const QString& text, bool one) {
        return one ? tr("“%1” is no number from %2 on.").arg(text).arg(firstNumber())
                   : tr("“%1” is no list of numbers from %2 on, such as 1-3,7.").arg(text).arg(firstNumber());
    };
    if (!numbersIn(m_layers, takesOneLayer()))
        return tr("Layers: %1").arg(unreadable(m_layers, takesOneLayer()));
    if (!numbersIn(m_heads, takesOneHead()))
        return tr("Heads: %1").arg(unreadable(m_heads, takesOneHead()));
    return {};
}

ExportOptions ExportModel::options() const
{
    ExportOptions options = m_options;
    static_cast<FigureLook&>(options) = m_settings.look;
    options.format = m_settings.format;
    options.colourBar = m_settings.colourBar;
    options.guardFormulas = m_settings.guardFormulas;
    options.title = m_settings.title ? (m_title.isEmpty() ? std::nullopt : std::optional(m_title)) : QString();
    options.caption = m_settings.caption ? (m_caption.isEmpty() ? std::nullopt : std::optional(m_caption)) : QString();
    if (!m_showsPart)
        options.window = QRectF(0, 0, 1, 1);
    const QList<int> layers = numbersIn(m_layers, takesOneLayer()).value_or(QList<int>());
    if (takesOneLayer())
        options.layer = layers.value(0, m_onScreen.layer);
    else
        options.layers = layers;
    const QList<int> heads = numbersIn(m_heads, takesOneHead()).value_or(QList<int>());
    const bool ofManyLayers = view().layers == Choosable::Several && view().heads == Choosable::Several;
    const bool oneHead = !ofManyLayers && heads.size() == 1;
    options.head = oneHead ? heads.first() : -1;
    options.heads = oneHead ? QList<int>() : heads;
    return options;
}

QString ExportModel::suggestedName(const QString& base) const
{
    return base + '-' + m_onScreen.view + '.' + m_settings.format;
}

void ExportModel::remember() const
{
    QSettings settings;
    writeExportSettings(m_settings, settings);
}

void ExportModel::setSettings(const ExportSettings& settings)
{
    if (settings == m_settings)
        return;
    m_settings = settings;
    emit changed();
}

void ExportModel::change(QString& field, const QString& text)
{
    if (field == text)
        return;
    field = text;
    emit changed();
}

void ExportModel::setTitle(const QString& text)
{
    change(m_title, text);
}

void ExportModel::setCaption(const QString& text)
{
    change(m_caption, text);
}

void ExportModel::setRange(const QString& text)
{
    change(m_options.range, text);
}

void ExportModel::setLayers(const QString& text)
{
    change(m_layers, text);
}

void ExportModel::setHeads(const QString& text)
{
    change(m_heads, text);
}

void ExportModel::setFirstNumber(int number)
{
    if (number == m_options.firstNumber)
        return;
    const auto layers = numbersIn(m_layers, false); // the same layers, by their new numbers
    const auto heads = numbersIn(m_heads, false);
    m_options.firstNumber = number;
    const auto renumbered = [this](QList<int> numbers) {
        for (int& each : numbers)
            each += firstNumber();
        return numbersText(numbers);
    };
    m_layers = layers ? renumbered(*layers) : m_layers;
    m_heads = heads ? renumbered(*heads) : m_heads;
    emit changed();
}

void ExportModel::setShowsPart(bool part)
{
    if (part == m_showsPart)
        return;
    m_showsPart = part;
    emit changed();
}

} // namespace headlight::ui
