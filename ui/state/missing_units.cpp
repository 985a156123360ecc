// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/missing_units.h"

#include <QCoreApplication>

#include "figures/head_note.h"
#include "figures/isolated.h"
#include "ui/state/model_match.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(MissingUnits)
};

QString modelName(const ModelIdentity& model)
{
    return isolated(QString::fromStdString(model.name));
}

/// A session may come from another model than the one that would run it again.
QString whatRunningGives(const ModelIdentity& made, const ModelIdentity& open)
{
    const ModelMatch match = modelMatch(made, &open);
    if (match == ModelMatch::OtherWeights)
        return Text::tr(
                   "The model that is open has the name of the one it was made with, %1, and other weights: it would "
                   "compute another result.")
            .arg(modelName(open));
    if (match == ModelMatch::Same || made.name.empty())
        return Text::tr("Run the question again to compute it; the result then takes more memory.");
    return Text::tr("The model that is open, %1, can compute it; this result was made with %2.")
        .arg(modelName(open), modelName(made));
}

} // namespace

MissingUnits missingUnits(const AnalysisResult* result, const ModelIdentity* open)
{
    if (!result)
        return {Text::tr("How a token's attribution spreads over hidden units stands here once a question was run."),
                {}};
    if (!result->model.hasHead())
        return {withoutHeadText(), {}};
    if (result->options.hidden == true && result->stage != Stage::Complete)
        return {
            Text::tr("The attribution of the hidden units is not computed yet. It comes in the course of a run; where "
                     "one was cancelled, run again."),
            {}};
    if (!result->model.isStated())
        return {Text::tr("This session holds no attribution of the hidden units: it has no tensor %1.")
                    .arg(QStringLiteral("attribution.TARGET.hidden")),
                {}};
    const QString missing = Text::tr("The attribution of single hidden units was not kept in this result.");
    if (!open)
        return {Text::tr("%1 Open the model it was made with (%2), and run the question again with hidden units kept.")
                    .arg(missing, modelName(result->model)),
                {}};
    return {QStringLiteral("%1 %2").arg(missing, whatRunningGives(result->model, *open)),
            Text::tr("Run again and keep hidden units")};
}

} // namespace headlight::ui
