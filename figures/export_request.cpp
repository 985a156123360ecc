// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/export_request.h"

#include <algorithm>

#include "figures/colour_map.h"
#include "figures/figure_part.h"
#include "figures/importance.h"

namespace headlight::ui {
namespace {

QString chosen(const QString& option, const std::string& fromSession)
{
    return option.isEmpty() ? QString::fromStdString(fromSession) : option;
}

Result<void> checkLook(const FigureLook& look)
{
    if (!(look.widthMm >= narrowestFigure && look.widthMm <= widestFigure))
        return usageError("The width must lie between 20 and 2000 mm", "Choose a width in between.");
    if (look.dpi < coarsestFigure || look.dpi > finestFigure)
        return usageError("The resolution must lie between 30 and 1200 dpi", "Choose a resolution in between.");
    if (!(look.fontPoints >= smallestFigureText && look.fontPoints <= largestFigureText))
        return usageError("The size of the text must lie between 3 and 36 points", "Choose a size in between.");
    return {};
}

/// Refuses names that view compare does not know.
Result<void> checkChoices(const ExportOptions& options)
{
    if (!options.mode.isEmpty() && !compareModeNamed(options.mode))
        return usageError("There is no comparison “" + options.mode.toStdString() + "”",
                          "Choose one of " + compareModeNames().join(", ").toStdString() + ".");
    if (!options.agreement.isEmpty() && !agreementNamed(options.agreement))
        return usageError("There is no agreement “" + options.agreement.toStdString() + "”",
                          "Choose one of " + agreementNames().join(", ").toStdString() + ".");
    return {};
}

Result<void> checkOptions(const ExportOptions& options, const QString& range, const QString& colours)
{
    const auto text = [](const QString& value) { return value.toStdString(); };
    if (!exportFormats().contains(options.format))
        return usageError("There is no format “" + text(options.format) + "”",
                          "Choose one of " + text(exportFormats().join(", ")) + ".");
    if (!parseRange(range))
        return usageError("The range “" + text(range) + "” cannot be read",
                          "Give shared, panel, a percentile up to 100, or LOW,HIGH; with “ log” behind it for a "
                          "logarithmic scale.");
    if (!colours.isEmpty() && !ColourMap::names().contains(colours))
        return usageError("There are no colours “" + text(colours) + "”",
                          "Choose one of " + text(ColourMap::names().join(", ")) + ".");
    if (!options.special.isEmpty() && !specialTokensNamed(options.special))
        return usageError("There is no “" + text(options.special) + "” for special tokens",
                          "Choose one of " + text(specialTokensNames().join(", ")) + ".");
    if (!options.summary.isEmpty() && !summaryNamed(options.summary))
        return usageError("There is no summary “" + text(options.summary) + "”",
                          "Choose one of " + text(summaryNames().join(", ")) + ".");
    if (!options.source.isEmpty() && !importanceSourceNamed(options.source))
        return usageError("There is no source “" + text(options.source) + "” of what words contributed",
                          "Choose one of input, layer, embeddings, word, position, segment.");
    if (const auto good = checkChoices(options); !good)
        return good;
    return checkLook(options);
}

/// Refuses what no session could show, or not one of this shape.
Result<void> checkRequest(const AnalysisResult& result, const FigureRequest& request)
{
    if (!viewNames().contains(request.view))
        return usageError("There is no view “" + request.view.toStdString() + "”",
                          "Choose one of " + viewNames().join(", ").toStdString() + ".");
    QStringList shown;
    for (const Measure& measure : viewMeasures(request.view, &result))
        shown.append(measure.id);
    if (!shown.isEmpty() && !shown.contains(request.measure))
        return usageError("The view “" + request.view.toStdString() + "” does not show “" +
                              request.measure.toStdString() + "”",
                          "Choose one of " + shown.join(", ").toStdString() + ".");
    if (result.model.layers > 0 && request.layer >= result.model.layers)
        return usageError("There is no layer " + std::to_string(request.layer) + ": they are numbered from 0 to " +
                          std::to_string(result.model.layers - 1),
                          "Choose one of these.");
    if (result.model.heads > 0 && request.head >= result.model.heads)
        return usageError("There is no head " + std::to_string(request.head) + ": they are numbered from 0 to " +
                          std::to_string(result.model.heads - 1),
                          "Choose one of these.");
    return {};
}

/// A measure that was asked for by name must be shown; that of the session was chosen for another view perhaps.
QString measureOf(const Session& session, const ExportOptions& options, const QString& view)
{
    if (!options.measure.isEmpty())
        return QString(options.measure).replace("no-answer", "no_answer");
    if (viewKind(view).namesTarget)
        return {}; // all targets, as on screen
    return nearestMeasure(view, session.result.get(), QString::fromStdString(session.view.measure));
}

Display displayAsked(const ViewState& view, const ExportOptions& options)
{
    Display display = displayOf(view);
    display.special = specialTokensNamed(options.special).value_or(display.special);
    display.summary = summaryNamed(options.summary).value_or(display.summary);
    display.words = options.words.value_or(display.words);
    display.firstNumber = options.firstNumber < 0 ? display.firstNumber : options.firstNumber;
    return display;
}

ViewChoices choicesAsked(const ViewState& view, const ExportOptions& options)
{
    ViewChoices choices = viewChoicesOf(view);
    if (!options.measureB.isEmpty())
        choices.measureB = QString(options.measureB).replace("no-answer", "no_answer");
    choices.mode = compareModeNamed(options.mode).value_or(choices.mode);
    choices.agreement = agreementNamed(options.agreement).value_or(choices.agreement);
    choices.strongest = options.strongest < 0 ? choices.strongest : options.strongest;
    choices.signedBlocks = options.signedBlocks.value_or(choices.signedBlocks);
    return choices;
}

void addToken(QList<int>& tokens, std::int64_t token)
{
    if (token >= 0 && !tokens.contains(static_cast<int>(token)))
        tokens.append(static_cast<int>(token));
}

/// The answer's tokens, its ends first, and the pinned ones: a figure that cannot name all names these.
QList<int> namedTokens(const Session& session)
{
    QList<int> tokens;
    const AnswerSpan answer = session.result->answer.value_or(AnswerSpan());
    const bool inSight = answer.window == session.result->window && !answer.text.empty() && answer.start && answer.end;
    if (inSight) {
        addToken(tokens, *answer.start);
        addToken(tokens, *answer.end);
    }
    addToken(tokens, session.view.fromToken);
    addToken(tokens, session.view.toToken);
    for (std::int64_t token = inSight ? *answer.start : 0; inSight && token < *answer.end; ++token)
        addToken(tokens, token);
    return tokens;
}

} // namespace

const QStringList& exportFormats()
{
    static const QStringList formats = {"png", "svg", "pdf", "csv", "npy"};
    return formats;
}

bool isPicture(const QString& format)
{
    return format != "csv" && format != "npy";
}

Result<FigureRequest> exportRequest(const Session& session, const ExportOptions& options)
{
    const ViewState& view = session.view;
    const QString range = chosen(options.range, view.range);
    const QString colours = chosen(options.colours, view.colours);
    if (const auto good = checkOptions(options, range, colours); !good)
        return Failure(good.error());
    FigureRequest request = viewRequest(
        options.view.isEmpty() ? nearestView(*session.result, QString::fromStdString(view.view)) : options.view);
    const ViewKind& kind = viewKind(request.view);
    request.measure = measureOf(session, options, request.view);
    request.layer = options.layer < 0 ? view.layer : options.layer;
    request.head = options.head;
    request.token = options.token < 0 ? view.fromToken : options.token;
    request.range = *parseRange(range);
    request.colours = colours;
    request.display = displayAsked(session.view, options);
    request.choices = choicesAsked(session.view, options);
    request.source = importanceSourceNamed(options.source);
    request.other = options.other == session.result ? nullptr : options.other;
    if (kind.heads == Choosable::One && request.head < 0)
        request.head = std::max(0, view.head);
    if (const auto good = checkRequest(*session.result, request); !good)
        return Failure(good.error());
    if (const auto good = kind.check ? kind.check(*session.result, request) : Result<void>(); !good)
        return Failure(good.error());
    return request;
}

Result<FigureData> exportFigure(const Session& session, const ExportOptions& options)
{
    if (!session.result)
        return inputError("There is nothing to export", {}, "Run a question or open a session first.");
    const Result<FigureRequest> request = exportRequest(session, options);
    if (!request)
        return Failure(request.error());
    Figure figure = buildFigure(*session.result, *request);
    if (!figure)
        return inputError(figure.error().toStdString());
    if (const auto kept = keepPanels(*figure, options.layers, options.heads); !kept)
        return Failure(kept.error());
    figure->title = options.title.value_or(figure->title);
    figure->caption = options.caption.value_or(figure->caption);
    figure->colourBar = figure->colourBar && options.colourBar;
    figure->namedTokens = namedTokens(session);
    return *figure;
}

} // namespace headlight::ui
