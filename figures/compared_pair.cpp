// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/compared_pair.h"

#include <QCoreApplication>

#include "figures/figure_parts.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Compare)
};

QString shapeText(const Array& maps)
{
    return QStringLiteral("%1 × %2").arg(maps.dimension(0)).arg(maps.dimension(1));
}

bool sameHeads(const Array& left, const Array& right)
{
    return left.dimension(0) == right.dimension(0) && left.dimension(1) == right.dimension(1);
}

bool fits(const Array& maps, const AnalysisResult& result)
{
    const auto tokens = static_cast<std::int64_t>(result.input.tokens.size());
    return maps.rank() == 4 && maps.size() > 0 && maps.dimension(2) == tokens && maps.dimension(3) == tokens;
}

TokenAlignment withoutSpecialTokens(TokenAlignment alignment, const Input& left)
{
    std::erase_if(alignment.pairs, [&left](const TokenPair& pair) { return left.isSpecial(pair.left); });
    return alignment;
}

/// Empty where both maps are there and fit.
QString problemOf(const AnalysisResult& result, const AnalysisResult& other, const ComparedPair& pair)
{
    if (pair.left.isNull())
        return missingText(result, pair.a);
    if (pair.right.isNull())
        return pair.sameResult ? missingText(other, pair.b) : Text::tr("B: %1").arg(missingText(other, pair.b));
    if (!fits(pair.left, result) || !fits(pair.right, other))
        return Text::tr("These values do not fit the tokens of their session, and cannot be compared.");
    if (!sameHeads(pair.left, pair.right))
        return Text::tr("A and B are of models with different layers and heads, %1 and %2, so that no head of one "
                        "has a partner in the other.")
            .arg(shapeText(pair.left), shapeText(pair.right));
    return {};
}

} // namespace

const AnalysisResult& otherOf(const AnalysisResult& result, const FigureRequest& request)
{
    return request.other ? *request.other : result;
}

QList<Measure> comparableMeasures(const AnalysisResult* result)
{
    return measuresOfShapes({MeasureShape::HeadMaps}, result);
}

QString measureBOf(const AnalysisResult& result, const FigureRequest& request)
{
    if (!request.choices.measureB.isEmpty())
        return request.choices.measureB;
    if (request.other && request.other.get() != &result)
        return request.measure;
    QString unheld;
    for (const Measure& measure : comparableMeasures(&result)) {
        if (measure.id == request.measure)
            continue;
        if (measure.available)
            return measure.id;
        unheld = unheld.isEmpty() ? measure.id : unheld;
    }
    // Of a complete result, a measure that is there agrees with itself rather than with none.
    return unheld.isEmpty() || result.stage == Stage::Complete ? request.measure : unheld;
}

tl::expected<ComparedPair, QString> comparedPair(const AnalysisResult& result, const FigureRequest& request)
{
    const AnalysisResult& other = otherOf(result, request);
    ComparedPair pair;
    pair.sameResult = &other == &result;
    pair.a = measureNamed(&result, request.measure);
    pair.b = measureNamed(&other, measureBOf(result, request));
    pair.left = headMaps(result, pair.a.id);
    pair.right = headMaps(other, pair.b.id);
    if (const QString problem = problemOf(result, other, pair); !problem.isEmpty())
        return Missing(problem);
    pair.alignment = alignInputs(result.input, other.input);
    const bool wordsOnly = request.display.special == SpecialTokens::Hidden;
    pair.agreeing = wordsOnly ? withoutSpecialTokens(pair.alignment, result.input) : pair.alignment;
    if (pair.agreeing.pairs.size() < 2)
        return Missing(Text::tr("The tokens of A and B have nothing in common that could be compared."));
    return pair;
}

BoardRequest boardRequestOf(const FigureRequest& request)
{
    return {request.choices.agreement, request.choices.strongest};
}

} // namespace headlight::ui
