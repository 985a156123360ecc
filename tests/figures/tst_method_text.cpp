// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "figures/exactness.h"
#include "figures/figure_builder.h"
#include "figures/measure.h"
#include "figures/view_table.h"
#include "tests/support/sample_result.h"

using namespace headlight;
using namespace headlight::ui;

namespace {

/// With every measure that methods make, of the sample's target start.
AnalysisResult withMethods()
{
    AnalysisResult result = *test::sampleResult();
    const std::int64_t L = result.attention.dimension(0);
    const std::int64_t S = result.attention.dimension(3);
    const Array maps({L, S, S}, std::vector<float>(static_cast<std::size_t>(L * S * S), 0.25F));
    for (const char* name : {"rollout", "flow", "alti", "alti_rollout", "globenc", "globenc_rollout", "value_zeroing",
                             "value_zeroing_rollout", "decompx", "chefer.start"})
        result.methods[name] = maps;
    result.methods["attattr.start"] = result.methods["attattr_m20.start"] = result.attention;
    const auto layers = static_cast<std::size_t>(L);
    std::vector<float> errors(layers, 1e-7F);
    errors.back() = 0.004F;
    result.methods["attattr_error.start"] = result.methods["decompx_error"] = Array({L}, errors);
    std::vector<float> deltas(layers, -0.5F);
    deltas.front() = 0.25F;
    result.methods["attattr_delta.start"] = Array({L}, deltas);
    return result;
}

} // namespace

/// How measures of methods are worded, and how exact they are said to be.
class TestMethodText : public QObject {
    Q_OBJECT

private slots:
    void measuresHaveWords_data();
    void measuresHaveWords();
    void withoutMethodsThereAreNone();
    void exactness_data();
    void exactness();
    void everyViewDrawsThem();
};

void TestMethodText::measuresHaveWords_data()
{
    QTest::addColumn<QString>("label");
    const auto row = [](const char* id, const char* label) { QTest::newRow(id) << QString(label); };
    row("rollout", "Rollout");
    row("flow", "Flow");
    row("alti", "ALTI");
    row("alti-rollout", "ALTI rollout");
    row("globenc", "GlobEnc");
    row("globenc-rollout", "GlobEnc rollout");
    row("value-zeroing", "Value zeroing");
    row("value-zeroing-rollout", "Zeroing rollout");
    row("decompx", "DecompX");
    row("chefer.start", "To start (Chefer)");
    row("attattr.start", "To start (AttAttr)");
    row("attattr-m20.start", "To start (AttAttr, 20 steps)");
}

void TestMethodText::measuresHaveWords()
{
    const AnalysisResult result = withMethods();
    const Measure measure = measureNamed(&result, QTest::currentDataTag());
    QTEST(measure.label, "label");
    QVERIFY(measure.available);
    QVERIFY(measure.description.contains("20")); // whose method it is, and of which year
    QVERIFY(!measure.unit.isEmpty() && !measure.unit.contains("%1") && !measure.description.contains("%1"));
}

void TestMethodText::withoutMethodsThereAreNone()
{
    const ResultPtr plain = test::sampleResult();
    const AnalysisResult result = withMethods();
    QCOMPARE(measures(&result).size(), measures(plain.get()).size() + 12);
    QVERIFY(measureNamed(plain.get(), "alti").id.isEmpty());
    QVERIFY(measureNamed(nullptr, "attattr.start").id.isEmpty());
}

void TestMethodText::exactness_data()
{
    QTest::addColumn<QString>("measure");
    QTest::addColumn<bool>("oneLayer");
    QTest::addColumn<QString>("text");
    QTest::newRow("a layer") << "attattr.start" << true
                             << "AttAttr, last refined by < 0.001 % of the largest cell; Σ − (F(α) − F(0)) = 0.25.";
    QTest::newRow("all layers") << "attattr.start" << false
                                << "AttAttr, last refined by 0.4 % of the largest cell; Σ − (F(α) − F(0)) = -0.5.";
    QTest::newRow("sums") << "decompx" << false << "DecompX: the parts' sums are within 0.4 % of the states.";
    QTest::newRow("nothing to say") << "rollout" << false << "";
    QTest::newRow("in steps") << "attattr-m20.start" << false << "";
}

void TestMethodText::exactness()
{
    QFETCH(QString, measure);
    QFETCH(bool, oneLayer);
    const AnalysisResult result = withMethods();
    FigureRequest request;
    request.measure = measure;
    request.showsOneLayer = oneLayer;
    QTEST(exactnessOf(result, request).text, "text");
}

void TestMethodText::everyViewDrawsThem()
{
    const AnalysisResult result = withMethods();
    int drawn = 0;
    for (const Measure& measure : measures(&result))
        for (const ViewKind& view : viewTable()) {
            const bool shows =
                std::find(view.shapes.begin(), view.shapes.end(), measure.kind.shape) != view.shapes.end();
            if (!shows || view.comparesTwo)
                continue;
            FigureRequest request = viewRequest(view.id);
            request.measure = measure.id;
            const Figure figure = buildFigure(result, request);
            QVERIFY2(figure, qPrintable(view.id + " " + measure.id));
            QVERIFY(!figure->panels.empty());
            ++drawn;
        }
    QVERIFY(drawn >= 20);
}

QTEST_GUILESS_MAIN(TestMethodText)
#include "tst_method_text.moc"
