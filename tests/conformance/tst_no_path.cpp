// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>

#include "core/analysis/analyzer.h"
#include "tests/support/files_testing.h"

using namespace headlight;
using namespace headlight::testing;

namespace {

const std::filesystem::path model = std::filesystem::path(TEST_DATA) / "models" / "tiny-bert-qa";

bool isZero(const Array& values)
{
    const auto all = values.values();
    return !values.isNull() && std::all_of(all.begin(), all.end(), [](float value) { return value == 0; });
}

} // namespace

/// A text of tokens that stay in the baseline: nothing leads from one to the other.
class TestNoPath : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void attributionsAreZero_data();
    void attributionsAreZero();
    void aPathIsTakenWhereThereIsOne();

private:
    Result<ResultPtr> analysis(const std::string& question, const std::string& context, const Options& options)
    {
        return m_analyzer->analyze({question, context, options}, {},
                                   [this](const ResultPtr& stage) { m_last = stage; });
    }

    std::unique_ptr<Analyzer> m_analyzer;
    ResultPtr m_last; ///< of the stages that were published
};

void TestNoPath::initTestCase()
{
    Result<std::unique_ptr<Analyzer>> opened = Analyzer::open(model, {});
    QVERIFY2(opened, qPrintable(messageOf(opened)));
    m_analyzer = std::move(*opened);
}

void TestNoPath::attributionsAreZero_data()
{
    QTest::addColumn<int>("rule");
    QTest::addColumn<int>("baseline");
    QTest::addColumn<int>("target");
    QTest::addColumn<bool>("measured");
    const auto row = [](const char* name, Rule rule, Baseline baseline, TargetKind target, bool measured = false) {
        QTest::newRow(name) << int(rule) << int(baseline) << int(target) << measured;
    };
    row("exact", Rule::Exact, Baseline::Pad, TargetKind::Predicted);
    row("mask", Rule::Exact, Baseline::Mask, TargetKind::Span);
    row("zero", Rule::Exact, Baseline::Zero, TargetKind::NoAnswer);
    row("captum", Rule::Captum, Baseline::Pad, TargetKind::Predicted);
    row("a maximum", Rule::Captum, Baseline::Pad, TargetKind::Max);
    row("measured", Rule::Captum, Baseline::Pad, TargetKind::Predicted, true);
}

void TestNoPath::attributionsAreZero()
{
    QFETCH(const int, rule);
    QFETCH(const int, baseline);
    QFETCH(const int, target);
    QFETCH(const bool, measured);
    Options options;
    options.rule = Rule(rule);
    options.baseline = Baseline(baseline);
    options.target.kind = TargetKind(target);
    options.measureError = measured;
    options.hidden = true;
    const Result<ResultPtr> result = analysis("🤗 🤗", "🤗 🎉 🤗", options);
    QVERIFY2(result, qPrintable(messageOf(result)));
    const AnalysisResult& found = **result;
    QVERIFY(found.input.equalsBaseline());
    QCOMPARE(m_last->stage, Stage::Complete);
    QVERIFY(found.points == 0);
    QVERIFY(found.toleranceMet == true);
    QVERIFY(found.largestError() < 0);
    QVERIFY(!found.attributions.empty());
    for (const auto& [name, attribution] : found.attributions) {
        QVERIFY2(isZero(attribution.tokens) && isZero(attribution.attention) && isZero(attribution.hidden),
                 name.c_str());
        QVERIFY2(isZero(attribution.input) && attribution.difference == 0.0, name.c_str());
        QVERIFY(attribution.tokens.shape() == Shape({found.model.layers, found.input.length()}));
        QVERIFY(attribution.attention.shape() == found.attention.shape());
        QVERIFY(
            std::all_of(attribution.deltas.begin(), attribution.deltas.end(), [](double delta) { return delta == 0; }));
    }
}

void TestNoPath::aPathIsTakenWhereThereIsOne()
{
    const Result<ResultPtr> result = analysis("🤗 is", "🤗 🎉 important", {});
    QVERIFY2(result, qPrintable(messageOf(result)));
    QVERIFY(!(*result)->input.equalsBaseline());
    QVERIFY((*result)->points >= 17);
    QVERIFY((*result)->largestError() > 0);
}

QTEST_GUILESS_MAIN(TestNoPath)
#include "tst_no_path.moc"
