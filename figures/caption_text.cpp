// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/caption_text.h"

#include <QCoreApplication>

#include "figures/exactness.h"
#include "figures/isolated.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Figure)
};

constexpr qsizetype longestText = 120; // characters

QString windowText(const AnalysisResult& result)
{
    if (result.windows.size() < 2)
        return {};
    return Text::tr("window %1 of %2 of the context").arg(result.window + 1).arg(result.windows.size());
}

/// Of a text, as much as a caption has room for.
QString quoted(const std::string& text)
{
    const QString all = QString::fromStdString(text).simplified();
    const qsizetype end = all.size() <= longestText ? all.size() : all.lastIndexOf(QLatin1Char(' '), longestText);
    return QStringLiteral("“%1”").arg(isolated(end == all.size() ? all : all.left(end) + QChar(0x2026)));
}

/// "question “Who?”"; of a task that asks none, its text or its two.
QString textsText(const AnalysisResult& result)
{
    const Input& input = result.input;
    const bool asks = input.passage(Role::Text) == nullptr;
    if (asks && input.leadText().empty() && !result.model.isStated())
        return {};
    if (asks)
        return Text::tr("question “%1”").arg(isolated(QString::fromStdString(input.leadText())));
    if (input.passages.size() > 1)
        return Text::tr("texts %1 and %2").arg(quoted(input.leadText()), quoted(input.mainText()));
    return Text::tr("text %1").arg(quoted(input.mainText()));
}

/// "changed run, ablated: 4.6,5.*"; empty of a run in which nothing is ablated.
QString ablationNote(const AnalysisResult& result)
{
    if (!result.options.ablation || result.options.ablation->empty())
        return {};
    return Text::tr("changed run, ablated: %1").arg(QString::fromStdString(ablationText(*result.options.ablation)));
}

/// "Model tiny, question “Who?”, window 2 of 3 of the context.", as far as it is known.
QString originText(const AnalysisResult& result)
{
    QStringList parts;
    if (!result.model.name.empty())
        parts.append(Text::tr("model %1").arg(isolated(QString::fromStdString(result.model.name))));
    parts.append(textsText(result));
    parts.append(windowText(result));
    parts.append(ablationNote(result));
    parts.removeAll(QString());
    const QString text = parts.join(QStringLiteral(", "));
    return text.isEmpty() ? text : text.front().toUpper() + text.mid(1) + QLatin1Char('.');
}

} // namespace

QString captionText(const AnalysisResult& result, const FigureRequest& request)
{
    const Exactness exactness = exactnessOf(result, request);
    QStringList parts{originText(result), exactness.text};
    if (!exactness.text.isEmpty() && !exactness.subject.isEmpty())
        parts[1] = QStringLiteral("%1: %2").arg(exactness.subject, exactness.text);
    parts.removeAll(QString());
    return parts.join(QLatin1Char(' '));
}

} // namespace headlight::ui
