// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What figures in files look like, and what the files say of themselves.
#include <QImage>
#include <QTest>
#include <algorithm>
#include <cstring>

#include "figures/view_table.h"
#include "tests/support/input_parts.h"
#include "tests/ui/export_samples.h"
#include "tests/ui/svg_reader.h"

using namespace headlight;
using namespace headlight::ui;
using headlight::test::optionsFor;
using headlight::test::readSvg;
using headlight::test::sampleSession;
using headlight::test::SvgContents;
using headlight::test::SvgShape;

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

SvgContents drawn(const Session& session, const ExportOptions& options)
{
    return readSvg(exported(session, options));
}

/// What is read in the texts of an SVG file, which may have several a line.
QString textIn(const SvgContents& svg)
{
    return svg.texts().join(QString());
}

qsizetype countOf(const SvgContents& svg, const QString& name)
{
    return svg.named(name).size();
}

} // namespace

class TestFigureFiles : public QObject {
    Q_OBJECT
private slots:
    void svgHasItsPrintedSizeAndItsOrigin();
    void everySvgIsSharpAndHasNoOtherLines_data();
    void everySvgIsSharpAndHasNoOtherLines();
    void everyTextOfAnSvgIsText_data();
    void everyTextOfAnSvgIsText();
    void equalFiguresAreEqualFiles_data();
    void equalFiguresAreEqualFiles();
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
    void nothingIsDrawnBeyondItsPanel_data();
    void nothingIsDrawnBeyondItsPanel();

private:
    static void addViews();
};

void TestFigureFiles::addViews()
{
    QTest::addColumn<QString>("view");
    for (const QString& view : viewNames())
        QTest::newRow(qPrintable(view)) << view;
}

void TestFigureFiles::svgHasItsPrintedSizeAndItsOrigin()
{
    ExportOptions options = optionsFor("heads", "svg");
    options.widthMm = 88.9;
    const SvgContents svg = drawn(sampleSession(), options);
    QCOMPARE(svg.root["width"], QString("88.9mm"));
    const QStringList box = svg.root["viewBox"].split(' ');
    const double height = svg.root["height"].chopped(2).toDouble();
    QCOMPARE(box.size(), 4);
    QVERIFY(qAbs(height / 88.9 - box[3].toDouble() / box[2].toDouble()) < 1e-5);
    QCOMPARE(svg.title, svg.facts["Title"]);
    QVERIFY(svg.description.contains("Question: " + svg.facts["Question"]));
    QCOMPARE(svg.facts["Model_SHA-256"], QString(64, 'a'));
    QCOMPARE(svg.facts["Question"], QString::fromStdString(sampleSession().result->input.leadText()));
    QVERIFY(svg.facts["Options"].contains("33 points"));
    QCOMPARE(svg.facts["Measure"], QString("start"));
}

void TestFigureFiles::everySvgIsSharpAndHasNoOtherLines_data()
{
    addViews();
}

/// Edges of cells and images are sharp; nothing has a line that was not drawn, nor more than a rectangle a cell.
void TestFigureFiles::everySvgIsSharpAndHasNoOtherLines()
{
    QFETCH(const QString, view);
    const SvgContents svg = drawn(sampleSession(), optionsFor(view, "svg"));
    QVERIFY(svg.style.contains("rect{shape-rendering:crispEdges}"));
    QVERIFY(svg.style.contains("image-rendering:pixelated"));
    QVERIFY(svg.shapes.size() > 10);
    const QSet<QString> known{"rect", "path", "circle", "ellipse", "text", "image"};
    for (const SvgShape& shape : svg.shapes) {
        QVERIFY2(known.contains(shape.name), qPrintable(shape.name));
        QVERIFY(shape.isFilled() || shape.isOutlined() || shape.name == "image");
        const bool box = view == "distribution" && shape.isOutlined(); // which is filled too
        QVERIFY(!(shape.isFilled() && shape.isOutlined()) || box);
    }
}

void TestFigureFiles::everyTextOfAnSvgIsText_data()
{
    addViews();
}

/// In the font that was asked for, with the letters as they are read.
void TestFigureFiles::everyTextOfAnSvgIsText()
{
    QFETCH(const QString, view);
    ExportOptions options = optionsFor(view, "svg");
    options.title = "A title of mine";
    const SvgContents svg = drawn(sampleSession(), options);
    QVERIFY2(textIn(svg).contains("A title of mine"), qPrintable(textIn(svg)));
    for (const SvgShape& text : svg.named("text")) {
        QVERIFY(!text.text.isEmpty());
        QCOMPARE(text.value("font-family"), QString("DejaVu Sans"));
        QVERIFY(text.number("font-size") >= 11);
        QVERIFY(text.isFilled() && !text.isOutlined());
    }
}

void TestFigureFiles::equalFiguresAreEqualFiles_data()
{
    addViews();
}

void TestFigureFiles::equalFiguresAreEqualFiles()
{
    QFETCH(const QString, view);
    for (const char* format : {"svg", "pdf"})
        QVERIFY(exported(sampleSession(), optionsFor(view, format)) ==
                exported(sampleSession(), optionsFor(view, format)));
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
    const SvgContents svg = drawn(session, options);
    QCOMPARE(svg.title, QString("%1 </title> \ufffd --> &amp;"));
    QVERIFY(svg.texts().contains("</text>"));
    QVERIFY(svg.facts["Question"].endsWith(" \"q\" %1 %2 ]]>"));
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
    int opaque = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            opaque += qAlpha(image.pixel(x, y)) == 255;
    QVERIFY(opaque > 1000);
    options.format = "svg";
    for (const SvgShape& shape : drawn(sampleSession(), options).named("rect"))
        QVERIFY(!shape.isFilled() || shape.rect().topLeft() != QPointF());
}

/// Neighbours share an edge in the picture, but not in the file: no viewer may show the ground between them.
void TestFigureFiles::cellsOverlapInFilesThatScale()
{
    ExportOptions options = optionsFor("heads", "svg");
    options.head = 1;
    options.colourBar = false;
    QList<QRectF> cells;
    for (const SvgShape& shape : drawn(sampleSession(), options).named("rect"))
        cells.append(shape.rect());
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
    QCOMPARE(countOf(drawn(session, optionsFor("overview", "svg")), "image"), 4);
    const QByteArray pdf = exported(session, optionsFor("overview", "pdf"));
    QVERIFY(pdf.contains("/Subtype /Image") && !pdf.contains("DCTDecode") && !pdf.contains("/Interpolate true"));
}

void TestFigureFiles::largerTextLeavesLessRoom()
{
    ExportOptions options = optionsFor("heads", "svg");
    options.widthMm = 89;
    options.fontPoints = 4;
    const qsizetype many = countOf(drawn(sampleSession(), options), "text");
    options.fontPoints = 12;
    const qsizetype few = countOf(drawn(sampleSession(), options), "text");
    QVERIFY2(many > few + 20, qPrintable(QString("%1, %2").arg(many).arg(few)));
    options.font = "DejaVu Serif";
    for (const SvgShape& text : drawn(sampleSession(), options).named("text"))
        QCOMPARE(text.value("font-family"), QString("DejaVu Serif"));
}

void TestFigureFiles::textsAndBarCanBeLeftOut()
{
    ExportOptions options = optionsFor("heads", "svg");
    const QString all = textIn(drawn(sampleSession(), options));
    QVERIFY(all.contains("Model ") && all.contains("(largest ") && all.contains("Layer 1: "));
    options.title = options.caption = "";
    options.colourBar = false;
    const QString bare = textIn(drawn(sampleSession(), options));
    QVERIFY(!bare.contains("Model ") && !bare.contains("(largest ") && !bare.contains("Layer 1: "));
    options.caption = "My caption";
    QVERIFY(textIn(drawn(sampleSession(), options)).contains("My caption"));
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
    const QStringList some = drawn(session, options).texts();
    for (const char* named : {"t21", "t33", "t15"})
        QVERIFY2(some.contains(named), named);
    QVERIFY(!some.contains("t22") && !some.contains("t34")); // no room beside them
    options.head = 2;
    options.fontPoints = 5;
    const QStringList all = drawn(session, options).texts();
    for (int token = 0; token < 40; ++token)
        QVERIFY(all.contains("t" + QString::number(token)));
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
    const SvgContents svg = drawn(sampleSession(), options);
    QVERIFY(svg.texts().contains("what"));
    options.window = QRectF(0, 0, 1, 1);
    QVERIFY(countOf(svg, "rect") < countOf(drawn(sampleSession(), options), "rect") / 3);
}

void TestFigureFiles::whatReachesBeyondIsClipped_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<int>("clipped"); // panels
    QTest::newRow("bars") << "tokens" << 2;
    QTest::newRow("boxes; their histograms and bars stay whole") << "distribution" << 2;
    QTest::newRow("maps end by themselves") << "heads" << 0;
}

/// One clip a panel, and what is drawn in the panel within it; none where nothing reaches beyond.
void TestFigureFiles::whatReachesBeyondIsClipped()
{
    QFETCH(const QString, view);
    QFETCH(const int, clipped);
    ExportOptions options = optionsFor(view, "svg");
    QVERIFY(drawn(sampleSession(), options).clips.isEmpty());
    options.window = QRectF(0.45, 0.3, 0.4, 0.4);
    const SvgContents svg = drawn(sampleSession(), options);
    QCOMPARE(svg.clips.size(), clipped);
    QList<QRectF> panels = svg.clips.values();
    qsizetype inside = 0;
    for (const SvgShape& shape : svg.shapes) {
        QVERIFY(shape.clips.size() <= 1);
        QVERIFY(shape.clips.isEmpty() || panels.contains(shape.clips.first()));
        inside += shape.clips.size();
    }
    QVERIFY2(inside >= 2 * clipped, qPrintable(QString::number(inside)));
}

void TestFigureFiles::nothingIsDrawnBeyondItsPanel_data()
{
    addViews();
}

/// Of what is filled in sight of a zoomed figure: all lies within the page, but for what a clip cuts.
void TestFigureFiles::nothingIsDrawnBeyondItsPanel()
{
    QFETCH(const QString, view);
    ExportOptions options = optionsFor(view, "svg");
    options.window = QRectF(0.3, 0.27, 0.5, 0.5);
    const SvgContents svg = drawn(sampleSession(), options);
    const QStringList box = svg.root["viewBox"].split(' ');
    const QRectF page(0, 0, box[2].toDouble(), box[3].toDouble());
    for (const SvgShape& shape : svg.named("rect")) {
        if (shape.clips.isEmpty())
            QVERIFY(page.adjusted(-1, -1, 1, 1).contains(shape.rect()));
        else
            QVERIFY(shape.clips.first().adjusted(-1, -1, 1, 1).intersects(shape.rect()));
    }
}

QTEST_MAIN(TestFigureFiles)
#include "tst_figure_files.moc"
