// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "ui/jobs/background_jobs.h"
#include "ui/state/input_model.h"

using namespace headlight;
using namespace headlight::ui;

namespace {

const std::filesystem::path demo = std::filesystem::path(SOURCE_DIR) / "resources/models/minilm-l6-squad";

struct Fixture {
    BackgroundJobs jobs;
    InputModel input{&jobs};

    bool awaitCount(int tokens)
    {
        return QTest::qWaitFor([&] { return input.tokenCount() == std::optional(tokens); });
    }
    void ask(const QString& question, const QString& context)
    {
        input.setQuestion(question);
        input.setContext(context);
    }
};

const QString question = QStringLiteral("What is important to us?");
const QString context = QStringLiteral("It is important to us to include, empower and support humans of all kinds.");

} // namespace

class TestInputModel : public QObject {
    Q_OBJECT
private slots:
    void countsTokensWithTheSpecialOnes()
    {
        Fixture f;
        f.ask(question, context);
        QVERIFY(!f.input.tokenCount());
        QVERIFY(f.input.countText().isEmpty());
        f.input.setModel(demo, 512);
        QVERIFY(f.awaitCount(26));
        QVERIFY(!f.input.isTooLong());
        QVERIFY(f.input.countText().contains("26") && f.input.countText().contains("512"));
    }

    void countsAgainAfterAnEdit()
    {
        Fixture f;
        f.input.setModel(demo, 512);
        f.ask(question, context);
        QVERIFY(f.awaitCount(26));
        f.input.setQuestion("What?");
        QVERIFY(f.awaitCount(22));
    }

    void manyEditsAreCountedOnce()
    {
        Fixture f;
        f.input.setModel(demo, 512);
        f.ask(question, context);
        QVERIFY(f.awaitCount(26));
        QSignalSpy counted(&f.input, &InputModel::tokenCountChanged);
        for (int length = 1; length < context.size(); ++length)
            f.input.setContext(context.left(length));
        f.input.setContext(context + " Yes.");
        QVERIFY(f.awaitCount(28));
        QCOMPARE(counted.size(), 1);
    }

    void tooLongIsSaid()
    {
        Fixture f;
        f.input.setModel(demo, 512);
        f.ask(question, QStringLiteral("word ").repeated(600));
        QVERIFY(QTest::qWaitFor([&] { return f.input.isTooLong(); }));
        QCOMPARE(*f.input.tokenCount(), 609);
    }

    void folderWithoutTokenizerLeavesTheCountOpen()
    {
        Fixture f;
        f.input.setModel(demo, 512);
        f.ask(question, context);
        QVERIFY(f.awaitCount(26));
        f.input.setModel(std::filesystem::path(SOURCE_DIR) / "resources", 512);
        QVERIFY(QTest::qWaitFor([&] { return !f.input.tokenCount(); }));
    }

    void requestHoldsWhatWasSet()
    {
        Fixture f;
        QSignalSpy replaced(&f.input, &InputModel::textReplaced);
        f.ask("Où?", "À Paris.");
        f.ask("Où?", "À Paris.");
        QCOMPARE(replaced.size(), 2);
        f.input.setOptions(presetOptions(Preset::Tutorial));
        const AnalysisRequest request = f.input.request();
        QCOMPARE(request.question, std::string("Où?"));
        QCOMPARE(request.context, std::string("À Paris."));
        QCOMPARE(request.options.rule, Rule::Captum);
    }
};

QTEST_GUILESS_MAIN(TestInputModel)
#include "tst_input_model.moc"
