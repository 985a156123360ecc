// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A program that is asked to end by a signal, as at a logout, ends in order and leaves what was not saved.
#include <QApplication>
#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

#include "tests/ui/fake_backend.h"
#include "ui/state/recovery_folder.h"
#include "ui/window/launch.h"
#include "ui/window/main_window.h"
#include "ui/window/unsaved_guard.h"

using namespace headlight;
using namespace headlight::ui;

namespace {

constexpr int patience = 60000; // ms
constexpr int endMilliseconds = 20000;
const QString asWindow = QStringLiteral("--window");

/// The program, or this one as a window on a scripted backend, with settings and data of its own.
class Running {
public:
    Running(const QString& home, const QString& program, const QStringList& arguments)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char* folder : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"})
            environment.insert(folder, home + '/' + folder);
        environment.insert("QT_QPA_PLATFORM", "offscreen");
        m_process.setProcessEnvironment(environment);
        m_process.start(program, arguments);
    }
    ~Running()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    void send(int signal) const { ::kill(static_cast<pid_t>(m_process.processId()), signal); }
    /// With status 0, not by the signal.
    bool endsInOrder()
    {
        return m_process.waitForFinished(endMilliseconds) && m_process.exitStatus() == QProcess::NormalExit &&
               m_process.exitCode() == 0;
    }

private:
    QProcess m_process;
};

/// What the child process is: a window with a run that does not end by itself.
int runWindow(QApplication& application, const QString& root)
{
    MainWindow window(std::make_unique<test::FakeBackend>(std::make_shared<test::Script>()));
    endInOrder(application, window);
    window.keepForRecovery(root);
    window.unsavedGuard()->setQuestion([]() -> QMessageBox::StandardButton { qFatal("a question at the end"); });
    window.show();
    window.workbench()->input()->setContext("a context");
    window.workbench()->input()->setQuestion("endless");
    window.workbench()->runner()->run();
    return QApplication::exec();
}

} // namespace

class TestEndSignals : public QObject {
    Q_OBJECT

private slots:
    void init() { m_home = std::make_unique<QTemporaryDir>(); }
    void unsavedWorkStays_data();
    void unsavedWorkStays();
    void nothingStaysWhereNothingWasDone();

private:
    QString root() const
    {
        return m_home->filePath("XDG_DATA_HOME/headlight/headlight/recovery");
    } // as launch() has it
    bool awaitFile(const QString& name) const
    {
        return QTest::qWaitFor(
            [&] {
                const QStringList folders = QDir(root()).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
                return !folders.isEmpty() && QFile::exists(root() + '/' + folders.front() + '/' + name);
            },
            patience);
    }

    std::unique_ptr<QTemporaryDir> m_home;
};

void TestEndSignals::unsavedWorkStays_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGHUP") << SIGHUP;
    QTest::newRow("SIGINT") << SIGINT;
}

void TestEndSignals::unsavedWorkStays()
{
    QFETCH(const int, signal);
    Running running(m_home->path(), QCoreApplication::applicationFilePath(), {asWindow, root()});
    QVERIFY(awaitFile("work.json"));
    running.send(signal);
    QVERIFY(running.endsInOrder());
    const auto left = RecoveryFolder::leftBehind(root());
    QCOMPARE(left.size(), std::size_t{1});
    QVERIFY(left.front().work().ended);
    QVERIFY(left.front().work().running);
    QCOMPARE(left.front().work().question, QStringLiteral("endless"));
}

void TestEndSignals::nothingStaysWhereNothingWasDone()
{
    Running running(m_home->path(), BUILD_DIR "/bin/headlight", {});
    QVERIFY(awaitFile("lock"));
    running.send(SIGTERM);
    QVERIFY(running.endsInOrder());
    QVERIFY(RecoveryFolder::leftBehind(root()).empty());
}

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    if (application.arguments().value(1) == asWindow)
        return runWindow(application, application.arguments().value(2));
    TestEndSignals test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_end_signals.moc"
