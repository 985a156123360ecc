// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCheckBox>
#include <QComboBox>
#include <QSignalSpy>

#include "figures/colour_map.h"
#include "tests/support/event_turns.h"
#include "tests/ui/fake_backend.h"
#include "tests/ui/window_fixture.h"
#include "ui/theme/colours.h"
#include "ui/theme/system_look.h"

using namespace headlight;
using namespace headlight::test;
using namespace headlight::ui;
using headlight::testing::settle;

namespace {

struct Fixture : WindowFixture {
    Fixture() : WindowFixture(std::make_unique<FakeBackend>(std::make_shared<Script>())) {}
    const Preferences& now() const { return window->preferences()->preferences(); }
};

Preferences unusual()
{
    return {ThemeChoice::Dark, true, 17,  1, QStringLiteral("cividis"), QStringLiteral("purple-green"),
            Preset::Tutorial,  3,    1024};
}

double luminance(const QColor& colour)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

/// As WCAG 2 defines it, 1 … 21.
double contrast(const QColor& a, const QColor& b)
{
    const auto [low, high] = std::minmax({luminance(a), luminance(b)}); // of values, not of references to them
    return (high + 0.05) / (low + 0.05);
}

} // namespace

class TestPreferences : public QObject {
    Q_OBJECT
private slots:
    void areRemembered()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath("a.ini"), QSettings::IniFormat);
        QCOMPARE(readPreferences(settings), Preferences());
        Preferences set = unusual();
        set.diverging = ColourMap::divergingNames().last();
        writePreferences(set, settings);
        QCOMPARE(readPreferences(settings), set);
    }

    void wrongValuesCountAsDefaults_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QVariant>("value");
        QTest::newRow("theme") << "theme" << QVariant("pink");
        QTest::newRow("font too small") << "fontPixels" << QVariant(2);
        QTest::newRow("font too large") << "fontPixels" << QVariant(2000);
        QTest::newRow("font no number") << "fontPixels" << QVariant("large");
        QTest::newRow("numbering") << "firstNumber" << QVariant(7);
        QTest::newRow("sequential") << "sequential" << QVariant("jet");
        QTest::newRow("signed map for unsigned") << "sequential" << QVariant("blue-orange");
        QTest::newRow("diverging") << "diverging" << QVariant("viridis");
        QTest::newRow("preset") << "preset" << QVariant("sloppy");
        QTest::newRow("threads") << "threads" << QVariant(-1);
        QTest::newRow("memory") << "memoryMiB" << QVariant(3);
    }

    void wrongValuesCountAsDefaults()
    {
        QFETCH(QString, key);
        QFETCH(QVariant, value);
        const QTemporaryDir folder;
        QSettings settings(folder.filePath("a.ini"), QSettings::IniFormat);
        settings.setValue(key, value);
        QCOMPARE(readPreferences(settings), Preferences());
    }

    void holdAtOnce()
    {
        Fixture f;
        Preferences set = unusual();
        set.diverging = ColourMap::divergingNames().last();
        f.window->preferences()->set(set);
        const ui::Display& display = f.selection()->display();
        QCOMPARE(display.firstNumber, 1);
        QCOMPARE(display.sequential, set.sequential);
        QCOMPARE(display.diverging, set.diverging);
        const Options& options = f.bench()->input()->options();
        QCOMPARE(options.threads, 3);
        QCOMPARE(int(options.memoryMiB), 1024);
        QCOMPARE(options.rule, Rule::Captum);
        QCOMPARE(QApplication::font().pixelSize(), 17);
        QCOMPARE(themeOf(f.window->palette()), Theme::Dark);
        QVERIFY(isHighContrast(f.window->palette()));
        QVERIFY(!f.bench()->undo()->stack()->canUndo());
        MainWindow again(std::make_unique<FakeBackend>(std::make_shared<Script>())); // they are remembered
        QCOMPARE(again.workbench()->selection()->display().firstNumber, 1);
        QCOMPARE(again.workbench()->input()->options().rule, Rule::Captum);
    }

    void boxesCountAsThePictures()
    {
        Fixture f;
        f.bench()->runner()->runExample("what?", "a context");
        QVERIFY(f.awaitComplete());
        f.selection()->pin({1, 2, 3, 3});
        Preferences set;
        set.firstNumber = 1;
        f.window->preferences()->set(set);
        auto* head = f.named<QSpinBox>("Head");
        QCOMPARE(f.named<QSpinBox>("Layer")->value(), 2);
        QCOMPARE(head->value(), 3);
        head->stepDown();
        QCOMPARE(f.selection()->head(), 1);
        f.selection()->setHead(-1);
        QCOMPARE(head->text(), QStringLiteral("all"));
        QCOMPARE(f.selection()->layer(), 1);
    }

    void largeLettersAreNotCutOff()
    {
        Fixture f;
        Preferences set;
        set.fontPixels = 18;
        f.window->preferences()->set(set);
        settle();
        const QWidget* contents = f.window->leftPanel()->widget();
        QVERIFY(f.window->leftPanel()->viewport()->width() >= contents->minimumSizeHint().width());
    }

    void otherRunsKeepThreadsAndMemory()
    {
        Fixture f;
        f.bench()->input()->setQuestion("what?");
        f.bench()->input()->setContext("a context");
        f.bench()->runner()->run();
        QVERIFY(f.awaitComplete());
        Preferences set;
        set.threads = 5;
        set.memoryMiB = 512;
        f.window->preferences()->set(set);
        f.bench()->followUps()->keepHidden();
        QCOMPARE(f.bench()->input()->options().threads, 5);
        f.bench()->input()->usePreset(Preset::Tutorial);
        QCOMPARE(f.bench()->input()->options().threads, 5);
        QCOMPARE(int(f.bench()->input()->options().memoryMiB), 512);
    }

    void theDialogEditsThem()
    {
        Fixture f;
        f.press(Qt::Key_Comma, Qt::ControlModifier);
        QVERIFY(QTest::qWaitFor([] { return QApplication::activeModalWidget() || QApplication::activeWindow(); }));
        auto* first = f.named<QComboBox>("Number layers and heads");
        first->setCurrentIndex(1);
        QCOMPARE(f.now().firstNumber, 1);
        auto* memory = f.named<QSpinBox>("Memory of an analysis");
        memory->stepUp();
        QCOMPARE(f.now().memoryMiB, leastMemory);
        memory->stepDown();
        QCOMPARE(f.now().memoryMiB, 0);
        auto* font = f.named<QSpinBox>("Font size");
        font->stepUp();
        QCOMPARE(f.now().fontPixels, smallestFont);
        f.named<QCheckBox>("High contrast")->setChecked(true);
        QVERIFY(f.now().highContrast);
        f.window->preferences()->set({}); // the dialog follows
        QCOMPARE(first->currentIndex(), 0);
        QCOMPARE(font->value(), 0);
    }

    void theDesktopSaysHowItLooks_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<uint>("value");
        QTest::addColumn<bool>("dark");
        QTest::addColumn<bool>("contrast");
        QTest::newRow("dark") << "color-scheme" << 1U << true << false;
        QTest::newRow("light") << "color-scheme" << 2U << false << false;
        QTest::newRow("no preference") << "color-scheme" << 0U << false << false;
        QTest::newRow("high contrast") << "contrast" << 1U << false << true;
        QTest::newRow("something else") << "accent-color" << 1U << false << false;
    }

    void theDesktopSaysHowItLooks()
    {
        QFETCH(QString, key);
        QFETCH(uint, value);
        SystemLook& look = SystemLook::instance();
        QSignalSpy changed(&look, &SystemLook::changed);
        look.take(key, value);
        QTEST(look.theme() == Theme::Dark, "dark");
        QTEST(look.highContrast(), "contrast");
        applyLook(*qApp, {});
        QTEST(themeOf(QApplication::palette()) == Theme::Dark, "dark");
        QTEST(isHighContrast(QApplication::palette()), "contrast");
        look.take(key, value); // nothing new
        QVERIFY(changed.size() <= 1);
        look.take("color-scheme", 0U);
        look.take("contrast", 0U);
    }

    void textStandsOutInEachTheme_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<bool>("high");
        QTest::newRow("light") << false << false;
        QTest::newRow("dark") << true << false;
        QTest::newRow("light, high contrast") << false << true;
        QTest::newRow("dark, high contrast") << true << true;
    }

    void textStandsOutInEachTheme()
    {
        QFETCH(bool, dark);
        QFETCH(bool, high);
        const Colours& c = colours(dark ? Theme::Dark : Theme::Light, high);
        const double least = high ? 7 : 4.5; // WCAG AAA and AA
        for (const QColor& ground : {c.surface, c.recess, c.chosen})
            QVERIFY(contrast(c.text, ground) >= least);
        for (const QColor& ground : {c.surface, c.recess})
            QVERIFY2(contrast(c.quiet, ground) >= least, qPrintable(QString::number(contrast(c.quiet, ground))));
        QVERIFY(contrast(c.text, c.answer) >= least);
        QVERIFY(contrast(c.text, c.errorGround) >= least);
        QVERIFY(contrast(c.accentText, c.accent) >= 4.5);
        QVERIFY(contrast(c.accent, c.recess) >= 3); // the ring of the focus
        if (high)
            QVERIFY(contrast(c.line, c.surface) >= 7);
    }
};

QTEST_MAIN(TestPreferences)
#include "tst_preferences.moc"
