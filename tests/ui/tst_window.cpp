// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCheckBox>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QMenuBar>
#include <QMimeData>
#include <QToolButton>
#include <QTreeView>
#include <random>

#include "tests/support/event_turns.h"
#include "tests/ui/fake_backend.h"
#include "tests/ui/window_fixture.h"
#include "ui/panels/candidates_line.h"
#include "ui/panels/token_strip.h"
#include "ui/panels/windows_button.h"
#include "ui/views/distribution_view.h"
#include "ui/views/note_line.h"

using namespace headlight;
using namespace headlight::test;
using namespace headlight::ui;
using headlight::testing::settle;

namespace {

/// The window on a scripted backend.
struct Fixture : WindowFixture {
    std::shared_ptr<Script> script;

    explicit Fixture(std::shared_ptr<Script> s = std::make_shared<Script>())
        : WindowFixture(std::make_unique<FakeBackend>(s)),
          script(std::move(s))
    {
    }

    void ask(const QString& question)
    {
        bench()->input()->setQuestion(question);
        bench()->input()->setContext("a context");
        bench()->runner()->run();
    }
    bool awaitStopped(int runs) const
    {
        return QTest::qWaitFor([&] { return script->stopped >= runs; });
    }
};

} // namespace

class TestWindow : public QObject {
    Q_OBJECT
private slots:
    void showsTheResultEverywhere()
    {
        Fixture f;
        f.ask("what?");
        QVERIFY(f.awaitComplete());
        QVERIFY(f.status().contains("points"));
        QCOMPARE(f.bench()->history()->rowCount(), 1);
        QCOMPARE(f.bench()->inspector()->rowCount(), 6);
        QVERIFY(f.selection()->pinned().from >= 0); // the strongest cell
        QVERIFY(f.window->isWindowModified());
        QVERIFY(f.inputErrors()->isHidden());
    }

    void earlyStagesAreOnScreenWhileTheRunGoesOn()
    {
        Fixture f;
        f.ask("endless");
        QVERIFY(QTest::qWaitFor([&] { return f.bench()->result() != nullptr; }));
        QVERIFY(f.bench()->runner()->isRunning());
        QCOMPARE(f.bench()->result()->stage, Stage::Attention);
        QVERIFY(QTest::qWaitFor([&] { return f.status() == "Attribution"; }));
        QVERIFY(f.window->leftPanel()->cancelButton()->isEnabled());
        QTest::mouseClick(f.window->leftPanel()->cancelButton(), Qt::LeftButton);
        QVERIFY(!f.bench()->isBusy());
        QVERIFY(!f.window->leftPanel()->cancelButton()->isEnabled());
        QVERIFY(f.awaitStopped(1));
        QCOMPARE(f.bench()->history()->rowCount(), 1); // what had come is kept
    }

    void errorsStandWhereTheyArose()
    {
        Fixture f;
        f.ask("fail");
        QVERIFY(f.awaitShown(f.inputErrors()));
        QVERIFY(f.inputErrors()->text().contains("Ask something"));
        QVERIFY(f.modelErrors()->isHidden());
        f.ask("what?"); // the next run clears it
        QVERIFY(f.inputErrors()->isHidden());
        QVERIFY(f.awaitComplete());
        f.bench()->model()->open("bad");
        QVERIFY(f.awaitShown(f.modelErrors()));
        QVERIFY(f.modelErrors()->text().contains("config.json"));
        QVERIFY(f.bench()->result() != nullptr);
    }

    void contradictingOptionsAreSaidBeforeAnyWork()
    {
        Fixture f;
        Options options = presetOptions(Preset::Accurate);
        options.target.kind = TargetKind::Max; // has kinks: refused with rule exact
        f.bench()->input()->setOptions(options);
        f.ask("what?");
        QVERIFY(f.inputErrors()->isVisible());
        QCOMPARE(f.script->started.load(), 0);
    }

    void worksByKeyboardAlone()
    {
        Fixture f;
        auto* question = f.named<QLineEdit>("Question");
        question->setFocus();
        QTest::keyClicks(question, "what?");
        f.press(Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), f.named<QPlainTextEdit>("Context"));
        QTest::keyClicks(QApplication::focusWidget(), "a context");
        f.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(f.awaitComplete());
        QCOMPARE(f.bench()->result()->input.leadText(), std::string("what?"));
        f.press(Qt::Key_Escape); // leaves the field and frees the pin
        QCOMPARE(f.selection()->pinned(), (Cell{f.selection()->layer(), -1, -1, -1}));
        f.selection()->setLayer(0);
        f.press(Qt::Key_Up);
        QCOMPARE(f.selection()->layer(), 1);
        f.press(Qt::Key_Down);
        QCOMPARE(f.selection()->layer(), 0);
        f.press(Qt::Key_Down); // stays within bounds
        QCOMPARE(f.selection()->layer(), 0);
        f.press(Qt::Key_Right);
        QCOMPARE(f.selection()->head(), 0);
        f.press(Qt::Key_Right);
        QCOMPARE(f.selection()->head(), 1);
        f.press(Qt::Key_Left);
        QCOMPARE(f.selection()->head(), 0);
        f.press(Qt::Key_2);
        QCOMPARE(f.window->views()->front()->id(), QStringLiteral("layers"));
        f.press(Qt::Key_Right);
        QCOMPARE(f.selection()->head(), 1);
    }

    void digitsAndArrowsStayInFields()
    {
        Fixture f;
        f.ask("what?");
        QVERIFY(f.awaitComplete());
        const Cell before = f.selection()->pinned();
        auto* question = f.named<QLineEdit>("Question");
        question->setFocus();
        f.press(Qt::Key_2);
        f.press(Qt::Key_Left);
        f.press(Qt::Key_Up);
        QCOMPARE(question->text(), QStringLiteral("what?2"));
        QCOMPARE(f.window->views()->front()->id(), QStringLiteral("heads"));
        QCOMPARE(f.selection()->head(), before.head);
    }

    void spinBoxesAndSelectionAgree()
    {
        Fixture f;
        f.ask("what?");
        QVERIFY(f.awaitComplete());
        auto* layer = f.named<QSpinBox>("Layer");
        layer->setValue(2);
        QCOMPARE(f.selection()->layer(), 2);
        f.selection()->setLayer(1);
        QCOMPARE(layer->value(), 1);
    }

    void tokensPinARow()
    {
        Fixture f;
        f.ask("what?");
        QVERIFY(f.awaitComplete());
        auto* strip = f.window->findChild<TokenStrip*>();
        QTest::mouseClick(strip->viewport(), Qt::LeftButton, {}, strip->tokenRect(3).center());
        QCOMPARE(f.selection()->pinned().from, 3);
        strip->setFocus();
        f.press(Qt::Key_Right);
        QCOMPARE(f.selection()->pinned().from, 4);
        QTest::mouseMove(strip->viewport(), strip->tokenRect(1).center());
        QVERIFY(QTest::qWaitFor([&] { return f.selection()->current().from == 1; }));
    }

    void hiddenUnitsAreComputedWhereTheyAreMissed()
    {
        Fixture f;
        f.bench()->model()->open("model");
        f.ask("what?");
        QVERIFY(f.awaitComplete());
        f.window->views()->showView("distribution");
        auto* view = qobject_cast<DistributionView*>(f.window->views()->front());
        QVERIFY(!view->message().isEmpty());
        f.bench()->input()->setQuestion("something else"); // what is on screen is run again
        QTest::mouseClick(view->action(), Qt::LeftButton);
        QVERIFY(f.awaitComplete());
        QVERIFY(QTest::qWaitFor([&] { return f.bench()->result()->options.hidden == true && f.awaitComplete(); }));
        QCOMPARE(f.bench()->result()->input.leadText(), std::string("what?"));
        QCOMPARE(view->message(), QString());
        QVERIFY(f.bench()->input()->options().hidden);
        QVERIFY(f.named<QCheckBox>("Hidden units")->isChecked());
        QCOMPARE(f.script->started.load(), 2);
    }

    void errorsAreMeasuredWhereTheyAreMissed()
    {
        Fixture f;
        Options options = presetOptions(Preset::Accurate);
        options.rule = Rule::Captum;
        f.bench()->input()->setOptions(options);
        f.ask("what?");
        QVERIFY(f.awaitComplete());
        f.selection()->setMeasure("start");
        const NoteLine* note = qobject_cast<FigureView*>(f.window->views()->front())->note();
        QVERIFY2(note->text().contains("not measured"), qPrintable(note->text()));
        QVERIFY(!note->action()->isVisible()); // no model is open
        f.bench()->model()->open("sample");
        QVERIFY(f.awaitIdle());
        QVERIFY(note->action()->isVisible());
        QTest::mouseClick(note->action(), Qt::LeftButton);
        QVERIFY(f.awaitComplete());
        QVERIFY(f.bench()->result()->errorReference);
        QVERIFY2(note->text().contains("65 points"), qPrintable(note->text()));
        QVERIFY(!note->action()->isVisible());
        QVERIFY(f.named<QCheckBox>("Measure error")->isChecked());
    }

    void errorsOfRuleExactNeedNoMeasuring()
    {
        Fixture f;
        auto* box = f.named<QCheckBox>("Measure error");
        Options options = presetOptions(Preset::Accurate);
        QVERIFY(box->isHidden());
        options.rule = Rule::Captum;
        options.measureError = true;
        f.bench()->input()->setOptions(options);
        QVERIFY(!box->isHidden() && box->isChecked());
        auto* rule = f.named<QComboBox>("Rule");
        rule->setCurrentIndex(rule->findData(int(Rule::Exact)));
        emit rule->activated(rule->currentIndex());
        QVERIFY(box->isHidden());
        QVERIFY(checkOptions(f.bench()->input()->options())); // the two would contradict each other
    }

    void windowsAreChosenFromTheirList()
    {
        Fixture f;
        f.bench()->model()->open("sample");
        f.ask("what?");
        QVERIFY(f.awaitComplete());
        auto* button = f.window->findChild<WindowsButton*>();
        QVERIFY(button->isHidden()); // a short context
        f.ask("long");
        QVERIFY(f.awaitComplete());
        QVERIFY(button->isVisible());
        QVERIFY2(button->text().contains("Window 2 of 3"), qPrintable(button->text()));
        QTest::mouseClick(button, Qt::LeftButton);
        auto* list = f.named<QTreeView>("Windows of the context");
        QCOMPARE(list->currentIndex().row(), 1);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(2, 1)).center());
        QVERIFY(!list->isVisible());
        QVERIFY(f.awaitComplete());
        QCOMPARE(f.bench()->result()->window, 2);
        QVERIFY(button->text().contains("Window 3 of 3"));
        QCOMPARE(f.bench()->input()->options().window, 2);
        f.bench()->runner()->run(); // the same text: the same window
        QVERIFY(f.awaitComplete());
        QCOMPARE(f.bench()->result()->window, 2);
        auto* question = f.named<QLineEdit>("Question");
        question->setFocus();
        QTest::keyClicks(question, "?");
        QCOMPARE(f.bench()->input()->options().window, -1);
    }

    void windowsSeenBeforeCostNoRun()
    {
        Fixture f;
        f.bench()->model()->open("sample");
        f.ask("long");
        QVERIFY(f.awaitComplete());
        const ResultPtr first = f.bench()->result();
        f.bench()->followUps()->showWindow(0);
        QVERIFY(f.awaitComplete());
        QCOMPARE(f.bench()->history()->rowCount(), 2);
        f.bench()->followUps()->showWindow(1);
        QCOMPARE(f.bench()->result(), first);
        QVERIFY(!f.bench()->isBusy());
        f.bench()->followUps()->showWindow(0);
        QCOMPARE(f.bench()->result()->window, 0);
        f.bench()->followUps()->showWindow(7); // there is none
        QCOMPARE(f.script->started.load(), 2);
    }

    void windowsNeedTheirModel()
    {
        Fixture f;
        f.ask("long");
        QVERIFY(f.awaitComplete());
        f.bench()->followUps()->showWindow(2);
        QVERIFY(f.window->documentErrors()->text().contains("sample"));
        f.bench()->model()->open("another");
        QVERIFY(f.awaitIdle());
        f.bench()->followUps()->showWindow(2);
        QVERIFY(f.window->documentErrors()->isVisible());
        QCOMPARE(f.script->started.load(), 1);
        f.bench()->model()->open("sample");
        QVERIFY(f.awaitIdle());
        f.bench()->followUps()->showWindow(2);
        QVERIFY(!f.window->documentErrors()->isVisible());
        QVERIFY(QTest::qWaitFor([&] { return f.bench()->result()->window == 2; }));
    }

    void theAnswerIsThatOfTheWindow()
    {
        Fixture f;
        f.bench()->model()->open("sample");
        f.ask("long");
        QVERIFY(f.awaitComplete());
        const auto* line = f.window->findChild<CandidatesLine*>();
        const auto probability = [&] { return line->findChild<QLabel*>()->text(); };
        QCOMPARE(probability(), QStringLiteral("probability 0.62, no answer 0.10"));
        QVERIFY(line->findChild<QToolButton*>()->text().contains("far")); // the best candidate that is not the answer
        f.bench()->followUps()->showWindow(2);
        QVERIFY(QTest::qWaitFor([&] { return probability() == "probability 0.62, no answer 0.20"; }));
    }

    void notesSharpenWhileTheRunGoesOn()
    {
        Fixture f;
        QStringList notes;
        f.selection()->setMeasure("start");
        const NoteLine* note = qobject_cast<FigureView*>(f.window->views()->front())->note();
        QObject::connect(f.bench()->shown(), &ShownResult::changed, [&] { notes.append(note->text()); });
        f.bench()->model()->open("sample");
        f.ask("what?");
        QVERIFY(f.awaitComplete());
        QVERIFY2(notes.filter("9 points, estimated error 6 %, refining").size() == 1, qPrintable(notes.join('\n')));
        QVERIFY2(notes.last().startsWith("Exact, 33 points, estimated error 0.4 %. "), qPrintable(notes.last()));
        f.selection()->setMeasure("attention");
        QVERIFY(note->text().isEmpty());
    }

    void sessionsComeBackAsTheyWere()
    {
        Fixture f;
        f.ask("what?");
        QVERIFY(f.awaitComplete());
        f.window->views()->showView("layers");
        f.selection()->setMeasure("start");
        f.selection()->setRange("shared");
        f.selection()->pin({2, 1, 3, 4});
        f.named<QPlainTextEdit>("Notes")->setPlainText("seen");
        const QString file = f.path("a.headlight");
        const QString view = f.window->views()->front()->id();
        const ResultPtr saved = f.bench()->result();
        f.bench()->sessions()->save(file);
        QVERIFY(f.awaitFile(file));
        QVERIFY(!f.window->isWindowModified());
        QVERIFY(f.window->windowTitle().contains("a.headlight"));

        f.ask("another?");
        QVERIFY(f.awaitComplete());
        QVERIFY(f.named<QPlainTextEdit>("Notes")->toPlainText().isEmpty());
        f.window->views()->showView("heads");
        f.selection()->pin({0, 0, 0, 0});
        f.selection()->setMeasure("attention");
        f.window->files()->open(file);
        QVERIFY(QTest::qWaitFor([&] { return f.bench()->shown()->document()->file() == file; }));
        QCOMPARE(f.bench()->result()->input.leadText(), std::string("what?"));
        QCOMPARE(f.bench()->input()->question(), QStringLiteral("what?"));
        QCOMPARE(f.selection()->pinned(), (Cell{2, 1, 3, 4}));
        QCOMPARE(f.selection()->measure(), QStringLiteral("start"));
        QCOMPARE(f.selection()->range(), QStringLiteral("shared"));
        QCOMPARE(f.window->views()->front()->id(), view);
        QCOMPARE(f.named<QPlainTextEdit>("Notes")->toPlainText(), QStringLiteral("seen"));
        const auto before = saved->attribution("start")->attention.values();
        const auto after = f.bench()->result()->attribution("start")->attention.values();
        QVERIFY(std::equal(before.begin(), before.end(), after.begin(), after.end()));
        QVERIFY(!f.window->isWindowModified());
    }

    void badSessionsLeaveTheWorkAsItIs()
    {
        Fixture f;
        f.ask("what?");
        QVERIFY(f.awaitComplete());
        const ResultPtr before = f.bench()->result();
        QFile bad(f.path("bad.headlight"));
        QVERIFY(bad.open(QIODevice::WriteOnly));
        bad.write(QByteArray(500, 'x'));
        bad.close();
        f.window->files()->open(bad.fileName());
        QVERIFY(f.awaitShown(f.window->documentErrors()));
        QVERIFY(f.window->documentErrors()->text().contains("bad.headlight"));
        QCOMPARE(f.bench()->result(), before);
        QCOMPARE(f.bench()->history()->rowCount(), 1);
    }

    void savingWhereNothingCanBeWrittenIsSaid()
    {
        Fixture f;
        f.ask("what?");
        QVERIFY(f.awaitComplete());
        f.bench()->sessions()->save(f.path("no/such/folder/a.headlight"));
        QVERIFY(f.awaitShown(f.window->documentErrors()));
        QVERIFY(f.window->isWindowModified());
    }

    void historyBringsRunsBack()
    {
        Fixture f;
        f.ask("first?");
        QVERIFY(f.awaitComplete());
        f.named<QPlainTextEdit>("Notes")->setPlainText("of the first");
        f.ask("second?");
        QVERIFY(f.awaitComplete());
        f.bench()->shown()->showRecord(1);
        QCOMPARE(f.bench()->result()->input.leadText(), std::string("first?"));
        QCOMPARE(f.named<QLineEdit>("Question")->text(), QStringLiteral("first?"));
        QCOMPARE(f.named<QPlainTextEdit>("Notes")->toPlainText(), QStringLiteral("of the first"));
        f.bench()->shown()->showRecord(0);
        QVERIFY(f.named<QPlainTextEdit>("Notes")->toPlainText().isEmpty());
    }

    void askedOnceBeforeUnsavedWorkIsLeft()
    {
        Fixture f;
        int asked = 0;
        auto answer = QMessageBox::Cancel;
        f.window->unsavedGuard()->setQuestion([&] {
            ++asked;
            return answer;
        });
        f.ask("what?");
        QVERIFY(f.awaitComplete());
        QVERIFY(!f.window->close());
        QCOMPARE(asked, 1);
        f.bench()->sessions()->save(f.path("a.headlight"));
        QVERIFY(f.awaitFile(f.path("a.headlight")));
        f.named<QPlainTextEdit>("Notes")->setPlainText("more");
        answer = QMessageBox::Save;
        QVERIFY(!f.window->close()); // first it saves, then it closes
        QVERIFY(QTest::qWaitFor([&] { return !f.window->isVisible(); }));
        QCOMPARE(asked, 2);
        QVERIFY(!f.bench()->shown()->document()->isDirty());
    }

    void closingCancelsTheWork()
    {
        Fixture f;
        f.ask("endless");
        QVERIFY(QTest::qWaitFor([&] { return f.script->started >= 1; }));
        QVERIFY(f.window->close());
        f.window.reset();
        QCOMPARE(f.script->stopped.load(), 1);
        QVERIFY(f.script->destroyed);
    }

    void droppedSessionsOpen()
    {
        Fixture f;
        f.ask("what?");
        QVERIFY(f.awaitComplete());
        const QString file = f.path("a.headlight");
        f.bench()->sessions()->save(file);
        QVERIFY(f.awaitFile(file));
        f.ask("another?");
        QVERIFY(f.awaitComplete());
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file)});
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(f.window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(f.window.get(), &drop);
        QVERIFY(QTest::qWaitFor([&] { return f.bench()->shown()->document()->file() == file; }));
    }

    void theExampleOfTheFirstStartIsNotWorkToSave()
    {
        Fixture f;
        f.bench()->runner()->runExample("what?", "a context");
        QVERIFY(f.awaitComplete());
        QVERIFY(!f.bench()->shown()->document()->isDirty());
    }

    void fitsTheSmallestScreen()
    {
        Fixture f;
        f.ask("what?");
        QVERIFY(f.awaitComplete());
        f.window->resize(1280, 720);
        settle();
        QCOMPARE(f.window->size(), QSize(1280, 720));
        for (const QPushButton* button : {f.window->leftPanel()->runButton(), f.window->leftPanel()->cancelButton()}) {
            const QRect place(button->mapTo(f.window.get(), QPoint()), button->size());
            QVERIFY(f.window->rect().contains(place));
            QVERIFY(button->width() >= button->sizeHint().width());
        }
    }

    void controlsHaveNames()
    {
        Fixture f;
        for (const QWidget* widget : f.window->findChildren<QWidget*>()) {
            const bool isField = qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QPlainTextEdit*>(widget);
            const bool isInternal =
                widget->objectName().startsWith("qt_") || qobject_cast<const QAbstractSpinBox*>(widget->parent());
            if (isField && !isInternal)
                QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
        }
    }

    void survivesRandomActions_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 5; ++seed)
            QTest::addRow("%u", seed) << seed;
    }

    void survivesRandomActions()
    {
        QFETCH(unsigned, seed);
        std::mt19937 random(seed);
        Fixture f;
        const auto below = [&](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
        const QStringList questions = {"what?", "endless", "fail", "throw", "other?", "long"};
        const QStringList views = f.window->views()->openViews();
        const QStringList measures = {"attention", "start", "end", "alpha-f", "sum-alpha-f", "f"};
        const std::vector<std::function<void()>> actions = {
            [&] { f.ask(questions[below(questions.size())]); },
            [&] { f.bench()->cancel(); },
            [&] { f.bench()->followUps()->showWindow(below(3)); },
            [&] { f.bench()->followUps()->measureError(); },
            [&] { f.selection()->setMeasure(measures[below(measures.size())]); },
            [&] {
                f.selection()->pin({below(5) - 1, below(6) - 1, below(14) - 1, below(14) - 1});
            },
            [&] {
                f.selection()->hover(Cell{below(3), below(4), below(12), below(12)});
            },
            [&] { f.selection()->hover({}); },
            [&] { f.window->views()->showView(views[below(views.size())]); },
            [&] { f.window->views()->showBeside(views[below(views.size())]); },
            [&] { f.window->views()->toggleFloating(); },
            [&] { f.window->views()->putIntoTabs(); },
            [&] { f.window->views()->closeFront(); },
            [&] { f.window->views()->resetLayout(); },
            [&] { f.bench()->undo()->undo(); },
            [&] { f.bench()->undo()->redo(); },
            [&] { f.bench()->compared()->setRecord(below(4) - 1); },
            [&] { f.bench()->history()->remove(below(6)); },
            [&] { f.press(static_cast<Qt::Key>(Qt::Key_Left + below(4))); },
            [&] { f.press(Qt::Key_Escape); },
            [&] { f.bench()->model()->open(below(3) == 0 ? "bad" : "good"); },
            [&] { f.script->tokens = 10 + below(8); },
            [&] {
                if (f.bench()->history()->rowCount() > 0)
                    f.bench()->shown()->showRecord(below(f.bench()->history()->rowCount()));
            },
            [&] { f.bench()->sessions()->save(f.path("random.headlight")); },
            [&] { f.window->files()->open(f.path("random.headlight")); },
            [&] { f.window->resize(1000 + below(900), 640 + below(500)); },
            [&] { QTest::qWait(below(30)); },
        };
        std::uint64_t newest = 0;
        QObject::connect(f.bench()->shown(), &ShownResult::changed, [&](const ResultPtr& result) {
            if (f.bench()->runner()->isRunning()) {
                QVERIFY2(result->generation >= newest, "a stale result was shown");
                newest = result->generation;
            }
        });
        for (int step = 0; step < 100; ++step) {
            actions[static_cast<std::size_t>(below(static_cast<int>(actions.size())))]();
            QCoreApplication::processEvents();
        }
        // A model that fails to open takes the run with it that was asked for meanwhile, so that both come to an end
        // first.
        f.bench()->cancel();
        QVERIFY(f.awaitSettled());
        f.ask("what?");
        QVERIFY(f.awaitComplete());
        QCOMPARE(f.bench()->result()->input.leadText(), std::string("what?"));
    }
};

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
