// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>
#include <cstring>

#include "core/measures/distribution.h"
#include "figures/colour_map.h"
#include "tests/ui/export_samples.h"

using namespace headlight;
using namespace headlight::ui;
using headlight::test::optionsFor;
using headlight::test::sampleSession;

class TestExport : public QObject {
    Q_OBJECT
private slots:
    void everyViewInEveryFormat_data();
    void everyViewInEveryFormat();
    void pngHasTheSizeAndTheMetadata_data();
    void pngHasTheSizeAndTheMetadata();
    void pngShowsTheStrongestColour();
    void svgHoldsTextAndRectangles();
    void overviewIsNumberedAsAsked();
    void csvReadsBack();
    void csvOfOneHeadHasNoKeys();
    void csvQuotesTokens();
    void distributionCsvHasARowALayer();
    void distributionOfAToken();
    void distributionRefusals();
    void npyHoldsTheArray_data();
    void npyHoldsTheArray();
    void refusals_data();
    void refusals();
    void sessionWithoutAttributionsIsRefused();
    void badFolderIsRefused();
    void compareWithAnotherSession();
    void compareRefusals_data();
    void compareRefusals();

private:
    /// Exports and gives back the bytes; empty on failure.
    QByteArray exported(const Session& session, const ExportOptions& options);

    QTemporaryDir m_folder;
};

QByteArray TestExport::exported(const Session& session, const ExportOptions& options)
{
    const QString path = m_folder.filePath("figure." + options.format);
    QFile::remove(path);
    const Result<void> done = exportView(session, options, path.toStdString());
    if (!done)
        qWarning("%s", done.error().text().c_str());
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestExport::everyViewInEveryFormat_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("magic");
    const QList<std::pair<QString, QByteArray>> formats = {
        {"png", "\x89PNG"}, {"svg", "<?xml"}, {"pdf", "%PDF-"}, {"csv", ""}, {"npy", "\x93NUMPY"}};
    for (const char* view : {"heads", "layers", "overview", "token-to-head", "tokens", "distribution", "compare",
                             "blocks", "words", "what-if"}) {
        for (const auto& [format, magic] : formats)
            QTest::addRow("%s %s", view, qPrintable(format)) << QString(view) << format << magic;
    }
}

void TestExport::everyViewInEveryFormat()
{
    QFETCH(QString, view);
    QFETCH(QString, format);
    QFETCH(QByteArray, magic);
    const QByteArray bytes = exported(sampleSession(), optionsFor(view, format));
    QVERIFY(bytes.size() >= 200);
    QVERIFY(bytes.startsWith(magic));
    QCOMPARE(exported(sampleSession(), optionsFor(view, format)), bytes);
}

void TestExport::pngHasTheSizeAndTheMetadata_data()
{
    QTest::addColumn<int>("dpi");
    QTest::addColumn<double>("widthMm");
    QTest::addColumn<int>("pixels");
    QTest::newRow("1x") << 96 << 180.0 << 680;
    QTest::newRow("2x") << 192 << 180.0 << 1361;
    QTest::newRow("300 dpi, one column") << 300 << 85.0 << 1004;
}

void TestExport::pngHasTheSizeAndTheMetadata()
{
    QFETCH(int, dpi);
    QFETCH(double, widthMm);
    ExportOptions options = optionsFor("heads", "png");
    options.dpi = dpi;
    options.widthMm = widthMm;
    const QImage image = QImage::fromData(exported(sampleSession(), options));
    QTEST(image.width(), "pixels");
    QVERIFY(qAbs(image.dotsPerMeterX() - dpi / 0.0254) < 1);
    QCOMPARE(image.text("Model SHA-256"), QString(64, 'a'));
    QVERIFY(image.text("Options").contains("33 points"));
    QVERIFY(image.text("Software").startsWith("Headlight "));
}

void TestExport::pngShowsTheStrongestColour()
{
    const ColourMap map = *ColourMap::named("blue-orange", Theme::Dark, QColor(0x242830));
    ExportOptions options = optionsFor("heads", "png");
    options.theme = Theme::Dark;
    options.head = 2;
    options.range = "-0.001,0.001"; // so that nearly all cells have the end colours
    const QImage image = QImage::fromData(exported(sampleSession(), options));
    int ends = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            ends += image.pixel(x, y) == map.at(0) || image.pixel(x, y) == map.at(1);
    }
    QVERIFY(ends > image.width() * image.height() / 4);
}

void TestExport::svgHoldsTextAndRectangles()
{
    ExportOptions options = optionsFor("heads", "svg");
    options.title = "My figure <1>";
    const QByteArray bytes = exported(sampleSession(), options);
    QXmlStreamReader xml(bytes);
    QStringList texts;
    int rectangles = 0;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        rectangles += xml.name() == u"rect";
        if (xml.name() == u"text")
            texts.append(xml.readElementText());
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QVERIFY(texts.contains("My figure <1>"));
    QVERIFY(texts.contains("Head 3"));
    QVERIFY(texts.contains("near"));
    QVERIFY(rectangles > 4 * 50);
    QVERIFY(!bytes.contains("<image"));
}

void TestExport::overviewIsNumberedAsAsked()
{
    Session session;
    session.result = test::sampleResult(); // 4 heads, 3 layers
    ExportOptions options = optionsFor("overview", "svg");
    const QByteArray fromZero = exported(session, options);
    options.firstNumber = 1;
    const QByteArray fromOne = exported(session, options);
    QVERIFY(fromZero.contains(">0</text>") && !fromZero.contains(">4</text>"));
    QVERIFY(fromOne.contains(">4</text>") && !fromOne.contains(">0</text>"));
}

void TestExport::csvReadsBack()
{
    const QByteArray bytes = exported(sampleSession(), optionsFor("heads", "csv"));
    const QList<QByteArray> lines = bytes.trimmed().split('\n');
    QCOMPARE(lines.size(), 1 + 4 * 12);
    QVERIFY(lines[0].startsWith("layer,head,token,[CLS],what,is,near,?,[SEP],"));
    const QList<QByteArray> fields = lines[1 + 2 * 12 + 7].split(',');
    QCOMPARE(fields[0], QByteArray("1"));
    QCOMPARE(fields[1], QByteArray("2"));
    QCOMPARE(fields[2], QByteArray("is"));
    QCOMPARE(fields.size(), 3 + 12);
    for (int column = 0; column < 12; ++column)
        QCOMPARE(fields[3 + column].toFloat(),
                 test::sampleResult()->attribution("start")->attention.at({1, 2, 7, column}));
}

void TestExport::csvOfOneHeadHasNoKeys()
{
    ExportOptions options = optionsFor("heads", "csv");
    options.head = 1;
    const QByteArray bytes = exported(sampleSession(), options);
    QVERIFY(bytes.startsWith("token,[CLS],"));
    QCOMPARE(bytes.count('\n'), 13);
}

void TestExport::csvQuotesTokens()
{
    AnalysisResult result = *test::sampleResult();
    result.input.tokens[1] = ",";
    result.input.tokens[2] = "\"";
    Session session = sampleSession();
    session.result = std::make_shared<AnalysisResult>(result);
    QVERIFY(exported(session, optionsFor("layers", "csv")).startsWith("layer,token,[CLS],\",\",\"\"\"\",near"));
}

void TestExport::distributionCsvHasARowALayer()
{
    const QList<QByteArray> lines = exported(sampleSession(), optionsFor("distribution", "csv")).trimmed().split('\n');
    QCOMPARE(lines.size(), 1 + 2 * 3);
    QCOMPARE(lines[0],
             QByteArray(
                 "index,token,layer,target,minimum,whisker_low,q1,median,q3,whisker_high,maximum,total,entropy_bits"));
    const auto units = tokenDistribution(sampleSession().result->attribution("end")->hidden, 7);
    const QList<QByteArray> fields = lines[1 + 3 + 2].split(',');
    QCOMPARE(fields.size(), 13);
    QCOMPARE(fields[0], QByteArray("7"));
    QCOMPARE(fields[2], QByteArray("2"));
    QCOMPARE(fields[3], QByteArray("end"));
    QCOMPARE(fields[6].toDouble(), units[2].q1);
    QCOMPARE(fields[11].toDouble(), units[2].total);
    QCOMPARE(fields[12].toDouble(), units[2].entropyBits);
}

void TestExport::distributionOfAToken()
{
    ExportOptions options = optionsFor("distribution", "npy");
    options.measure = "start";
    options.token = 4;
    const QByteArray bytes = exported(sampleSession(), options);
    const Array hidden = sampleSession().result->attribution("start")->hidden;
    QCOMPARE(std::memcmp(bytes.constData() + bytes.size() - 4 * 24, hidden[2][4].data(), 4 * 24), 0);
    Session session = sampleSession();
    session.view.fromToken = 4;
    options.token = -1;
    QCOMPARE(exported(session, options), bytes); // what was chosen on screen
    const QByteArray svg = exported(session, optionsFor("distribution", "svg"));
    for (const char* text :
         {"Entropy (bits), at most 6.64", "Layer conductance of ? (4)", "To end", "Layer", "conductance"})
        QVERIFY2(svg.contains(text), text);
}

void TestExport::distributionRefusals()
{
    ExportOptions options = optionsFor("distribution", "csv");
    const auto refusal = [&](const Session& session) {
        const Result<void> done = exportView(session, options, m_folder.filePath("refused").toStdString());
        return done ? QString() : QString::fromStdString(done.error().text());
    };
    options.measure = "attention";
    QVERIFY(refusal(sampleSession()).contains("does not show “attention”"));
    options.measure.clear();
    options.token = 12;
    QVERIFY(refusal(sampleSession()).contains("There is no token 12: they are numbered from 0 to 11"));
    options.token = -1;
    Session session = sampleSession();
    session.result = test::sampleResult();
    QVERIFY(refusal(session).contains("--hidden"));
}

void TestExport::npyHoldsTheArray_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QString>("measure");
    QTest::addColumn<QByteArray>("shape");
    QTest::newRow("heads") << "heads"
                           << "start" << QByteArray("(4, 12, 12)");
    QTest::newRow("layers") << "layers"
                            << "sum-alpha-f" << QByteArray("(3, 12, 12)");
    QTest::newRow("overview") << "overview"
                              << "attention" << QByteArray("(3, 4, 12, 12)");
    QTest::newRow("token to head") << "token-to-head"
                                   << "f" << QByteArray("(3, 4, 12)");
    QTest::newRow("tokens") << "tokens"
                            << "" << QByteArray("(2, 3, 12)");
    QTest::newRow("distribution") << "distribution"
                                  << "" << QByteArray("(2, 3, 24)");
    QTest::newRow("distribution of one target") << "distribution"
                                                << "end" << QByteArray("(3, 24)");
    QTest::newRow("compare") << "compare"
                             << "attention" << QByteArray("(2, 12, 12)");
    QTest::newRow("blocks") << "blocks"
                            << "end" << QByteArray("(3, 4, 5, 5)");
    QTest::newRow("words") << "words"
                           << "" << QByteArray("(12, 2)");
}

void TestExport::npyHoldsTheArray()
{
    QFETCH(QString, view);
    QFETCH(QString, measure);
    QFETCH(QByteArray, shape);
    ExportOptions options = optionsFor(view, "npy");
    options.measure = measure;
    const QByteArray bytes = exported(sampleSession(), options);
    const int headerSize = uchar(bytes[8]) + 256 * uchar(bytes[9]);
    QCOMPARE((10 + headerSize) % 64, 0);
    const QByteArray header = bytes.mid(10, headerSize);
    QVERIFY(header.endsWith('\n'));
    QVERIFY2(header.contains("{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }"), header.constData());
    if (view != "overview")
        return;
    const Array attention = test::sampleResult()->attention;
    QCOMPARE(bytes.size(), qsizetype(10 + headerSize) + qsizetype(4 * attention.size()));
    QCOMPARE(std::memcmp(bytes.constData() + 10 + headerSize, attention.data(), 4 * attention.size()), 0);
}

void TestExport::refusals_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("message");
    QTest::newRow("view") << "view"
                          << "blocs"
                          << "There is no view “blocs”";
    QTest::newRow("format") << "format"
                            << "gif"
                            << "There is no format “gif”";
    QTest::newRow("measure") << "measure"
                             << "rollout"
                             << "does not show “rollout”";
    QTest::newRow("measure of another view") << "measure"
                                             << "f"
                                             << "does not show “f”";
    QTest::newRow("range") << "range"
                           << "1,0"
                           << "cannot be read";
    QTest::newRow("colours") << "colours"
                             << "jet"
                             << "There are no colours “jet”";
    QTest::newRow("layer") << "layer"
                           << "3"
                           << "There is no layer 3";
    QTest::newRow("head") << "head"
                          << "4"
                          << "There is no head 4";
    QTest::newRow("width") << "width"
                           << "0"
                           << "width must lie between";
    QTest::newRow("resolution") << "dpi"
                                << "5000"
                                << "resolution must lie between";
}

void TestExport::refusals()
{
    QFETCH(QString, option);
    QFETCH(QString, value);
    QFETCH(QString, message);
    ExportOptions options = optionsFor("heads", "png");
    const QHash<QString, QString*> texts = {{"view", &options.view},
                                            {"format", &options.format},
                                            {"measure", &options.measure},
                                            {"range", &options.range},
                                            {"colours", &options.colours}};
    const QHash<QString, int*> numbers = {{"layer", &options.layer}, {"head", &options.head}, {"dpi", &options.dpi}};
    if (texts.contains(option))
        *texts[option] = value;
    else if (numbers.contains(option))
        *numbers[option] = value.toInt();
    else
        options.widthMm = value.toDouble();
    const QString path = m_folder.filePath("refused");
    const Result<void> done = exportView(sampleSession(), options, path.toStdString());
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Usage);
    QVERIFY2(QString::fromStdString(done.error().text()).contains(message), done.error().text().c_str());
    QVERIFY(!QFile::exists(path));
}

void TestExport::sessionWithoutAttributionsIsRefused()
{
    Session session = sampleSession();
    AnalysisResult result = *test::sampleResult({3, 4, 12, headlight::Stage::Attention});
    result.stage = headlight::Stage::Complete;
    session.result = std::make_shared<AnalysisResult>(result);
    const QString path = m_folder.filePath("refused.png");
    const Result<void> done = exportView(session, optionsFor("tokens", "png"), path.toStdString());
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Input);
    QVERIFY(!exportView(Session(), optionsFor("heads", "png"), path.toStdString()));
    QVERIFY(!QFile::exists(path));
}

void TestExport::badFolderIsRefused()
{
    const QString path = m_folder.filePath("no such folder/figure.csv");
    const Result<void> done = exportView(sampleSession(), optionsFor("heads", "csv"), path.toStdString());
    QVERIFY(!done);
    QVERIFY(done.error().text().find("no such folder") != std::string::npos);
}

void TestExport::compareWithAnotherSession()
{
    ExportOptions options = optionsFor("compare", "csv");
    options.measure = options.measureB = "attention";
    options.mode = "side";
    options.head = 2;
    const QByteArray alone = exported(sampleSession(), options);
    AnalysisResult other = *test::sampleResult({3, 4, 12});
    other.attention = other.norms.alphaF;
    options.other = std::make_shared<const AnalysisResult>(other);
    const QByteArray both = exported(sampleSession(), options);
    const qsizetype half = alone.indexOf("\nb,");
    QCOMPARE(both.left(half), alone.left(half));
    QVERIFY(both.mid(half) != alone.mid(half));
    options.other = sampleSession().result;
    QCOMPARE(exported(sampleSession(), options), alone);
    options.mode = "board";
    QCOMPARE(exported(sampleSession(), options).count('\n'), 4);
}

void TestExport::compareRefusals_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("message");
    QTest::newRow("mode") << "mode" << "There is no comparison “no-such”";
    QTest::newRow("agreement") << "agreement" << "There is no agreement “no-such”";
    QTest::newRow("measure B") << "measureB" << "Nothing can be compared with “no-such”";
}

void TestExport::compareRefusals()
{
    QFETCH(QString, option);
    QFETCH(QString, message);
    ExportOptions options = optionsFor("compare", "csv");
    QString& value = option == "mode" ? options.mode : option == "agreement" ? options.agreement : options.measureB;
    value = "no-such";
    const QTemporaryDir folder;
    const auto result = exportView(sampleSession(), options, folder.filePath("out.csv").toStdString());
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Usage);
    QVERIFY2(QString::fromStdString(result.error().what).contains(message), result.error().what.c_str());
}

QTEST_MAIN(TestExport)
#include "tst_export.moc"
