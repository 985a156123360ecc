// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QTest>
#include <cmath>

#include "core/model/model_config.h"
#include "tests/engine/path_checks.h"

using namespace headlight;
using namespace headlight::checks;

namespace {

double largestDifference(const Values& a, const Values& b)
{
    double largest = a.size() == b.size() ? 0 : INFINITY;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        largest = std::max(largest, std::abs(a[i] - b[i]));
    return largest;
}

const std::string models = TEST_DATA "/models/";
const std::string tinyModel = models + "tiny-bert-qa";

} // namespace

/// The path engine on functions whose attributions are known.
class TestPathEngine : public QObject {
    Q_OBJECT

private slots:
    void toyNetwork_data();
    void toyNetwork();
    void toyNetworkOfSeveralInputs();
    void gradientsOfLinear2EqualItsConductance();
    void smoothFunction_data();
    void smoothFunction();
    void evaluatesNoPointTwice();
    void roughFunctionSaysSo();
    void kinksKeepTheirErrorInSight();
    void publishesEachLevel();
    void encoder_data();
    void encoder();
    void matrixProduct_data();
    void matrixProduct();
    void encoderDerivative_data();
    void encoderDerivative();
    void encoderRepeats();
    void lanesTakeInOrder_data();
    void lanesTakeInOrder();
    void lanesEndWithTheFirstFailure();
    void fixedLanesTakeTurns();
    void integratesInLanes_data();
    void integratesInLanes();
    void keptMemoryHoldsWhatIsWritten_data();
    void keptMemoryHoldsWhatIsWritten();
    void stopEndsTheWork();
};

void TestPathEngine::toyNetwork_data()
{
    QTest::addColumn<int>("chunk");
    for (const int chunk : {1, 4, 20, 501})
        QTest::addRow("%d at once", chunk) << chunk;
}

void TestPathEngine::toyNetwork()
{
    QFETCH(int, chunk);
    // Captum's own table for its LayerConductance: 500 nodes, tolerance 0.1.
    const ToyConductance toy = toyCaptum({0, 100, 0}, 500, chunk);
    QVERIFY(largestDifference(toy.linear0, {0, 390, 0}) < 0.1);
    QVERIFY(largestDifference(toy.linear1, {90, 100, 100, 100}) < 0.1);
    QVERIFY(largestDifference(toy.relu, {90, 100, 100, 100}) < 0.1);
    QVERIFY(largestDifference(toy.linear2, {390, 0}) < 0.1);
    QVERIFY(std::abs(toy.difference - 390) < 1e-3);
    const ToyConductance other = toyCaptum({0, 100, 0}, 500, 7);
    QVERIFY(largestDifference(toy.linear1, other.linear1) < 1e-3);
}

void TestPathEngine::toyNetworkOfSeveralInputs()
{
    QVERIFY(largestDifference(toyLinear2OfSum({{0, 10, 0}, {0, 10, 0}, {0, 5, 0}}, 4, 500), {390, 0}) < 0.1);
}

void TestPathEngine::gradientsOfLinear2EqualItsConductance()
{
    const ToyConductance toy = toyCaptum({50, 50, 50}, 1500, 100);
    QVERIFY(largestDifference(toyLinear2Gradients({50, 50, 50}, 1500), toy.linear2) < 0.01);
    double gradients = 0;
    for (const double v : toy.input)
        gradients += v;
    QVERIFY(std::abs(gradients - toy.difference) < 0.01 * toy.difference);
}

void TestPathEngine::smoothFunction_data()
{
    QTest::addColumn<double>("steepness");
    QTest::addColumn<double>("tolerance");
    QTest::addColumn<long>("memory");
    QTest::addColumn<int>("chunk");
    constexpr long plenty = 1L << 30;
    QTest::newRow("gentle") << 2.0 << 1e-4 << plenty << 16;
    QTest::newRow("steep") << 20.0 << 1e-4 << plenty << 16;
    QTest::newRow("steep, one at a time") << 20.0 << 1e-4 << plenty << 1;
    QTest::newRow("steep, streamed") << 20.0 << 1e-4 << 1L << 16;
    QTest::newRow("steep, kept at first, then streamed") << 40.0 << 1e-4 << 20000L << 16;
    QTest::newRow("steep, coarse") << 20.0 << 1e-2 << plenty << 16;
}

void TestPathEngine::smoothFunction()
{
    QFETCH(double, steepness);
    QFETCH(double, tolerance);
    QFETCH(long, memory);
    QFETCH(int, chunk);
    const SmoothExact found = smoothExact(steepness, tolerance, 513, memory, chunk);
    double largest = 0;
    for (const double v : found.truth)
        largest = std::max(largest, std::abs(v));
    const double error = largestDifference(found.conductance, found.truth) / largest;
    QVERIFY(found.toleranceMet);
    QVERIFY2(error <= tolerance, qPrintable(QString::number(error)));
    QVERIFY(found.estimate <= tolerance);
    QVERIFY(found.estimate >= error / 3);
    const double inputError = largestDifference(found.input, found.truth) / largest;
    QVERIFY2(inputError <= 2 * tolerance, qPrintable(QString::number(inputError)));
}

void TestPathEngine::evaluatesNoPointTwice()
{
    const SmoothExact kept = smoothExact(20, 1e-4, 513, 1L << 30, 16);
    QVERIFY(kept.points >= 33);
    QCOMPARE(kept.inputs, kept.points);
    // This memory holds the points of the first levels, not the usual ones. A tangent takes the function once more, and
    // F(x) - F(x') both ends.
    const SmoothExact streamed = smoothExact(20, 1e-4, 513, 5000, 16);
    QVERIFY(streamed.points >= 33);
    QCOMPARE(streamed.inputs, 2 * streamed.points + 2);
}

void TestPathEngine::roughFunctionSaysSo()
{
    const SmoothExact found = smoothExact(2000, 1e-3, 65, 1L << 30, 16);
    QVERIFY(!found.toleranceMet);
    QVERIFY(found.estimate > 1e-3);
    QCOMPARE(found.points, 65);
}

void TestPathEngine::kinksKeepTheirErrorInSight()
{
    for (const int points : {33, 65, 129, 257}) {
        const SmoothExact found = kinkedExact(1e-4, points);
        const double error = largestDifference(found.conductance, found.truth) / 1.1; // the largest of the truth
        QVERIFY(!found.toleranceMet);
        QVERIFY2(found.estimate >= error / 3,
                 qPrintable(QString("%1: %2 %3").arg(points).arg(found.estimate).arg(error)));
        QVERIFY(error < 0.1);
    }
}

void TestPathEngine::publishesEachLevel()
{
    const SmoothExact found = smoothExact(20, 1e-12, 129, 1L << 30, 16);
    QCOMPARE(found.published, (std::vector<int>{17, 33, 65, 129}));
}

void TestPathEngine::encoder_data()
{
    QTest::addColumn<ModelVariant>("model");
    QTest::addColumn<double>("slack");
    QTest::newRow("all layers") << ModelVariant{tinyModel} << 1.0;
    QTest::newRow("one layer") << ModelVariant{tinyModel, {}, 1} << 1.0;
    // Their functions are rougher, so that differences are less exact, and rounding shows more.
    for (const char* name :
         {"tiny-roberta-tokens", "tiny-distilbert-mlm", "tiny-electra-cls", "tiny-albert-tokens", "tiny-mpnet-qa"})
        QTest::newRow(name) << ModelVariant{models + name} << 10.0;
}

void TestPathEngine::encoder()
{
    QFETCH(ModelVariant, model);
    QFETCH(double, slack);
    const EncoderChecks checks = encoderChecks(model);
    QVERIFY2(checks.gradients < 1e-6 * slack, qPrintable(QString::number(checks.gradients)));
    QVERIFY2(checks.rates < 1e-6 * slack, qPrintable(QString::number(checks.rates)));
    QVERIFY2(checks.streamed < 1e-4 * slack, qPrintable(QString::number(checks.streamed)));
    QVERIFY2(checks.chunks < 1e-5 * slack, qPrintable(QString::number(checks.chunks)));
    QVERIFY2(checks.lanes < 1e-5 * slack, qPrintable(QString::number(checks.lanes)));
    QVERIFY2(checks.summedInLanes < 1e-5 * slack, qPrintable(QString::number(checks.summedInLanes)));
    QCOMPARE(checks.lanesRepeat, 0.0);
    QVERIFY2(checks.patched < 1e-5 * slack, qPrintable(QString::number(checks.patched)));
    QVERIFY2(checks.normsDirect < 1e-5, qPrintable(QString::number(checks.normsDirect)));
    QVERIFY2(checks.forward < 1e-5 * slack, qPrintable(QString::number(checks.forward)));
}

void TestPathEngine::matrixProduct_data()
{
    QTest::addColumn<ProductCase>("product");
    for (const bool transposed : {false, true})
        for (const bool added : {false, true})
            for (const bool precise : {false, true})
                for (const ProductCase& size :
                     {ProductCase{1, 3, 2}, ProductCase{26, 64, 50}, ProductCase{130, 96, 768},
                      ProductCase{450, 768, 33}, ProductCase{7, 3072, 1000}})
                    QTest::addRow("%dx%dx%d%s%s%s", size.rows, size.inner, size.columns,
                                  transposed ? ", transposed" : "", added ? ", added" : "", precise ? ", float64" : "")
                        << ProductCase{size.rows, size.inner, size.columns, transposed, added, precise};
}

void TestPathEngine::matrixProduct()
{
    QFETCH(ProductCase, product);
    const ProductChecks found = productChecks(product);
    QVERIFY2(found.error < (product.precise ? 1e-13 : 2e-6), qPrintable(QString::number(found.error)));
    QVERIFY(found.sparesOthers);
}

void TestPathEngine::encoderDerivative_data()
{
    QTest::addColumn<ModelVariant>("model");
    QTest::addColumn<bool>("precise");
    for (const bool precise : {true, false}) {
        const char* type = precise ? "float64" : "float32";
        for (const char* activation : {"gelu", "gelu_new", "relu", "silu", "tanh"})
            QTest::addRow("%s, %s", activation, type) << ModelVariant{tinyModel, activation} << precise;
        QTest::addRow("ReLU model, %s", type) << ModelVariant{TEST_DATA "/models/tiny-bert-qa-relu"} << precise;
        QTest::addRow("one layer, %s", type) << ModelVariant{tinyModel, {}, 1} << precise;
        for (const QString& name :
             QDir(QString::fromStdString(models)).entryList({"tiny-*-qa", "tiny-*-cls", "tiny-*-tokens", "tiny-*-mlm"}))
            if (readModelConfig(models + name.toStdString())) // of a family that is read
                QTest::addRow("%s, %s", qPrintable(name), type) << ModelVariant{models + name.toStdString()} << precise;
    }
}

void TestPathEngine::encoderDerivative()
{
    QFETCH(ModelVariant, model);
    QFETCH(bool, precise);
    const DerivativeChecks found = derivativeChecks(model, precise);
    const double tolerance = precise ? 1e-10 : 5e-5;
    QVERIFY(found.sameWinners);
    QVERIFY(found.unreadAreZero);
    QVERIFY2(found.targets < tolerance, qPrintable(QString::number(found.targets)));
    QVERIFY2(found.y < tolerance, qPrintable(QString::number(found.y)));
    QVERIFY2(found.gradients < tolerance, qPrintable(QString::number(found.gradients)));
    QVERIFY2(found.inputGradients < tolerance, qPrintable(QString::number(found.inputGradients)));
    QVERIFY2(found.rates < tolerance, qPrintable(QString::number(found.rates)));
    QVERIFY2(found.sums < tolerance, qPrintable(QString::number(found.sums)));
}

void TestPathEngine::encoderRepeats()
{
    const RepeatChecks found = repeatChecks(tinyModel);
    QCOMPARE(found.repeats, 0.0);
    // What a processor's products add up first may depend on how many columns a thread has.
    QVERIFY2(found.threads < 1e-5, qPrintable(QString::number(found.threads)));
    QVERIFY2(found.chunks < 1e-5, qPrintable(QString::number(found.chunks)));
}

void TestPathEngine::lanesTakeInOrder_data()
{
    QTest::addColumn<int>("threads");
    QTest::addColumn<int>("lanes");
    QTest::addColumn<int>("count");
    QTest::newRow("none") << 2 << 2 << 0;
    QTest::newRow("one") << 2 << 2 << 1;
    QTest::newRow("one lane") << 2 << 1 << 50;
    QTest::newRow("two lanes") << 2 << 2 << 500;
    QTest::newRow("more lanes than threads") << 2 << 5 << 500;
    QTest::newRow("lanes on one thread") << 1 << 3 << 50;
    QTest::newRow("more threads than processors") << 8 << 8 << 500;
}

void TestPathEngine::lanesTakeInOrder()
{
    QFETCH(int, threads);
    QFETCH(int, lanes);
    QFETCH(int, count);
    const LaneRun run = laneRun(threads, lanes, count, -1, -1);
    QCOMPARE(run.error, std::string());
    QCOMPARE(run.taken.size(), static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i)
        QCOMPARE(run.taken[static_cast<std::size_t>(i)], i);
    QVERIFY2(run.mostAhead <= 2 * lanes, qPrintable(QString::number(run.mostAhead)));
}

void TestPathEngine::lanesEndWithTheFirstFailure()
{
    const LaneRun unmade = laneRun(2, 2, 100, 20, -1);
    QCOMPARE(unmade.error, std::string("not made"));
    QVERIFY(unmade.taken.size() <= 20);
    const LaneRun untaken = laneRun(2, 2, 100, -1, 20);
    QCOMPARE(untaken.error, std::string("not taken"));
    QCOMPARE(untaken.taken.size(), std::size_t(20));
    QVERIFY(fixedLaneRun(2, 2, 100, 20).empty());
}

void TestPathEngine::fixedLanesTakeTurns()
{
    for (const int threads : {1, 2, 4})
        QCOMPARE(fixedLaneRun(threads, 3, 7, -1), (std::vector<int>{0, 1, 2, 0, 1, 2, 0}));
}

void TestPathEngine::integratesInLanes_data()
{
    QTest::addColumn<int>("threads");
    QTest::addColumn<int>("laneChunk");
    QTest::addColumn<long>("memory");
    QTest::addColumn<int>("twins");
    QTest::newRow("kept") << 2 << 4 << 100'000L << 1;
    QTest::newRow("kept, one thread") << 1 << 4 << 100'000L << 0;
    QTest::newRow("kept, no twins") << 2 << 0 << 100'000L << 0;
    QTest::newRow("kept, too few points for so many") << 24 << 4 << 100'000L << 0;
    QTest::newRow("streamed") << 2 << 4 << 700L << 1;
    QTest::newRow("streamed, no memory for sums of lanes") << 2 << 4 << 170L << 0;
    QTest::newRow("streamed, no memory at all") << 2 << 4 << 60L << 0;
    QTest::newRow("streamed, one thread") << 1 << 4 << 700L << 0;
}

void TestPathEngine::integratesInLanes()
{
    QFETCH(int, threads);
    QFETCH(int, laneChunk);
    QFETCH(long, memory);
    QFETCH(int, twins);
    const LanedIntegral found = lanedIntegral(threads, laneChunk, memory);
    QCOMPARE(found.twins, twins);
    QVERIFY2(found.error < 1e-9, qPrintable(QString::number(found.error)));
    if (memory >= 700)
        QCOMPARE(found.inputs, found.points); // none twice
    for (int again = 0; again < 5; ++again)
        QCOMPARE(lanedIntegral(threads, laneChunk, memory).conductance, found.conductance);
}

void TestPathEngine::keptMemoryHoldsWhatIsWritten_data()
{
    QTest::addColumn<bool>("precise");
    QTest::newRow("float32") << false;
    QTest::newRow("float64") << true;
}

void TestPathEngine::keptMemoryHoldsWhatIsWritten()
{
    QFETCH(bool, precise);
    const KeptChecks found = keptChecks(precise);
    QVERIFY(found.aligned);
    QVERIFY(found.untouched);
    QVERIFY(found.shaped);
}

void TestPathEngine::stopEndsTheWork()
{
    const StopChecks checks = stopChecks({tinyModel});
    QVERIFY(!checks.unasked);
    QVERIFY(checks.path);
    QVERIFY(checks.forward);
    QVERIFY(checks.norms);
}

QTEST_GUILESS_MAIN(TestPathEngine)
#include "tst_path_engine.moc"
