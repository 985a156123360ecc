// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions of other programs: what is there is drawn, what is missing is named, and nothing is said that is in none of
// it.
#include <QTemporaryDir>
#include <QTest>

#include "figures/exactness.h"
#include "figures/figure_builder.h"
#include "figures/figure_table.h"
#include "figures/provenance.h"
#include "tests/support/files_testing.h"
#include "tests/support/foreign_session.h"
#include "ui/export/export.h"
#include "ui/panels/run_status.h"

using namespace headlight;
using namespace headlight::ui;
using namespace headlight::testing;

namespace {

using Tensors = std::vector<std::string>;

/// What a view shows by a measure lies in one of these tensors.
struct Need {
    const char* view;
    const char* measure;
    QStringList tensors;
    QString named; ///< where none is there
};

QList<Need> needs()
{
    QList<Need> list;
    const QString start = "attribution.start.attention";
    for (const char* view : {"heads", "overview", "compare", "blocks", "layers", "token-to-head"}) {
        list.append({view, "attention", {"attention"}, "tensor attention"});
        list.append({view, "start", {start}, start});
        list.append({view, "alpha-f", {"norms.alpha_f"}, "norms.alpha_f"});
    }
    list.append({"layers", "sum-alpha-f", {"norms.sum_alpha_f"}, "norms.sum_alpha_f"});
    list.append({"token-to-head", "f", {"norms.f"}, "norms.f"});
    list.append({"tokens", "", {"attribution.start.tokens"}, "attribution.TARGET.tokens"});
    list.append({"distribution", "", {"attribution.start.hidden"}, "attribution.TARGET.hidden"});
    list.append({"words", "", {"attribution.start.input", "attribution.start.tokens"}, "attribution.TARGET.input"});
    return list;
}

bool holdsAny(const Tensors& tensors, const QStringList& wanted)
{
    return std::any_of(tensors.begin(), tensors.end(),
                       [&](const std::string& tensor) { return wanted.contains(QString::fromStdString(tensor)); });
}

/// One row a subset of all tensors.
void addSubsets()
{
    QTest::addColumn<Tensors>("tensors");
    const std::size_t count = test::foreignTensors.size();
    for (std::size_t subset = 0; subset < std::size_t(1) << count; ++subset) {
        Tensors tensors;
        QString name = "only the tokens";
        for (std::size_t i = 0; i < count; ++i) {
            if (subset >> i & 1U) {
                name = tensors.empty() ? QString() : name + ", ";
                tensors.push_back(test::foreignTensors[i]);
                name += QString::fromStdString(tensors.back());
            }
        }
        QTest::newRow(qPrintable(name)) << tensors;
    }
}

ExportOptions csvOf(const QString& view, const QString& measure = {})
{
    ExportOptions options;
    options.view = view;
    options.measure = measure;
    options.format = "csv";
    return options;
}

constexpr const char* claims[] = {"Exact",    "exact", "point",     "onductance", "omplete", "estimated", "Captum",
                                  "gradient", "tolerance", "Tolerance", "baseline",   "rule",    "%"};

QString claimIn(const QString& text)
{
    for (const char* claim : claims)
        if (text.contains(QLatin1String(claim)))
            return QStringLiteral("“%1” in: %2").arg(QLatin1String(claim), text);
    return {};
}

} // namespace

Q_DECLARE_METATYPE(Tensors)

class TestForeignSessions : public QObject {
    Q_OBJECT
private slots:
    void drawsOrSaysWhy_data() { addSubsets(); }
    void drawsOrSaysWhy();
    void choosesWhatIsThere_data() { addSubsets(); }
    void choosesWhatIsThere();
    void claimsNothing_data() { addSubsets(); }
    void claimsNothing();
    void fixtures_data();
    void fixtures();
    void oneTargetOfTwo();
    void layersAndHeadsOfAnyTensor();
    void partsAreSaidAlone_data();
    void partsAreSaidAlone();

private:
    Session session(const Tensors& tensors) { return test::foreignSession(file(), tensors); }
    std::filesystem::path file() const { return toPath(m_folder.filePath("a.headlight")); }
    QTemporaryDir m_folder;
};

void TestForeignSessions::drawsOrSaysWhy()
{
    QFETCH(const Tensors, tensors);
    const Session held = session(tensors);
    for (const Need& need : needs()) {
        const Result<FigureData> figure = exportFigure(held, csvOf(need.view, need.measure));
        const QByteArray which = QByteArray(need.view) + ' ' + need.measure + ": ";
        if (holdsAny(tensors, need.tensors)) {
            QVERIFY2(figure, (which + QByteArray::fromStdString(messageOf(figure).toStdString())).constData());
            QVERIFY2(!figure->panels.isEmpty() && csvText(*figure).size() > 20, which.constData());
        } else {
            QVERIFY2(!figure, which.constData());
            QVERIFY2(messageOf(figure).contains(need.named), qPrintable(which + messageOf(figure)));
        }
    }
}

/// Without a view or a measure that was asked for.
void TestForeignSessions::choosesWhatIsThere()
{
    QFETCH(const Tensors, tensors);
    const Session held = session(tensors);
    bool any = false;
    for (const QString& view : viewNames()) {
        bool drawn = false;
        for (const Need& need : needs())
            drawn = drawn || (need.view == view && holdsAny(tensors, need.tensors));
        any = any || drawn;
        QCOMPARE(hasFigure(*held.result, view), drawn);
        QCOMPARE(exportFigure(held, csvOf(view)).has_value(), drawn);
        for (const Measure& measure : viewMeasures(view, held.result.get()))
            QVERIFY(!measure.available || drawn);
    }
    QCOMPARE(exportFigure(held, csvOf({})).has_value(), any);
}

void TestForeignSessions::claimsNothing()
{
    QFETCH(const Tensors, tensors);
    const Session held = session(tensors);
    QCOMPARE(claimIn(qualityText(*held.result)), QString());
    for (const Need& need : needs()) {
        const Result<FigureData> figure = exportFigure(held, csvOf(need.view, need.measure));
        if (!figure)
            continue;
        QCOMPARE(claimIn(figure->caption), QString());
        QCOMPARE(claimIn(figure->title), QString());
        for (const auto& fact : provenanceOf(*held.result, *figure))
            QVERIFY2(fact.first != "Options" && fact.first != "Answer" && !fact.first.startsWith("Model"),
                     qPrintable(fact.first + ": " + fact.second));
    }
}

void TestForeignSessions::fixtures_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("view");
    QTest::addColumn<QString>("measure");
    QTest::addColumn<int>("panels");
    QTest::newRow("token attributions") << "token-attributions-alone" << "tokens" << "" << 4;
    QTest::newRow("token attributions, unasked") << "token-attributions-alone" << "" << "" << 4;
    QTest::newRow("norms") << "norms-alone" << "token-to-head" << "f" << 2;
    QTest::newRow("norms, unasked") << "norms-alone" << "" << "" << 2;
    QTest::newRow("another method") << "other-method" << "tokens" << "" << 2;
    QTest::newRow("another method's attention") << "other-method" << "" << "" << 3;
}

void TestForeignSessions::fixtures()
{
    QFETCH(const QString, name);
    QFETCH(const QString, view);
    QFETCH(const QString, measure);
    const auto path = std::filesystem::path(TEST_DATA) / "field" / "sessions" / (name + ".headlight").toStdString();
    const Session held = readSession(path).value();
    const Result<FigureData> figure = exportFigure(held, csvOf(view, measure));
    QVERIFY2(figure, qPrintable(messageOf(figure)));
    QTEST(int(figure->panels.size()), "panels");
    QCOMPARE(figure->caption, QStringLiteral("Question “ada won”."));
    QCOMPARE(claimIn(figure->title + figure->unit), QString());
}

void TestForeignSessions::oneTargetOfTwo()
{
    const Session held = session({"attribution.start.tokens", "attribution.end.attention"});
    QVERIFY(exportFigure(held, csvOf("heads", "end")));
    const Result<FigureData> start = exportFigure(held, csvOf("heads", "start"));
    QVERIFY(!start && messageOf(start).contains("attribution.start.attention"));
    const Result<FigureData> tokens = exportFigure(held, csvOf("tokens"));
    QVERIFY2(tokens, qPrintable(messageOf(tokens)));
    QCOMPARE(tokens->panels.size(), 2); // the map and the bars of the one that has them
}

void TestForeignSessions::layersAndHeadsOfAnyTensor()
{
    for (const std::string& tensor : test::foreignTensors) {
        const Session held = session({tensor});
        const bool words = tensor.ends_with("input") || tensor.starts_with("logits");
        const bool noHeads =
            words || tensor.ends_with("tokens") || tensor.ends_with("hidden") || tensor.ends_with("sum_alpha_f");
        QCOMPARE(held.result->model.layers, words ? 0 : 2);
        QCOMPARE(held.result->model.heads, noHeads ? 0 : 3);
        ExportOptions beyond = csvOf({});
        beyond.layer = 2;
        QVERIFY(words || messageOf(exportFigure(held, beyond)).contains("There is no layer 2"));
    }
}

void TestForeignSessions::partsAreSaidAlone_data()
{
    QTest::addColumn<QByteArray>("keys");
    QTest::addColumn<QString>("caption");
    QTest::addColumn<QString>("options");
    const auto row = [](const char* name, const char* keys, const char* caption, const char* options) {
        QTest::newRow(name) << QByteArray(keys) << QString(caption) << QString(options);
    };
    row("a model", R"("model":{"name":"gpt2"})", "Model gpt2.", "");
    row("a baseline", R"("options":{"baseline":"mask"})", "", "baseline mask");
    row("a rule", R"("options":{"rule":"exact"})", "Layer conductance: Exact, error not known.", "rule exact");
    row("points", R"("points":33)", "33 points.", "33 points");
    row("an error", R"("error":{"start":{"tokens":[0.01,0.02]}})", "Error 2 %.", "");
    row("an estimate", R"("error":{"start":{"tokens":[0.01,0.02]}},"error_reference":null)", "Estimated error 2 %.", "");
    row("a measurement", R"("error":{"start":{"tokens":[0.01,0.02]}},"error_reference":{"points":129})",
        "Measured error 2 % against the exact integral (129 points).", "");
    row("deltas", R"("deltas":{"start":[0.5,0.25]})", "Layer 0: Σ − (F(x) − F(x′)) = 0.5.", "");
    row("deltas and a difference", R"("deltas":{"start":[0.5,0.25]},"differences":{"start":2})",
        "Layer 0: Σ − (F(x) − F(x′)) = 0.5 (25 %).", "");
    row("a tolerance that was missed", R"("tolerance_met":false)", "The tolerance was not met.", "");
    row("kinks", R"("smooth":false)", "", "");
}

void TestForeignSessions::partsAreSaidAlone()
{
    QFETCH(const QByteArray, keys);
    const std::string tokens = R"({"tokens":["[CLS]","ada","won","[SEP]","yes","[SEP]"],)";
    test::writeForeign(file(), {"attribution.start.tokens"}, tokens + keys.toStdString() + '}');
    const Session held = readSession(file()).value();
    const Result<FigureData> figure = exportFigure(held, csvOf("tokens"));
    QVERIFY2(figure, qPrintable(messageOf(figure)));
    QTEST(figure->caption, "caption");
    QString options;
    for (const auto& fact : provenanceOf(*held.result, *figure))
        options = fact.first == "Options" ? fact.second : options;
    QTEST(options, "options");
}

QTEST_GUILESS_MAIN(TestForeignSessions)
#include "tst_foreign_sessions.moc"
