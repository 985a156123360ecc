// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "core/session/session.h"
#include "tests/support/input_parts.h"
#include "tests/support/files_testing.h"
#include "tests/support/sample_result.h"
#include "ui/state/file_paths.h"
#include "ui/state/session_list_model.h"

using namespace headlight;
using namespace headlight::testing;
using namespace headlight::ui;

/// The sessions of a folder, as the dialog that browses it lists them.
class TestSessionList : public QObject {
    Q_OBJECT

private slots:
    void init();
    void listsWhatIsThere();
    void badFilesSayWhy_data();
    void badFilesSayWhy();
    void anotherFolderTakesOver();
    void endsWhileItReads();
    void thumbnailsAreThatOfTheFile();

private:
    void save(const QString& name, const std::string& question, const ViewState& view = {}) const;
    void read();
    QVariant at(int row, int role) const { return m_model->index(row).data(role); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SessionListModel> m_model;
};

void TestSessionList::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_model = std::make_unique<SessionListModel>();
}

void TestSessionList::save(const QString& name, const std::string& question, const ViewState& view) const
{
    AnalysisResult result = *test::sampleResult();
    setText(result.input, Role::Question, question);
    if (!writeSession({std::make_shared<AnalysisResult>(result), view, nullptr}, pathOf(m_folder->filePath(name))))
        qFatal("cannot write the test's file");
}

void TestSessionList::read()
{
    QSignalSpy finished(m_model.get(), &SessionListModel::finished);
    m_model->setFolder(m_folder->path(), Theme::Light, Qt::white);
    QVERIFY(!finished.isEmpty() || finished.wait());
}

void TestSessionList::listsWhatIsThere()
{
    QAbstractItemModelTester tester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    read();
    QCOMPARE(m_model->rowCount(), 0);
    save("one.headlight", "who?");
    writeAll(pathOf(m_folder->filePath("notes.txt")), "not a session");
    QVERIFY(QDir(m_folder->path()).mkdir("folder.headlight"));
    m_model->setFolder(m_folder->path(), Theme::Light, Qt::white);
    QCOMPARE(m_model->rowCount(), 1);
    QVERIFY(!at(0, SessionListModel::ReadRole).toBool()); // listed at once, read afterwards
    QCOMPARE(at(0, Qt::DisplayRole).toString(), QStringLiteral("one"));
    QVERIFY(QTest::qWaitFor([this] { return !m_model->isReading(); }));
    QVERIFY(at(0, SessionListModel::ReadRole).toBool());
    QCOMPARE(at(0, Qt::DisplayRole).toString(), QStringLiteral("who?"));
    QCOMPARE(at(0, SessionListModel::FileRole).toString(), m_folder->filePath("one.headlight"));
    QVERIFY(at(0, SessionListModel::ProblemRole).toString().isEmpty());
    QVERIFY(at(0, Qt::ToolTipRole).toString().contains("sample"));
    QCOMPARE(at(0, Qt::DecorationRole).value<QImage>().size(), QSize(thumbnailSide, thumbnailSide));
}

void TestSessionList::badFilesSayWhy_data()
{
    QTest::addColumn<QByteArray>("contents");
    QTest::addColumn<QString>("problem");
    QTest::newRow("empty") << QByteArray() << "The file is empty";
    QTest::newRow("another format") << safetensorsBytes("{}") << "not a Headlight session";
    QTest::newRow("newer") << safetensorsBytes(R"({"__metadata__":{"headlight.format":"2"}})") << "format \"2\"";
}

void TestSessionList::badFilesSayWhy()
{
    QFETCH(const QByteArray, contents);
    QFETCH(const QString, problem);
    writeAll(pathOf(m_folder->filePath("bad.headlight")), contents);
    read();
    QVERIFY2(at(0, SessionListModel::ProblemRole).toString().contains(problem),
             qPrintable(at(0, SessionListModel::ProblemRole).toString()));
    QVERIFY(at(0, Qt::DecorationRole).isNull());
    QCOMPARE(at(0, Qt::DisplayRole).toString(), QStringLiteral("bad"));
}

void TestSessionList::anotherFolderTakesOver()
{
    for (int i = 0; i < 8; ++i)
        save(QStringLiteral("%1.headlight").arg(i), "who?");
    const QTemporaryDir other;
    m_model->setFolder(m_folder->path(), Theme::Light, Qt::white);
    m_model->setFolder(other.path(), Theme::Light, Qt::white);
    QCOMPARE(m_model->rowCount(), 0);
    QVERIFY(!m_model->isReading());
    read();
    QCOMPARE(m_model->rowCount(), 8);
}

void TestSessionList::endsWhileItReads()
{
    for (int i = 0; i < 4; ++i)
        save(QStringLiteral("%1.headlight").arg(i), "who?");
    m_model->setFolder(m_folder->path(), Theme::Light, Qt::white);
    m_model.reset();
    QVERIFY(!m_model);
}

/// Another head, another picture; the same twice, the same.
void TestSessionList::thumbnailsAreThatOfTheFile()
{
    ViewState first;
    first.head = 0;
    ViewState second;
    second.measure = "start";
    second.head = 1;
    save("a.headlight", "a", first);
    save("b.headlight", "b", second);
    const auto picture = [this](const char* name) {
        return readCard(m_folder->filePath(name), Theme::Light, Qt::white).thumbnail;
    };
    QVERIFY(picture("a.headlight") != picture("b.headlight"));
    QCOMPARE(picture("a.headlight"), picture("a.headlight"));
}

QTEST_MAIN(TestSessionList)
#include "tst_session_list.moc"
