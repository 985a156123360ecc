// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/files_testing.h"
#include "tests/support/include_scanner.h"

using namespace headlight::testing;

namespace {

namespace fs = std::filesystem;

/// A small source tree, to see that the scanner finds what it should.
class PlantedTree {
public:
    PlantedTree()
    {
        write("core/base/error.h", "#include <string>\n");
        write("core/engine/engine.h", "#include \"core/base/error.h\"\n");
        write("core/engine/torch/model.h", "#include <ATen/ATen.h>\n#include \"core/engine/engine.h\"\n");
        write("core/engine/torch/model.cpp", "#include \"core/engine/torch/model.h\"\n");
        write("ui/views/view.h", "#include <QWidget>\n#include \"core/engine/engine.h\"\n");
        write("ui/views/view.cpp", "#include \"ui/views/view.h\"\n#include <qcustomplot.h>\n");
        write("figures/figure.h", "#include <QString>\n#include \"core/engine/engine.h\"\n");
        write("figures/figure.cpp", "#include \"figures/figure.h\"\n#include \"figures/part.h\"\n");
        write("figures/part.h", "#include <QColor>\n");
        write("app/headlight/main.cpp", "#include \"ui/views/view.h\"\n");
        write("tests/ui/tst_view.cpp", "#include <QTest>\n#include \"ui/views/view.h\"\n");
        write("tests/engine/checks.cpp", "#include \"core/engine/torch/model.h\"\n");
    }
    void write(const char* name, const char* text) const
    {
        const fs::path file = root() / name;
        fs::create_directories(file.parent_path());
        writeAll(file, text);
    }
    fs::path root() const { return toPath(m_folder.path()); }
    QStringList violations() const { return IncludeScanner(root()).violations(); }

private:
    QTemporaryDir m_folder;
};

} // namespace

class TestBoundaries : public QObject {
    Q_OBJECT

private slots:
    void sourcesKeepTheBoundaries();
    void scannerSeesTheSources();
    void cleanTreePasses();
    void findsPlantedViolation_data();
    void findsPlantedViolation();
};

void TestBoundaries::sourcesKeepTheBoundaries()
{
    const QStringList violations = IncludeScanner(SOURCE_DIR).violations();
    QVERIFY2(violations.isEmpty(), qPrintable(violations.join('\n')));
}

void TestBoundaries::scannerSeesTheSources()
{
    const IncludeScanner scanner(SOURCE_DIR);
    QVERIFY(scanner.seesTorch("core/engine/torch/path/path_function.h"));
    QVERIFY(scanner.seesQt("ui/views/view.h"));
    QVERIFY(!scanner.seesTorch("core/engine/engine.h"));
    QVERIFY(!scanner.seesQt("core/engine/engine.h"));
    QVERIFY(scanner.seesQt("figures/figure_builder.h"));
}

void TestBoundaries::cleanTreePasses()
{
    const QStringList violations = PlantedTree().violations();
    QVERIFY2(violations.isEmpty(), qPrintable(violations.join('\n')));
}

void TestBoundaries::findsPlantedViolation_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, const char* file, const char* text, const char* said) {
        QTest::newRow(name) << QByteArray(file) << QByteArray(text) << QString(said);
    };
    row("Qt in core", "core/base/a.h", "#include <QString>\n", "core/base/a.h sees Qt");
    row("Qt through a header", "core/base/a.cpp", "#include \"ui/views/view.h\"\n", "core/base/a.cpp sees Qt");
    row("Qt as a module", "core/base/a.h", "#include <QtCore/qglobal.h>\n", "core/base/a.h sees Qt");
    row("Qt with spaces", "core/base/a.h", "  #  include  <QList>\n", "core/base/a.h sees Qt");
    row("QCustomPlot in core", "core/base/a.h", "#include \"qcustomplot.h\"\n", "core/base/a.h sees Qt");
    row("Torch in core", "core/base/a.h", "#include <torch/torch.h>\n", "core/base/a.h sees Torch");
    row("c10 in core", "core/base/a.h", "#include <c10/util/Half.h>\n", "core/base/a.h sees Torch");
    row("Torch in a public header", "core/engine/a.h", "#include \"core/engine/torch/model.h\"\n",
        "core/engine/a.h sees Torch");
    row("Torch in ui", "ui/views/a.cpp", "#include <ATen/ATen.h>\n", "ui/views/a.cpp sees Torch");
    row("Torch in ui through a header", "ui/views/a.cpp", "#include \"core/engine/torch/model.h\"\n",
        "ui/views/a.cpp sees Torch");
    row("Torch in app", "app/cli/a.cpp", "#include <torch/script.h>\n", "app/cli/a.cpp sees Torch");
    row("Qt in the engine", "core/engine/torch/a.cpp", "#include <QObject>\n", "core/engine/torch/a.cpp sees Qt");
    row("both in a test", "tests/a.cpp", "#include <QTest>\n#include <torch/torch.h>\n", "tests/a.cpp sees both");
    row("ui in core", "core/base/a.h", "#include \"ui/state/nothing.h\"\n",
        "core/base/a.h includes ui/state/nothing.h");
    row("app in ui", "ui/views/a.h", "#include \"app/cli/nothing.h\"\n", "ui/views/a.h includes app/cli/nothing.h");
    row("figures in core", "core/session/a.h", "#include \"figures/nothing.h\"\n",
        "core/session/a.h includes figures/nothing.h");
    row("a later room of core", "core/base/a.h", "#include \"core/files/nothing.h\"\n",
        "core/base/a.h includes core/files/nothing.h");
    row("a room that includes it", "core/base/a.cpp", "#include \"core/engine/engine.h\"\n",
        "core/base/a.cpp includes core/engine/engine.h");
    row("ui in figures", "figures/a.h", "#include \"ui/plots/nothing.h\"\n", "figures/a.h includes ui/plots/nothing.h");
    row("widgets in figures", "figures/a.h", "#include <QWidget>\n", "figures/a.h sees widgets");
    row("a plot in figures", "figures/a.cpp", "#include <qcustomplot.h>\n", "figures/a.cpp sees widgets");
    row("a later room of ui", "ui/plots/a.h", "#include \"ui/state/nothing.h\"\n",
        "ui/plots/a.h includes ui/state/nothing.h");
    row("no room", "core/a.h", "", "core/a.h lies in no room");
    row("a new room", "ui/somewhere/a.h", "", "ui/somewhere/a.h lies in no room");
    row("a circle of headers", "figures/part.h", "#include \"figures/figure.h\"\n",
        "figures/part includes itself in a circle");
    row("a circle by way of a source", "figures/part.cpp", "#include \"figures/figure.h\"\n",
        "figures/figure includes itself in a circle");
}

void TestBoundaries::findsPlantedViolation()
{
    QFETCH(const QByteArray, file);
    QFETCH(const QByteArray, text);
    QFETCH(const QString, said);
    const PlantedTree tree;
    tree.write(file, text);
    const QStringList violations = tree.violations();
    QVERIFY2(!violations.filter(said).isEmpty(), qPrintable("found only: " + violations.join("; ")));
}

QTEST_GUILESS_MAIN(TestBoundaries)
#include "tst_boundaries.moc"
