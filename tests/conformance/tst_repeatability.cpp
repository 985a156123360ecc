// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>

#include "core/analysis/analyzer.h"

using namespace headlight;

namespace {

std::vector<std::pair<std::string, Array>> arraysOf(const AnalysisResult& r)
{
    std::vector<std::pair<std::string, Array>> arrays{{"logits", r.scores.values},
                                                      {"attention", r.attention},
                                                      {"alpha-f", r.norms.alphaF},
                                                      {"output", r.norms.output}};
    for (const auto& [target, a] : r.attributions)
        for (const auto& [name, array] : {std::pair("tokens", a.tokens),
                                          {"attention", a.attention},
                                          {"hidden", a.hidden},
                                          {"input", a.input},
                                          {"embeddings", a.embeddings},
                                          {"word", a.word}})
            arrays.emplace_back(target + "." + name, array);
    return arrays;
}

/// The largest elementwise difference, relative to the largest magnitude.
double difference(const Array& a, const Array& b)
{
    double largest = 0;
    double worst = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        largest = std::max(largest, std::abs(static_cast<double>(a.values()[i])));
        worst = std::max(worst, std::abs(static_cast<double>(a.values()[i]) - b.values()[i]));
    }
    return largest > 0 ? worst / largest : worst;
}

} // namespace

/// The same question gives the same numbers.
class TestRepeatability : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void sameOptionsGiveTheSameBits();
    void chunksAndThreadsDoNotMatter_data();
    void chunksAndThreadsDoNotMatter();
    void theLeanWayAgrees();

private:
    ResultPtr analyzed(const Options& options);
    Options options(int threads, std::int64_t memory) const;
    std::unique_ptr<Analyzer> m_analyzer;
};

void TestRepeatability::initTestCase()
{
    m_analyzer = *Analyzer::open(SOURCE_DIR "/resources/models/minilm-l6-squad", {});
}

ResultPtr TestRepeatability::analyzed(const Options& options)
{
    return *m_analyzer->analyze(
        {"Who wrote the novel?", "Mary Shelley wrote the novel near Lake Geneva in 1816.", options}, {});
}

Options TestRepeatability::options(int threads, std::int64_t memory) const
{
    Options o;
    o.maxPoints = 17;
    o.steps = 20;
    o.threads = threads;
    o.memoryMiB = memory;
    return o;
}

void TestRepeatability::sameOptionsGiveTheSameBits()
{
    Options all = options(2, 512);
    all.hidden = true;
    all.embeddings = true;
    const auto first = arraysOf(*analyzed(all));
    const auto second = arraysOf(*analyzed(all));
    for (std::size_t i = 0; i < first.size(); ++i) {
        QVERIFY2(!first[i].second.isNull(), first[i].first.c_str());
        QVERIFY2(std::equal(first[i].second.values().begin(), first[i].second.values().end(),
                            second[i].second.values().begin()),
                 first[i].first.c_str());
    }
}

void TestRepeatability::chunksAndThreadsDoNotMatter_data()
{
    QTest::addColumn<int>("threads");
    QTest::addColumn<int>("memory");
    QTest::addColumn<bool>("captum");
    QTest::newRow("one thread") << 1 << 512 << false;
    QTest::newRow("small chunks") << 2 << 36 << false;
    QTest::newRow("captum, one thread") << 1 << 512 << true;
    QTest::newRow("captum, one point at a time") << 2 << 1 << true;
}

void TestRepeatability::chunksAndThreadsDoNotMatter()
{
    QFETCH(int, threads);
    QFETCH(int, memory);
    QFETCH(bool, captum);
    Options usual = options(2, 512);
    Options other = options(threads, memory);
    usual.rule = other.rule = captum ? Rule::Captum : Rule::Exact;
    const auto expected = arraysOf(*analyzed(usual));
    const auto found = arraysOf(*analyzed(other));
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const double d = difference(expected[i].second, found[i].second);
        QVERIFY2(d < 1e-5, qPrintable(QString("%1: %2").arg(expected[i].first.c_str()).arg(d)));
    }
}

/// Streamed into sums, with a tangent pass in the place of the differentiation matrix: another approximation of the
/// same.
void TestRepeatability::theLeanWayAgrees()
{
    Options kept = options(2, 512);
    Options lean = options(2, 1);
    kept.maxPoints = lean.maxPoints = 129;
    kept.tolerance = lean.tolerance = 1e-4;
    const ResultPtr a = analyzed(kept);
    const ResultPtr b = analyzed(lean);
    QVERIFY(a->largestError() > 0 && b->largestError() > 0);
    for (const auto& [target, attribution] : a->attributions) {
        const double allowed = a->largestError() + b->largestError();
        QVERIFY(difference(attribution.tokens, b->attribution(target)->tokens) < allowed);
        QVERIFY(difference(attribution.attention, b->attribution(target)->attention) < allowed);
    }
}

QTEST_GUILESS_MAIN(TestRepeatability)
#include "tst_repeatability.moc"
