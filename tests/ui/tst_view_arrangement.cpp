// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Arrangements of views as sessions describe them, made sense of without a window.
#include <QTest>

#include "ui/state/view_arrangement.h"

using namespace headlight;
using namespace headlight::ui;

using Groups = std::vector<ViewGroup>;

namespace {

ViewGroup group(const std::vector<std::string>& views, const ViewPart& place, bool floating = false)
{
    return {views, views.front(), place, floating};
}

/// "row(heads column(tokens layers))", by the first view of each group.
QString textOf(const Slice& slice, const Groups& groups)
{
    if (slice.group >= 0)
        return QString::fromStdString(groups[static_cast<std::size_t>(slice.group)].views.front());
    QStringList parts;
    for (const Slice& part : slice.parts)
        parts.append(textOf(part, groups));
    return (slice.beside ? "row(" : "column(") + parts.join(' ') + ')';
}

const QStringList known = {"heads", "layers", "tokens", "blocks", "compare"};

} // namespace

class TestViewArrangement : public QObject {
    Q_OBJECT
private slots:
    void placesAreSliced_data();
    void placesAreSliced();
    void usable_data();
    void usable();
};

Q_DECLARE_METATYPE(Groups)

void TestViewArrangement::placesAreSliced_data()
{
    QTest::addColumn<Groups>("groups");
    QTest::addColumn<QString>("slices");
    const ViewGroup left = group({"heads"}, {0, 0, 0.495, 1});
    QTest::newRow("none") << Groups{} << "";
    QTest::newRow("one") << Groups{group({"heads"}, {0, 0, 1, 1})} << "heads";
    QTest::newRow("beside each other") << Groups{group({"tokens"}, {0.5, 0, 1, 1}), left} << "row(heads tokens)";
    QTest::newRow("below each other") << Groups{group({"tokens"}, {0, 0.3, 1, 1}), group({"heads"}, {0, 0, 1, 0.3})}
                                      << "column(heads tokens)";
    QTest::newRow("a column in a row")
        << Groups{left, group({"tokens"}, {0.5, 0, 1, 0.5}), group({"layers"}, {0.5, 0.5, 1, 1})}
        << "row(heads column(tokens layers))";
    QTest::newRow("a row in a column in a row")
        << Groups{left, group({"tokens"}, {0.5, 0, 1, 0.5}), group({"layers"}, {0.5, 0.5, 0.7, 1}),
                  group({"blocks"}, {0.7, 0.5, 1, 1})}
        << "row(heads column(tokens row(layers blocks)))";
    QTest::newRow("with a hole") << Groups{group({"heads"}, {0, 0, 0.2, 1}), group({"tokens"}, {0.8, 0, 1, 1})}
                                 << "row(heads tokens)";
    QTest::newRow("pressed together") << Groups{group({"heads"}, {0, 0, 0.44, 1}),
                                                group({"tokens"}, {0.34, 0, 0.78, 1}),
                                                group({"layers"}, {0.67, 0, 1, 1})}
                                      << "row(heads tokens layers)";
    QTest::newRow("floating ones take no room") << Groups{left, group({"tokens"}, {0, 0, 1, 1}, true)} << "heads";
    QTest::newRow("over each other") << Groups{group({"heads"}, {0, 0, 1, 1}), group({"tokens"}, {0, 0, 1, 1})} << "";
    QTest::newRow("round a fifth")
        << Groups{group({"heads"}, {0, 0, 0.7, 0.3}), group({"layers"}, {0.7, 0, 1, 0.7}),
                  group({"tokens"}, {0.3, 0.7, 1, 1}), group({"blocks"}, {0, 0.3, 0.3, 1}),
                  group({"compare"}, {0.3, 0.3, 0.7, 0.7})}
        << "";
}

void TestViewArrangement::placesAreSliced()
{
    QFETCH(const Groups, groups);
    QFETCH(const QString, slices);
    const std::optional<Slice> found = slicesOf(groups);
    QCOMPARE(found ? textOf(*found, groups) : QString(), slices);
}

void TestViewArrangement::usable_data()
{
    QTest::addColumn<Groups>("groups");
    QTest::addColumn<Groups>("expected");
    const ViewPart all;
    const ViewPart left{0, 0, 0.5, 1};
    const ViewPart right{0.5, 0, 1, 1};
    const Groups good = {group({"heads", "layers"}, left), group({"tokens"}, right),
                         group({"blocks"}, {2, 2, 3, 3}, true)};
    QTest::newRow("as it is") << good << good;
    QTest::newRow("nothing") << Groups{} << Groups{};
    QTest::newRow("nothing known") << Groups{group({"new"}, all)} << Groups{};
    QTest::newRow("some unknown") << Groups{group({"new", "heads"}, left), group({"newer"}, right)}
                                  << Groups{group({"heads"}, left)};
    QTest::newRow("twice") << Groups{group({"heads", "heads"}, left), group({"heads", "tokens"}, right)}
                           << Groups{group({"heads"}, left), group({"tokens"}, right)};
    QTest::newRow("over each other")
        << Groups{group({"heads"}, all), group({"blocks"}, all, true), group({"tokens", "layers"}, all)}
        << Groups{group({"heads", "tokens", "layers"}, all), group({"blocks"}, all, true)};
    QTest::newRow("in front is another's view") << Groups{{{"heads", "layers"}, "tokens", all, false}}
                                                << Groups{group({"heads", "layers"}, all)};
}

void TestViewArrangement::usable()
{
    QFETCH(const Groups, groups);
    QFETCH(const Groups, expected);
    const Groups found = usableArrangement(groups, known);
    QCOMPARE(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i)
        QVERIFY2(found[i] == expected[i], qPrintable(QString::number(i)));
}

QTEST_GUILESS_MAIN(TestViewArrangement)
#include "tst_view_arrangement.moc"
