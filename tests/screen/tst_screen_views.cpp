// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The program on a real X server, with a real pointer and real keys: each view with each of its measures, layers
// and modes, in windows of any size, arrangement, theme and font. After each act all that can be seen agrees.
#include <QCheckBox>
#include <QMenuBar>
#include <QRegularExpression>
#include <QToolButton>
#include <X11/keysym.h>

#include "tests/screen/agreement.h"
#include "tests/screen/live_program.h"
#include "ui/plots/figure_plot.h"
#include "ui/state/preferences.h"
#include "ui/views/compare_view.h"
#include "ui/views/layer_strip.h"
#include "ui/views/tokens_view.h"

using namespace headlight;
using namespace headlight::test;
using namespace headlight::ui;

namespace {

constexpr quint32 control = XK_Control_L;

struct SeenView {
    const char* id;
    quint32 key;
};
constexpr SeenView allViews[] = {{"heads", '1'},  {"layers", '2'},       {"overview", '3'}, {"token-to-head", '4'},
                                 {"tokens", '5'}, {"distribution", '6'}, {"compare", '7'},  {"blocks", '8'}};

QList<QToolButton*> visibleButtons(const QWidget* view)
{
    QList<QToolButton*> list;
    for (QToolButton* button : view->findChildren<QToolButton*>(QRegularExpression("^measure-")))
        if (button->isVisible())
            list.append(button);
    return list;
}

LayerStrip* stripOf(const FigureView* view)
{
    for (LayerStrip* strip : view->findChildren<LayerStrip*>())
        if (strip->isVisible())
            return strip;
    return nullptr;
}

} // namespace

#define AGREES(program, what)                                                                                          \
    do {                                                                                                               \
        if (const QString wrong = disagreement(program); !wrong.isEmpty())                                             \
            QFAIL(qPrintable(QStringLiteral("after %1: %2").arg(what, wrong)));                                        \
    } while (false)

class TestScreenViews : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { LiveProgram::forget(); }
    void buttonsAndLayers_data() { addViews(); }
    void buttonsAndLayers();
    void modesOfCompare();
    void wordsAndTheirSources();
    void pointerAndZoom_data() { addViews(); }
    void pointerAndZoom();
    void sizes_data() { addViews(); }
    void sizes();
    void arrangements();
    void themesAndFonts_data() { addViews(); }
    void themesAndFonts();
    void looksDoNotDependOnTheWay_data();
    void looksDoNotDependOnTheWay();

private:
    void addViews();
    LaunchOptions session() const;
    void tryButtons(LiveProgram& program);
    void tryLayers(LiveProgram& program);
    void open(LiveProgram& program, quint32 key);
    QImage pictureOf(const Preferences& first, const Preferences& then, quint32 key);

    QTemporaryDir m_folder;
};

/// A session with all that views can show; from it each test starts.
void TestScreenViews::initTestCase()
{
    LiveProgram::forget();
    LaunchOptions example;
    example.runExample = true;
    LiveProgram::play(example, [this](LiveProgram& program) {
        QVERIFY(program.awaitComplete());
        program.bench()->followUps()->keepHidden();
        QVERIFY(program.awaitComplete());
        AGREES(program, "the run");
        program.bench()->sessions()->save(session().path);
        QVERIFY(QTest::qWaitFor([&] { return QFile::exists(session().path); }, 60000));
    });
}

LaunchOptions TestScreenViews::session() const
{
    LaunchOptions options;
    options.path = m_folder.filePath("example.headlight");
    return options;
}

void TestScreenViews::addViews()
{
    QTest::addColumn<quint32>("key");
    for (const SeenView& view : allViews)
        QTest::newRow(view.id) << view.key;
}

void TestScreenViews::open(LiveProgram& program, quint32 key)
{
    QVERIFY(program.awaitComplete());
    program.strike({key});
    program.restOn(program.front());
}

void TestScreenViews::tryButtons(LiveProgram& program)
{
    for (QToolButton* button : visibleButtons(program.front())) {
        program.restOn(program.front());
        program.click(button);
        AGREES(program, button->text());
        if (QTest::currentTestFailed())
            return;
    }
}

void TestScreenViews::tryLayers(LiveProgram& program)
{
    for (int layer = 0; layer < program.selection()->layerCount(); ++layer) {
        program.restOn(program.front(), 0.7, 0.2);
        if (const LayerStrip* strip = stripOf(program.front()))
            program.click(strip, strip->thumbnailRect(layer).center());
        else
            program.strike({quint32(layer == 0 ? XK_Down : XK_Up)});
        AGREES(program, QStringLiteral("layer %1").arg(layer));
    }
    program.restOn(program.front(), 0.4, 0.4);
    for (const quint32 key : {XK_Down, XK_Right, XK_Right, XK_Left, XK_Down}) { // the pointer rests
        program.strike({key});
        AGREES(program, "an arrow key");
    }
}

void TestScreenViews::buttonsAndLayers()
{
    QFETCH(const quint32, key);
    LiveProgram::play(session(), [&](LiveProgram& program) {
        open(program, key);
        AGREES(program, "the view's key");
        const QList<QToolButton*> buttons = visibleButtons(program.front());
        tryLayers(program);
        for (qsizetype i = 0; i < buttons.size() && !QTest::currentTestFailed(); ++i) {
            program.restOn(program.front());
            program.click(buttons[i]);
            AGREES(program, buttons[i]->text());
            tryLayers(program);
        }
        if (auto* signs = program.front()->findChild<QCheckBox*>(); signs && signs->isVisible()) {
            program.restOn(program.front());
            program.click(signs, {8, signs->height() / 2});
            AGREES(program, signs->text());
        }
    });
}

void TestScreenViews::modesOfCompare()
{
    LiveProgram::play(session(), [&](LiveProgram& program) {
        open(program, '7');
        const auto* view = static_cast<CompareView*>(program.front());
        const QList<QToolButton*> modes = visibleButtons(view);
        QCOMPARE(modes.size(), 4);
        for (int from = 0; from < modes.size(); ++from)
            for (int to = 0; to < modes.size(); ++to) {
                for (QToolButton* mode : {modes[from], modes[to]}) {
                    program.restOn(view);
                    program.click(mode);
                    QVERIFY(program.awaitRest());
                    AGREES(program, mode->text());
                }
            }
        for (const char* measure : {"start", "end", "alpha-f", "attention"})
            for (QToolButton* mode : modes) {
                program.restOn(view);
                program.click(mode);
                program.restOn(view);
                program.selection()->setMeasure(measure);
                QVERIFY(program.awaitRest());
                AGREES(program, QString(measure));
            }
        for (const quint32 key : {XK_Return, XK_Up, XK_Right, XK_Return, XK_Down}) {
            program.restOn(view);
            program.strike({key});
            QVERIFY(program.awaitRest());
            AGREES(program, "a key");
        }
    });
}

void TestScreenViews::wordsAndTheirSources()
{
    LiveProgram::play(session(), [&](LiveProgram& program) {
        open(program, '5');
        for (int times = 0; times < 2; ++times) {
            tryButtons(program);
            tryLayers(program);
        }
    });
}

void TestScreenViews::pointerAndZoom()
{
    QFETCH(const quint32, key);
    LiveProgram::play(session(), [&](LiveProgram& program) {
        open(program, key);
        const FigurePlot* plot = program.front()->plot();
        for (const double place : {0.1, 0.35, 0.6, 0.9}) {
            program.restOn(program.front(), place, 1 - place);
            AGREES(program, "pointing");
        }
        const QPoint at = plot->mapFromGlobal(QCursor::pos());
        program.wheel(plot, at, 3);
        AGREES(program, "the wheel");
        program.drag(plot, at, at - QPoint(40, 30));
        AGREES(program, "a drag");
        program.strike({control, '0'});
        AGREES(program, "Ctrl+0");
        program.click(plot, at);
        AGREES(program, "a click");
        program.doubleClick(plot, at);
        AGREES(program, "a double click");
        program.strike({XK_Escape});
        AGREES(program, "Escape");
    });
}

void TestScreenViews::sizes()
{
    QFETCH(const quint32, key);
    LiveProgram::play(session(), [&](LiveProgram& program) {
        open(program, key);
        for (const QSize size :
             {QSize(1000, 640), QSize(1920, 1080), QSize(1280, 800), QSize(2400, 1300), QSize(1281, 803)}) {
            program.restOn(program.front());
            program.resize(size);
            AGREES(program, QStringLiteral("%1 x %2").arg(size.width()).arg(size.height()));
            program.restOn(program.front()); // painted since the last replot, as after any resize
            program.strike({quint32(program.selection()->layer() > 2 ? XK_Down : XK_Up)});
            AGREES(program, "a layer after that");
        }
    });
}

void TestScreenViews::arrangements()
{
    LiveProgram::play(session(), [&](LiveProgram& program) {
        program.resize({1900, 1000});
        open(program, '1');
        const auto act = [&](const QList<quint32>& keys, const QString& what) {
            program.restOn(program.front());
            program.strike(keys);
            QVERIFY(program.awaitRest());
            AGREES(program, what);
            tryButtons(program);
            program.restOn(program.front());
            program.strike({quint32(program.selection()->layer() > 2 ? XK_Down : XK_Up)});
            AGREES(program, what + " and a layer");
        };
        act({control, '5'}, "tokens beside heads");
        act({control, '8'}, "blocks beside them");
        act({control, 'u'}, "blocks afloat");
        act({control, 'u'}, "blocks back");
        act({control, 't'}, "blocks among the tabs");
        act({control, '7'}, "compare beside");
        act({control, 'w'}, "compare closed");
        act({'3'}, "overview");
    });
}

void TestScreenViews::themesAndFonts()
{
    QFETCH(const quint32, key);
    LiveProgram::play(session(), [&](LiveProgram& program) {
        open(program, key);
        const auto change = [&](const QString& what, const std::function<void(Preferences&)>& how) {
            program.restOn(program.front());
            program.setPreferences(how);
            QVERIFY(program.awaitRest());
            AGREES(program, what);
            program.restOn(program.front());
            program.strike({quint32(program.selection()->layer() > 2 ? XK_Down : XK_Up)});
            AGREES(program, what + " and a layer");
        };
        change("dark", [](Preferences& each) { each.theme = ThemeChoice::Dark; });
        change("a large font", [](Preferences& each) { each.fontPixels = 18; });
        change("high contrast", [](Preferences& each) { each.highContrast = true; });
        change("light", [](Preferences& each) { each.theme = ThemeChoice::Light; });
        change("a small font", [](Preferences& each) { each.fontPixels = 12; });
        change("numbers from 1", [](Preferences& each) { each.firstNumber = 1; });
        change("other colours", [](Preferences& each) {
            each.sequential = "magma";
            each.diverging = "purple-green";
        });
    });
}

/// The view of `key` in a program that starts with the preferences `first`, and has `then` later.
QImage TestScreenViews::pictureOf(const Preferences& first, const Preferences& then, quint32 key)
{
    QImage picture;
    LiveProgram::forget(first);
    LiveProgram::play(session(), [&](LiveProgram& program) {
        program.resize({1500, 900});
        QVERIFY(program.awaitComplete());
        program.strike({key});
        QVERIFY(program.awaitRest());
        program.setPreferences([&](Preferences& each) { each = then; });
        QVERIFY(program.awaitRest());
        AGREES(program, "the preferences");
        // Without the menu bar, whose corner Qt may lay out by what its fields wanted before.
        const QMainWindow* window = program.window();
        const QPoint below(0, window->menuBar()->height());
        picture = program.user().look({window->mapToGlobal(below), window->size() - QSize(0, below.y())});
    });
    return picture;
}

void TestScreenViews::looksDoNotDependOnTheWay_data()
{
    QTest::addColumn<quint32>("key");
    QTest::addColumn<Preferences>("changed");
    const auto row = [](const char* name, quint32 key, const std::function<void(Preferences&)>& change) {
        Preferences preferences = LiveProgram::light();
        change(preferences);
        QTest::newRow(name) << key << preferences;
    };
    for (const quint32 key : {'1', '5', '7'}) {
        row(qPrintable(QStringLiteral("dark, view %1").arg(QChar(key))), key,
            [](Preferences& each) { each.theme = ThemeChoice::Dark; });
        row(qPrintable(QStringLiteral("large, view %1").arg(QChar(key))), key,
            [](Preferences& each) { each.fontPixels = 17; });
    }
}

/// What was kept of the looks before would show here, also where it is painted anew.
void TestScreenViews::looksDoNotDependOnTheWay()
{
    QFETCH(const quint32, key);
    QFETCH(const Preferences, changed);
    const QImage direct = pictureOf(changed, changed, key);
    const QImage changedLater = pictureOf(LiveProgram::light(), changed, key);
    QVERIFY(!direct.isNull() && !changedLater.isNull());
    const QString found = difference(changedLater, direct, QRect(QPoint(), direct.size()));
    QVERIFY2(found.isEmpty(), qPrintable("It looks otherwise than when it starts so: " + found));
}

Q_DECLARE_METATYPE(headlight::ui::Preferences)
SCREEN_TEST_MAIN(TestScreenViews)
#include "tst_screen_views.moc"
