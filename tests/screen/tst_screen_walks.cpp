// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A hundred random walks through the program on a real X server, by pointer and keys. After each step all that can
// be seen agrees. A failing row names its seed and its steps: `tst_screen_walks "agrees:seed 17"` walks that way
// again, and HEADLIGHT_SEED=1234 any other.
#include <QComboBox>
#include <QRegularExpression>
#include <QTabBar>
#include <QToolButton>
#include <X11/keysym.h>
#include <random>

#include "tests/screen/agreement.h"
#include "tests/screen/live_program.h"
#include "ui/plots/figure_plot.h"
#include "ui/state/preferences.h"
#include "ui/views/layer_strip.h"

using namespace headlight;
using namespace headlight::test;
using namespace headlight::ui;

namespace {

constexpr unsigned walks = 100;
constexpr int steps = 14;
constexpr quint32 control = XK_Control_L;
constexpr quint32 shift = XK_Shift_L;

/// Somebody who tries this and that.
class Wanderer {
public:
    Wanderer(LiveProgram& program, unsigned seed) : m_program(program), m_random(seed) {}

    /// Takes one step, and tells what it was.
    QString step()
    {
        static constexpr QString (Wanderer::*acts[])() = {
            &Wanderer::rest,  &Wanderer::rest,  &Wanderer::button, &Wanderer::button, &Wanderer::layer,
            &Wanderer::arrow, &Wanderer::arrow, &Wanderer::view,   &Wanderer::view,   &Wanderer::click,
            &Wanderer::twice, &Wanderer::wheel, &Wanderer::drag,   &Wanderer::resize, &Wanderer::dock,
            &Wanderer::undo,  &Wanderer::theme, &Wanderer::font,   &Wanderer::back,   &Wanderer::tab,
            &Wanderer::box,   &Wanderer::token};
        return (this->*acts[below(std::size(acts))])();
    }

private:
    std::size_t below(std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(m_random); }
    double share() { return std::uniform_real_distribution<>(0.02, 0.98)(m_random); }
    template <typename T>
    T oneOf(const QList<T>& choices)
    {
        return choices[qsizetype(below(std::size_t(choices.size())))];
    }
    QString strike(const QList<quint32>& keys)
    {
        m_program.strike(keys);
        QStringList names;
        for (const quint32 key : keys)
            names.append(key < 128 ? QString(QChar(key)) : QStringLiteral("0x%1").arg(key, 0, 16));
        return "keys " + names.join('+');
    }
    FigureView* anyView() { return oneOf(m_program.seen()); }
    /// Of what is in sight of it.
    QPoint anyPlace(const QWidget* widget)
    {
        const QRect seen = widget->visibleRegion().boundingRect();
        return seen.topLeft() + QPoint(int(share() * seen.width()), int(share() * seen.height()));
    }
    template <typename T>
    QList<T*> visible(const QWidget* parent, const QString& pattern = {})
    {
        QList<T*> list;
        for (T* each : parent->findChildren<T*>(QRegularExpression(pattern)))
            if (each->isVisible() && each->isEnabled())
                list.append(each);
        return list;
    }

    QString rest()
    {
        FigureView* view = anyView();
        m_program.pointAt(view->plot(), anyPlace(view->plot()));
        return "pointing into " + view->id();
    }
    QString button()
    {
        const QList<QToolButton*> buttons = visible<QToolButton>(anyView(), "^measure-");
        if (buttons.isEmpty())
            return rest();
        QToolButton* chosen = oneOf(buttons);
        m_program.click(chosen);
        return "button " + chosen->text();
    }
    QString layer()
    {
        const QList<LayerStrip*> strips = visible<LayerStrip>(anyView());
        if (strips.isEmpty())
            return arrow();
        const int chosen = int(below(std::size_t(m_program.selection()->layerCount())));
        m_program.click(strips.first(), strips.first()->thumbnailRect(chosen).center());
        return QStringLiteral("thumbnail of layer %1").arg(chosen);
    }
    QString arrow() { return strike({oneOf<quint32>({XK_Up, XK_Down, XK_Left, XK_Right})}); }
    QString view() { return strike({quint32('1' + below(8))}); }
    QString click()
    {
        FigureView* view = anyView();
        m_program.click(view->plot(), anyPlace(view->plot()));
        return "a click into " + view->id();
    }
    QString twice()
    {
        FigureView* view = anyView();
        const QString id = view->id();
        m_program.doubleClick(view->plot(), anyPlace(view->plot()));
        return "a double click into " + id;
    }
    QString wheel()
    {
        FigureView* view = anyView();
        m_program.wheel(view->plot(), anyPlace(view->plot()), oneOf<int>({-2, 1, 3}));
        return "the wheel over " + view->id();
    }
    QString drag()
    {
        FigureView* view = anyView();
        m_program.drag(view->plot(), anyPlace(view->plot()), anyPlace(view->plot()));
        return "a drag in " + view->id();
    }
    QString resize()
    {
        const QSize size(1000 + int(below(1200)), 640 + int(below(600)));
        m_program.resize(size);
        return QStringLiteral("size %1 x %2").arg(size.width()).arg(size.height());
    }
    QString dock()
    {
        if (below(3) > 0)
            return strike({control, quint32('1' + below(8))});
        return strike({control, oneOf<quint32>({'t', 'w'})});
    }
    QString undo() { return below(2) == 0 ? strike({control, 'z'}) : strike({control, shift, 'z'}); }
    QString theme()
    {
        const bool dark = below(2) == 0;
        m_program.setPreferences(
            [&](Preferences& each) { each.theme = dark ? ThemeChoice::Dark : ThemeChoice::Light; });
        return dark ? "dark" : "light";
    }
    QString font()
    {
        const int pixels = oneOf<int>({0, 11, 14, 18});
        m_program.setPreferences([&](Preferences& each) { each.fontPixels = pixels; });
        return QStringLiteral("font of %1 pixels").arg(pixels);
    }
    QString back() { return strike({oneOf<quint32>({XK_Escape, XK_Return, XK_KP_Add, XK_KP_Subtract})}); }
    QString tab()
    {
        const QList<QTabBar*> bars = visible<QTabBar>(m_program.views());
        if (bars.isEmpty())
            return view();
        QTabBar* bar = oneOf(bars);
        const int index = int(below(std::size_t(bar->count())));
        m_program.click(bar, bar->tabRect(index).center());
        return QStringLiteral("tab %1").arg(index);
    }
    /// Its list opens, and is chosen from by keys.
    QString box()
    {
        const QList<QComboBox*> boxes = visible<QComboBox>(anyView());
        if (boxes.isEmpty())
            return view();
        QComboBox* chosen = oneOf(boxes);
        const int place = int(below(std::size_t(std::max(1, chosen->count() - 1)))); // the last may open a dialog
        m_program.click(chosen);
        m_program.strike({XK_Home});
        for (int i = 0; i < place; ++i)
            m_program.strike({XK_Down});
        m_program.strike({XK_Return});
        return QStringLiteral("%1: item %2").arg(chosen->accessibleName()).arg(place);
    }
    /// Of the strip above the views.
    QString token()
    {
        const QList<QWidget*> strips = visible<QWidget>(m_program.window(), "qt_scrollarea_viewport");
        QWidget* chosen = oneOf(strips);
        m_program.pointAt(chosen, anyPlace(chosen));
        return "pointing beside the views";
    }

    LiveProgram& m_program;
    std::mt19937 m_random;
};

} // namespace

class TestScreenWalks : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void agrees_data();
    void agrees();

private:
    QString session() const { return m_folder.filePath("example.headlight"); }

    QTemporaryDir m_folder;
};

void TestScreenWalks::initTestCase()
{
    LiveProgram::forget();
    LaunchOptions example;
    example.runExample = true;
    LiveProgram::play(example, [this](LiveProgram& program) {
        QVERIFY(program.awaitComplete());
        program.bench()->sessions()->save(session());
        QVERIFY(QTest::qWaitFor([this] { return QFile::exists(session()); }, 60000));
    });
}

void TestScreenWalks::agrees_data()
{
    QTest::addColumn<unsigned>("seed");
    if (const unsigned only = qEnvironmentVariableIntValue("HEADLIGHT_SEED"); only > 0) {
        QTest::addRow("seed %u", only) << only;
        return;
    }
    for (unsigned seed = 1; seed <= walks; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestScreenWalks::agrees()
{
    QFETCH(const unsigned, seed);
    LiveProgram::forget();
    LaunchOptions options;
    options.path = session();
    LiveProgram::play(options, [&](LiveProgram& program) {
        QVERIFY(program.awaitComplete());
        Wanderer wanderer(program, seed);
        QStringList way;
        for (int i = 0; i < steps; ++i) {
            way.append(wanderer.step());
            if (const QString wrong = disagreement(program); !wrong.isEmpty())
                QFAIL(qPrintable(QStringLiteral("seed %1, after %2: %3").arg(seed).arg(way.join(", "), wrong)));
        }
    });
}

SCREEN_TEST_MAIN(TestScreenWalks)
#include "tst_screen_walks.moc"
