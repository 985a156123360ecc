// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/exactness.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "core/engine/quadrature.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Exactness)
};

/// What a figure shows: conductance of the attention, or of the hidden output summed over its units.
enum class Shown { Nothing, Attention, Hidden };

/// Full sentences, or what fits beside a button in a narrow window.
enum class Wording { Full, Brief };

struct Target {
    QString id;
    const Attribution* attribution = nullptr;
};

Shown shownBy(const AnalysisResult& result, const FigureRequest& request)
{
    if (request.view == "tokens" || request.view == "distribution")
        return Shown::Hidden;
    if (request.view == "words")
        return Shown::Nothing;
    return result.attribution(request.measure.toStdString()) ? Shown::Attention : Shown::Nothing;
}

bool holds(const Attribution& attribution, const QString& view)
{
    if (view == "tokens")
        return !attribution.tokens.isNull();
    return view == "distribution" ? !attribution.hidden.isNull() : !attribution.attention.isNull();
}

/// In the order of the figure's panels.
QList<Target> targetsShown(const AnalysisResult& result, const FigureRequest& request)
{
    const bool all = request.view == "tokens" || request.measure.isEmpty();
    QList<Target> targets;
    for (const Measure& measure : measures(&result)) {
        const Attribution* attribution = result.attribution(measure.id.toStdString());
        if (attribution && (all || measure.id == request.measure) && holds(*attribution, request.view))
            targets.append({measure.id, attribution});
    }
    return targets;
}

/// Negative where it is not known. `layer` -1: the largest of all.
double largestError(const std::vector<double>& errors, int layer)
{
    if (layer >= 0)
        return layer < static_cast<int>(errors.size()) ? errors[static_cast<std::size_t>(layer)] : -1;
    return errors.empty() ? -1 : *std::max_element(errors.begin(), errors.end());
}

double errorShown(const QList<Target>& targets, const FigureRequest& request, Shown shown)
{
    const int layer = request.view == "heads" ? request.layer : -1;
    double largest = -1;
    for (const Target& target : targets) {
        const Attribution& a = *target.attribution;
        largest = std::max(largest, largestError(shown == Shown::Hidden ? a.tokensError : a.attentionError, layer));
    }
    return largest;
}

QString reasonText(const AnalysisResult& result, Wording wording)
{
    if (wording == Wording::Brief)
        return result.smooth ? Text::tr("abrupt path") : Text::tr("kinks");
    return result.smooth ? Text::tr("what is integrated changes too abruptly along the path")
                         : Text::tr("kinks (a ReLU or a maximum) let the error fall slowly");
}

/// What became of the tolerance; empty where it was met without ado.
QString toleranceText(const AnalysisResult& result, double error, Wording wording)
{
    const bool full = wording == Wording::Full;
    if (result.stage != Stage::Complete)
        return {};
    if (result.toleranceMet) {
        const bool kinks = !result.smooth && result.options.rule == Rule::Exact;
        return !kinks ? QString() : full ? Text::tr("The model has kinks (ReLU): errors fall slowly.") : Text::tr("Kinks.");
    }
    if (result.errorReference)
        return (full ? Text::tr("The exact integral missed its tolerance of %1: %2.") : Text::tr("Integral missed %1: %2."))
            .arg(percentText(result.options.tolerance), reasonText(result, wording));
    const QString here = full ? Text::tr("Tolerance of %1 not met: %2.") : Text::tr("Tolerance %1 missed: %2.");
    const QString elsewhere =
        full ? Text::tr("Other maps miss the tolerance of %1: %2.") : Text::tr("Other maps miss %1: %2.");
    return (error > result.options.tolerance ? here : elsewhere)
        .arg(percentText(result.options.tolerance), reasonText(result, wording));
}

/// "start 5, end 2"; or the values alone, where only one target is shown.
QString listed(const QList<Target>& targets, bool named, const std::function<QString(const Target&)>& value)
{
    QStringList parts;
    for (const Target& target : targets)
        parts.append(named ? target.id + QLatin1Char(' ') + value(target) : value(target));
    return parts.join(QStringLiteral(", "));
}

QList<Target> movedOnes(QList<Target> targets)
{
    targets.removeIf([](const Target& target) { return target.attribution->moved.empty(); });
    return targets;
}

QString movedText(const QList<Target>& targets, Wording wording)
{
    const QList<Target> moved = movedOnes(targets);
    if (moved.isEmpty())
        return {};
    const auto count = [](const Target& target) {
        const auto times = target.attribution->moved.size();
        return times == 1 ? Text::tr("once") : Text::tr("%1 times").arg(times);
    };
    const QString text = wording == Wording::Full ? Text::tr("The winning token changes along the path: %1.")
                                                  : Text::tr("Winner changes %1.");
    return text.arg(listed(moved, targets.size() > 1, count));
}

QString positionsText(const QList<Target>& targets)
{
    const QList<Target> moved = movedOnes(targets);
    if (moved.isEmpty())
        return {};
    const auto positions = [](const Target& target) {
        QStringList numbers;
        for (const double position : target.attribution->moved)
            numbers.append(QString::number(position, 'g', 3));
        return numbers.join(QLatin1Char(' '));
    };
    return Text::tr("It changes at these positions (0: reference, 1: the text): %1.")
        .arg(listed(moved, targets.size() > 1, positions));
}

/// "−0.0012 (0.02 %)": how much a sum is off what it should be, and relative to that.
QString deltaText(double delta, double difference)
{
    const QString number = QString::number(delta, 'g', 2).replace(QLatin1Char('-'), QChar(0x2212));
    return difference == 0 ? number
                           : QStringLiteral("%1 (%2)").arg(number, percentText(std::abs(delta / difference)));
}

QString completenessText(const QList<Target>& targets, const FigureRequest& request, Shown shown, Wording wording)
{
    const bool full = wording == Wording::Full;
    if (shown == Shown::Attention)
        return full ? Text::tr("Not complete: residual and value paths bypass the attention.")
                    : Text::tr("Incomplete: paths around attention.");
    const int layer = request.layer;
    QList<Target> known = targets;
    known.removeIf(
        [layer](const Target& target) { return layer >= static_cast<int>(target.attribution->deltas.size()); });
    if (known.isEmpty())
        return {};
    const auto delta = [layer](const Target& target) {
        return deltaText(target.attribution->deltas[static_cast<std::size_t>(layer)], target.attribution->difference);
    };
    const QString text = full ? Text::tr("Layer %1: Σ − (F(x) − F(x′)) = %2.") : Text::tr("Layer %1, delta %2.");
    return text.arg(layer + request.display.firstNumber).arg(listed(known, targets.size() > 1, delta));
}

double gradientsDelta(const Attribution& attribution, ImportanceSource source)
{
    if (source == ImportanceSource::Embeddings)
        return attribution.embeddingsDelta;
    if (source != ImportanceSource::Input)
        return attribution.partsDelta;
    const auto values = attribution.input.values();
    return std::accumulate(values.begin(), values.end(), 0.0) - attribution.difference;
}

/// What the sign in completenessText() stands for.
QString sumText(Shown shown)
{
    return shown == Shown::Hidden
               ? Text::tr("Σ is the sum of the layer's attributions, F(x) − F(x′) what it should be.")
               : QString();
}

/// What goes on with the error of a result that is not complete.
QString stateText(const AnalysisResult& result, bool running)
{
    if (result.stage != Stage::Refining)
        return {};
    if (result.options.rule == Rule::Captum)
        return running ? Text::tr(" yet") : QString();
    return running ? Text::tr(", refining") : Text::tr(", not refined to the end");
}

QString joined(QStringList sentences)
{
    sentences.removeAll(QString());
    return sentences.join(QLatin1Char(' '));
}

QString errorText(const AnalysisResult& result, double error, Wording wording)
{
    if (error < 0 || !std::isfinite(error))
        return result.options.rule == Rule::Exact ? Text::tr("error not known") : Text::tr("error not measured");
    if (!result.errorReference)
        return Text::tr("estimated error %1").arg(percentText(error));
    const QString own = percentText(result.errorReference->error);
    if (wording == Wording::Brief)
        return Text::tr("measured error %1 (±%2)").arg(percentText(error), own);
    return Text::tr("measured error %1 against the exact integral (%2 points, its own error estimated at %3)")
        .arg(percentText(error), QString::number(result.errorReference->points), own);
}

QString methodText(const AnalysisResult& result, double error, Wording wording)
{
    const bool full = wording == Wording::Full;
    const QString rule = result.options.rule == Rule::Exact ? Text::tr("Exact, %1 points")
                         : full                             ? Text::tr("Captum's differences, %1 points")
                                                            : Text::tr("Captum, %1 points");
    return QStringLiteral("%1, %2").arg(rule.arg(result.points), errorText(result, error, wording));
}

} // namespace

QString percentText(double share)
{
    if (share < 1e-5)
        return QStringLiteral("< 0.001 %");
    const QString number = share >= 0.1 ? QString::number(share * 100, 'f', 0) : QString::number(share * 100, 'g', 2);
    return number + QStringLiteral(" %");
}

QString methodText(const AnalysisResult& result, double error)
{
    return methodText(result, error, Wording::Full);
}

QString gradientsText(const AnalysisResult& result, ImportanceSource source)
{
    if (source == ImportanceSource::Layer)
        return {};
    QList<Target> targets;
    for (const Importance& importance : importanceOf(result, source, 0))
        targets.append({importance.target, result.attribution(importance.target.toStdString())});
    const auto delta = [source](const Target& target) {
        return deltaText(gradientsDelta(*target.attribution, source), target.attribution->difference);
    };
    const bool parts = source != ImportanceSource::Input && source != ImportanceSource::Embeddings;
    const QString sum = parts ? Text::tr("words, positions and segments together: ") : QString();
    return Text::tr("Integrated gradients, %1 points; %2Σ − (F(x) − F(x′)) = %3.")
        .arg(source == ImportanceSource::Input ? result.points : embeddingPoints)
        .arg(sum, listed(targets, targets.size() > 1, delta));
}

QString movedText(const AnalysisResult& result)
{
    QList<Target> targets;
    for (const Measure& measure : measures(&result))
        if (const Attribution* attribution = result.attribution(measure.id.toStdString()))
            targets.append({measure.id, attribution});
    return movedText(targets, Wording::Full);
}

Exactness exactnessOf(const AnalysisResult& result, const FigureRequest& request, bool running)
{
    const Shown shown = shownBy(result, request);
    const QList<Target> targets = targetsShown(result, request);
    if (shown == Shown::Nothing || targets.isEmpty())
        return {};
    const double error = errorShown(targets, request, shown);
    const auto worded = [&](Wording wording) {
        const QString method = methodText(result, error, wording) + stateText(result, running) + QLatin1Char('.');
        return joined({method, toleranceText(result, error, wording),
                       completenessText(targets, request, shown, wording), movedText(targets, wording)});
    };
    const QString text = worded(Wording::Full);
    const bool measurable = result.options.rule == Rule::Captum && error < 0 && !running;
    return {text, worded(Wording::Brief), joined({text, sumText(shown), positionsText(targets)}), measurable};
}

} // namespace headlight::ui
