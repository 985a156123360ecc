// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Models of other tasks than question answering in the window: what they say is shown and explained, what they lack is
// said.
#include <QComboBox>
#include <QLabel>
#include <QToolButton>

#include "tests/ui/window_fixture.h"
#include "ui/panels/answer_text.h"
#include "ui/panels/choices_line.h"
#include "ui/panels/start_page.h"
#include "ui/plots/figure_plot.h"
#include "ui/state/examples_model.h"
#include "ui/state/shown_text.h"
#include "ui/views/figure_view.h"

using namespace headlight;
using namespace headlight::test;
using namespace headlight::ui;

namespace {

constexpr auto said = "This model has no head for a task: attention and norms only.";
const std::filesystem::path models = std::filesystem::path(TEST_DATA) / "models";
const std::filesystem::path classifier = models / "tiny-bert-cls";
const QString text = QStringLiteral("It is important to us to include, empower and support humans of all kinds.");

/// The window on the real engine, after a run of a model on a text alone.
struct Fixture : WindowFixture {
    explicit Fixture(const std::string& model = "tiny-bert-encoder", const QString& read = text)
        : WindowFixture(makeAnalyzerBackend())
    {
        bench()->model()->open(models / model);
        bench()->input()->setContext(read);
        bench()->runner()->run();
    }

    QList<QToolButton*> choices() const
    {
        return window->findChild<ChoicesLine*>()->findChildren<QToolButton*>("choice");
    }
    QStringList targets() const
    {
        QStringList names;
        for (const auto& [name, attribution] : bench()->result()->attributions)
            names.append(QString::fromStdString(name));
        return names;
    }
    /// What is explained, once a run is at its end.
    std::vector<std::int64_t> explained() const
    {
        const auto& attributions = bench()->result()->attributions;
        return attributions.empty() ? std::vector<std::int64_t>{-1} : attributions.begin()->second.positions.value();
    }

    bool shows(const QWidget* part, const QString& text) const
    {
        for (const QLabel* label : part->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(text))
                return true;
        return false;
    }
};

} // namespace

class TestWindowOtherTasks : public QObject {
    Q_OBJECT
private slots:
    void attentionIsShownAndTheRestExplained()
    {
        Fixture f;
        QVERIFY(f.awaitComplete());
        QVERIFY(f.inputErrors()->isHidden());
        QCOMPARE(f.status(), QString(said));
        QVERIFY(f.shows(f.window.get(), QString(said)));
        const auto* plot = static_cast<FigureView*>(f.window->views()->front())->plot();
        QTRY_COMPARE(plot->scene().figure.panels.size(), 4);
        f.window->views()->showView("tokens");
        QTRY_VERIFY(f.shows(f.window->views()->front(), QString(said)));
        QCOMPARE(f.bench()->history()->index(0).data(RunHistory::AnswerRole).toString(),
                 QString("attention and norms"));
        QVERIFY(f.bench()->history()->index(0).data().toString().contains("important"));
    }

    void theQuestionMayStayEmpty()
    {
        Fixture f;
        const auto* question = f.named<QLineEdit>("Question");
        QVERIFY(f.awaitComplete());
        QVERIFY2(question->placeholderText().contains("Only where two"), qPrintable(question->placeholderText()));
        const std::size_t read = f.bench()->result()->input.tokens.size();
        QTRY_COMPARE(f.bench()->input()->tokenCount()->pieces.size(), read); // as the model has read it
        f.bench()->model()->open(std::filesystem::path(TEST_DATA) / "models/tiny-bert-qa");
        QTRY_VERIFY(!question->placeholderText().contains("Only where two"));
    }

    void theSessionOpensAgain()
    {
        Fixture f;
        QVERIFY(f.awaitComplete());
        const QString file = f.path("a.headlight");
        f.bench()->sessions()->save(file);
        QVERIFY(f.awaitFile(file));
        f.bench()->sessions()->open(file);
        QVERIFY(f.awaitSettled());
        QCOMPARE(f.bench()->result()->model.task, TaskKind::None);
        QCOMPARE(f.status(), QString(said));
    }

    void classesAreRankedAndExplained()
    {
        Fixture f("tiny-bert-cls");
        QVERIFY(f.awaitComplete());
        const std::vector<Choice>& ranked = f.bench()->result()->prediction->rows.front().choices;
        QCOMPARE(f.choices().size(), 3);
        QVERIFY(f.choices()[0]->text().startsWith(QString::fromStdString(ranked[0].text)));
        QVERIFY(f.choices()[0]->isChecked() && !f.choices()[1]->isChecked());
        QCOMPARE(f.targets(), QStringList{"class"});
        QCOMPARE(f.bench()->history()->index(0).data(RunHistory::AnswerRole).toString(),
                 QString::fromStdString(ranked[0].text));
        f.choices()[1]->click();
        QTRY_COMPARE(f.explained(), std::vector<std::int64_t>{ranked[1].column});
        QVERIFY(f.awaitComplete());
        QVERIFY(f.choices()[1]->isChecked() && !f.choices()[0]->isChecked());
    }

    void theLeadIsExplained()
    {
        Fixture f("tiny-roberta-cls");
        QVERIFY(f.awaitComplete());
        for (QToolButton* button : f.window->findChild<ChoicesLine*>()->findChildren<QToolButton*>())
            if (button->text().startsWith("Lead"))
                button->click();
        QTRY_COMPARE(f.targets(), QStringList{"contrast"});
        QVERIFY(f.awaitComplete());
    }

    void aClickOnATokenExplainsItsLabel()
    {
        Fixture f("tiny-bert-tokens");
        QVERIFY(f.awaitComplete());
        QCOMPARE(f.targets(), QStringList{"label"});
        const AnswerText* shown = f.window->findChild<AnswerText*>();
        QCOMPARE(shown->toPlainText(), text);
        emit const_cast<AnswerText*>(shown)->characterClicked(text.indexOf("empower"));
        const std::int64_t token = ShownText(*f.bench()->result()).tokenAt(text.indexOf("empower"));
        QVERIFY(token > 0);
        QTRY_COMPARE(f.explained().front(), token);
        QVERIFY(f.awaitComplete());
        QCOMPARE(f.window->findChild<ChoicesLine*>()->token(), token);
    }

    void wordsAtAMaskAreExplained()
    {
        Fixture f("tiny-bert-mlm", "It is [MASK] to us to include [MASK].");
        QVERIFY(f.awaitComplete());
        QCOMPARE(f.choices().size(), 10);
        const auto& rows = f.bench()->result()->prediction->rows;
        QCOMPARE(rows.size(), std::size_t{2});
        emit f.window->findChild<AnswerText*>()->characterClicked(
            QStringLiteral("It is [MASK] to us to include [").size());
        QTRY_COMPARE(f.explained().front(), rows[1].token);
        QVERIFY(f.awaitComplete());
        const auto expected = std::vector<std::int64_t>{rows[1].token, rows[1].choices[3].column};
        f.choices()[3]->click();
        QTRY_COMPARE(f.explained(), expected);
        QVERIFY(f.awaitComplete());
    }

    void anotherTextForgetsTheToken()
    {
        Fixture f("tiny-bert-tokens");
        QVERIFY(f.awaitComplete());
        f.bench()->followUps()->explain({TargetKind::Chosen, 0, 0, {{2, "0"}}});
        QTRY_COMPARE(f.explained().front(), std::int64_t{2});
        QVERIFY(f.awaitComplete());
        f.bench()->input()->setContext("It is.");
        QCOMPARE(f.bench()->input()->options().target.kind, TargetKind::Predicted);
    }

    /// It comes back with the model that answers it.
    void aQuestionIsKeptAndNotAsked()
    {
        Fixture f("tiny-bert-tokens");
        QVERIFY(f.awaitComplete());
        f.bench()->input()->setQuestion("Who?");
        QCOMPARE(f.bench()->input()->request().question, std::string());
        f.bench()->model()->open(models / "tiny-bert-qa");
        QTRY_COMPARE(f.bench()->input()->task(), TaskKind::QuestionAnswering);
        QCOMPARE(f.bench()->input()->request().question, std::string("Who?"));
    }

    void examplesAreThoseOfTheTask_data()
    {
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<int>("task");
        QTest::newRow("classes") << QByteArray("tiny-bert-cls") << int(TaskKind::Classification);
        QTest::newRow("labels") << QByteArray("tiny-bert-tokens") << int(TaskKind::TokenLabels);
        QTest::newRow("words") << QByteArray("tiny-roberta-mlm") << int(TaskKind::MaskedWords);
    }

    void examplesAreThoseOfTheTask()
    {
        QFETCH(QByteArray, model);
        QFETCH(int, task);
        ExamplesModel examples;
        const auto read = readExamples(std::filesystem::path(SOURCE_DIR) / "resources/examples.json");
        QVERIFY(read);
        examples.setExamples(*read);
        const QList<int> rows = examples.rowsOf(TaskKind(task));
        QVERIFY(!rows.isEmpty());
        Fixture f(model.toStdString(),
                  examples.example(rows.front()).textWithMask(task == int(TaskKind::MaskedWords) ? "<mask>" : ""));
        QVERIFY(f.awaitComplete());
        QVERIFY(f.inputErrors()->isHidden());
    }

    void theFirstExampleWaitsForItsModel_data() { examplesAreThoseOfTheTask_data(); }

    /// As with --run-example: neither the model nor the examples are there yet.
    void theFirstExampleWaitsForItsModel()
    {
        QFETCH(QByteArray, model);
        QFETCH(int, task);
        WindowFixture f(makeAnalyzerBackend());
        f.bench()->model()->open(models / model.toStdString());
        f.window->fillLists();
        f.window->exampleRunner()->runFirst();
        QVERIFY(f.awaitComplete());
        QVERIFY(f.inputErrors()->isHidden());
        QCOMPARE(f.bench()->result()->model.task, TaskKind(task));
        QCOMPARE(f.bench()->result()->attributions.size(), std::size_t{1});
    }

    /// Clicked on the start page as soon as the model is open: what it calls its mask is not known yet.
    void aChosenExampleWaitsForTheMask()
    {
        WindowFixture f(makeAnalyzerBackend());
        f.window->fillLists();
        QTRY_VERIFY(f.window->examples()->rowCount() > 0);
        const int masked = f.window->examples()->rowsOf(TaskKind::MaskedWords).front();
        bool tooEarly = false;
        QObject::connect(f.bench()->model(), &ModelHost::opened, [&] {
            tooEarly = !f.bench()->input()->hasReadTokenizer();
            emit f.window->findChild<StartPage*>()->exampleWanted(masked);
        });
        f.bench()->model()->open(models / "tiny-roberta-mlm");
        QVERIFY(f.awaitComplete());
        QVERIFY(tooEarly);
        QVERIFY(f.inputErrors()->isHidden());
        QVERIFY2(f.bench()->input()->context().contains("<mask>"), qPrintable(f.bench()->input()->context()));
        QVERIFY(!f.bench()->input()->context().contains("[MASK]"));
    }

    /// What was asked for since is not undone by an example that waited.
    void anExampleThatWaitsGivesWayToARun()
    {
        WindowFixture f(makeAnalyzerBackend());
        f.window->fillLists();
        QTRY_VERIFY(f.window->examples()->rowCount() > 0);
        const int masked = f.window->examples()->rowsOf(TaskKind::MaskedWords).front();
        QObject::connect(f.bench()->model(), &ModelHost::opened, [&] {
            f.window->exampleRunner()->run(masked);
            f.bench()->input()->setContext("It is <mask> to us.");
            f.bench()->runner()->run();
        });
        f.bench()->model()->open(models / "tiny-roberta-mlm");
        QVERIFY(f.awaitComplete());
        QTRY_VERIFY(f.bench()->input()->hasReadTokenizer());
        QVERIFY(f.awaitSettled());
        QCOMPARE(f.bench()->input()->context(), QString("It is <mask> to us."));
    }

    void theListSaysWhatModelsAreFor()
    {
        ModelPanel panel;
        FoundModel albert = describeModel(classifier);
        albert.folder = "/models/albert";
        albert.problem = "Models of type \"albert\" are not supported; BERT is";
        panel.setModels({describeModel(classifier), albert});
        panel.setCurrent(classifier);
        const auto* combo = panel.findChild<QComboBox*>();
        QVERIFY(combo->itemData(0, Qt::ToolTipRole).toString().contains("classifies texts"));
        QVERIFY(combo->itemData(0, Qt::ToolTipRole).toString().contains("BertForSequenceClassification"));
        QVERIFY(combo->itemData(1, Qt::UserRole).toString().startsWith("Cannot be used: Models of type"));
        QVERIFY(combo->itemData(1, Qt::ToolTipRole).toString().contains("\"albert\" are not supported"));
    }
};

QTEST_MAIN(TestWindowOtherTasks)
#include "tst_window_other_tasks.moc"
