// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Without a display the program ends with one sentence and status 1.
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

const QString program = BUILD_DIR "/bin/headlight";
constexpr int patience = 120000; // ms

} // namespace

class TestNoDisplay : public QObject {
    Q_OBJECT

private slots:
    void saysSo_data();
    void saysSo();
    void helpNeedsNone_data();
    void helpNeedsNone();

private:
    /// Starts the program with these variables and none of its own; those that are empty are not set.
    void start(QProcess& process, const QMap<QString, QString>& variables, const QStringList& arguments) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char* folder : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"})
            environment.insert(folder, m_home.path());
        for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_SESSION_TYPE"})
            environment.remove(name);
        for (auto each = variables.begin(); each != variables.end(); ++each)
            environment.insert(each.key(), each.value());
        process.setProcessEnvironment(environment);
        process.start(program, arguments);
    }

    QTemporaryDir m_home;
};

void TestNoDisplay::saysSo_data()
{
    using Variables = QMap<QString, QString>;
    QTest::addColumn<Variables>("variables");
    QTest::addColumn<QString>("said");
    QTest::newRow("nothing is set") << Variables() << "neither DISPLAY nor WAYLAND_DISPLAY is set";
    QTest::newRow("a display that is not there") << Variables{{"DISPLAY", ":9999"}} << "The display \":9999\"";
    QTest::newRow("no display at all") << Variables{{"DISPLAY", "nonsense"}} << "The display \"nonsense\"";
    QTest::newRow("xcb, asked for") << Variables{{"QT_QPA_PLATFORM", "xcb"}}
                                    << "neither DISPLAY nor WAYLAND_DISPLAY is set";
    QTest::newRow("a platform that is none")
        << Variables{{"QT_QPA_PLATFORM", "paper"}} << "QT_QPA_PLATFORM is \"paper\"";
    QTest::newRow("a Wayland display that is not there")
        << Variables{{"WAYLAND_DISPLAY", "wayland-99"}, {"XDG_SESSION_TYPE", "wayland"}}
        << "Wayland display \"wayland-99\"";
}

void TestNoDisplay::saysSo()
{
    using Variables = QMap<QString, QString>;
    QFETCH(Variables, variables);
    QFETCH(QString, said);
    QProcess process;
    start(process, variables, {"--run-example"});
    QVERIFY(process.waitForFinished(patience));
    const QString errors = QString::fromUtf8(process.readAllStandardError());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 1);
    QVERIFY2(errors.startsWith("headlight: ") && errors.contains(said), qPrintable(errors));
    QVERIFY2(errors.contains("headlight-cli does the same work without a display."), qPrintable(errors));
    QCOMPARE(errors.count('\n'), 1);
}

void TestNoDisplay::helpNeedsNone_data()
{
    QTest::addColumn<QString>("argument");
    QTest::newRow("help") << "--help";
    QTest::newRow("version") << "--version";
}

void TestNoDisplay::helpNeedsNone()
{
    QFETCH(QString, argument);
    QProcess process;
    start(process, {}, {argument});
    QVERIFY(process.waitForFinished(patience));
    QCOMPARE(process.exitCode(), 0);
    QVERIFY(process.readAllStandardOutput().contains("headlight"));
    QVERIFY(process.readAllStandardError().isEmpty());
}

QTEST_GUILESS_MAIN(TestNoDisplay)
#include "tst_no_display.moc"
