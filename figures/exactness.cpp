// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/exactness.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "core/engine/quadrature.h"
#include "figures/importance.h"
#include "figures/measure.h"
#include "figures/method_exactness.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Exactness)
};

/// Full sentences, or what fits beside a button in a narrow window.
enum class Wording { Full, Brief };

struct Target {
    QString id;
    const Attribution* attribution = nullptr;
};

// What float32 leaves of the largest logit: a smaller F(x) − F(x′) is 0 to rounding, and nothing is a share of it.
constexpr double roundingShare = 3e-5;

/// A measure that is no target's has no attribution.
ShownPart shownBy(const AnalysisResult& result, const FigureRequest& request)
{
    const bool held = request.shows != ShownPart::Attention || result.attribution(request.measure.toStdString());
    return held ? request.shows : ShownPart::Nothing;
}

bool holds(const Attribution& attribution, ShownPart part)
{
    switch (part) {
    case ShownPart::Tokens: return !attribution.tokens.isNull();
    case ShownPart::Hidden: return !attribution.hidden.isNull();
    default: return !attribution.attention.isNull();
    }
}

/// In the order of the figure's panels.
QList<Target> targetsShown(const AnalysisResult& result, const FigureRequest& request)
{
    const bool all = request.shows == ShownPart::Tokens || request.measure.isEmpty();
    QList<Target> targets;
    for (const Measure& measure : measures(&result)) {
        const Attribution* attribution = result.attribution(measure.id.toStdString());
        if (attribution && (all || measure.id == request.measure) && holds(*attribution, request.shows))
            targets.append({measure.id, attribution});
    }
    return targets;
}

/// Those of this program's method; what others are of is not known.
QList<Target> ownOnes(const AnalysisResult& result, QList<Target> targets)
{
    targets.removeIf([&result](const Target& target) { return !result.isConductance(target.id.toStdString()); });
    return targets;
}

/// Negative where it is not known. `layer` -1: the largest of all.
double largestError(const std::vector<double>& errors, int layer)
{
    if (layer >= 0)
        return layer < static_cast<int>(errors.size()) ? errors[static_cast<std::size_t>(layer)] : -1;
    return errors.empty() ? -1 : *std::max_element(errors.begin(), errors.end());
}

double errorShown(const QList<Target>& targets, const FigureRequest& request)
{
    const int layer = request.showsOneLayer ? request.layer : -1;
    double largest = -1;
    for (const Target& target : targets) {
        const Attribution& a = *target.attribution;
        largest = std::max(
            largest, largestError(request.shows == ShownPart::Attention ? a.attentionError : a.tokensError, layer));
    }
    return largest;
}

QString reasonText(bool smooth, Wording wording)
{
    if (wording == Wording::Brief)
        return smooth ? Text::tr("abrupt path") : Text::tr("kinks");
    return smooth ? Text::tr("what is integrated changes too abruptly along the path")
                  : Text::tr("kinks (a ReLU or a maximum) let the error fall slowly");
}

QString kinksText(const AnalysisResult& result, Wording wording)
{
    if (result.smooth.value_or(true) || result.options.rule != Rule::Exact)
        return {};
    return wording == Wording::Full ? Text::tr("The model has kinks (ReLU): errors fall slowly.") : Text::tr("Kinks.");
}

/// Where it is known how large it was, and why it was missed.
QString missedText(const AnalysisResult& result, double error, Wording wording)
{
    const bool full = wording == Wording::Full;
    if (!result.options.tolerance || !result.smooth)
        return full ? Text::tr("The tolerance was not met.") : Text::tr("Tolerance missed.");
    const QString here = full ? Text::tr("Tolerance of %1 not met: %2.") : Text::tr("Tolerance %1 missed: %2.");
    const QString elsewhere =
        full ? Text::tr("Other maps miss the tolerance of %1: %2.") : Text::tr("Other maps miss %1: %2.");
    const QString reference =
        full ? Text::tr("The exact integral missed its tolerance of %1: %2.") : Text::tr("Integral missed %1: %2.");
    const double tolerance = *result.options.tolerance;
    return (result.errorReference ? reference : error > tolerance ? here : elsewhere)
        .arg(percentText(tolerance), reasonText(*result.smooth, wording));
}

/// What became of the tolerance; empty where it was met without ado, or nothing is known of it.
QString toleranceText(const AnalysisResult& result, double error, Wording wording)
{
    if (result.stage != Stage::Complete || !result.toleranceMet)
        return {};
    return *result.toleranceMet ? kinksText(result, wording) : missedText(result, error, wording);
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

/// "−0.0012 (0.02 %)": how much a sum is off what it should be, and relative to that where that says something.
QString deltaText(const AnalysisResult& result, double delta, const Attribution& attribution)
{
    const QString number = QString::number(delta, 'g', 2).replace(QLatin1Char('-'), QChar(0x2212));
    if (!attribution.difference || isRounding(result, *attribution.difference))
        return number;
    return QStringLiteral("%1 (%2)").arg(number, percentText(std::abs(delta / *attribution.difference)));
}

QString bypassText(const AnalysisResult& result, const QList<Target>& targets, Wording wording)
{
    if (ownOnes(result, targets).isEmpty())
        return {};
    return wording == Wording::Full ? Text::tr("Not complete: residual and value paths bypass the attention.")
                                    : Text::tr("Incomplete: paths around attention.");
}

QString deltasText(const AnalysisResult& result, const QList<Target>& targets, const FigureRequest& request,
                   Wording wording)
{
    const int layer = request.layer;
    QList<Target> known = targets;
    known.removeIf(
        [layer](const Target& target) { return layer >= static_cast<int>(target.attribution->deltas.size()); });
    if (known.isEmpty())
        return {};
    const auto delta = [&result, layer](const Target& target) {
        return deltaText(result, target.attribution->deltas[static_cast<std::size_t>(layer)], *target.attribution);
    };
    const QString text = wording == Wording::Full ? Text::tr("Layer %1: Σ − (F(x) − F(x′)) = %2.")
                                                  : Text::tr("Layer %1, delta %2.");
    return text.arg(layer + request.display.firstNumber).arg(listed(known, targets.size() > 1, delta));
}

/// Nothing where it is not known.
std::optional<double> gradientsDelta(const Attribution& attribution, ImportanceSource source)
{
    if (source == ImportanceSource::Embeddings)
        return attribution.embeddingsDelta;
    if (source != ImportanceSource::Input)
        return attribution.partsDelta;
    if (!attribution.difference)
        return {};
    const auto values = attribution.input.values();
    return std::accumulate(values.begin(), values.end(), 0.0) - *attribution.difference;
}

/// "Integrated gradients, 33 points"; empty where the method is not stated.
QString gradientsMethod(const AnalysisResult& result, const QList<Target>& targets, ImportanceSource source)
{
    if (ownOnes(result, targets).isEmpty())
        return {};
    const std::optional<int> points = source == ImportanceSource::Input ? result.points : embeddingPoints;
    return points ? Text::tr("Integrated gradients, %1 points").arg(*points) : Text::tr("Integrated gradients");
}

/// "Σ − (F(x) − F(x′)) = start −0.002 (0.05 %)"; empty where it is not known, or says nothing.
QString gradientsSum(const AnalysisResult& result, QList<Target> targets, ImportanceSource source)
{
    const bool named = targets.size() > 1;
    targets.removeIf([source](const Target& target) { return !gradientsDelta(*target.attribution, source); });
    if (targets.isEmpty())
        return {};
    const auto delta = [&result, source](const Target& target) {
        return deltaText(result, *gradientsDelta(*target.attribution, source), *target.attribution);
    };
    const bool parts = source != ImportanceSource::Input && source != ImportanceSource::Embeddings;
    const QString sum = parts ? Text::tr("words, positions and segments together: ") : QString();
    return Text::tr("%1Σ − (F(x) − F(x′)) = %2").arg(sum, listed(targets, named, delta));
}

/// What the sign in deltasText() stands for.
QString sumText(const QString& text)
{
    return text.contains(QChar(0x03A3))
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

/// " (129 points, its own error estimated at 0.1 %)", as far as it is known.
QString referenceText(const ErrorReference& reference, Wording wording)
{
    QStringList parts;
    if (wording == Wording::Brief)
        return reference.error ? Text::tr(" (±%1)").arg(percentText(*reference.error)) : QString();
    if (reference.points)
        parts.append(Text::tr("%1 points").arg(*reference.points));
    if (reference.error)
        parts.append(Text::tr("its own error estimated at %1").arg(percentText(*reference.error)));
    const QString text = Text::tr(" against the exact integral");
    return parts.isEmpty() ? text : text + QStringLiteral(" (%1)").arg(parts.join(QStringLiteral(", ")));
}

/// Empty where nothing is said of it, not even a rule that would have one.
QString errorText(const AnalysisResult& result, double error, Wording wording)
{
    if (error < 0 || !std::isfinite(error)) {
        if (!result.options.rule)
            return {};
        return result.options.rule == Rule::Exact ? Text::tr("error not known") : Text::tr("error not measured");
    }
    if (result.errorReference)
        return Text::tr("measured error %1").arg(percentText(error)) + referenceText(*result.errorReference, wording);
    return (result.errorsEstimated ? Text::tr("estimated error %1") : Text::tr("error %1")).arg(percentText(error));
}

QString ruleText(Rule rule, Wording wording)
{
    if (rule == Rule::Exact)
        return Text::tr("Exact");
    return wording == Wording::Full ? Text::tr("Captum's differences") : Text::tr("Captum");
}

/// What is stated of rule, points and error; empty where nothing is.
QString methodText(const AnalysisResult& result, double error, Wording wording)
{
    QStringList parts;
    if (result.options.rule)
        parts.append(ruleText(*result.options.rule, wording));
    if (result.points)
        parts.append(Text::tr("%1 points").arg(*result.points));
    parts.append(errorText(result, error, wording));
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

QString sentence(const QString& text)
{
    return text.isEmpty() ? text : text.front().toUpper() + text.mid(1) + QLatin1Char('.');
}

/// Of a path that leads nowhere there is nothing else to say.
Exactness withoutPath(const QString& subject)
{
    const QString text = noPathText();
    return {text, Text::tr("Input equals baseline: all 0."), text, subject, false};
}

/// "Layer conductance", with the targets that it is of where others are beside them.
QString subjectText(const QList<Target>& targets, const QList<Target>& own)
{
    QStringList names;
    for (const Target& target : own)
        names.append(target.id);
    if (own.size() == targets.size() || own.isEmpty())
        return own.isEmpty() ? QString() : Text::tr("Layer conductance");
    return Text::tr("Layer conductance of %1").arg(names.join(QStringLiteral(", ")));
}

} // namespace

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
    const bool moves = source != ImportanceSource::Input && source != ImportanceSource::Embeddings; // also positions
    if (result.input.equalsBaseline() && !moves && !ownOnes(result, targets).isEmpty())
        return noPathText();
    QStringList parts{gradientsMethod(result, targets, source), gradientsSum(result, targets, source)};
    parts.removeAll(QString());
    return sentence(parts.join(QStringLiteral("; ")));
}

bool isRounding(const AnalysisResult& result, double difference)
{
    double largest = 0;
    for (const float score : result.scores.values.values())
        largest = std::max(largest, std::isfinite(score) ? std::abs(double(score)) : 0);
    return std::abs(difference) <= roundingShare * largest;
}

QString noPathText()
{
    return Text::tr("The input equals its baseline (all its tokens are special or unknown): all attributions are 0.");
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
    const int layer = request.showsOneLayer ? request.layer : -1;
    const QString ofMethod =
        request.shows == ShownPart::Attention ? methodExactnessText(result, request.measure, layer) : QString();
    if (!ofMethod.isEmpty())
        return {ofMethod, ofMethod, ofMethod, {}, false};
    const ShownPart shown = shownBy(result, request);
    const QList<Target> targets = targetsShown(result, request);
    if (shown == ShownPart::Nothing || targets.isEmpty())
        return {};
    const QList<Target> own = ownOnes(result, targets);
    if (result.input.equalsBaseline() && !own.isEmpty())
        return withoutPath(subjectText(targets, own));
    const bool foreign = own.isEmpty() && result.options.rule; // a method that the rule is not of
    const double error = errorShown(own.isEmpty() ? targets : own, request);
    const auto worded = [&](Wording wording) {
        const QString method = foreign ? QString() : methodText(result, error, wording);
        const QString state = method.isEmpty() ? QString() : stateText(result, running);
        return joined({sentence(method + state), foreign ? QString() : toleranceText(result, error, wording),
                       shown == ShownPart::Attention ? bypassText(result, targets, wording)
                                                 : deltasText(result, targets, request, wording),
                       movedText(targets, wording)});
    };
    const QString text = worded(Wording::Full);
    const bool measurable = !own.isEmpty() && result.options.rule == Rule::Captum && error < 0 && !running;
    return {text, worded(Wording::Brief), joined({text, sumText(text), positionsText(targets)}),
            subjectText(targets, own), measurable};
}

} // namespace headlight::ui
