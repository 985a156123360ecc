// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a painter draws, as elements of SVG.
#include <QImage>
#include <QPainter>
#include <QPainterPath>
#include <QTest>
#include <functional>

#include "tests/ui/svg_reader.h"
#include "ui/plots/svg_file.h"

using namespace headlight;
using namespace headlight::ui;
using headlight::test::readSvg;
using headlight::test::SvgContents;
using headlight::test::SvgShape;

namespace {

using Painting = std::function<void(QPainter&)>;

constexpr QSize page(200, 100);

QByteArray drawn(const Painting& paint)
{
    return svgFile({page, {40, 20}, "title", {}}, [&](QPaintDevice& device) {
        QPainter painter(&device);
        paint(painter);
        return painter.end();
    });
}

SvgContents contents(const Painting& paint)
{
    return readSvg(drawn(paint));
}

/// The only shape that `paint` draws.
SvgShape shapeOf(const Painting& paint)
{
    const SvgContents svg = contents(paint);
    if (svg.shapes.size() != 1)
        qFatal("%d shapes, not one", int(svg.shapes.size()));
    return svg.shapes.first();
}

} // namespace

class TestSvgDevice : public QObject {
    Q_OBJECT
private slots:
    void pageHasItsSize();
    void filledRectangleIsOneShape();
    void transparencyIsKept();
    void linesHaveTheirPens_data();
    void linesHaveTheirPens();
    void shapesAreOutlinedAndFilled();
    void polygonsCloseAndPolylinesDoNot();
    void textIsText();
    void textTurns();
    void textsThatXmlCannotHold();
    void isolatesAreDone();
    void imagesKeepTheirPixels();
    void gradientsBecomeImages();
    void neighboursShareTheirPaint();
    void onlyWhatReachesBeyondIsClipped();
    void clipsEndWithTheirState();
    void clipsIntersectAndMove();
    void lettersAreClippedByTheirInk();
    void nothingInvisibleIsWritten();
    void equalPaintingsAreEqualBytes();
};

void TestSvgDevice::pageHasItsSize()
{
    const SvgContents svg = contents([](QPainter& painter) {
        QCOMPARE(painter.device()->width(), page.width());
        QCOMPARE(painter.device()->height(), page.height());
        QCOMPARE(painter.device()->logicalDpiX(), 96);
        QCOMPARE(painter.device()->devicePixelRatioF(), 1.0);
    });
    QCOMPARE(svg.root["width"], QString("40mm"));
    QCOMPARE(svg.root["height"], QString("20mm"));
    QCOMPARE(svg.root["viewBox"], QString("0 0 200 100"));
    QVERIFY(svg.shapes.isEmpty());
}

void TestSvgDevice::filledRectangleIsOneShape()
{
    const SvgShape shape =
        shapeOf([](QPainter& painter) { painter.fillRect(QRectF(1.5, 2, 3.25, 4.0000004), QColor(0x12, 0x34, 0x56)); });
    QCOMPARE(shape.name, QString("rect"));
    QCOMPARE(shape.rect(), QRectF(1.5, 2, 3.25, 4));
    QCOMPARE(shape.value("fill"), QString("#123456"));
    QVERIFY(!shape.isOutlined());
    QVERIFY(!shape.attributes.contains("fill-opacity") && !shape.attributes.contains("transform"));
}

void TestSvgDevice::transparencyIsKept()
{
    const SvgShape shape = shapeOf([](QPainter& painter) {
        painter.setOpacity(0.5);
        painter.setPen(QColor(0, 0, 255, 51));
        painter.setBrush(QColor(255, 0, 0, 102));
        painter.drawRect(QRect(10, 10, 20, 20));
    });
    QCOMPARE(shape.value("fill"), QString("#ff0000"));
    QCOMPARE(shape.number("fill-opacity"), 0.2);
    QCOMPARE(shape.value("stroke"), QString("#0000ff"));
    QCOMPARE(shape.number("stroke-opacity"), 0.1);
}

void TestSvgDevice::linesHaveTheirPens_data()
{
    QTest::addColumn<QPen>("pen");
    QTest::addColumn<QString>("width");
    QTest::addColumn<QString>("cap");
    QTest::addColumn<QString>("join");
    QTest::addColumn<QString>("dashes");
    const QColor red(Qt::red);
    QTest::newRow("as it is made") << QPen(red) << ""
                                   << "square"
                                   << "bevel"
                                   << "";
    QTest::newRow("wide") << QPen(red, 2.5) << "2.5"
                          << "square"
                          << "bevel"
                          << "";
    QTest::newRow("flat and mitred") << QPen(red, 2, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin) << "2"
                                     << "butt"
                                     << "miter"
                                     << "";
    QTest::newRow("round") << QPen(red, 1, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin) << ""
                           << "round"
                           << "round"
                           << "";
    QTest::newRow("dashes") << QPen(red, 1, Qt::DashLine) << ""
                            << "square"
                            << "bevel"
                            << "4,2";
    QTest::newRow("wide dashes") << QPen(red, 3, Qt::DashLine) << "3"
                                 << "square"
                                 << "bevel"
                                 << "12,6";
}

void TestSvgDevice::linesHaveTheirPens()
{
    QFETCH(const QPen, pen);
    const SvgShape shape = shapeOf([&](QPainter& painter) {
        painter.setPen(pen);
        painter.drawLine(QLineF(1, 2, 30.5, 40));
    });
    QCOMPARE(shape.name, QString("path"));
    QCOMPARE(shape.value("d"), QString("M1,2L30.5,40"));
    QCOMPARE(shape.value("stroke"), QString("#ff0000"));
    QVERIFY(!shape.isFilled());
    QTEST(shape.value("stroke-width"), "width");
    QTEST(shape.value("stroke-linecap"), "cap");
    QTEST(shape.value("stroke-linejoin"), "join");
    QTEST(shape.value("stroke-dasharray"), "dashes");
}

void TestSvgDevice::shapesAreOutlinedAndFilled()
{
    const SvgContents svg = contents([](QPainter& painter) {
        painter.setPen(Qt::blue);
        painter.setBrush(Qt::green);
        painter.drawEllipse(QPointF(20, 30), 5, 5);
        painter.drawEllipse(QRectF(40, 20, 10, 6));
        QPainterPath path(QPointF(60, 20));
        path.cubicTo(61, 22, 63, 24, 70, 20);
        path.setFillRule(Qt::WindingFill);
        painter.drawPath(path);
    });
    QCOMPARE(svg.shapes.size(), 3);
    QCOMPARE(svg.shapes[0].name, QString("circle"));
    QCOMPARE(svg.shapes[0].number("cx"), 20.0);
    QCOMPARE(svg.shapes[0].number("r"), 5.0);
    QCOMPARE(svg.shapes[1].name, QString("ellipse"));
    QCOMPARE(svg.shapes[1].number("rx"), 5.0);
    QCOMPARE(svg.shapes[1].number("ry"), 3.0);
    QCOMPARE(svg.shapes[2].value("d"), QString("M60,20C61,22 63,24 70,20"));
    QCOMPARE(svg.shapes[2].value("fill-rule"), QString("nonzero"));
    for (const SvgShape& shape : svg.shapes)
        QVERIFY(shape.isFilled() && shape.isOutlined());
}

void TestSvgDevice::polygonsCloseAndPolylinesDoNot()
{
    const QPolygonF corners({QPointF(1, 1), QPointF(9, 1), QPointF(5, 8)});
    const SvgContents svg = contents([&](QPainter& painter) {
        painter.setBrush(Qt::green);
        painter.drawPolygon(corners);
        painter.drawPolyline(corners);
    });
    QCOMPARE(svg.shapes.size(), 2);
    QCOMPARE(svg.shapes[0].value("d"), QString("M1,1L9,1L5,8L1,1Z"));
    QVERIFY(svg.shapes[0].isFilled());
    QCOMPARE(svg.shapes[1].value("d"), QString("M1,1L9,1L5,8"));
    QVERIFY(!svg.shapes[1].isFilled());
}

void TestSvgDevice::textIsText()
{
    QFont font("DejaVu Serif");
    font.setPixelSize(13);
    font.setBold(true);
    font.setItalic(true);
    const SvgShape shape = shapeOf([&](QPainter& painter) {
        painter.setFont(font);
        painter.setPen(QColor(1, 2, 3));
        painter.drawText(QPointF(10, 20), "a  <b> & c");
    });
    QCOMPARE(shape.name, QString("text"));
    QCOMPARE(shape.text, QString("a  <b> & c"));
    QCOMPARE(shape.value("space"), QString("preserve"));
    QCOMPARE(shape.number("x"), 10.0);
    QCOMPARE(shape.number("y"), 20.0);
    QCOMPARE(shape.value("fill"), QString("#010203"));
    QCOMPARE(shape.value("font-family"), QString("DejaVu Serif"));
    QCOMPARE(shape.value("font-size"), QString("13"));
    QCOMPARE(shape.value("font-weight"), QString("700"));
    QCOMPARE(shape.value("font-style"), QString("italic"));
    QVERIFY(!shape.isOutlined());
}

void TestSvgDevice::textTurns()
{
    const SvgShape shape = shapeOf([](QPainter& painter) {
        painter.translate(30, 40);
        painter.rotate(-90);
        painter.drawText(QPointF(1, 2), "up");
    });
    QCOMPARE(shape.value("transform"), QString("matrix(0,-1,1,0,30,40)"));
    QCOMPARE(shape.number("x"), 1.0);
}

void TestSvgDevice::textsThatXmlCannotHold()
{
    const SvgContents svg = contents(
        [](QPainter& painter) { painter.drawText(QPointF(1, 20), QString("]]>") + QChar(1) + "\"'" + QChar(0xfffe)); });
    const QString all = svg.texts().join(QString());
    QVERIFY2(all.startsWith("]]>") && all.contains("\"'"), qPrintable(all));
    QVERIFY(!all.contains(QChar(1)) && !all.contains(QChar(0xfffe)));
}

void TestSvgDevice::isolatesAreDone()
{
    const QString hebrew = QStringLiteral("שלום");
    const SvgContents svg = contents([&](QPainter& painter) {
        painter.drawText(QPointF(1, 20), "a " + (QChar(0x2068) + hebrew + QChar(0x2069)) + " b");
        painter.drawText(QPointF(1, 40), hebrew + "!");
    });
    QVERIFY(svg.texts().contains(hebrew)); // letters alone need none
    for (const SvgShape& shape : svg.shapes) {
        QVERIFY(!shape.text.contains(QChar(0x2068)));
        QCOMPARE(shape.text.count(QChar(0x2067)), shape.text.count(QChar(0x2069)));
    }
}

void TestSvgDevice::imagesKeepTheirPixels()
{
    QImage image(4, 2, QImage::Format_RGB32);
    image.fill(QColor(10, 20, 30));
    image.setPixelColor(3, 1, QColor(200, 100, 50));
    const SvgShape shape =
        shapeOf([&](QPainter& painter) { painter.drawImage(QRectF(10, 10, 40, 20), image, QRectF(2, 0, 2, 2)); });
    QCOMPARE(shape.name, QString("image"));
    QCOMPARE(shape.rect(), QRectF(10, 10, 40, 20));
    QCOMPARE(shape.value("preserveAspectRatio"), QString("none"));
    QCOMPARE(shape.value("image-rendering"), QString("optimizeSpeed")); // as the painter, which smooths nothing
    const QString url = shape.value("href");
    QVERIFY(url.startsWith("data:image/png;base64,"));
    const QImage back = QImage::fromData(QByteArray::fromBase64(url.section(',', 1).toLatin1()));
    QCOMPARE(back.convertToFormat(QImage::Format_RGB32), image.copy(2, 0, 2, 2));
}

/// What the writer does not know is painted by Qt, not left out.
void TestSvgDevice::gradientsBecomeImages()
{
    const SvgContents svg = contents([](QPainter& painter) {
        QLinearGradient gradient(0, 0, 100, 0);
        gradient.setColorAt(0, Qt::red);
        gradient.setColorAt(1, Qt::blue);
        painter.fillRect(QRectF(10, 10, 80, 20), gradient);
    });
    QCOMPARE(svg.named("image").size(), 1);
}

void TestSvgDevice::neighboursShareTheirPaint()
{
    const QByteArray alike = drawn([](QPainter& painter) {
        for (int i = 0; i < 3; ++i)
            painter.fillRect(QRectF(10 * i, 0, 5, 5), Qt::red);
    });
    const QByteArray unlike = drawn([](QPainter& painter) {
        for (int i = 0; i < 3; ++i)
            painter.fillRect(QRectF(10 * i, 0, 5, 5), i == 1 ? Qt::blue : Qt::red);
    });
    QStringList fills;
    for (const SvgShape& shape : readSvg(alike).shapes + readSvg(unlike).shapes)
        fills.append(shape.value("fill"));
    QCOMPARE(fills, QStringList({"#ff0000", "#ff0000", "#ff0000", "#ff0000", "#0000ff", "#ff0000"}));
    QVERIFY(alike.size() < unlike.size());
}

void TestSvgDevice::onlyWhatReachesBeyondIsClipped()
{
    const SvgContents svg = contents([](QPainter& painter) {
        painter.setClipRect(QRect(50, 20, 100, 50));
        painter.fillRect(QRectF(60, 30, 10, 10), Qt::red);    // within
        painter.fillRect(QRectF(50, 20, 100.5, 50), Qt::red); // beyond by less than a line
        painter.fillRect(QRectF(140, 30, 30, 10), Qt::blue);  // across
        painter.fillRect(QRectF(60, 30, 10, 10), Qt::green);  // within, after one that is clipped
        painter.fillRect(QRectF(160, 30, 10, 10), Qt::black); // outside
    });
    QCOMPARE(svg.shapes.size(), 4);
    QVERIFY(svg.shapes[0].clips.isEmpty() && svg.shapes[1].clips.isEmpty());
    QCOMPARE(svg.shapes[2].clips, QList<QRectF>({QRectF(50, 20, 100, 50)}));
    QCOMPARE(svg.shapes[3].value("fill"), QString("#00ff00"));
    QCOMPARE(svg.clips.size(), 1);
}

void TestSvgDevice::clipsEndWithTheirState()
{
    const SvgContents svg = contents([](QPainter& painter) {
        for (int i = 0; i < 2; ++i) {
            painter.save();
            painter.setClipRect(QRect(0, 0, 50, 50));
            painter.fillRect(QRectF(40, 0, 30, 10), Qt::red);
            painter.restore();
            painter.fillRect(QRectF(40, 20, 30, 10), Qt::red);
        }
        painter.setClipRect(QRect(0, 0, 50, 50));
        painter.setClipping(false);
        painter.fillRect(QRectF(40, 20, 30, 10), Qt::red);
    });
    QList<qsizetype> clips;
    for (const SvgShape& shape : svg.shapes)
        clips.append(shape.clips.size());
    QCOMPARE(clips, QList<qsizetype>({1, 0, 1, 0, 0}));
    QCOMPARE(svg.clips.size(), 1); // one definition for both
}

void TestSvgDevice::clipsIntersectAndMove()
{
    const SvgShape shape = shapeOf([](QPainter& painter) {
        painter.setClipRect(QRect(0, 0, 60, 60));
        painter.translate(40, 10);
        painter.setClipRect(QRect(0, 0, 60, 60), Qt::IntersectClip);
        painter.fillRect(QRectF(0, 0, 100, 30), Qt::red);
    });
    QCOMPARE(shape.clips, QList<QRectF>({QRectF(40, 10, 20, 50)})); // of the page
    QCOMPARE(shape.value("transform"), QString("matrix(1,0,0,1,40,10)"));
}

void TestSvgDevice::lettersAreClippedByTheirInk()
{
    QFont font("DejaVu Sans");
    font.setPixelSize(11);
    const auto clippedIn = [&](double below, const QString& text) {
        const SvgShape shape = shapeOf([&](QPainter& painter) {
            painter.setFont(font);
            painter.setClipRect(QRectF(0, 0, 100, 20 + below));
            painter.drawText(QPointF(10, 20), text);
        });
        return !shape.clips.isEmpty();
    };
    QVERIFY(!clippedIn(0, "none")); // the line reaches lower, but no letter does
    QVERIFY(!clippedIn(5, "gypq"));
    QVERIFY(clippedIn(-4, "none"));
}

void TestSvgDevice::nothingInvisibleIsWritten()
{
    const SvgContents svg = contents([](QPainter& painter) {
        painter.fillRect(QRectF(10, 10, 0, 20), Qt::red);
        painter.setPen(Qt::NoPen);
        painter.drawText(QPointF(10, 20), "unseen");
        painter.drawPath(QPainterPath());
        painter.setPen(Qt::black);
        painter.drawText(QPointF(10, 20), QString(QChar(0x2069)));
    });
    QVERIFY(svg.shapes.isEmpty());
}

void TestSvgDevice::equalPaintingsAreEqualBytes()
{
    QImage image(2, 2, QImage::Format_RGB32);
    image.fill(Qt::green);
    const Painting paint = [&image](QPainter& painter) {
        painter.drawText(QPointF(10, 20), "text");
        painter.setClipRect(QRect(50, 20, 20, 20));
        painter.fillRect(QRectF(10, 10, 100, 20), Qt::red);
        painter.drawImage(QRectF(51, 21, 5, 5), image);
    };
    QCOMPARE(drawn(paint), drawn(paint));
    QVERIFY(!drawn(paint).isEmpty());
    QVERIFY(svgFile({page, {40, 20}, "title", {}}, [](QPaintDevice&) { return false; }).isEmpty());
}

QTEST_MAIN(TestSvgDevice)
#include "tst_svg_device.moc"
