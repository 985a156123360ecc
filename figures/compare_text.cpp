// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/compare_text.h"

#include <QCoreApplication>

#include "figures/caption_text.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Compare)
};

/// What one side shows.
FigureRequest sideRequest(FigureRequest request, const QString& measure)
{
    request.showsOneLayer = request.choices.mode != CompareMode::Board;
    request.measure = measure;
    return request;
}

QString named(const QString& side, const QString& text)
{
    return text.isEmpty() ? QString() : QStringLiteral("%1: %2").arg(side, text);
}

QString together(const QString& a, const QString& b)
{
    return a.isEmpty() || b.isEmpty() ? a + b : QStringLiteral("%1 %2").arg(a, b);
}

} // namespace

QString leftOutText(const TokenAlignment& alignment)
{
    const std::int64_t left = alignment.leftAlone();
    const std::int64_t right = alignment.rightAlone();
    if (left == 0 && right == 0)
        return {};
    return Text::tr("tokens left out: %1 of A, %2 of B").arg(left).arg(right);
}

QString compareCaption(const AnalysisResult& result, const FigureRequest& request, const ComparedPair& pair)
{
    const QString leftOut = leftOutText(pair.alignment);
    const QString end = leftOut.isEmpty() ? QString() : Text::tr(" Without a partner, %1.").arg(leftOut);
    const AnalysisResult& other = otherOf(result, request);
    const QString a = captionText(result, sideRequest(request, pair.a.id));
    if (!pair.sameResult) {
        const QString b = captionText(other, sideRequest(request, pair.b.id));
        return together(together(Text::tr("A: %1.").arg(pair.a.unit), a),
                        together(Text::tr("B: %1.").arg(pair.b.unit), b)) +
               end;
    }
    QString text = together(Text::tr("A: %1. B: %2.").arg(pair.a.unit, pair.b.unit), a);
    const QString exactness = exactnessOf(result, sideRequest(request, pair.b.id)).text;
    if (!exactness.isEmpty() && pair.a.id != pair.b.id)
        text += QLatin1Char(' ') + named("B", exactness);
    return text + end;
}

Exactness compareExactness(const AnalysisResult& result, const FigureRequest& request, bool running)
{
    const Exactness a = exactnessOf(result, sideRequest(request, request.measure), running);
    const QString measureB = measureBOf(result, request);
    if (!request.other && measureB == request.measure)
        return a;
    const Exactness b =
        exactnessOf(otherOf(result, request), sideRequest(request, measureB), running && !request.other);
    return {together(named("A", a.text), named("B", b.text)),
            together(named("A", a.brief), named("B", b.brief)),
            together(named("A", a.details), named("B", b.details)),
            {},
            a.measurable || (b.measurable && !request.other)};
}

} // namespace headlight::ui
