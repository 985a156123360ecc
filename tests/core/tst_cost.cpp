// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/analysis/cost.h"

using namespace headlight;

namespace {

constexpr std::int64_t plenty = std::int64_t{1} << 40;

ModelConfig config(int layers = 6, int heads = 12, int hidden = 384, int inner = 1536)
{
    ModelConfig c;
    c.layers = layers;
    c.heads = heads;
    c.hiddenSize = hidden;
    c.intermediateSize = inner;
    return c;
}

Options withRule(Rule rule, int steps = 50)
{
    Options options;
    options.rule = rule;
    options.steps = steps;
    return options;
}

Cost cost(const ModelConfig& c, const Options& options, const InputSize& size)
{
    return estimatedCost(c, options, size, firstRate, plenty);
}

} // namespace

class TestCost : public QObject {
    Q_OBJECT
private slots:
    void growsWithTheTokens()
    {
        Cost before{};
        for (const std::int64_t tokens : {8, 26, 128, 384, 512}) {
            const Cost now = cost(config(), {}, {tokens, 1});
            QVERIFY(now.seconds > before.seconds);
            QVERIFY(now.bytes > before.bytes);
            before = now;
        }
    }

    void longTextsGrowFasterThanTheirLength()
    {
        const double shortText = cost(config(), {}, {128, 1}).seconds;
        const double longText = cost(config(), {}, {512, 1}).seconds;
        QVERIFY(longText > 4 * shortText);
        QVERIFY(longText < 16 * shortText);
    }

    void stepsCountInProportion()
    {
        const double half = cost(config(), withRule(Rule::Captum, 100), {128, 1}).seconds;
        const double whole = cost(config(), withRule(Rule::Captum, 200), {128, 1}).seconds;
        QVERIFY(std::abs(whole / half - 2) < 0.05);
    }

    void whatIsAskedForCosts_data()
    {
        QTest::addColumn<Options>("more");
        Options options;
        options.tolerance = 0.001;
        QTest::newRow("a smaller tolerance") << options;
        options = {};
        options.embeddings = true;
        QTest::newRow("embeddings") << options;
        options = withRule(Rule::Exact);
        options.tolerance = 5e-5;
        QTest::newRow("the smallest tolerance") << options;
    }

    void whatIsAskedForCosts()
    {
        QFETCH(Options, more);
        QVERIFY(cost(config(), more, {128, 1}).seconds > 1.2 * cost(config(), {}, {128, 1}).seconds);
    }

    void measuringTheErrorCostsAnExactRun()
    {
        Options plain = withRule(Rule::Captum);
        Options measured = plain;
        measured.measureError = true;
        const double exact = cost(config(), {}, {128, 1}).seconds;
        const double more = cost(config(), measured, {128, 1}).seconds - cost(config(), plain, {128, 1}).seconds;
        QVERIFY(more > 0.8 * exact && more < 1.2 * exact);
        QVERIFY(cost(config(), measured, {128, 1}).bytes > cost(config(), plain, {128, 1}).bytes);
    }

    void oneTargetCostsLessThanTwo()
    {
        Options span;
        span.target.kind = TargetKind::Span;
        QVERIFY(cost(config(), span, {128, 1}).seconds < cost(config(), {}, {128, 1}).seconds);
        QVERIFY(cost(config(), span, {128, 1}).bytes < cost(config(), {}, {128, 1}).bytes);
    }

    void hiddenUnitsTakeMemory()
    {
        Options hidden;
        hidden.hidden = true;
        QVERIFY(cost(config(), hidden, {128, 1}).bytes > cost(config(), {}, {128, 1}).bytes);
    }

    void windowsAreRead()
    {
        const double one = cost(config(), {}, {384, 1}).seconds;
        const double many = cost(config(), {}, {384, 40}).seconds;
        QVERIFY(many > one && many < 3 * one);
    }

    void largerModelsCostMore()
    {
        const double small = cost(config(), {}, {128, 1}).seconds;
        QVERIFY(cost(config(12, 12, 768, 3072), {}, {128, 1}).seconds > 5 * small);
        QVERIFY(cost(config(12), {}, {128, 1}).seconds > 1.9 * small);
    }

    void theEngineKeepsWithinItsMemory()
    {
        const std::int64_t budget = std::int64_t{256} << 20;
        const std::int64_t lean = estimatedCost(config(), {}, {384, 1}, firstRate, budget).bytes;
        QVERIFY(lean < cost(config(), {}, {384, 1}).bytes);
        QVERIFY(lean > budget);
        QVERIFY(lean < 3 * budget);
    }

    void pointsFollowTheOptions_data()
    {
        QTest::addColumn<double>("tolerance");
        QTest::addColumn<int>("most");
        QTest::addColumn<int>("points");
        QTest::newRow("coarse") << 0.2 << 513 << 33;
        QTest::newRow("usual") << 0.01 << 513 << 33;
        QTest::newRow("fine") << 0.001 << 513 << 65;
        QTest::newRow("finer") << 0.0001 << 513 << 129;
        QTest::newRow("finest") << 3e-5 << 513 << 257;
        QTest::newRow("no more than allowed") << 0.0001 << 65 << 65;
        QTest::newRow("rounded down") << 0.0001 << 100 << 65;
        QTest::newRow("one level at least") << 0.001 << 17 << 17;
    }

    void pointsFollowTheOptions()
    {
        QFETCH(double, tolerance);
        QFETCH(int, most);
        QFETCH(int, points);
        Options options;
        options.tolerance = tolerance;
        options.maxPoints = most;
        QCOMPARE(expectedPoints(options), points);
        QCOMPARE(expectedPoints(withRule(Rule::Captum, 77)), 78);
    }

    void runsTellTheRate()
    {
        AnalysisResult result;
        result.stage = Stage::Complete;
        result.model.configJson =
            R"({"model_type":"bert","architectures":["BertForQuestionAnswering"],"vocab_size":30,"hidden_size":384,)"
            R"("num_hidden_layers":6,"num_attention_heads":12,"intermediate_size":1536,"max_position_embeddings":512})";
        result.input.inputIds.resize(128);
        result.windows.resize(1);
        result.options.threads = 1;
        result.points = expectedPoints(result.options.completed());
        result.timings = {{"forward", 0.5}, {"attribution", 3.5}};
        const std::optional<double> rate = measuredRate(result);
        QVERIFY(rate.has_value());
        const Cost again = estimatedCost(config(), result.options.completed(), {128, 1}, *rate, plenty);
        QVERIFY2(std::abs(again.seconds - 4) < 1e-9, qPrintable(QString::number(again.seconds)));
        result.timings = {{"attribution", 0.001}};
        QVERIFY(!measuredRate(result)); // too short to tell
        result.timings = {{"attribution", 3.5}};
        result.model.configJson = "{";
        QVERIFY(!measuredRate(result));
    }

    void measurementsRefineTheRate()
    {
        double rate = firstRate;
        for (int run = 0; run < 8; ++run)
            rate = refinedRate(rate, 4e10);
        QVERIFY(std::abs(rate / 4e10 - 1) < 0.02);
        QCOMPARE(refinedRate(1e10, 4e10), 2e10);
    }
};

QTEST_GUILESS_MAIN(TestCost)
#include "tst_cost.moc"
