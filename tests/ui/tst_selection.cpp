// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "ui/state/selection.h"

using headlight::ui::Cell;
using headlight::ui::Selection;

class TestSelection : public QObject {
    Q_OBJECT

private slots:
    void clampsToTheShape()
    {
        Selection selection;
        selection.setShape(3, 4, 10);
        selection.pin({7, 9, 30, -5});
        QCOMPARE(selection.pinned(), (Cell{2, 3, 9, -1}));
    }

    void sameCellSaysNothing()
    {
        Selection selection;
        selection.setShape(3, 4, 10);
        selection.pin({1, 2, 3, 4});
        const QSignalSpy pinned(&selection, &Selection::pinnedChanged);
        selection.pin({1, 2, 3, 4});
        QCOMPARE(pinned.count(), 0);
    }

    void anotherLayerFreesWhatThePointerWasOver()
    {
        Selection selection;
        selection.setShape(3, 4, 10);
        selection.pin({0, 2, 3, 4});
        selection.hover(Cell{0, 1, 5, 6});
        selection.setHead(3);
        QCOMPARE(selection.current(), (Cell{0, 1, 5, 6}));
        selection.setLayer(2);
        QVERIFY(!selection.hovered());
        QCOMPARE(selection.current(), (Cell{2, 3, 3, 4}));
    }

    void anotherNumberOfTokensFreesThem()
    {
        Selection selection;
        selection.setShape(3, 4, 10);
        selection.pin({1, 2, 3, 4});
        selection.setShape(3, 4, 12);
        QCOMPARE(selection.pinned(), (Cell{1, 2, -1, -1}));
    }
};

QTEST_GUILESS_MAIN(TestSelection)
#include "tst_selection.moc"
