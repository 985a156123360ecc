// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Small things about the window: what a drag says, who keeps the focus, how the left column shares its height.
#include <QDragEnterEvent>
#include <QLocale>
#include <QMessageBox>
#include <QMimeData>
#include <QPainter>
#include <QToolButton>

#include "tests/support/files_testing.h"
#include "tests/ui/window_fixture.h"
#include "ui/panels/candidates_line.h"
#include "ui/panels/history_view.h"
#include "ui/panels/neighbour_lines.h"
#include "ui/panels/notice_bars.h"
#include "ui/panels/options_panel.h"
#include "ui/state/file_paths.h"
#include "ui/theme/digits.h"
#include "ui/views/view.h"
#include "ui/window/drop_hint.h"

using namespace headlight;
using namespace headlight::testing;
using namespace headlight::ui;

namespace {

struct Fixture : test::ScriptedWindow {
    DropHint* hint() const { return window->findChild<DropHint*>(); }

    bool drags(QWidget* over, const QMimeData& data) const
    {
        QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(over, &enter);
        return enter.isAccepted();
    }
    void drops(const QMimeData& data) const
    {
        QDropEvent drop({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(window.get(), &drop);
    }
};

/// What is dragged: the path of a file or a folder, or a text.
std::unique_ptr<QMimeData> dragged(const QString& path, const QString& text = {})
{
    auto data = std::make_unique<QMimeData>();
    if (path.isEmpty())
        data->setText(text);
    else
        data->setUrls({QUrl::fromLocalFile(path)});
    return data;
}

/// The widgets that lie over `widget`, or do not hold all of it, up to the column's contents.
QStringList coveredBy(const QWidget& widget)
{
    QStringList names;
    for (const QWidget* parent = widget.parentWidget(); parent; parent = parent->parentWidget()) {
        const QRect place(widget.mapTo(parent, QPoint()), widget.size());
        if (!parent->rect().contains(place))
            names << parent->metaObject()->className();
        for (const QWidget* other : parent->findChildren<QWidget*>(Qt::FindDirectChildrenOnly))
            if (other->isVisible() && other != &widget && !other->isAncestorOf(&widget) &&
                other->geometry().intersects(place))
                names << other->metaObject()->className();
        if (parent->objectName() == "sideContents")
            break;
    }
    return names;
}

} // namespace

class TestWindowDetails : public QObject {
    Q_OBJECT
private slots:
    void saysWhatADropDoes_data();
    void saysWhatADropDoes();
    void droppedTextIsTheContext();
    void filesOverFieldsAreTheWindows();
    void floatingKeepsTheFocus();
    void helpNamesTheDigitsThatExist();
    void contextTakesTheEmptyHeight_data();
    void contextTakesTheEmptyHeight();
    void aLongHistoryHasItsShare();
    void contextKeepsItsEdge_data();
    void contextKeepsItsEdge();
    void digitsAreThoseOfTheFiles_data();
    void digitsAreThoseOfTheFiles();
    void inspectorIsolatesTokens();
    void lettersWithoutAFontAreSaidOnce();
};

void TestWindowDetails::saysWhatADropDoes_data()
{
    QTest::addColumn<QString>("path"); // below the test's folder; empty: the text
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");
    QTest::newRow("session") << "a.headlight" << "" << "session";
    QTest::newRow("list") << "list.json" << "" << "questions";
    QTest::newRow("model") << "model" << "" << "model folder";
    QTest::newRow("text") << "" << "a context" << "context";
    QTest::newRow("picture") << "a.png" << "" << "";
    QTest::newRow("blank text") << "" << " \n" << "";
}

void TestWindowDetails::saysWhatADropDoes()
{
    QFETCH(const QString, path);
    QFETCH(const QString, text);
    QFETCH(const QString, says);
    Fixture f;
    QVERIFY(QDir(f.folder.path()).mkdir("model"));
    const auto data = dragged(path.isEmpty() ? QString() : f.path(path), text);
    const QImage before = f.window->grab().toImage();
    QCOMPARE(f.drags(f.window.get(), *data), !says.isEmpty());
    QCOMPARE(f.hint()->isVisible(), !says.isEmpty());
    QVERIFY2(f.hint()->text().contains(says), qPrintable(f.hint()->text()));
    if (!says.isEmpty()) {
        QCOMPARE(f.hint()->geometry(), f.window->rect());
        QVERIFY(f.window->grab().toImage() != before);
    }
    QDragLeaveEvent leave;
    QApplication::sendEvent(f.window.get(), &leave);
    QVERIFY(!f.hint()->isVisible());
}

void TestWindowDetails::droppedTextIsTheContext()
{
    Fixture f;
    const auto data = dragged({}, "The word שלום means peace.");
    QVERIFY(f.drags(f.window.get(), *data));
    f.drops(*data);
    QVERIFY(!f.hint()->isVisible());
    QCOMPARE(f.bench()->input()->context(), data->text());
    QCOMPARE(f.named<QPlainTextEdit>("Context")->toPlainText(), data->text());
}

void TestWindowDetails::filesOverFieldsAreTheWindows()
{
    Fixture f;
    const auto file = dragged(f.path("a.headlight"));
    for (QWidget* field :
         {static_cast<QWidget*>(f.named<QLineEdit>("Question")), f.named<QPlainTextEdit>("Context")->viewport(),
          f.named<QPlainTextEdit>("Notes")->viewport()}) {
        f.hint()->show({});
        QVERIFY(f.drags(field, *file));
        QVERIFY(f.hint()->isVisible());
    }
    f.hint()->show({});
    QVERIFY(f.drags(f.named<QPlainTextEdit>("Context")->viewport(), *dragged({}, "text")));
    QVERIFY(!f.hint()->isVisible()); // the field takes it, and shows where
}

void TestWindowDetails::floatingKeepsTheFocus()
{
    Fixture f;
    f.ask("what?");
    f.window->views()->showView("heads");
    QWidget* view = f.window->views()->front();
    view->setFocus();
    QWidget* focus = QApplication::focusWidget();
    for (const bool floating : {true, false}) {
        f.press(Qt::Key_U, Qt::ControlModifier);
        QCOMPARE(f.window->views()->isFloating(), floating);
        QTRY_COMPARE(QApplication::focusWidget(), focus);
        QTRY_COMPARE(QApplication::activeWindow(), view->window());
    }
    auto* question = f.named<QLineEdit>("Question");
    question->setFocus();
    f.window->views()->toggleFloating();
    QTRY_COMPARE(QApplication::focusWidget(), question);
    QTRY_COMPARE(QApplication::activeWindow(), f.window.get());
}

void TestWindowDetails::helpNamesTheDigitsThatExist()
{
    Fixture f;
    f.press(Qt::Key_F1);
    auto* box = f.window->findChild<QMessageBox*>();
    QVERIFY(box);
    const auto views = f.window->views()->views().size();
    QVERIFY(box->text().contains(QStringLiteral("1 … %1<").arg(views)));
    f.window->activateWindow();
    f.window->setFocus();
    QTest::keyClick(f.window.get(), Qt::Key(Qt::Key_0 + views));
    QCOMPARE(f.window->views()->front(), f.window->views()->views().last());
}

void TestWindowDetails::contextTakesTheEmptyHeight_data()
{
    QTest::addColumn<int>("runs");
    QTest::newRow("none") << 0;
    QTest::newRow("two") << 2;
}

void TestWindowDetails::contextTakesTheEmptyHeight()
{
    QFETCH(const int, runs);
    Fixture f;
    f.window->resize(1280, 1000);
    for (int run = 0; run < runs; ++run)
        f.ask("what?");
    auto* history = f.window->findChild<HistoryView*>();
    QTRY_COMPARE(history->height(), history->heightOfRows());
    const QWidget* contents = history->window();
    const int below = contents->height() - history->mapTo(contents, QPoint(0, history->height())).y();
    QVERIFY2(below < 60, qPrintable(QString::number(below))); // nothing but margins and the status bar
}

void TestWindowDetails::aLongHistoryHasItsShare()
{
    Fixture f;
    f.window->resize(1280, 1000);
    for (int run = 0; run < 12; ++run)
        f.ask("what?");
    auto* history = f.window->findChild<HistoryView*>();
    QTRY_VERIFY(history->height() < history->heightOfRows());
    QVERIFY(history->height() > 100);
    QVERIFY(f.named<QPlainTextEdit>("Context")->height() > 100);
}

void TestWindowDetails::contextKeepsItsEdge_data()
{
    QTest::addColumn<int>("pixels");
    QTest::newRow("as it is") << 0;
    QTest::newRow("14 pt") << 19;
    QTest::newRow("18 pt") << 24;
}

/// All four sides of the frame, at every size of text, in the smallest window.
void TestWindowDetails::contextKeepsItsEdge()
{
    QFETCH(const int, pixels);
    Fixture f;
    Preferences preferences = f.window->preferences()->preferences();
    preferences.fontPixels = pixels;
    f.window->preferences()->set(preferences);
    f.window->resize(f.window->minimumSize());
    f.window->findChild<OptionsPanel*>()->show(); // so that the column scrolls
    auto* context = f.named<QPlainTextEdit>("Context");
    const QWidget* column = f.window->leftPanel()->viewport();
    QTRY_VERIFY(column->width() >= f.window->leftPanel()->widget()->width());
    const int left = context->mapTo(f.window->leftPanel()->widget(), QPoint()).x();
    QVERIFY(left >= 0 && left + context->width() <= column->width());
    const QImage image = context->grab().toImage();
    const int right = image.width() - 1;
    const int bottom = image.height() - 1;
    const QRgb edge = image.pixel(right / 2, 0);
    for (const QPoint& place : {QPoint(right / 2, bottom), QPoint(0, bottom / 2), QPoint(right, bottom / 2)})
        QCOMPARE(QColor(image.pixel(place)), QColor(edge));
    QVERIFY(edge != image.pixel(right / 2, 3)); // the ground
    QVERIFY(context->height() >= context->minimumHeight());
    QTRY_COMPARE(coveredBy(*context), QStringList());
    preferences.fontPixels = 0;
    f.window->preferences()->set(preferences);
}

void TestWindowDetails::digitsAreThoseOfTheFiles_data()
{
    QTest::addColumn<QLocale>("locale");
    QTest::newRow("Egypt") << QLocale(QLocale::Arabic, QLocale::Egypt);
    QTest::newRow("Germany") << QLocale(QLocale::German, QLocale::Germany);
    QTest::newRow("Persia") << QLocale(QLocale::Persian, QLocale::Iran);
}

void TestWindowDetails::digitsAreThoseOfTheFiles()
{
    QFETCH(const QLocale, locale);
    const QLocale before;
    QLocale::setDefault(locale);
    useLatinDigits();
    {
        Fixture f;
        f.ask("what?");
        for (const QSpinBox* box : f.window->findChildren<QSpinBox*>())
            for (const QChar each : box->text())
                QVERIFY2(!each.isDigit() || each.unicode() < 0x80, qPrintable(box->text()));
        QDoubleSpinBox number;
        number.setValue(0.5);
        QCOMPARE(number.text(), QString("0.50"));
    }
    QLocale::setDefault(before);
}

void TestWindowDetails::inspectorIsolatesTokens()
{
    Fixture f;
    AnalysisResult result = *test::sampleResult();
    result.input.tokens[7] = "##ו";
    result.input.tokens[8] = "\n";
    AnswerSpan rival = *result.answer;
    rival.characters = {20, 21};
    rival.text = "סלאם";
    result.candidates = {*result.answer, rival};
    const QString file = f.path("hebrew.headlight");
    QVERIFY(writeSession({std::make_shared<AnalysisResult>(result), {}, nullptr}, pathOf(file)));
    f.window->files()->open(file);
    QVERIFY(f.awaitSettled());
    const QString isolated = QChar(0x2068) + QString("##ו") + QChar(0x2069);
    Cell cell{0, 0, 7, 8};
    f.selection()->pin(cell);
    QStringList texts;
    for (const QLabel* label : f.window->findChildren<QLabel*>())
        texts << label->text();
    const QString all = texts.join('\n');
    QVERIFY(all.contains("<b>" + isolated + "</b> attends to <b>↵</b>"));
    f.selection()->pin({0, 0, 3, 3});
    QTRY_VERIFY(f.window->findChild<NeighbourLines*>()->findChildren<QLabel*>().size() == 2);
    const auto* rivals = f.window->findChild<CandidatesLine*>()->findChild<QToolButton*>();
    QVERIFY2(rivals->accessibleName().contains(QChar(0x2068) + QString("סלאם") + QChar(0x2069)),
             qPrintable(rivals->accessibleName()));
}

void TestWindowDetails::lettersWithoutAFontAreSaidOnce()
{
    Fixture f;
    AnalysisResult result = *test::sampleResult();
    const QString letter = QString::fromUtf8("\U00012000");
    result.input.tokens[7] = letter.toStdString();
    const QString file = f.path("cuneiform.headlight");
    QVERIFY(writeSession({std::make_shared<AnalysisResult>(result), {}, nullptr}, pathOf(file)));
    f.window->files()->open(file);
    QVERIFY(f.awaitSettled());
    const bool drawn = QFontMetrics(QApplication::font()).inFontUcs4(0x12000);
    QCOMPARE(f.window->noticeBars()->text("letters").contains("U+12000"), !drawn);
    f.window->noticeBars()->clear("letters");
    f.selection()->setMeasure("start");
    QVERIFY(f.window->noticeBars()->text("letters").isEmpty()); // it was read
}

QTEST_MAIN(TestWindowDetails)
#include "tst_window_details.moc"
