// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTabBar>
#include <QToolButton>

#include "tests/support/event_turns.h"
#include "tests/ui/fake_backend.h"
#include "tests/ui/window_fixture.h"
#include "ui/panels/answer_panel.h"
#include "ui/panels/candidates_line.h"
#include "ui/panels/elided_label.h"
#include "ui/panels/error_bar.h"
#include "ui/panels/ghost_line.h"
#include "ui/panels/live_tokens.h"
#include "ui/panels/questions_panel.h"
#include "ui/panels/start_page.h"
#include "ui/panels/token_strip.h"

using namespace headlight;
using namespace headlight::test;
using namespace headlight::ui;
using headlight::testing::settle;

namespace {

const QString squad2 = QStringLiteral(TEST_DATA "/questions/squad-2.0.json");
const std::filesystem::path demo = std::filesystem::path(SOURCE_DIR) / "resources/models/minilm-l6-squad";

/// The window on a scripted backend, with what the input and the answer are made of.
struct Fixture : WindowFixture {
    std::shared_ptr<Script> script;

    explicit Fixture(std::shared_ptr<Script> s = std::make_shared<Script>())
        : WindowFixture(std::make_unique<FakeBackend>(s)), script(std::move(s))
    {
    }

    ~Fixture() { script->deaf = false; } // or it would wait for ever

    InputModel* input() const { return bench()->input(); }
    template <typename T>
    T* child() const
    {
        return window->findChild<T*>();
    }
    void ask(const QString& question, const QString& context = QStringLiteral("a context"))
    {
        input()->setQuestion(question);
        input()->setContext(context);
        bench()->runner()->run();
    }
    bool awaitList() const
    {
        return QTest::qWaitFor([this] { return bench()->questions()->model()->rowCount() > 0; });
    }
    bool openList()
    {
        window->files()->open(squad2);
        return awaitList();
    }
    QListView* list() const { return named<QListView>("Questions"); }
    void choose(int row) const
    {
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {},
                          list()->visualRect(list()->model()->index(row, 0)).center());
    }
    QString verdict() const { return window->findChild<AnswerPanel*>()->findChild<ElidedLabel*>()->wholeText(); }
    QToolButton* button(const QWidget* parent, const QString& text) const
    {
        for (auto* found : parent->findChildren<QToolButton*>())
            if (found->text() == text)
                return found;
        qFatal("No button says %s", qPrintable(text));
    }
};

} // namespace

class TestInputWindow : public QObject {
    Q_OBJECT
private slots:
    void startsOnAPageThatNeedsNoManual()
    {
        Fixture f;
        QVERIFY(f.child<StartPage>()->isVisible());
        QVERIFY(!f.child<AnswerPanel>()->isVisible());
        f.window->fillLists();
        QVERIFY(QTest::qWaitFor([&] { return f.window->examples()->rowCount() > 2; }));
        const QString title = f.window->examples()->example(1).title;
        QTest::mouseClick(f.button(f.child<StartPage>(), title), Qt::LeftButton);
        QVERIFY(!f.child<StartPage>()->isVisible());
        QVERIFY(f.child<AnswerPanel>()->isVisible());
        QCOMPARE(f.input()->question(), f.window->examples()->example(1).question);
        QVERIFY(f.awaitComplete());
        QVERIFY(!f.child<StartPage>()->isVisible());
    }

    void theStartPageComesBackWhereNothingCame()
    {
        Fixture f;
        f.ask("fail");
        QVERIFY(f.awaitShown(f.inputErrors()));
        QVERIFY(f.child<StartPage>()->isVisible());
    }

    void theStartPageIsReachedByKeyboard()
    {
        Fixture f;
        f.window->fillLists();
        QVERIFY(QTest::qWaitFor([&] { return f.window->examples()->rowCount() > 2; }));
        QToolButton* first = f.button(f.child<StartPage>(), f.window->examples()->example(0).title);
        QVERIFY(first->focusPolicy() & Qt::TabFocus);
        QVERIFY(QTest::qWaitFor([&] { return first->isVisible(); }));
        first->setFocus();
        QCOMPARE(QApplication::focusWidget(), first);
        f.press(Qt::Key_Space);
        QVERIFY(f.awaitComplete());
    }

    void tokensAppearWhileTyping()
    {
        Fixture f;
        f.input()->setModel(demo, 512);
        auto* context = f.named<QPlainTextEdit>("Context");
        context->setFocus();
        QTest::keyClicks(context, "empower us");
        auto* tokens = f.child<LiveTokens>();
        QVERIFY(QTest::qWaitFor([&] { return tokens->accessibleDescription().endsWith("em ##power us [SEP]"); }));
        QCOMPARE(tokens->pieceRect(2).right() + 1, tokens->pieceRect(3).left()); // em and ##power share a tile
        QVERIFY(tokens->pieceRect(3).right() + 1 < tokens->pieceRect(4).left());
        const QImage image = tokens->viewport()->grab().toImage();
        QVERIFY(image.pixelColor(tokens->pieceRect(2).topLeft()) != image.pixelColor(tokens->pieceRect(0).topLeft()));
        QTest::mouseClick(f.button(f.window->leftPanel(), "Tokens ▾"), Qt::LeftButton);
        QVERIFY(!tokens->isVisible());
    }

    void longTextsScrollTheirTokens()
    {
        Fixture f;
        f.input()->setModel(demo, 512);
        auto* tokens = f.child<LiveTokens>();
        const int height = tokens->height();
        f.input()->setContext(QStringLiteral("word ").repeated(6000));
        QVERIFY(QTest::qWaitFor([&] { return f.input()->tokenCount() && f.input()->tokenCount()->tokens == 6003; }));
        QCOMPARE(f.input()->tokenCount()->pieces.size(), std::size_t(4096));
        QVERIFY(tokens->verticalScrollBar()->maximum() > 1000);
        QCOMPARE(tokens->height(), height);
    }

    void choosingAQuestionFillsTheInput()
    {
        Fixture f;
        QVERIFY(f.openList());
        QVERIFY(f.list()->isVisible());
        f.choose(1);
        QCOMPARE(f.input()->question(), QStringLiteral("Where does the Main end?"));
        QCOMPARE(f.input()->context(), QStringLiteral("The Moselle flows into the Rhine at Koblenz."));
        QVERIFY(f.input()->expected() == ExpectedAnswers(std::vector<std::string>()));
        QVERIFY(f.named<QToolButton>("No answer is expected")->isChecked());
        f.list()->setFocus();
        f.press(Qt::Key_Up);
        f.press(Qt::Key_Return);
        QCOMPARE(f.named<QLineEdit>("Expected answer")->text(), QStringLiteral("Koblenz | at Koblenz"));
        QVERIFY(!f.named<QToolButton>("No answer is expected")->isChecked());
    }

    void theListIsSearched()
    {
        Fixture f;
        QVERIFY(f.openList());
        auto* words = f.named<QLineEdit>("Search questions");
        words->setFocus();
        QTest::keyClicks(words, "moselle end");
        QVERIFY(
            QTest::qWaitFor([&] { return f.list()->model()->rowCount() == 2; })); // the text has it, two questions end
        QTest::keyClicks(words, " main");
        QVERIFY(QTest::qWaitFor([&] { return f.list()->model()->rowCount() == 1; }));
    }

    void listsAreDropped()
    {
        Fixture f;
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(squad2)});
        QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(f.window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(f.window.get(), &drop);
        QVERIFY(f.awaitList());
    }

    void anyListIsTaken_data()
    {
        QTest::addColumn<QString>("name"); ///< what the file is called
        QTest::addColumn<QString>("from");
        for (const char* name : {"rows.csv", "rows.jsonl", "header.tsv", "flat-rows.json"})
            QTest::newRow(name) << name << name;
        QTest::newRow("a suffix of its own") << "questions.list" << "rows.csv";
        QTest::newRow("no suffix") << "questions" << "header.tsv";
        QTest::newRow("a suffix in capitals") << "ROWS.CSV" << "rows.csv";
    }

    void anyListIsTaken()
    {
        QFETCH(QString, name);
        QFETCH(QString, from);
        Fixture f;
        QVERIFY(QFile::copy(QStringLiteral(TEST_DATA "/field/questions/") + from, f.path(name)));
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(f.path(name))});
        QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(f.window.get(), &enter);
        QVERIFY(enter.isAccepted());
        f.window->files()->open(f.path(name));
        QVERIFY(f.awaitList());
    }

    void whatIsLeftOutStandsAboveTheList()
    {
        Fixture f;
        f.window->files()->open(QStringLiteral(TEST_DATA "/field/questions/empty-question.json"));
        QVERIFY(f.awaitList());
        const auto* summary = f.window->leftPanel()->questionsPanel()->findChild<QLabel*>("summary");
        QVERIFY(summary->isVisible());
        QCOMPARE(summary->text(), QStringLiteral("2 questions; 1 left out: article 1, paragraph 1, question 3 (id 3): "
                                                 "the question is empty"));
        QTRY_VERIFY2(
            summary->height() >= summary->heightForWidth(summary->width()), // all of it is seen
            qPrintable(
                QStringLiteral("%1 of %2").arg(summary->height()).arg(summary->heightForWidth(summary->width()))));
        QVERIFY(summary->toolTip().contains("the question is empty"));
    }

    void filesGoIntoTheContext_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("context"); ///< "before": what was there
        QTest::addColumn<QString>("error");
        QTest::addColumn<bool>("accepted"); ///< by the field, or by the window behind it
        const auto row = [](const char* what, const char* name, const QByteArray& bytes, const char* context,
                            const char* error, bool accepted = true) {
            QTest::newRow(what) << QString(name) << bytes << QString(context) << QString(error) << accepted;
        };
        row("a text", "a.txt", "It is \xc3\xa9.", "It is \u00e9.", "");
        row("a text without a suffix", "README", "It is.", "It is.", "");
        row("with a mark", "a.txt", "\xef\xbb\xbfIt is.", "It is.", "");
        row("UTF-16", "a.txt", QByteArray("\xff\xfeI\0t\0", 6), "It", "");
        row("Latin-1", "a.txt", "Ren\xe9 wrote.", "before", "a.txt, byte 3: The text is not UTF-8.");
        row("a list", "a.csv", "question,context\n", "before", "");
        row("a session", "a.headlight", "It is.", "before", "");
        row("a picture", "a.png", QByteArray("\x89PNG\r\n\x1a\n\0\0", 10), "before", "", false);
    }

    void filesGoIntoTheContext()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, context);
        QFETCH(QString, error);
        QFETCH(bool, accepted);
        Fixture f;
        f.input()->setContext("before");
        QFile file(f.path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        file.close();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file.fileName())});
        QWidget* field = f.named<QPlainTextEdit>("Context")->viewport();
        QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(field, &enter);
        QCOMPARE(enter.isAccepted(), accepted);
        if (accepted) {
            QDropEvent drop({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(field, &drop);
        }
        QCOMPARE(f.input()->context(), context);
        QTRY_COMPARE(f.inputErrors()->isVisible(), !error.isEmpty());
        QVERIFY2(f.inputErrors()->text().contains(error), qPrintable(f.inputErrors()->text()));
    }

    void pastedBytesAreChecked_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("context");
        QTest::addColumn<QString>("error");
        QTest::newRow("sound") << QByteArray("Ren\xc3\xa9") << QString::fromUtf8("Ren\xc3\xa9") << "";
        QTest::newRow("Latin-1") << QByteArray("Ren\xe9") << "" << "byte 3: The text is not UTF-8.";
        QTest::newRow("lost before") << QByteArray("Ren\xef\xbf\xbd wrote")
                                     << QString::fromUtf8("Ren\xef\xbf\xbd wrote")
                                     << "context, character 4: One character could not be read";
    }

    void pastedBytesAreChecked()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, context);
        QFETCH(QString, error);
        Fixture f;
        auto* data = new QMimeData;
        data->setData("text/plain", bytes);
        QApplication::clipboard()->setMimeData(data);
        f.named<QPlainTextEdit>("Context")->paste();
        QCOMPARE(f.input()->context(), context);
        QTRY_COMPARE(f.inputErrors()->isVisible(), !error.isEmpty());
        QVERIFY2(f.inputErrors()->text().contains(error), qPrintable(f.inputErrors()->text()));
    }

    void unreadableQuestionsAreSaid()
    {
        Fixture f;
        auto* field = f.named<QLineEdit>("Question");
        QApplication::clipboard()->setText(QString::fromUtf8("o\xef\xbf\xbd\xef\xbf\xbd?"));
        field->paste();
        QVERIFY(f.inputErrors()->isVisible());
        QVERIFY(f.inputErrors()->text().contains("question, character 2: 2 characters could not be read"));
        field->setFocus();
        QTest::keyClicks(field, " and"); // said once
        QVERIFY(!f.inputErrors()->isVisible());
    }

    void errorsOfListsStandAboveThem()
    {
        Fixture f;
        QFile file(f.path("broken.json"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{\"data\": [") > 0);
        file.close();
        f.window->files()->open(file.fileName());
        ErrorBar* errors = f.window->leftPanel()->questionsPanel()->errorBar();
        QVERIFY(f.awaitShown(errors));
        QVERIFY(errors->text().contains("broken.json, byte 10"));
        f.window->files()->open(squad2); // the next list clears it
        QVERIFY(f.awaitList());
        QVERIFY(!errors->isVisible());
    }

    void expectedAnswersAreScored()
    {
        Fixture f;
        f.ask("what?", QString::fromStdString(sampleResult()->input.mainText()));
        QVERIFY(f.awaitComplete());
        QVERIFY(f.verdict().isEmpty());
        auto* field = f.named<QLineEdit>("Expected answer");
        field->setFocus();
        const QString answer = QString::fromStdString(f.bench()->result()->answerText());
        QTest::keyClicks(field, "something | The " + answer.toUpper() + "!");
        QCOMPARE(f.verdict(), QStringLiteral("F1 1, exact match"));
        QVERIFY(f.window->isWindowModified());
        QTest::mouseClick(f.named<QToolButton>("No answer is expected"), Qt::LeftButton);
        QCOMPARE(f.verdict(), QStringLiteral("F1 0, not exact"));
        f.input()->setQuestion("another?"); // what is on screen keeps what was expected of it
        f.input()->setExpected({});
        QCOMPARE(f.verdict(), QStringLiteral("F1 0, not exact"));
    }

    void expectedAnswersAreSaved()
    {
        Fixture f;
        f.input()->setExpected({{"this", "that"}});
        f.ask("what?");
        QVERIFY(f.awaitComplete());
        f.bench()->sessions()->save(f.path("a.headlight"));
        QVERIFY(f.awaitFile(f.path("a.headlight")));
        f.input()->setExpected({});
        f.ask("which?");
        QVERIFY(f.awaitComplete());
        QVERIFY(f.verdict().isEmpty());
        f.bench()->sessions()->open(f.path("a.headlight"));
        QVERIFY(QTest::qWaitFor([&] { return !f.verdict().isEmpty(); }));
        QVERIFY(f.input()->expected() == ExpectedAnswers({"this", "that"}));
        f.bench()->shown()->showRecord(1);
        QVERIFY(!f.input()->expected() && f.verdict().isEmpty());
    }

    void theRunBeforeStaysAsAGhost()
    {
        Fixture f;
        f.ask("what?");
        QVERIFY(f.awaitComplete());
        auto* ghost = f.child<GhostLine>();
        QVERIFY(!ghost->isVisible());
        const ResultPtr first = f.bench()->result();
        f.ask("which?");
        QVERIFY(f.awaitComplete());
        QVERIFY(ghost->isVisible());
        QVERIFY2(ghost->text().startsWith("before: "), qPrintable(ghost->text()));
        QTest::mouseClick(f.button(ghost, "Compare"), Qt::LeftButton);
        QCOMPARE(f.bench()->compared()->result(), first);
        f.bench()->shown()->showRecord(1);
        QVERIFY(!ghost->isVisible());
    }

    void theAnswerPanelKeepsItsHeight()
    {
        auto script = std::make_shared<Script>();
        Fixture f(script);
        f.ask("what?");
        QVERIFY(f.awaitComplete());
        const int height = f.child<AnswerPanel>()->height();
        script->tokens = 160; // whose strip scrolls
        f.input()->setExpected({{"x"}});
        f.ask("which?");
        QVERIFY(f.awaitComplete());
        settle();
        QCOMPARE(f.child<AnswerPanel>()->height(), height);
        f.ask("long");
        QVERIFY(f.awaitComplete());
        settle();
        QCOMPARE(f.child<AnswerPanel>()->height(), height);
    }

    void cancelDoesNotWait_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("question");
        QTest::newRow("while loading") << "slow" << "";
        QTest::newRow("while running") << "" << "endless";
        QTest::newRow("of work that does not look") << "" << "deaf";
    }

    void cancelDoesNotWait()
    {
        QFETCH(QString, model);
        QFETCH(QString, question);
        Fixture f;
        if (!model.isEmpty())
            f.bench()->model()->open(model.toStdString());
        if (!question.isEmpty())
            f.ask(question);
        QVERIFY(model.isEmpty() ? QTest::qWaitFor([&] { return f.script->started == 1; })
                                : QTest::qWaitFor([&] { return f.script->reports > 0; }));
        QVERIFY(f.bench()->isBusy());
        QTest::mouseClick(f.window->leftPanel()->cancelButton(), Qt::LeftButton);
        QVERIFY(!f.bench()->isBusy());
        QVERIFY(!f.window->leftPanel()->cancelButton()->isEnabled());
        QVERIFY(f.script->ended == 0 || f.script->stopped == 1); // the click has waited for nothing
    }

    void longRunsSayWhatTheyWillTake()
    {
        Fixture f;
        QVERIFY(f.bench()->cost()->text().isEmpty());
        f.input()->setModel(demo, 512);
        ModelIdentity model;
        model.configJson =
            R"({"model_type":"bert","architectures":["BertForQuestionAnswering"],"vocab_size":30522,"hidden_size":768,)"
            R"("num_hidden_layers":12,"num_attention_heads":12,"intermediate_size":3072,"max_position_embeddings":512})";
        f.bench()->cost()->setModel(model);
        f.bench()->cost()->setRate(1e11);
        Options options;
        options.threads = 1;
        f.input()->setOptions(options);
        f.input()->setQuestion("What?");
        f.input()->setContext(QStringLiteral("word ").repeated(370));
        QVERIFY(QTest::qWaitFor([&] { return !f.bench()->cost()->text().isEmpty(); }));
        const QString text = f.bench()->cost()->text();
        QVERIFY2(text.contains(" min and ") || text.contains(" s and "), qPrintable(text));
        options.tolerance = 0.0005;
        f.input()->setOptions(options);
        QVERIFY(f.bench()->cost()->text() != text); // live
        f.input()->setContext("word");
        QVERIFY(QTest::qWaitFor([&] { return f.bench()->cost()->text().isEmpty(); }));
    }
};

QTEST_MAIN(TestInputWindow)
#include "tst_input_window.moc"
