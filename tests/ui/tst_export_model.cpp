// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "figures/figure_part.h"
#include "figures/journals.h"
#include "tests/support/sample_result.h"
#include "ui/state/export_model.h"

using namespace headlight;
using namespace headlight::ui;

namespace {

Session sampleSession()
{
    Session session;
    session.result = test::sampleResult();
    session.view.layer = 1;
    session.view.head = 2;
    return session;
}

ExportModel* modelOf(const QString& view, QObject* parent)
{
    ExportOptions screen;
    screen.view = view;
    return new ExportModel(sampleSession(), screen, Theme::Light, parent);
}

} // namespace

/// The export dialog's logic, without a window.
class TestExportModel : public QObject {
    Q_OBJECT
private slots:
    void init();
    void startsWithWhatIsOnScreen();
    void remembersHowFiguresLook();
    void whatIsNoSettingCountsAsTheDefault_data();
    void whatIsNoSettingCountsAsTheDefault();
    void textsAreTheFiguresOwnUnlessEdited();
    void oneHeadIsEnlargedAndSeveralAreKept();
    void numbersFollowTheNumbering();
    void unreadableNumbersAreAProblem_data();
    void unreadableNumbersAreAProblem();
    void fieldsSuitTheView_data();
    void fieldsSuitTheView();
    void partInSightCanBeLeft();
    void changesAreToldOnce();
    void namesSayTheView();
    void journalsAreKnown();
    void numbersReadBack_data();
    void numbersReadBack();
    void partsOfPanelsAreRead();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestExportModel::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder->path());
}

void TestExportModel::startsWithWhatIsOnScreen()
{
    ExportOptions screen;
    screen.view = "heads";
    screen.head = 2;
    screen.window = QRectF(0.5, 0.5, 0.25, 0.25);
    const ExportModel model(sampleSession(), screen, Theme::Dark);
    const ExportOptions options = model.options();
    QCOMPARE(options.view, QString("heads"));
    QCOMPARE(options.head, 2);
    QCOMPARE(model.heads(), QString("2"));
    QCOMPARE(options.window, screen.window);
    QCOMPARE(options.theme, Theme::Dark);
    QCOMPARE(options.format, QString("png"));
    QVERIFY(options.range.isEmpty() && options.layer < 0);
    QVERIFY(!options.title && !options.caption && options.colourBar);
    QVERIFY(model.problem().isEmpty());
}

void TestExportModel::remembersHowFiguresLook()
{
    ExportSettings chosen;
    {
        ExportModel* model = modelOf("heads", this);
        chosen = model->settings();
        chosen.look = {Theme::Dark, 88.9, 600, "DejaVu Serif", 5.5, true};
        chosen.format = "pdf";
        chosen.title = chosen.caption = chosen.colourBar = false;
        chosen.set = {true, false, false};
        model->setSettings(chosen);
        model->setTitle("of this figure alone");
        model->remember();
    }
    const ExportModel* next = modelOf("layers", this);
    QVERIFY(next->settings() == chosen);
    QVERIFY(next->title().isEmpty());
    QCOMPARE(next->options().theme, Theme::Dark);
}

void TestExportModel::whatIsNoSettingCountsAsTheDefault_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QVariant>("value");
    QTest::newRow("format") << "export/format" << QVariant("gif");
    QTest::newRow("no width") << "export/width" << QVariant("wide");
    QTest::newRow("huge width") << "export/width" << QVariant(1e9);
    QTest::newRow("resolution") << "export/dpi" << QVariant(-3);
    QTest::newRow("size of text") << "export/fontSize" << QVariant("nan");
    QTest::newRow("theme") << "export/theme" << QVariant("blue");
}

void TestExportModel::whatIsNoSettingCountsAsTheDefault()
{
    QFETCH(const QString, key);
    QFETCH(const QVariant, value);
    QSettings settings;
    settings.setValue(key, value);
    QVERIFY(readExportSettings(settings, Theme::Light) == ExportSettings());
}

void TestExportModel::textsAreTheFiguresOwnUnlessEdited()
{
    ExportModel* model = modelOf("heads", this);
    model->setTitle("mine");
    QCOMPARE(model->options().title, std::optional<QString>("mine"));
    model->setTitle("");
    QVERIFY(!model->options().title);
    ExportSettings settings = model->settings();
    settings.title = settings.caption = false;
    model->setSettings(settings);
    model->setCaption("not shown");
    QCOMPARE(model->options().title, std::optional<QString>(""));
    QCOMPARE(model->options().caption, std::optional<QString>(""));
}

void TestExportModel::oneHeadIsEnlargedAndSeveralAreKept()
{
    ExportModel* model = modelOf("heads", this);
    model->setHeads("3");
    QCOMPARE(model->options().head, 3);
    QVERIFY(model->options().heads.isEmpty());
    model->setHeads("0-1, 3");
    QCOMPARE(model->options().head, -1);
    QCOMPARE(model->options().heads, QList<int>({0, 1, 3}));
    ExportModel* overview = modelOf("overview", this);
    overview->setHeads("3");
    QCOMPARE(overview->options().head, -1);
    QCOMPARE(overview->options().heads, QList<int>{3});
}

void TestExportModel::numbersFollowTheNumbering()
{
    ExportModel* model = modelOf("overview", this);
    model->setLayers("0,2");
    model->setHeads("1");
    model->setFirstNumber(1);
    QCOMPARE(model->layers(), QString("1,3"));
    QCOMPARE(model->heads(), QString("2"));
    QCOMPARE(model->options().layers, QList<int>({0, 2}));
    QCOMPARE(model->options().heads, QList<int>{1});
    model->setLayers("0");
    QVERIFY2(model->problem().contains("from 1 on"), qPrintable(model->problem()));
}

void TestExportModel::unreadableNumbersAreAProblem_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QString>("layers");
    QTest::addColumn<QString>("heads");
    QTest::addColumn<QString>("problem");
    QTest::newRow("a word") << "overview" << "all" << "" << "Layers: “all” is no list";
    QTest::newRow("backwards") << "overview" << "" << "3-1" << "Heads: “3-1” is no list";
    QTest::newRow("two layers of a view of one") << "heads" << "1,2" << "" << "Layers: “1,2” is no number";
    QTest::newRow("two heads of a comparison") << "compare" << "" << "0-1" << "Heads: “0-1” is no number";
    QTest::newRow("huge") << "overview" << "0-99999999" << "" << "is no list";
    QTest::newRow("negative") << "overview" << "-1" << "" << "is no list";
}

void TestExportModel::unreadableNumbersAreAProblem()
{
    QFETCH(const QString, view);
    QFETCH(const QString, layers);
    QFETCH(const QString, heads);
    QFETCH(const QString, problem);
    ExportModel* model = modelOf(view, this);
    model->setLayers(layers);
    model->setHeads(heads);
    QVERIFY2(model->problem().contains(problem), qPrintable(model->problem()));
}

void TestExportModel::fieldsSuitTheView_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QString>("fields"); // L: many layers, l: one; H, h: heads
    QTest::newRow("heads") << "heads" << "lH";
    QTest::newRow("layers") << "layers" << "L";
    QTest::newRow("overview") << "overview" << "LH";
    QTest::newRow("token to head") << "token-to-head" << "L";
    QTest::newRow("tokens") << "tokens" << "l";
    QTest::newRow("distribution") << "distribution" << "";
    QTest::newRow("compare") << "compare" << "lh";
    QTest::newRow("blocks") << "blocks" << "l";
    QTest::newRow("words") << "words" << "";
    QTest::newRow("what if") << "what-if"
                             << "";
}

void TestExportModel::fieldsSuitTheView()
{
    QFETCH(const QString, view);
    const ExportModel* model = modelOf(view, this);
    QString fields;
    if (model->hasLayers())
        fields += model->takesOneLayer() ? 'l' : 'L';
    if (model->hasHeads())
        fields += model->takesOneHead() ? 'h' : 'H';
    QTEST(fields, "fields");
}

void TestExportModel::partInSightCanBeLeft()
{
    ExportOptions screen;
    screen.view = "heads";
    screen.window = QRectF(0, 0, 0.5, 0.5);
    ExportModel model(sampleSession(), screen, Theme::Light);
    QVERIFY(model.isZoomed());
    QCOMPARE(model.options().window, screen.window);
    model.setShowsPart(false);
    QCOMPARE(model.options().window, QRectF(0, 0, 1, 1));
}

void TestExportModel::changesAreToldOnce()
{
    ExportModel* model = modelOf("heads", this);
    QSignalSpy changed(model, &ExportModel::changed);
    model->setTitle("a");
    model->setTitle("a");
    model->setSettings(model->settings());
    QCOMPARE(changed.size(), 1);
    model->setRange("panel");
    model->setShowsPart(false);
    QCOMPARE(changed.size(), 3);
}

void TestExportModel::namesSayTheView()
{
    QCOMPARE(modelOf("token-to-head", this)->suggestedName("what"), QString("what-token-to-head.png"));
}

void TestExportModel::journalsAreKnown()
{
    QHash<QString, double> widths;
    for (const JournalWidth& width : journalWidths())
        widths[width.name] = width.mm;
    QCOMPARE(widths.value("Nature, one column"), 89.0);
    QCOMPARE(widths.value("Nature, two columns"), 183.0);
    QCOMPARE(widths.value("ACL, one column"), 77.0);
    for (const double mm : widths)
        QVERIFY(mm >= 50 && mm <= 200);
}

void TestExportModel::numbersReadBack_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("numbers");
    QTest::addColumn<QString>("again");
    QTest::newRow("one") << "4" << QList<int>{4} << "4";
    QTest::newRow("span") << "0-3" << QList<int>{0, 1, 2, 3} << "0-3";
    QTest::newRow("any order, twice") << "7, 2-3,3" << QList<int>{2, 3, 7} << "2-3,7";
}

void TestExportModel::numbersReadBack()
{
    QFETCH(const QString, text);
    QFETCH(const QList<int>, numbers);
    QCOMPARE(parseNumbers(text).value_or(QList<int>()), numbers);
    QTEST(numbersText(numbers), "again");
    for (const char* bad : {"", ",", "1,", "x", "1-", "-1", "2-1", "1-2-3", "1.5"})
        QVERIFY2(!parseNumbers(bad), bad);
}

void TestExportModel::partsOfPanelsAreRead()
{
    QCOMPARE(parseWindow("0.5,0.1,0.25,0.125"), std::optional(QRectF(0.5, 0.1, 0.25, 0.125)));
    QCOMPARE(parseWindow("0.3,0.3,0.7,0.7"), std::optional(QRectF(0.3, 0.3, 0.7, 0.7)));
    for (const char* bad : {"", "0,0,1", "0,0,1,1,1", "0,0,0,1", "0.5,0,0.6,1", "-0.1,0,1,1", "a,b,c,d", "nan,0,1,1"})
        QVERIFY2(!parseWindow(bad), bad);
}

QTEST_GUILESS_MAIN(TestExportModel)
#include "tst_export_model.moc"
