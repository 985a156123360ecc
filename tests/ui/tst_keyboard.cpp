// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The window without a mouse: the main job from the question to the export, and what each key does where.
#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QListView>

#include "tests/support/event_turns.h"
#include "tests/ui/window_fixture.h"
#include "ui/panels/history_view.h"
#include "ui/plots/figure_plot.h"
#include "ui/window/command_palette.h"
#include "ui/window/export_dialog.h"
#include "ui/window/focus_ring.h"
#include "ui/window/main_menus.h"

using namespace headlight;
using namespace headlight::test;
using namespace headlight::ui;
using headlight::testing::settle;

namespace {

struct Fixture : ScriptedWindow {
    Fixture() { bench()->undo()->setMergeInterval(0); }
    QString front() const { return window->views()->front()->id(); }
    void endTurn() const { settle(); }
    /// Types into the palette and does the first thing found.
    void command(const QString& typed) const
    {
        press(Qt::Key_K, Qt::ControlModifier);
        CommandPalette* palette = window->menus()->palette();
        QTest::keyClicks(palette->field(), typed);
        QTest::keyClick(palette->field(), Qt::Key_Return);
    }
};

bool isNamed(const QWidget* widget)
{
    const QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(const_cast<QWidget*>(widget));
    return accessible && !accessible->text(QAccessible::Name).isEmpty();
}

/// Parts of Qt's own controls, which are read with them; and labels, which are read where they say something.
bool isInner(const QWidget* widget)
{
    const QWidget* parent = widget->parentWidget();
    const auto* label = qobject_cast<const QLabel*>(widget);
    return (label && label->text().isEmpty()) || widget->objectName().startsWith("qt_") ||
           qobject_cast<const QAbstractSpinBox*>(parent) || qobject_cast<const QComboBox*>(parent) ||
           parent->inherits("QComboBoxPrivateContainer") || widget->inherits("QScrollBar");
}

} // namespace

class TestKeyboard : public QObject {
    Q_OBJECT
private slots:
    void theMainJob()
    {
        Fixture f;
        f.named<QLineEdit>("Question")->setFocus();
        QTest::keyClicks(QApplication::focusWidget(), "what?");
        f.press(Qt::Key_Tab);
        QTest::keyClicks(QApplication::focusWidget(), "a context");
        f.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(f.awaitComplete());
        f.press(Qt::Key_Escape); // out of the field
        f.press(Qt::Key_2);
        QCOMPARE(f.front(), QStringLiteral("layers"));
        f.press(Qt::Key_1);
        QCOMPARE(f.front(), QStringLiteral("heads"));
        f.endTurn();
        const int layer = f.selection()->layer();
        f.press(layer == 0 ? Qt::Key_Up : Qt::Key_Down);
        QVERIFY(f.selection()->layer() != layer);
        f.endTurn();
        f.press(Qt::Key_Right);
        f.endTurn();
        f.press(Qt::Key_Right);
        QCOMPARE(f.selection()->head(), 1);
        f.press(Qt::Key_Return); // enlarges the head
        QCOMPARE(f.figure()->enlargedHead(), 1);
        f.press(Qt::Key_Return);
        QCOMPARE(f.figure()->enlargedHead(), -1);
        f.endTurn();
        f.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(f.selection()->head(), 0);
        f.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(f.selection()->head(), 1);
        f.command("to end");
        QCOMPARE(f.selection()->measure(), QStringLiteral("end"));
        f.press(Qt::Key_E, Qt::ControlModifier);
        auto* dialog = f.window->findChild<ExportDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(QTest::qWaitFor([&] { return f.window->findChild<ExportDialog*>() == nullptr; }));
    }

    void keysZoomTheFrontView()
    {
        Fixture f;
        f.ask("what?");
        f.window->views()->front()->setFocus();
        const QRectF whole = f.figure()->plot()->scene().window;
        f.press(Qt::Key_Plus);
        QVERIFY(f.figure()->plot()->scene().window.width() < whole.width());
        f.press(Qt::Key_Minus);
        QCOMPARE(f.figure()->plot()->scene().window.width(), whole.width());
        f.press(Qt::Key_Plus);
        f.press(Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(f.figure()->plot()->scene().window, whole);
    }

    void fIsFullScreen()
    {
        Fixture f;
        f.window->views()->front()->setFocus();
        f.press(Qt::Key_F);
        QVERIFY(f.window->isFullScreen());
        f.press(Qt::Key_F);
        QVERIFY(!f.window->isFullScreen());
    }

    void textFieldsKeepTheirKeys_data()
    {
        QTest::addColumn<QString>("field");
        QTest::newRow("a line") << "Question";
        QTest::newRow("several lines") << "Context";
    }

    void textFieldsKeepTheirKeys()
    {
        QFETCH(QString, field);
        Fixture f;
        f.ask("what?");
        const Cell before = f.selection()->pinned();
        f.named<QWidget>(field)->setFocus();
        for (const Qt::Key key : {Qt::Key_F, Qt::Key_2, Qt::Key_Plus, Qt::Key_Minus, Qt::Key_C})
            QTest::keyClick(QApplication::focusWidget(), key);
        f.press(Qt::Key_Left);
        f.press(Qt::Key_Up);
        QVERIFY(!f.window->isFullScreen());
        QCOMPARE(f.front(), QStringLiteral("heads"));
        QCOMPARE(f.selection()->pinned(), before);
        const QString text = field == "Question" ? f.bench()->input()->question() : f.bench()->input()->context();
        QVERIFY2(text.contains("2+-"), qPrintable(text));
    }

    void boxesAndListsKeepTheirArrows()
    {
        Fixture f;
        f.ask("first?");
        f.ask("second?");
        const int layer = f.selection()->layer();
        auto* history = f.window->findChild<HistoryView*>();
        history->setFocus();
        history->setCurrentIndex(history->model()->index(0, 0));
        f.press(Qt::Key_Down);
        QCOMPARE(history->currentIndex().row(), 1);
        QCOMPARE(f.selection()->layer(), layer);
    }

    void theHistoryHasKeys()
    {
        Fixture f;
        f.ask("first?");
        f.ask("second?");
        const ResultPtr first = f.bench()->history()->record(1).result;
        auto* history = f.window->findChild<HistoryView*>();
        history->setFocus();
        history->setCurrentIndex(history->model()->index(1, 0));
        f.press(Qt::Key_C);
        QCOMPARE(f.bench()->compared()->result(), first);
        history->setFocus();
        f.press(Qt::Key_Return);
        QCOMPARE(f.bench()->result(), first);
        f.press(Qt::Key_Delete);
        QCOMPARE(f.bench()->history()->rowCount(), 1);
        QCOMPARE(f.bench()->history()->current(), -1); // what is on screen is no longer in the list
        QCOMPARE(f.bench()->result(), first);
        f.bench()->compared()->setRecord(-1);
        QVERIFY(!f.bench()->compared()->result());
    }

    void fieldsUndoTheirOwnFirst()
    {
        Fixture f;
        f.ask("what?");
        f.window->views()->front()->setFocus();
        f.press(Qt::Key_Right);
        f.endTurn();
        const int head = f.selection()->head();
        auto* question = f.named<QLineEdit>("Question");
        question->setFocus();
        question->end(false);
        QTest::keyClicks(question, "!");
        f.endTurn();
        f.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(question->text(), QStringLiteral("what?"));
        QCOMPARE(f.bench()->input()->question(), QStringLiteral("what?"));
        QCOMPARE(f.selection()->head(), head);
    }

    void thePaletteIsLeftByEscape()
    {
        Fixture f;
        f.ask("what?");
        const Cell before = f.selection()->pinned();
        f.press(Qt::Key_K, Qt::ControlModifier);
        CommandPalette* palette = f.window->menus()->palette();
        QVERIFY(palette->isVisible());
        QTest::keyClicks(palette->field(), "layer");
        const int row = palette->list()->currentIndex().row();
        QTest::keyClick(palette->field(), Qt::Key_Down);
        QCOMPARE(palette->list()->currentIndex().row(), row + 1);
        QTest::keyClick(palette->field(), Qt::Key_Escape);
        QVERIFY(!palette->isVisible());
        QCOMPARE(f.selection()->pinned(), before);
        f.command("show beside tokens");
        QCOMPARE(f.front(), QStringLiteral("tokens"));
    }

    void theFocusShows()
    {
        Fixture f;
        f.ask("what?");
        const auto* ring = f.window->findChild<FocusRing*>();
        f.press(Qt::Key_1);
        QCOMPARE(ring->target(), f.figure()->plot());
        f.press(Qt::Key_Tab);
        QCOMPARE(ring->target(), QApplication::focusWidget());
        f.named<QLineEdit>("Question")->setFocus(Qt::TabFocusReason); // has a caret
        QVERIFY(!ring->target());
    }

    void tabReachesEachControl()
    {
        Fixture f;
        f.ask("what?");
        QSet<QWidget*> reached;
        for (int step = 0; step < 400; ++step) {
            f.press(Qt::Key_Tab);
            reached.insert(QApplication::focusWidget());
        }
        for (const char* name : {"Question", "Context", "Preset", "History", "Layer", "Head", "Notes"})
            QVERIFY2(reached.contains(f.named<QWidget>(name)), name);
        QVERIFY(reached.contains(f.figure()->plot()));
    }

    void everythingThatTakesTheFocusHasAName()
    {
        Fixture f;
        f.ask("what?");
        for (const QString& id : f.window->views()->openViews())
            f.window->views()->showView(id); // plots are named by what they draw
        f.press(Qt::Key_K, Qt::ControlModifier);
        f.window->menus()->palette()->hide();
        f.press(Qt::Key_Comma, Qt::ControlModifier);
        QStringList nameless;
        for (const QWidget* widget : f.window->findChildren<QWidget*>())
            if (widget->focusPolicy() != Qt::NoFocus && !isInner(widget) && !isNamed(widget))
                nameless.append(QStringLiteral("%1 %2 in %3")
                                    .arg(widget->metaObject()->className(), widget->objectName(),
                                         widget->parentWidget()->metaObject()->className()));
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join('\n')));
    }
};

QTEST_MAIN(TestKeyboard)
#include "tst_keyboard.moc"
