// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>
#include <limits>

#include "figures/colour_map.h"

using namespace headlight::ui;

namespace {

double linear(int channel)
{
    const double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(QRgb colour)
{
    return 0.2126 * linear(qRed(colour)) + 0.7152 * linear(qGreen(colour)) + 0.0722 * linear(qBlue(colour));
}

int distance(QRgb a, QRgb b)
{
    return std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) + std::abs(qBlue(a) - qBlue(b));
}

const QColor lightPanel(0xffffff);
const QColor darkPanel(0x242830);

ColourMap diverging(Theme theme)
{
    return *ColourMap::named("blue-orange", theme, theme == Theme::Light ? lightPanel : darkPanel);
}

} // namespace

class TestColourMaps : public QObject {
    Q_OBJECT
private slots:
    void sequentialMapsGrowLighter_data();
    void sequentialMapsGrowLighter();
    void armsLeaveThePanelSteadily_data();
    void armsLeaveThePanelSteadily();
    void zeroIsThePanel_data();
    void zeroIsThePanel();
    void asymmetricRangesKeepZero();
    void valuesBeyondHaveTheEndColours();
    void nanIsFarFromEveryColour();
    void unknownNameIsRefused();
};

void TestColourMaps::sequentialMapsGrowLighter_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"viridis", "cividis", "magma"})
        QTest::addRow("%s", name) << QString(name);
}

void TestColourMaps::sequentialMapsGrowLighter()
{
    QFETCH(QString, name);
    const ColourMap map = *ColourMap::named(name, Theme::Light, lightPanel);
    QVERIFY(!map.isDiverging());
    double before = -1;
    for (int i = 0; i <= 64; ++i) {
        const double now = luminance(map.at(i / 64.0));
        QVERIFY2(now > before, qPrintable(QString::number(i)));
        before = now;
    }
}

void TestColourMaps::armsLeaveThePanelSteadily_data()
{
    QTest::addColumn<bool>("light");
    QTest::newRow("light") << true;
    QTest::newRow("dark") << false;
}

void TestColourMaps::armsLeaveThePanelSteadily()
{
    QFETCH(bool, light);
    const ColourMap map = diverging(light ? Theme::Light : Theme::Dark);
    const double sign = light ? -1 : 1; // away from white, or away from black
    for (const int side : {-1, 1}) {
        double before = sign * luminance(map.at(0.5));
        for (int i = 2; i <= 32; ++i) {
            const double now = sign * luminance(map.at(0.5 + side * i / 64.0));
            QVERIFY2(now > before, qPrintable(QString::number(side * i)));
            before = now;
        }
    }
}

void TestColourMaps::zeroIsThePanel_data()
{
    armsLeaveThePanelSteadily_data();
}

void TestColourMaps::zeroIsThePanel()
{
    QFETCH(bool, light);
    const ColourTable table(diverging(light ? Theme::Light : Theme::Dark), {-0.04, 0.04});
    QCOMPARE(table.colour(0), (light ? lightPanel : darkPanel).rgb());
    QVERIFY(qBlue(table.colour(-0.04F)) > qRed(table.colour(-0.04F)));
    QVERIFY(qRed(table.colour(0.04F)) > qBlue(table.colour(0.04F)));
}

void TestColourMaps::asymmetricRangesKeepZero()
{
    const ColourMap map = diverging(Theme::Light);
    const ColourTable table(map, {-0.1, 0.3});
    QVERIFY(distance(table.colour(0), lightPanel.rgb()) <= 6);
    QCOMPARE(table.colour(0.3F), map.at(1));
    QVERIFY(distance(table.colour(-0.1F), map.at(0.5 - 0.5 / 3)) <= 6);
}

void TestColourMaps::valuesBeyondHaveTheEndColours()
{
    const ColourMap map = *ColourMap::named("viridis", Theme::Light, lightPanel);
    const ColourTable table(map, {0, 1});
    QCOMPARE(table.colour(1e30F), map.at(1));
    QCOMPARE(table.colour(-1e30F), map.at(0));
    QCOMPARE(table.colour(0.5F), map.at(0.5));
}

void TestColourMaps::nanIsFarFromEveryColour()
{
    const ColourTable table(*ColourMap::named("viridis", Theme::Light, lightPanel), {0, 1});
    QCOMPARE(table.colour(std::numeric_limits<float>::quiet_NaN()), nanColour);
    QCOMPARE(table.colour(std::numeric_limits<float>::infinity()), nanColour);
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        for (const QString& name : ColourMap::names()) {
            const ColourMap map = *ColourMap::named(name, theme, theme == Theme::Light ? lightPanel : darkPanel);
            for (int i = 0; i <= 100; ++i)
                QVERIFY2(distance(map.at(i / 100.0), nanColour) > 100, qPrintable(name + ' ' + QString::number(i)));
        }
    }
}

void TestColourMaps::unknownNameIsRefused()
{
    QVERIFY(!ColourMap::named("jet", Theme::Light, lightPanel));
    QVERIFY(ColourMap::names().contains(ColourMap::defaultName(true)));
    QVERIFY(ColourMap::names().contains(ColourMap::defaultName(false)));
}

QTEST_APPLESS_MAIN(TestColourMaps)
#include "tst_colour_maps.moc"
