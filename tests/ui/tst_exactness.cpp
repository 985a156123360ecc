// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "figures/caption_text.h"
#include "figures/exactness.h"
#include "figures/figure_builder.h"
#include "figures/importance.h"
#include "tests/support/sample_result.h"
#include "ui/panels/run_status.h"

using namespace headlight;
using namespace headlight::ui;

namespace {

using Change = void (*)(AnalysisResult& result);

/// A result of three layers with errors that tell layers, targets and maps apart, changed by `change`.
AnalysisResult changed(Change change)
{
    AnalysisResult result = *test::sampleResult({.hidden = true});
    for (auto& [target, attribution] : result.attributions) {
        const double scale = target == "start" ? 1 : 2;
        attribution.attentionError = {0.001 * scale, 0.002 * scale, 0.003 * scale};
        attribution.tokensError = {0.0001 * scale, 0.0002 * scale, 0.0003 * scale};
        attribution.difference = 4;
        attribution.deltas = {0.001, -0.002 * scale, 0};
    }
    change(result);
    return result;
}

void clearErrors(AnalysisResult& result)
{
    for (auto& [target, attribution] : result.attributions)
        attribution.tokensError = attribution.attentionError = {};
}

void useCaptum(AnalysisResult& result)
{
    result.options.rule = Rule::Captum;
    result.points = 51;
    clearErrors(result);
}

void leaveAsItIs(AnalysisResult&) {}

void refine(AnalysisResult& result)
{
    result.stage = Stage::Refining;
    result.points = 17;
    result.attributions["start"].attentionError[1] = 0.34;
}

void refineFirst(AnalysisResult& result)
{
    refine(result);
    clearErrors(result);
}

void measure(AnalysisResult& result)
{
    result.options.rule = Rule::Captum;
    result.points = 51;
    result.attributions["start"].attentionError[1] = 0.163;
    result.errorReference = ErrorReference{129, 0.0012};
}

void measurePoorly(AnalysisResult& result)
{
    measure(result);
    result.errorReference->error = 0.12;
    result.toleranceMet = false;
    result.smooth = false;
}

void miss(AnalysisResult& result)
{
    result.toleranceMet = false;
    result.attributions["start"].attentionError[1] = 0.08;
}

void missWithKinks(AnalysisResult& result)
{
    miss(result);
    result.smooth = false;
}

void kinks(AnalysisResult& result)
{
    result.smooth = false;
}

void move(AnalysisResult& result)
{
    useCaptum(result);
    result.attributions["start"].moved = {0.0123456, 0.5, 0.75};
    result.attributions["end"].moved = {0.25};
}

void moveEnd(AnalysisResult& result)
{
    useCaptum(result);
    result.attributions["end"].moved = {0.25};
}

void noDifference(AnalysisResult& result)
{
    for (auto& [target, attribution] : result.attributions)
        attribution.difference = 0;
}

/// F(x) and F(x′) differ by what float32 loses of logits of about 4.
void roundedDifference(AnalysisResult& result)
{
    for (auto& [target, attribution] : result.attributions)
        attribution.difference = target == "start" ? 1e-6 : -4;
}

void equalBaseline(AnalysisResult& result)
{
    result.input.baselineIds = result.input.inputIds;
}

/// As another program leaves it.
void stateNothing(AnalysisResult& result)
{
    result.options = {};
    result.points.reset();
    result.toleranceMet.reset();
    result.smooth.reset();
    result.errorsEstimated = false;
    clearErrors(result);
    for (auto& [target, attribution] : result.attributions) {
        attribution.difference.reset();
        attribution.deltas.clear();
    }
}

/// Attributions of another method beside those of ours.
void addSaliency(AnalysisResult& result)
{
    Attribution saliency;
    saliency.attention = result.attributions["start"].attention;
    saliency.tokens = result.attributions["start"].tokens;
    result.attributions["saliency"] = saliency;
}

FigureRequest requestOf(const QString& view, const QString& measure, int layer)
{
    FigureRequest request = viewRequest(view);
    request.measure = measure;
    request.layer = layer;
    return request;
}

constexpr char bypass[] = "Not complete: residual and value paths bypass the attention.";

} // namespace

/// What is said of how exact a figure is.
class TestExactness : public QObject {
    Q_OBJECT
private slots:
    void says_data();
    void says();
    void saysItInFewerWords_data();
    void saysItInFewerWords();
    void detailsListThePositions();
    void canBeMeasured_data();
    void canBeMeasured();
    void theStatusSaysIt_data();
    void theStatusSaysIt();
    void captionsSayTheSame();
    void captionsNameTheMethodOfOurs();
    void gradientsSayTheirPoints();
    void percents_data();
    void percents();
};

void TestExactness::says_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<FigureRequest>("request");
    QTest::addColumn<bool>("running");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, Change change, const FigureRequest& request, const QString& text,
                        bool running = false) { QTest::newRow(name) << change << request << running << text; };
    const FigureRequest heads = requestOf("heads", "start", 1);
    const FigureRequest tokens = requestOf("tokens", "attention", 1);
    const auto with = [](const QString& begin) { return begin + ' ' + bypass; };

    row("attention", leaveAsItIs, requestOf("heads", "attention", 1), "");
    row("norms", leaveAsItIs, requestOf("token-to-head", "f", 1), "");
    row("a layer", leaveAsItIs, heads, with("Exact, 33 points, estimated error 0.2 %."));
    row("another layer", leaveAsItIs, requestOf("heads", "end", 2), with("Exact, 33 points, estimated error 0.6 %."));
    row("all layers", leaveAsItIs, requestOf("layers", "start", 0), with("Exact, 33 points, estimated error 0.3 %."));
    row("thumbnails", leaveAsItIs, requestOf("overview", "end", 0), with("Exact, 33 points, estimated error 0.6 %."));
    row("received", leaveAsItIs, requestOf("token-to-head", "end", 0),
        with("Exact, 33 points, estimated error 0.6 %."));
    row("tokens", leaveAsItIs, tokens,
        "Exact, 33 points, estimated error 0.06 %. Layer 1: Σ − (F(x) − F(x′)) = start −0.002 (0.05 %), end −0.004 "
        "(0.1 %).");
    row("distribution", leaveAsItIs, requestOf("distribution", "", 0),
        "Exact, 33 points, estimated error 0.06 %. Layer 0: Σ − (F(x) − F(x′)) = start 0.001 (0.025 %), end 0.001 "
        "(0.025 %).");
    row("distribution of one target", leaveAsItIs, requestOf("distribution", "start", 0),
        "Exact, 33 points, estimated error 0.03 %. Layer 0: Σ − (F(x) − F(x′)) = 0.001 (0.025 %).");
    row("nothing to relate a delta to", noDifference, requestOf("distribution", "start", 0),
        "Exact, 33 points, estimated error 0.03 %. Layer 0: Σ − (F(x) − F(x′)) = 0.001.");
    row("a difference that is rounding", roundedDifference, requestOf("distribution", "", 1),
        "Exact, 33 points, estimated error 0.06 %. Layer 1: Σ − (F(x) − F(x′)) = start −0.002, end −0.004 (0.1 %).");
    row("input equals baseline", equalBaseline, heads,
        "The input equals its baseline (all its tokens are special or unknown): all attributions are 0.");
    row("input equals baseline, tokens", equalBaseline, tokens,
        "The input equals its baseline (all its tokens are special or unknown): all attributions are 0.");
    row("nothing stated", stateNothing, heads, "");
    row("nothing stated, tokens", stateNothing, tokens, "");
    row("another method beside ours", addSaliency, requestOf("heads", "saliency", 1), "");
    row("first level", refineFirst, heads, with("Exact, 17 points, error not known, refining."), true);
    row("refining", refine, heads, with("Exact, 17 points, estimated error 34 %, refining."), true);
    row("cancelled", refine, heads, with("Exact, 17 points, estimated error 34 %, not refined to the end."));
    row("captum", useCaptum, heads, with("Captum's differences, 51 points, error not measured."));
    row("measured", measure, heads,
        with("Captum's differences, 51 points, measured error 16 % against the exact integral (129 points, its "
             "own error estimated at 0.12 %)."));
    row("tolerance missed", miss, heads,
        with("Exact, 33 points, estimated error 8 %. Tolerance of 1 % not met: what is integrated changes too abruptly "
             "along the path."));
    row("tolerance missed elsewhere", miss, requestOf("heads", "start", 2),
        with("Exact, 33 points, estimated error 0.3 %. Other maps miss the tolerance of 1 %: what is integrated "
             "changes too abruptly along the path."));
    row("kinks", missWithKinks, heads,
        with("Exact, 33 points, estimated error 8 %. Tolerance of 1 % not met: kinks (a ReLU or a maximum) let the "
             "error fall slowly."));
    row("measured against a poor reference", measurePoorly, heads,
        with("Captum's differences, 51 points, measured error 16 % against the exact integral (129 points, its own "
             "error "
             "estimated at 12 %). The exact integral missed its tolerance of 1 %: kinks (a ReLU or a maximum) let the "
             "error "
             "fall slowly."));
    row("kinks within the tolerance", kinks, heads,
        with("Exact, 33 points, estimated error 0.2 %. The model has kinks (ReLU): errors fall slowly."));
    row("moved", move, heads,
        with("Captum's differences, 51 points, error not measured.") +
            " The winning token changes along the path: 3 times.");
    row("moved, two targets", move, requestOf("distribution", "", 2),
        "Captum's differences, 51 points, error not measured. Layer 2: Σ − (F(x) − F(x′)) = start 0 (< 0.001 %), end 0 "
        "(< 0.001 %). "
        "The winning token changes along the path: start 3 times, end once.");
    row("moved, one of two targets", moveEnd, requestOf("tokens", "", 2),
        "Captum's differences, 51 points, error not measured. Layer 2: Σ − (F(x) − F(x′)) = start 0 (< 0.001 %), end 0 "
        "(< 0.001 %). "
        "The winning token changes along the path: end once.");
}

void TestExactness::says()
{
    QFETCH(Change, change);
    QFETCH(FigureRequest, request);
    QFETCH(bool, running);
    QFETCH(QString, text);
    QCOMPARE(exactnessOf(changed(change), request, running).text, text);
}

void TestExactness::saysItInFewerWords_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<FigureRequest>("request");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, Change change, const FigureRequest& request, const char* text) {
        QTest::newRow(name) << change << request << QString(text);
    };
    const FigureRequest heads = requestOf("heads", "start", 1);
    row("measured", measure, heads,
        "Captum, 51 points, measured error 16 % (±0.12 %). Incomplete: paths around attention.");
    row("tokens", leaveAsItIs, requestOf("tokens", "", 1),
        "Exact, 33 points, estimated error 0.06 %. Layer 1, delta start −0.002 (0.05 %), end −0.004 (0.1 %).");
    row("kinks", missWithKinks, heads,
        "Exact, 33 points, estimated error 8 %. Tolerance 1 % missed: kinks. Incomplete: paths around attention.");
    row("moved", move, heads,
        "Captum, 51 points, error not measured. Incomplete: paths around attention. Winner changes 3 times.");
}

void TestExactness::saysItInFewerWords()
{
    QFETCH(Change, change);
    QFETCH(FigureRequest, request);
    QFETCH(QString, text);
    const Exactness exactness = exactnessOf(changed(change), request);
    QCOMPARE(exactness.brief, text);
    QVERIFY(exactness.brief.size() < exactness.text.size());
}

void TestExactness::detailsListThePositions()
{
    const Exactness one = exactnessOf(changed(move), requestOf("heads", "start", 1));
    QVERIFY2(one.details.startsWith(one.text) && one.details.contains("0.0123 0.5 0.75"), qPrintable(one.details));
    const Exactness both = exactnessOf(changed(move), requestOf("tokens", "", 1));
    QVERIFY2(both.details.contains("start 0.0123 0.5 0.75, end 0.25"), qPrintable(both.details));
    QVERIFY(!exactnessOf(changed(leaveAsItIs), requestOf("heads", "start", 1)).details.contains("0: reference"));
}

void TestExactness::canBeMeasured_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<bool>("running");
    QTest::addColumn<bool>("measurable");
    QTest::newRow("captum") << Change(useCaptum) << false << true;
    QTest::newRow("captum, under way") << Change(useCaptum) << true << false;
    QTest::newRow("measured") << Change(measure) << false << false;
    QTest::newRow("exact") << Change(leaveAsItIs) << false << false;
    QTest::newRow("exact, error unknown") << Change(clearErrors) << false << false;
}

void TestExactness::canBeMeasured()
{
    QFETCH(Change, change);
    QFETCH(bool, running);
    QFETCH(bool, measurable);
    QCOMPARE(exactnessOf(changed(change), requestOf("heads", "start", 1), running).measurable, measurable);
    QVERIFY(!exactnessOf(changed(change), requestOf("heads", "attention", 1), running).measurable);
}

/// Below the window, of all maps.
void TestExactness::theStatusSaysIt_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, Change change, const char* text) {
        QTest::newRow(name) << change << QString(text);
    };
    row("all is known", leaveAsItIs,
        "Exact, 33 points, estimated error 0.6 %. Completeness gap: start 0.05 %, end 0.1 %.");
    row("nothing to relate a gap to", noDifference,
        "Exact, 33 points, estimated error 0.6 %. F(x) − F(x′) is 0 to rounding (start, end).");
    row("a difference that is rounding", roundedDifference,
        "Exact, 33 points, estimated error 0.6 %. Completeness gap: end 0.1 %. F(x) − F(x′) is 0 to rounding (start).");
    row("input equals baseline", equalBaseline,
        "The input equals its baseline (all its tokens are special or unknown): all attributions are 0.");
    row("nothing stated", stateNothing, "");
    row("captum", useCaptum,
        "Captum's differences, 51 points, error not measured. Completeness gap: start 0.05 %, end 0.1 %.");
    row("tolerance missed", miss,
        "Tolerance not met: Exact, 33 points, estimated error 8 %. Completeness gap: start 0.05 %, end 0.1 %.");
}

void TestExactness::theStatusSaysIt()
{
    QFETCH(Change, change);
    QTEST(qualityText(changed(change)), "text");
}

void TestExactness::captionsSayTheSame()
{
    const AnalysisResult result = changed(measure);
    const FigureRequest request = requestOf("heads", "start", 1);
    const QString caption = captionText(result, request);
    QVERIFY2(caption.contains("“What is near?”.") && caption.endsWith(exactnessOf(result, request).text),
             qPrintable(caption));
    QVERIFY(!captionText(result, requestOf("heads", "attention", 1)).contains("points"));
    QVERIFY(captionText(*test::sampleWindow(2, 3), request).contains("window 3 of 3"));
}

/// Of what is of another method nothing is said.
void TestExactness::captionsNameTheMethodOfOurs()
{
    const AnalysisResult both = changed(addSaliency);
    const QString tokens = captionText(both, requestOf("tokens", "", 1));
    QVERIFY2(tokens.contains(" Layer conductance of start, end: Exact, 33 points"), qPrintable(tokens));
    QVERIFY(
        captionText(changed(leaveAsItIs), requestOf("tokens", "", 1)).contains(" Layer conductance: Exact, 33 points"));
    QCOMPARE(captionText(both, requestOf("heads", "saliency", 1)), QString("Model sample, question “What is near?”."));
    QCOMPARE(captionText(changed(stateNothing), requestOf("tokens", "", 1)),
             QString("Model sample, question “What is near?”."));
}

void TestExactness::gradientsSayTheirPoints()
{
    AnalysisResult result = changed(leaveAsItIs);
    Attribution& start = result.attributions["start"];
    Attribution& end = result.attributions["end"];
    for (Attribution* each : {&start, &end}) {
        const auto tokens = static_cast<std::size_t>(result.input.length());
        each->input = each->word = each->embeddings = Array({result.input.length()}, std::vector<float>(tokens, 0.5F));
        each->embeddingsDelta = -0.01;
        each->partsDelta = 0.02;
        each->difference = 0.5 * static_cast<double>(tokens) + 0.25;
    }
    end.difference = 0;
    const QString half = QString::number(0.5 * static_cast<double>(result.input.length()), 'g', 2);
    const QString input = gradientsText(result, ImportanceSource::Input);
    QVERIFY2(input.startsWith("Integrated gradients, 33 points; Σ − (F(x) − F(x′)) = start −0.25 ("),
             qPrintable(input));
    QVERIFY2(input.endsWith(", end " + half + "."), qPrintable(input));
    QVERIFY(gradientsText(result, ImportanceSource::Embeddings)
                .startsWith("Integrated gradients, 50 points; Σ − (F(x) − F(x′)) = start −0.01 ("));
    QVERIFY(gradientsText(result, ImportanceSource::Word).contains("words, positions and segments together: Σ"));
    QCOMPARE(gradientsText(result, ImportanceSource::Layer), QString());

    FigureRequest request = requestOf("words", "start", 1);
    request.source = ImportanceSource::Input;
    const Figure figure = buildFigure(result, request);
    QVERIFY(figure && figure->caption.endsWith(input));
}

void TestExactness::percents_data()
{
    QTest::addColumn<double>("share");
    QTest::addColumn<QString>("text");
    QTest::newRow("whole") << 0.344 << "34 %";
    QTest::newRow("small") << 0.00134 << "0.13 %";
    QTest::newRow("tiny") << 0.000001 << "< 0.001 %";
    QTest::newRow("more than all") << 2.5 << "250 %";
}

void TestExactness::percents()
{
    QFETCH(double, share);
    QFETCH(QString, text);
    QCOMPARE(percentText(share), text);
}

QTEST_GUILESS_MAIN(TestExactness)
#include "tst_exactness.moc"
