// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A model without a question answering head in the window: what it gives is shown, what it lacks is said.
#include <QComboBox>
#include <QLabel>

#include "tests/ui/window_fixture.h"
#include "ui/plots/figure_plot.h"
#include "ui/views/figure_view.h"

using namespace headlight;
using namespace headlight::test;
using namespace headlight::ui;

namespace {

constexpr auto said = "This model has no head for a task: attention and norms only.";
const std::filesystem::path classifier = std::filesystem::path(TEST_DATA) / "models/tiny-bert-cls";

/// The window on the real engine, after a run of the classifier on a text alone.
struct Fixture : WindowFixture {
    Fixture() : WindowFixture(makeAnalyzerBackend())
    {
        bench()->openModel(classifier);
        bench()->input()->setContext("It is important to us to include, empower and support humans of all kinds.");
        bench()->run();
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
        f.bench()->openModel(std::filesystem::path(TEST_DATA) / "models/tiny-bert-qa");
        QTRY_VERIFY(!question->placeholderText().contains("Only where two"));
    }

    void theSessionOpensAgain()
    {
        Fixture f;
        QVERIFY(f.awaitComplete());
        const QString file = f.path("a.headlight");
        f.bench()->saveSession(file);
        QVERIFY(f.awaitFile(file));
        f.bench()->openSession(file);
        QVERIFY(f.awaitSettled());
        QCOMPARE(f.bench()->result()->model.task, TaskKind::None);
        QCOMPARE(f.status(), QString(said));
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
        QVERIFY(combo->itemData(0, Qt::ToolTipRole).toString().contains("attention and norms only"));
        QVERIFY(combo->itemData(0, Qt::ToolTipRole).toString().contains("BertForSequenceClassification"));
        QVERIFY(combo->itemData(1, Qt::UserRole).toString().startsWith("Cannot be used: Models of type"));
        QVERIFY(combo->itemData(1, Qt::ToolTipRole).toString().contains("\"albert\" are not supported"));
    }
};

QTEST_MAIN(TestWindowOtherTasks)
#include "tst_window_other_tasks.moc"
