// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/measures/measure_table.h"
#include "core/measures/method_measures.h"
#include "tests/support/sample_result.h"

using namespace headlight;

namespace {

std::vector<std::string> idsOf(const std::vector<MeasureKind>& kinds)
{
    std::vector<std::string> ids;
    for (const MeasureKind& kind : kinds)
        ids.push_back(kind.id);
    return ids;
}

AnalysisResult withMethods(const MethodArrays& methods)
{
    AnalysisResult result = *test::sampleResult();
    result.methods = methods;
    return result;
}

const Array map({1, 2, 2}, {1, 3, 0, 2});

} // namespace

/// The measures that methods make.
class TestMethodMeasures : public QObject {
    Q_OBJECT

private slots:
    void onlyThoseHeldAreListed();
    void valuesAreAsPeopleReadThem();
    void wordsMergeByMethod_data();
    void wordsMergeByMethod();
    void otherMeasuresStay();
};

void TestMethodMeasures::onlyThoseHeldAreListed()
{
    QVERIFY(methodMeasures(*test::sampleResult()).empty());
    const AnalysisResult result = withMethods({{"globenc_rollout", map},
                                               {"attattr.end", map},
                                               {"attattr.start", map},
                                               {"attattr_delta.start", map},
                                               {"importance.attattr_sum.start", map},
                                               {"chefer.class.10", map},
                                               {"chefer.class.2", map},
                                               {"decompx.start", map},
                                               {"rollout", map},
                                               {"alti", {}}});
    const std::vector<std::string> wanted{"rollout",         "globenc-rollout", "chefer.class.2",
                                          "chefer.class.10", "attattr.start",   "attattr.end"};
    QCOMPARE(idsOf(methodMeasures(result)), wanted);
}

void TestMethodMeasures::valuesAreAsPeopleReadThem()
{
    const AnalysisResult result = withMethods({{"flow", map}, {"chefer.start", map}, {"globenc", map}});
    QCOMPARE(valuesOf(measureKind("flow"), result).at({0, 0, 1}), 0.75F);
    QCOMPARE(valuesOf(measureKind("chefer.start"), result).at({0, 1, 1}), 1.0F);
    QCOMPARE(valuesOf(measureKind("globenc"), result).data(), map.data()); // shared
    QVERIFY(valuesOf(measureKind("alti"), result).isNull());
    QVERIFY(valuesOf(measureKind("chefer.end"), result).isNull());
}

void TestMethodMeasures::wordsMergeByMethod_data()
{
    QTest::addColumn<std::string>("id");
    QTest::addColumn<int>("shape");
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::addColumn<bool>("isSigned");
    const auto row = [](const char* id, MeasureShape shape, Merge from, Merge to, bool isSigned) {
        QTest::newRow(id) << std::string(id) << int(shape) << int(from) << int(to) << isSigned;
    };
    row("rollout", MeasureShape::LayerMaps, Merge::Mean, Merge::Sum, false);
    row("alti", MeasureShape::LayerMaps, Merge::Mean, Merge::Sum, false);
    row("globenc", MeasureShape::LayerMaps, Merge::Maximum, Merge::Maximum, false);
    row("globenc-rollout", MeasureShape::LayerMaps, Merge::Mean, Merge::Sum, false);
    row("decompx", MeasureShape::LayerMaps, Merge::Maximum, Merge::Maximum, false);
    row("chefer.span", MeasureShape::LayerMaps, Merge::Mean, Merge::Sum, false);
    row("attattr.start", MeasureShape::HeadMaps, Merge::Sum, Merge::Sum, true);
}

void TestMethodMeasures::wordsMergeByMethod()
{
    QFETCH(std::string, id);
    const MeasureKind kind = measureKind(id);
    QCOMPARE(kind.id, id);
    QVERIFY(!kind.isTarget);
    QTEST(int(kind.shape), "shape");
    QTEST(int(kind.merge.from), "from");
    QTEST(int(kind.merge.to), "to");
    QTEST(kind.isSigned, "isSigned");
}

void TestMethodMeasures::otherMeasuresStay()
{
    QCOMPARE(measureKind("alpha-f").tensor, std::string("norms.alpha_f"));
    QVERIFY(measureKind("start").isTarget);
    QVERIFY(measureKind("class.2").isTarget);
    QVERIFY(!methodMeasure("start") && !methodMeasure("chefer") && !methodMeasure("alti.start"));
    const AnalysisResult result = withMethods({{"rollout", map}});
    QVERIFY(!valuesOf(measureKind("start"), result).isNull());
}

QTEST_GUILESS_MAIN(TestMethodMeasures)
#include "tst_method_measures.moc"
