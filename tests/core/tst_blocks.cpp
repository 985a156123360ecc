// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>

#include "core/files/safetensors.h"
#include "core/measures/blocks.h"
#include "tests/support/sample_result.h"

using namespace headlight;
using nlohmann::json;

namespace {

constexpr float notANumber = std::numeric_limits<float>::quiet_NaN();

/// Made by tools/make_blocks_cases.py with numpy.
const json& cases()
{
    static const json read = json::parse(std::ifstream(TEST_DATA "/fixtures/blocks/cases.json"));
    return read.at("cases");
}

BlockRule ruleNamed(const std::string& name)
{
    if (name == "values")
        return BlockRule::Values;
    return name == "row_mean" ? BlockRule::RowMean : BlockRule::Magnitudes;
}

std::vector<TokenGroup> groupsIn(const json& asked)
{
    std::vector<TokenGroup> groups;
    for (const int group : asked["groups"].get<std::vector<int>>())
        groups.push_back(TokenGroup(group));
    return groups;
}

QString letters(const std::vector<TokenGroup>& groups)
{
    QString text;
    for (const TokenGroup group : groups)
        text += QStringLiteral("LQCAS").at(int(group));
    return text;
}

/// [CLS] and four of a question, [SEP], five of a context, [SEP].
Input twelveTokens()
{
    return test::sampleResult()->input;
}

AnswerSpan spanOf(int start, int end)
{
    AnswerSpan span;
    span.start = start;
    span.end = end;
    return span;
}

} // namespace

class TestBlocks : public QObject {
    Q_OBJECT
private slots:
    void equalsNumpy_data();
    void equalsNumpy();
    void groupsOfTokens_data();
    void groupsOfTokens();
    void labelsAndMasksAreGroups();
    void rowsOfAttentionSumToOne();
    void emptyGroups();
    void nanStaysInItsBlock();
    void headsAreRanked();
};

void TestBlocks::equalsNumpy_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(cases().size()); ++i)
        QTest::newRow(cases()[std::size_t(i)]["name"].get<std::string>().c_str()) << i;
}

void TestBlocks::equalsNumpy()
{
    QFETCH(int, index);
    const json& asked = cases()[std::size_t(index)];
    const auto file = SafetensorsFile::read(TEST_DATA "/goldens/" + asked["golden"].get<std::string>());
    const auto maps = file->floats(asked["tensor"].get<std::string>());
    const Array found = blockMass(*maps, groupsIn(asked), ruleNamed(asked["rule"].get<std::string>()));
    const auto wanted = asked["expected"].get<std::vector<double>>();
    QCOMPARE(found.shape(), (Shape{maps->dimension(0), maps->dimension(1), 5, 5}));
    const Array layer = found[asked["layer"].get<int>()];
    QCOMPARE(layer.size(), wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i)
        QVERIFY(std::abs(double(layer.values()[i]) - wanted[i]) <= 1e-6 * std::max(1e-3, std::abs(wanted[i])));
}

void TestBlocks::groupsOfTokens_data()
{
    QTest::addColumn<int>("start");
    QTest::addColumn<int>("end");
    QTest::addColumn<QString>("letters");
    QTest::newRow("in the context") << 7 << 8 << "LQQQQSCAACCS";
    QTest::newRow("one token") << 10 << 10 << "LQQQQSCCCCAS";
    QTest::newRow("no answer") << 0 << 0 << "LQQQQSCCCCCS";
    QTest::newRow("damaged") << 3 << 99 << "LQQQQSAAAAAS";
    QTest::newRow("reversed") << 9 << 7 << "LQQQQSCCCCCS";
}

void TestBlocks::groupsOfTokens()
{
    QFETCH(int, start);
    QFETCH(int, end);
    QFETCH(QString, letters);
    QCOMPARE(::letters(groupsOf(twelveTokens(), spanOf(start, end))), letters);
}

/// Of tasks that ask no question, what is labelled or masked stands where an answer would; damaged places count for
/// nothing.
void TestBlocks::labelsAndMasksAreGroups()
{
    AnalysisResult result = *test::sampleResult();
    result.answer.reset();
    result.prediction = Prediction();
    result.model.task = TaskKind::TokenLabels;
    result.prediction->spans = {{"PER", 7, 8, {}, 0.9}, {"LOC", 10, 10, {}, 0.8}, {"bad", -5, -2, {}, 0}, {"far", 900, 950, {}, 0}};
    QVERIFY(letters(groupsOf(result)).startsWith("LQQQQSCAACA"));
    result.model.task = TaskKind::MaskedWords;
    result.prediction->spans.clear();
    result.prediction->rows = {{9, {{1, "word", 0.5}}}};
    QCOMPARE(letters(groupsOf(result)).left(12), QString("LQQQQSCCCACS"));
}

void TestBlocks::rowsOfAttentionSumToOne()
{
    const ResultPtr result = test::sampleResult();
    const Array blocks = blockMass(result->attention, groupsOf(result->input, result->answer), BlockRule::RowMean);
    for (std::size_t row = 0; row < blocks.size() / 5; ++row) {
        double sum = 0;
        for (std::size_t i = 0; i < 5; ++i)
            sum += blocks.values()[row * 5 + i];
        QVERIFY(std::abs(sum - 1) < 1e-5);
    }
}

void TestBlocks::emptyGroups()
{
    const ResultPtr result = test::sampleResult();
    const auto groups = groupsOf(result->input, spanOf(0, 0));
    const auto answer = std::int64_t(TokenGroup::Answer);
    const Array means = blockMass(result->attention, groups, BlockRule::RowMean);
    QVERIFY(std::isnan(means.at({0, 0, answer, 0})));
    QCOMPARE(means.at({0, 0, 1, answer}), 0.0F);
    QCOMPARE(blockMass(result->attention, groups, BlockRule::Magnitudes).at({0, 0, answer, 0}), 0.0F);
}

void TestBlocks::nanStaysInItsBlock()
{
    std::vector<float> values(16, 1);
    values[1] = notANumber; // from the first token to the second
    const std::vector<TokenGroup> groups = {TokenGroup::Cls, TokenGroup::Question, TokenGroup::Question,
                                            TokenGroup::Sep};
    const Array block = blockMass(Array({4, 4}, values), groups, BlockRule::Magnitudes);
    QVERIFY(std::isnan(block.at({0, 1})));
    QCOMPARE(block.at({0, 4}), 1.0F);
    QCOMPARE(block.at({1, 1}), 4.0F);
}

void TestBlocks::headsAreRanked()
{
    std::vector<float> values(2 * 3 * 25);
    const std::vector<float> mass = {0.1F, -0.7F, notANumber, 0.3F, 0.7F, 0};
    for (std::size_t i = 0; i < mass.size(); ++i)
        values[i * 25 + 5 + 3] = mass[i];
    QStringList order;
    for (const RankedHead& head : rankByMass(Array({2, 3, 5, 5}, values)))
        order.append(QStringLiteral("%1.%2").arg(head.layer).arg(head.head));
    QCOMPARE(order, (QStringList{"0.1", "1.1", "1.0", "0.0", "1.2", "0.2"}));
}

QTEST_APPLESS_MAIN(TestBlocks)
#include "tst_blocks.moc"
