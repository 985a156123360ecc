// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The whole way on the demo model: ask, look, export, save, open again.
#include <set>

#include "tests/support/event_turns.h"
#include "tests/ui/window_fixture.h"
#include "ui/plots/figure_plot.h"
#include "ui/views/figure_view.h"
#include "ui/window/export_dialog.h"
#include "ui/window/figure_actions.h"

using namespace headlight;
using namespace headlight::test;
using namespace headlight::ui;
using headlight::testing::settle;

namespace {

const char* const question = "What is important to us?";
const char* const context = "It is important to us to include, empower and support humans of all kinds.";

/// The window on the real engine, with the demo model opening.
struct Fixture : WindowFixture {
    Fixture() : WindowFixture(makeAnalyzerBackend())
    {
        bench()->model()->open(std::filesystem::path(SOURCE_DIR) / "resources/models/minilm-l6-squad");
    }

    FigurePlot* plot() const { return static_cast<FigureView*>(window->views()->front())->plot(); }
    bool awaitPanels(int count) const
    {
        return QTest::qWaitFor([&] { return plot()->scene().figure.panels.size() == count; });
    }
    /// The colours of some cells of each head, as they are on screen.
    std::vector<QRgb> coloursOnScreen() const
    {
        settle(); // replots are queued
        const QImage image = plot()->grab().toImage();
        std::vector<QRgb> colours;
        for (int head = 0; head < 12; ++head)
            for (const PanelCell place : {PanelCell{14, 14}, PanelCell{14, 3}, PanelCell{2, 20}, PanelCell{25, 25}})
                colours.push_back(image.pixel(plot()->cellCentre(head, place) * image.devicePixelRatio()));
        return colours;
    }
};

bool sameValues(const Array& a, const Array& b)
{
    const auto left = a.values();
    const auto right = b.values();
    return a.shape() == b.shape() && std::equal(left.begin(), left.end(), right.begin(), right.end());
}

} // namespace

class TestWindowDemo : public QObject {
    Q_OBJECT
private slots:
    void theWholeWay()
    {
        Fixture f;
        f.bench()->runner()->runExample(question, context);
        QVERIFY(f.awaitComplete());
        const ResultPtr result = f.bench()->result();
        QCOMPARE(result->answerText(), std::string("include, empower and support humans of all kinds"));
        QCOMPARE(result->input.length(), 26);
        QVERIFY(f.awaitPanels(12));

        // A click pins the cell under it, and the inspector reads it out.
        QTest::mouseClick(f.plot(), Qt::LeftButton, {}, f.plot()->cellCentre(6, {14, 14}));
        QCOMPARE(f.selection()->pinned().head, 6);
        QCOMPARE(f.selection()->pinned().from, 14);
        QCOMPARE(f.selection()->pinned().to, 14);
        f.window->views()->front()->setFocus();
        const int layer = f.selection()->layer();
        f.press(layer < 5 ? Qt::Key_Up : Qt::Key_Down);
        QVERIFY(f.selection()->layer() != layer);
        f.selection()->setLayer(4);
        QCOMPARE(*f.bench()->inspector()->readings()[0].value, result->attention.at({4, 6, 14, 14}));
        f.selection()->setMeasure("start");
        const std::vector<QRgb> before = f.coloursOnScreen();
        QVERIFY(std::set<QRgb>(before.begin(), before.end()).size() > 3);

        ExportDialog* dialog = f.window->figureActions()->openDialog();
        dialog->exportTo(f.path("heads.png"));
        QVERIFY(QTest::qWaitFor([&] { return QFile::exists(f.path("heads.png")); }, 20000));
        QVERIFY(QImage(f.path("heads.png")).width() > 800);

        const QString file = f.path("example.headlight");
        f.bench()->sessions()->save(file);
        QVERIFY(f.awaitFile(file));
        f.selection()->pin({0, 0, 0, 0});
        f.selection()->setMeasure("attention");
        QVERIFY(f.coloursOnScreen() != before);
        f.window->files()->open(file);
        QVERIFY(QTest::qWaitFor([&] {
            return f.bench()->shown()->document()->file() == file && f.bench()->result() != result;
        }));
        const ResultPtr again = f.bench()->result();
        QVERIFY(sameValues(again->attention, result->attention));
        for (const char* target : {"start", "end"}) {
            QVERIFY(sameValues(again->attribution(target)->attention, result->attribution(target)->attention));
            QVERIFY(sameValues(again->attribution(target)->tokens, result->attribution(target)->tokens));
        }
        QVERIFY(sameValues(again->norms.alphaF, result->norms.alphaF));
        QCOMPARE(f.selection()->pinned(), (Cell{4, 6, 14, 14}));
        QVERIFY(f.coloursOnScreen() == before);
    }

    void cancelLeavesTheWindowReady()
    {
        Fixture f;
        f.bench()->runner()->runExample(question, context);
        QVERIFY(QTest::qWaitFor([&] { return f.bench()->result() != nullptr; }, 60000));
        f.bench()->cancel();
        QVERIFY(!f.bench()->isBusy());
        f.bench()->runner()->run();
        QVERIFY(f.awaitComplete());
    }

    void wrongFoldersAndInputsGetTheirSentence()
    {
        Fixture f;
        f.bench()->model()->open(f.path("nowhere").toStdString());
        QVERIFY(f.awaitShown(f.modelErrors()));
        QVERIFY(f.modelErrors()->text().contains("nowhere"));
        f.bench()->model()->open(std::filesystem::path(SOURCE_DIR) / "resources/models/minilm-l6-squad");
        f.bench()->input()->setContext(context);
        f.bench()->runner()->run();
        QVERIFY(f.awaitShown(f.inputErrors()));
        QVERIFY2(f.inputErrors()->text().contains("question"), qPrintable(f.inputErrors()->text()));
    }
};

QTEST_MAIN(TestWindowDemo)
#include "tst_window_demo.moc"
