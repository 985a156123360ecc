// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/view_table.h"

#include <QCoreApplication>
#include <algorithm>

#include "figures/blocks_figure.h"
#include "figures/compare_figure.h"
#include "figures/distribution_figure.h"
#include "figures/importance.h"
#include "figures/map_figures.h"
#include "figures/tokens_figure.h"
#include "figures/what_if_figure.h"
#include "figures/words_figure.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(View)
};

using Shape = MeasureShape;

/// A builder of a view that has no measures, as the table has them.
template <Figure (*build)(const AnalysisResult&, const FigureRequest&)>
Figure withoutMeasure(const AnalysisResult& result, const FigureRequest& request, const Measure&)
{
    return build(result, request);
}

std::vector<ViewKind> mapViews()
{
    return {
        {.id = headsId,
         .title = [] { return Text::tr("Heads"); },
         .help = "a layer's H maps, or one head: that of --head, or the one that was enlarged on screen (all: --heads)",
         .build = headsFigure,
         .shapes = {Shape::HeadMaps},
         .showsOneLayer = true,
         .layers = Choosable::One,
         .heads = Choosable::Several,
         .enlargesHead = true},
        {.id = layersId,
         .title = [] { return Text::tr("Layers"); },
         .help = "the measure summarised over heads, a map a layer",
         .build = layersFigure,
         .shapes = {Shape::HeadMaps, Shape::LayerMaps},
         .layers = Choosable::Several,
         .inPlaceOfFirst = 2},
        {.id = overviewId,
         .title = [] { return Text::tr("Overview"); },
         .help = "all L x H maps as thumbnails",
         .build = overviewFigure,
         .shapes = {Shape::HeadMaps},
         .layers = Choosable::Several,
         .heads = Choosable::Several},
        {.id = tokenToHeadId,
         .title = [] { return Text::tr("Token to head"); },
         .help = "[H,S] maps of all layers",
         .build = tokenToHeadFigure,
         .shapes = {Shape::HeadRows, Shape::HeadMaps}, // ‖f(x)‖ is what this view is for
         .layers = Choosable::Several,
         .inPlaceOfFirst = 3},
    };
}

std::vector<ViewKind> tokenViews()
{
    return {
        {.id = tokensId,
         .title = [] { return Text::tr("Tokens"); },
         .help = "layer x token attributions, and the chosen layer's bars",
         .build = withoutMeasure<tokensFigure>,
         .holds = [](const AnalysisResult& result) { return !conductanceTargets(result).isEmpty(); },
         .shows = ShownPart::Tokens,
         .layers = Choosable::One,
         .inPlaceOfFirst = 1},
        {.id = distributionId,
         .title = [] { return Text::tr("Distribution"); },
         .help =
             "how a token's attribution spreads over hidden units, a layer a row (npy: the units, [L,D] a target);\n"
             "needs a session of analyze --hidden; --token chooses the token, --measure one target of two",
         .build = withoutMeasure<distributionFigure>,
         .holds = [](const AnalysisResult& result) { return !distributionTargets(result, 0).isEmpty(); },
         .check = checkDistribution,
         .shows = ShownPart::Hidden,
         .namesTarget = true,
         .inPlaceOfFirst = 5},
    };
}

std::vector<ViewKind> relatingViews()
{
    return {
        {.id = compareId,
         .title = [] { return Text::tr("Compare"); },
         .help = "measures --measure (A) and --with (B), of one session or, with --other, of two: how well each head\n"
                 "agrees (csv: a row a layer; npy: [L,H]), or one head's maps side by side, A - B, or cell by cell",
         .build = [](const AnalysisResult& result, const FigureRequest& request,
                     const Measure&) { return compareFigure(result, request); },
         .shapes = {Shape::HeadMaps},
         .check = checkCompare,
         .layers = Choosable::One,
         .heads = Choosable::One,
         .comparesTwo = true},
        {.id = blocksId,
         .title = [] { return Text::tr("Blocks"); },
         .help = "the mass between [CLS], question, context, answer and [SEP] in each head, and all heads sorted by\n"
                 "question -> answer (csv: five rows a head; npy: [L,H,5,5])",
         .build = blocksFigure,
         .shapes = {Shape::HeadMaps},
         .layers = Choosable::One},
        {.id = wordsId,
         .title = [] { return Text::tr("Words"); },
         .help =
             "the text shaded by what each word contributed, once a target (csv: a row a word; npy: [words,targets]);\n"
             "--source: input (word embeddings along the path), layer (--layer's conductance), embeddings, or word,\n"
             "position, segment (analyze --embeddings); the first that the session has where it is not given",
         .build = withoutMeasure<wordsFigure>,
         .holds = [](const AnalysisResult& result) { return !importanceSources(result).isEmpty(); },
         .shows = ShownPart::Nothing,
         .layers = Choosable::One,
         .hasSources = true,
         .pageOf = tokensId,
         .inPlaceOfFirst = 4},
        {.id = whatIfId,
         .title = [] { return Text::tr("What if"); },
         .help = "what switching off each head alone changes, with all heads of the layer and its feed-forward part\n"
                 "behind them (csv: a row a part and kind; npy: [L,H+2]); needs a session that holds ablations",
         .build = withoutMeasure<whatIfFigure>,
         .holds = [](const AnalysisResult& result) { return !result.whatIf.ablations.empty(); },
         .shows = ShownPart::Nothing},
    };
}

} // namespace

const std::vector<ViewKind>& viewTable()
{
    static const std::vector<ViewKind> table = [] {
        std::vector<ViewKind> rows;
        for (const std::vector<ViewKind>& views : {mapViews(), tokenViews(), relatingViews()})
            rows.insert(rows.end(), views.begin(), views.end());
        return rows;
    }();
    return table;
}

const ViewKind& viewKind(const QString& id)
{
    static const ViewKind none;
    const auto found =
        std::find_if(viewTable().begin(), viewTable().end(), [&id](const ViewKind& v) { return v.id == id; });
    return found == viewTable().end() ? none : *found;
}

QStringList viewNames()
{
    QStringList names;
    for (const ViewKind& view : viewTable())
        names.append(view.id);
    return names;
}

QList<Measure> viewMeasures(const QString& view, const AnalysisResult* result)
{
    return measuresOfShapes(viewKind(view).shapes, result);
}

QString viewOnScreen(const ViewState& state)
{
    const QString page = QString::fromStdString(state.tokensPage);
    const QString view = QString::fromStdString(state.view);
    return !view.isEmpty() && viewKind(page).pageOf == view ? page : view;
}

FigureRequest viewRequest(const QString& view)
{
    FigureRequest request;
    request.view = view;
    request.shows = viewKind(view).shows;
    request.showsOneLayer = viewKind(view).showsOneLayer;
    return request;
}

} // namespace headlight::ui
