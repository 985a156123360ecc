// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What figures in files look like, and what the files say of themselves.
#include <QImage>
#include <QTest>
#include <QXmlStreamReader>
#include <algorithm>
#include <cstring>

#include "tests/support/input_parts.h"
#include "tests/ui/export_samples.h"

using namespace headlight;
using namespace headlight::ui;
using headlight::test::optionsFor;
using headlight::test::sampleSession;

namespace {

/// The bytes of the file; the reason, where there is none.
QByteArray exported(const Session& session, const ExportOptions& options)
{
    const auto figure = exportFigure(session, options);
    const auto drawing = figure ? drawExport(session, *figure, options) : Failure(figure.error());
    const auto bytes = drawing ? fileBytes(*drawing) : Failure(drawing.error());
    if (!bytes)
        return QByteArray::fromStdString(bytes.error().text());
    return {reinterpret_cast<const char*>(bytes->data()), qsizetype(bytes->size())};
}

} // namespace

class TestFigureFiles : public QObject {
    Q_OBJECT
private slots:
    void svgHasItsPrintedSizeAndItsOrigin();
    void svgSurvivesAnyText();
    void pdfHasTheSizeTheOriginAndNoTime();
    void transparentPicturesHaveNoGround_data();
    void transparentPicturesHaveNoGround();
    void cellsOverlapInFilesThatScale();
    void manyCellsAreOneCrispImage();
    void largerTextLeavesLessRoom();
    void textsAndBarCanBeLeftOut();
    void answerIsNamedWhereNotAllHaveRoom();
    void layersAndHeadsAreChosen();
    void partInSightIsDrawn();
    void whatReachesBeyondIsClipped_data();
    void whatReachesBeyondIsClipped();
};

void TestFigureFiles::svgHasItsPrintedSizeAndItsOrigin()
{
    ExportOptions options = optionsFor("heads", "svg");
    options.widthMm = 88.9;
    QXmlStreamReader xml(exported(sampleSession(), options));
    QHash<QString, QString> facts;
    QString width;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"svg")
            width = xml.attributes().value("width").toString();
        if (xml.namespaceUri().startsWith(u"urn:headlight"))
            facts[xml.name().toString()] = xml.readElementText();
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QCOMPARE(width, QString("88.9mm"));
    QCOMPARE(facts["Model_SHA-256"], QString(64, 'a'));
    QCOMPARE(facts["Question"], QString::fromStdString(sampleSession().result->input.leadText()));
    QVERIFY(facts["Options"].contains("33 points"));
    QCOMPARE(facts["Measure"], QString("start"));
}

void TestFigureFiles::svgSurvivesAnyText()
{
    Session session = sampleSession();
    AnalysisResult result = *session.result;
    setText(result.input, Role::Question, "<&>\x01\x1f \"q\" %1 %2 ]]>");
    result.input.tokens[1] = "</text>";
    session.result = std::make_shared<AnalysisResult>(result);
    ExportOptions options = optionsFor("heads", "svg");
    options.title = QString("%1 </title> \x02 --> &amp;");
    QXmlStreamReader xml(exported(session, options));
    while (!xml.atEnd())
        xml.readNext();
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
}

void TestFigureFiles::pdfHasTheSizeTheOriginAndNoTime()
{
    ExportOptions options = optionsFor("heads", "pdf");
    options.widthMm = 89;
    const QByteArray bytes = exported(sampleSession(), options);
    QVERIFY(bytes.contains("<headlight:Model_SHA-256>" + QByteArray(64, 'a')));
    QVERIFY(!bytes.contains("CreationDate") && !bytes.contains("ModDate") && !bytes.contains("/ID ["));
    QVERIFY(!bytes.contains("DCTDecode")); // a photograph's compression
    const qsizetype at = bytes.indexOf("/MediaBox [0 0 ");
    QVERIFY(at > 0);
    const double points = bytes.mid(at + 15, 12).split(' ').first().toDouble();
    QVERIFY2(qAbs(points - 89 / 25.4 * 72) < 0.6, qPrintable(QString::number(points)));
}

void TestFigureFiles::transparentPicturesHaveNoGround_data()
{
    QTest::addColumn<QString>("view");
    for (const char* view : {"heads", "tokens", "distribution", "blocks"})
        QTest::newRow(view) << QString(view);
}

void TestFigureFiles::transparentPicturesHaveNoGround()
{
    QFETCH(QString, view);
    ExportOptions options = optionsFor(view, "png");
    QVERIFY(!QImage::fromData(exported(sampleSession(), options)).hasAlphaChannel());
    options.transparent = true;
    const QImage image = QImage::fromData(exported(sampleSession(), options));
    QCOMPARE(image.pixelColor(0, 0).alpha(), 0);
    int drawn = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            drawn += qAlpha(image.pixel(x, y)) == 255;
    QVERIFY(drawn > 1000);
    options.format = "svg";
    QVERIFY(!exported(sampleSession(), options).contains("<rect fill=\"#ffffff\" x=\"0\" y=\"0\""));
}

/// Neighbours share an edge in the picture, but not in the file: no viewer may show the ground between them.
void TestFigureFiles::cellsOverlapInFilesThatScale()
{
    ExportOptions options = optionsFor("heads", "svg");
    options.head = 1;
    options.colourBar = false;
    QXmlStreamReader xml(exported(sampleSession(), options));
    QList<QRectF> cells;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement || xml.name() != u"rect")
            continue;
        const auto number = [&](const char* name) { return xml.attributes().value(QLatin1String(name)).toDouble(); };
        cells.append({number("x"), number("y"), number("width"), number("height")});
    }
    QVERIFY(cells.size() > 100);
    const double right = std::max_element(cells.begin() + 1, cells.end(), [](const QRectF& a, const QRectF& b) {
                             return a.right() < b.right();
                         })->right();
    for (int i = 2; i + 1 < cells.size(); ++i) // after the ground
        if (cells[i].top() == cells[i + 1].top() && cells[i].right() < right)
            QVERIFY(cells[i].right() > cells[i + 1].left());
}

void TestFigureFiles::manyCellsAreOneCrispImage()
{
    Session session = sampleSession();
    session.result = test::sampleResult({2, 2, 120});
    const QByteArray svg = exported(session, optionsFor("overview", "svg"));
    QCOMPARE(svg.count("<image"), 4);
    QVERIFY(svg.contains("image-rendering:pixelated"));
    const QByteArray pdf = exported(session, optionsFor("overview", "pdf"));
    QVERIFY(pdf.contains("/Subtype /Image") && !pdf.contains("DCTDecode") && !pdf.contains("/Interpolate true"));
}

void TestFigureFiles::largerTextLeavesLessRoom()
{
    ExportOptions options = optionsFor("heads", "svg");
    options.widthMm = 89;
    options.fontPoints = 4;
    const qsizetype many = exported(sampleSession(), options).count("<text");
    options.fontPoints = 12;
    const qsizetype few = exported(sampleSession(), options).count("<text");
    QVERIFY2(many > few + 20, qPrintable(QString("%1, %2").arg(many).arg(few)));
    options.font = "DejaVu Serif";
    QVERIFY(exported(sampleSession(), options).contains("font-family=\"DejaVu Serif\""));
}

void TestFigureFiles::textsAndBarCanBeLeftOut()
{
    ExportOptions options = optionsFor("heads", "svg");
    const QByteArray all = exported(sampleSession(), options);
    QVERIFY(all.contains(">Model ") && all.contains("(largest "));
    options.title = options.caption = "";
    options.colourBar = false;
    const QByteArray bare = exported(sampleSession(), options);
    QVERIFY(!bare.contains(">Model ") && !bare.contains("(largest ") && !bare.contains(">Layer 1: "));
    options.caption = "My caption";
    QVERIFY(exported(sampleSession(), options).contains(">My caption"));
}

void TestFigureFiles::answerIsNamedWhereNotAllHaveRoom()
{
    Session session = sampleSession();
    AnalysisResult result = *test::sampleResult({3, 12, 40});
    for (std::size_t token = 0; token < result.input.tokens.size(); ++token)
        result.input.tokens[token] = "t" + std::to_string(token);
    result.answer->start = 21;
    result.answer->end = 33;
    session.result = std::make_shared<AnalysisResult>(result);
    session.view.fromToken = 15;
    session.view.toToken = -1;
    ExportOptions options = optionsFor("heads", "svg");
    const QByteArray svg = exported(session, options);
    for (const char* named : {">t21<", ">t33<", ">t15<"})
        QVERIFY2(svg.contains(named), named);
    QVERIFY(!svg.contains(">t22<") && !svg.contains(">t34<")); // no room beside them
    options.head = 2;
    options.fontPoints = 5;
    for (int token = 0; token < 40; ++token)
        QVERIFY(exported(session, options).contains(">t" + QByteArray::number(token) + "<"));
}

void TestFigureFiles::layersAndHeadsAreChosen()
{
    ExportOptions options = optionsFor("overview", "npy");
    options.measure = "attention";
    options.layers = {2};
    options.heads = {0, 3};
    const QByteArray bytes = exported(sampleSession(), options);
    QVERIFY(bytes.contains("'shape': (1, 2, 12, 12)"));
    const Array attention = sampleSession().result->attention;
    QCOMPARE(std::memcmp(bytes.constData() + bytes.size() - 4 * 144, attention[2][3].data(), 4 * 144), 0);
    options.format = "csv";
    QCOMPARE(exported(sampleSession(), options).count('\n'), 1 + 2 * 12);
    const auto all = exportFigure(sampleSession(), optionsFor("overview", "csv"));
    ExportOptions some = optionsFor("overview", "csv");
    some.layers = {1};
    const auto part = exportFigure(sampleSession(), some);
    QCOMPARE(part->range.high, all->range.high); // leaving maps out changes no colour
}

void TestFigureFiles::partInSightIsDrawn()
{
    ExportOptions options = optionsFor("heads", "svg");
    options.head = 1;
    options.window = QRectF(0, 0, 0.5, 0.25);
    options.colourBar = false; // which is of rectangles too
    const QByteArray svg = exported(sampleSession(), options);
    QVERIFY(svg.contains(">what<"));
    options.window = QRectF(0, 0, 1, 1);
    QVERIFY(svg.count("<rect") < exported(sampleSession(), options).count("<rect") / 3);
}

void TestFigureFiles::whatReachesBeyondIsClipped_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<int>("clipped"); // panels that are no maps
    QTest::newRow("bars") << "tokens" << 2;
    QTest::newRow("boxes, histograms and bars") << "distribution" << 8;
    QTest::newRow("maps end by themselves") << "heads" << 0;
}

/// Qt's SVG writer cannot clip: the groups around what is drawn in a panel do.
void TestFigureFiles::whatReachesBeyondIsClipped()
{
    QFETCH(const QString, view);
    QFETCH(const int, clipped);
    ExportOptions options = optionsFor(view, "svg");
    QCOMPARE(exported(sampleSession(), options).count("clip"), 0);
    options.window = QRectF(0.25, 0.25, 0.5, 0.5);
    const QByteArray svg = exported(sampleSession(), options);
    QCOMPARE(svg.count("<clipPath "), clipped);
    QCOMPARE(svg.count("<g clip-path=\"url(#clip"), clipped);
    QVERIFY(!svg.contains("headlight-clip") && !svg.contains("#010203"));
    QVERIFY(!svg.contains("stroke=\"black\"")); // cells would inherit it
    QXmlStreamReader xml(svg);
    int inside = 0; // of groups that clip
    int drawn = 0;
    QList<bool> clips;
    while (!xml.atEnd()) {
        const auto token = xml.readNext();
        if (token == QXmlStreamReader::StartElement && xml.name() == u"g") {
            clips.append(xml.attributes().hasAttribute("clip-path"));
            inside += clips.last() ? 1 : 0;
        } else if (token == QXmlStreamReader::EndElement && xml.name() == u"g") {
            inside -= clips.takeLast() ? 1 : 0;
        } else if (token == QXmlStreamReader::StartElement && inside == 1) {
            ++drawn;
        }
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QVERIFY2(clipped == 0 || drawn >= 2 * clipped, qPrintable(QString::number(drawn)));
}

QTEST_MAIN(TestFigureFiles)
#include "tst_figure_files.moc"
