// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The window on sessions of other programs, which may hold any of what a session can.
#include <QLabel>

#include "tests/support/files_testing.h"
#include "tests/support/foreign_session.h"
#include "tests/ui/window_fixture.h"

using namespace headlight;
using namespace headlight::ui;
using namespace headlight::testing;

class TestForeignWindow : public QObject {
    Q_OBJECT
private slots:
    void opensOnWhatIsThere_data();
    void opensOnWhatIsThere();
    void everyViewAndMeasureStands_data();
    void everyViewAndMeasureStands();
    void statesNothing();

private:
    /// Opened, and on screen.
    static void open(const test::ScriptedWindow& f, const std::vector<std::string>& tensors)
    {
        test::writeForeign(toPath(f.path("a.headlight")), tensors);
        f.bench()->sessions()->open(f.path("a.headlight"));
        if (!QTest::qWaitFor([&] { return f.bench()->result() != nullptr; }) || !f.awaitSettled())
            qFatal("The session does not open");
    }
};

Q_DECLARE_METATYPE(std::vector<std::string>)

void TestForeignWindow::opensOnWhatIsThere_data()
{
    QTest::addColumn<QString>("tensor");
    QTest::addColumn<QString>("view");
    QTest::addColumn<QString>("measure");
    QTest::newRow("attention") << "attention" << "heads" << "attention";
    QTest::newRow("an attribution") << "attribution.start.attention" << "heads" << "start";
    QTest::newRow("tokens") << "attribution.start.tokens" << "tokens" << "attention";
    QTest::newRow("units") << "attribution.start.hidden" << "distribution" << "attention";
    QTest::newRow("words") << "attribution.start.input" << "tokens" << "attention";
    QTest::newRow("f") << "norms.f" << "token-to-head" << "f";
    QTest::newRow("alpha f") << "norms.alpha_f" << "heads" << "alpha-f";
    QTest::newRow("the sum") << "norms.sum_alpha_f" << "layers" << "sum-alpha-f";
}

void TestForeignWindow::opensOnWhatIsThere()
{
    QFETCH(const QString, tensor);
    QFETCH(const QString, view);
    QFETCH(const QString, measure);
    test::ScriptedWindow f;
    open(f, {tensor.toStdString()});
    QTRY_COMPARE(f.figure()->id(), view);
    QCOMPARE(f.selection()->measure(), measure);
    QCOMPARE(f.figure()->message(), QString());
}

void TestForeignWindow::everyViewAndMeasureStands_data()
{
    QTest::addColumn<std::vector<std::string>>("tensors");
    for (const std::string& tensor : test::foreignTensors)
        QTest::newRow(tensor.c_str()) << std::vector<std::string>{tensor};
    QTest::newRow("none") << std::vector<std::string>();
    QTest::newRow("all but attention")
        << std::vector<std::string>(test::foreignTensors.begin() + 1, test::foreignTensors.end());
    QTest::newRow("all") << test::foreignTensors;
}

/// With a cell pinned and the pointer on another, nothing crashes, and what is missing is named.
void TestForeignWindow::everyViewAndMeasureStands()
{
    QFETCH(const std::vector<std::string>, tensors);
    test::ScriptedWindow f;
    open(f, tensors);
    for (const char* view :
         {"heads", "layers", "overview", "token-to-head", "tokens", "distribution", "compare", "blocks"}) {
        f.window->views()->showView(view);
        for (const Measure& measure : measures(f.bench()->result().get())) {
            f.selection()->setMeasure(measure.id);
            f.selection()->pin({1, 2, 3, 4});
            f.selection()->hover(Cell{0, 1, 4, 1});
            f.window->grab();
            const QString message = f.figure()->message();
            QCOMPARE(message.isEmpty(), hasFigure(*f.bench()->result(), f.figure()->figureName()));
            QVERIFY2(message.isEmpty() || message.contains("it has no tensor"), qPrintable(message));
        }
    }
}

void TestForeignWindow::statesNothing()
{
    test::ScriptedWindow f;
    f.bench()->sessions()->open(QStringLiteral(TEST_DATA "/field/sessions/other-method.headlight"));
    QVERIFY(QTest::qWaitFor([&] { return f.bench()->result() != nullptr; }) && f.awaitSettled());
    QCOMPARE(f.status(), QString());
    f.window->views()->showView("tokens");
    for (const QLabel* label : f.window->findChildren<QLabel*>())
        for (const char* claim : {"Completeness", "Exact,", "probability", "Layer conductance", "not met"})
            QVERIFY2(!label->isVisible() || !label->text().contains(QLatin1String(claim)), qPrintable(label->text()));
}

QTEST_MAIN(TestForeignWindow)
#include "tst_foreign_window.moc"
