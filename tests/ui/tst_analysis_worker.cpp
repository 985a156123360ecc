// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/event_turns.h"
#include "tests/ui/fake_backend.h"
#include "ui/jobs/analysis_worker.h"

using namespace headlight;
using namespace headlight::test;
using headlight::testing::settle;
using headlight::ui::AnalysisWorker;

namespace {

/// A worker on a scripted backend, and all that it signals.
struct Fixture {
    std::shared_ptr<Script> script = std::make_shared<Script>();
    std::unique_ptr<AnalysisWorker> worker = std::make_unique<AnalysisWorker>(std::make_unique<FakeBackend>(script));
    std::vector<ResultPtr> shown;
    std::vector<ResultPtr> finished;
    std::vector<Error> runErrors;
    std::vector<Error> modelErrors;
    std::vector<Progress> progress;
    int opened = 0;

    ~Fixture() { script->deaf = false; } // or it would wait for ever

    Fixture()
    {
        AnalysisWorker* w = worker.get();
        QObject::connect(w, &AnalysisWorker::resultReady, w, [this](const ResultPtr& r) { shown.push_back(r); });
        QObject::connect(w, &AnalysisWorker::finished, w, [this](const ResultPtr& r) { finished.push_back(r); });
        QObject::connect(w, &AnalysisWorker::runFailed, w, [this](const Error& e) { runErrors.push_back(e); });
        QObject::connect(w, &AnalysisWorker::modelFailed, w, [this](const Error& e) { modelErrors.push_back(e); });
        QObject::connect(w, &AnalysisWorker::progressed, w, [this](const Progress& p) { progress.push_back(p); });
        QObject::connect(w, &AnalysisWorker::modelOpened, w, [this] { ++opened; });
    }

    std::uint64_t run(const std::string& question)
    {
        AnalysisRequest request;
        request.question = question;
        request.context = "a context";
        return worker->run(request);
    }
    bool awaitIdle()
    {
        return QTest::qWaitFor([this] { return !worker->isBusy(); });
    }
    bool awaitStarted(int runs)
    {
        return QTest::qWaitFor([&] { return script->started >= runs; });
    }
    bool awaitStopped(int runs)
    {
        return QTest::qWaitFor([&] { return script->stopped >= runs; });
    }
    /// Waits until the backend is done, and all that it published has arrived.
    bool awaitEnded(int runs)
    {
        const bool ended = QTest::qWaitFor([&] { return script->ended >= runs; });
        settle();
        return ended;
    }
};

} // namespace

class TestAnalysisWorker : public QObject {
    Q_OBJECT
private slots:
    void stagesArriveInOrder()
    {
        Fixture f;
        const auto generation = f.run("what?");
        QVERIFY(f.worker->isBusy());
        QVERIFY(f.awaitIdle());
        QCOMPARE(f.shown.size(), 4u);
        QCOMPARE(f.shown.front()->stage, Stage::Tokens);
        QCOMPARE(f.shown.back()->stage, Stage::Complete);
        QCOMPARE(f.finished.size(), 1u);
        QCOMPARE(f.finished.front(), f.shown.back());
        for (const ResultPtr& result : f.shown)
            QCOMPARE(result->generation, generation);
    }

    void newerRunReplacesOlder()
    {
        Fixture f;
        f.run("endless");
        QVERIFY(f.awaitStarted(1));
        const auto newer = f.run("what?");
        QVERIFY(f.awaitIdle());
        QCOMPARE(f.script->stopped.load(), 1);
        QCOMPARE(f.finished.size(), 1u);
        QCOMPARE(f.finished.front()->generation, newer);
        QVERIFY(f.runErrors.empty());
    }

    void staleResultsAreNeverShown()
    {
        Fixture f;
        f.run("deaf"); // answers in full although it was replaced
        QVERIFY(f.awaitStarted(1));
        std::uint64_t last = 0;
        for (int i = 0; i < 20; ++i)
            last = f.run("what?");
        f.script->deaf = false;
        QVERIFY(f.awaitIdle());
        QVERIFY(f.awaitEnded(2));
        for (const ResultPtr& result : f.shown)
            QCOMPARE(result->generation, last);
        QCOMPARE(f.script->started.load(), 2); // what was replaced before it began never ran
    }

    void cancelIsQuickAndSilent()
    {
        Fixture f;
        f.run("endless");
        QVERIFY(f.awaitStarted(1));
        f.worker->cancel();
        QVERIFY(!f.worker->isBusy());
        const auto shown = f.shown.size();
        QVERIFY(f.awaitStopped(1));
        QVERIFY(f.awaitEnded(1));
        QCOMPARE(f.shown.size(), shown);
        QVERIFY(f.finished.empty());
        QVERIFY(f.runErrors.empty());
    }

    void cancelOfADeafRunReturnsAtOnce()
    {
        Fixture f;
        f.run("deaf");
        QVERIFY(f.awaitStarted(1));
        f.worker->cancel();
        QVERIFY(!f.worker->isBusy());
        QCOMPARE(f.script->ended.load(), 0); // nobody waited for it
        f.script->deaf = false;
        QVERIFY(f.awaitEnded(1));
        QVERIFY(f.shown.empty());
    }

    void destructorStopsAndWaits()
    {
        Fixture f;
        f.run("endless");
        QVERIFY(f.awaitStarted(1));
        f.worker.reset();
        QCOMPARE(f.script->stopped.load(), 1);
        QVERIFY(f.script->destroyed);
    }

    void errorsAreValues()
    {
        Fixture f;
        f.run("fail");
        QVERIFY(f.awaitIdle());
        QCOMPARE(f.runErrors.size(), 1u);
        QCOMPARE(f.runErrors.front().where, std::string("question"));
        f.run("throw");
        QVERIFY(f.awaitIdle());
        QCOMPARE(f.runErrors.size(), 2u);
        QVERIFY(f.runErrors.back().what.find("thrown by the backend") != std::string::npos);
        f.run("what?"); // the thread lives on
        QVERIFY(f.awaitIdle());
        QCOMPARE(f.finished.size(), 1u);
    }

    void runWaitsForTheModelThatIsOpening()
    {
        Fixture f;
        f.worker->openModel("good");
        f.run("what?");
        QVERIFY(f.awaitIdle());
        QCOMPARE(f.opened, 1);
        QCOMPARE(f.finished.size(), 1u);
    }

    void runIsDroppedWhereItsModelDoesNotOpen()
    {
        Fixture f;
        f.worker->openModel("bad");
        f.run("what?");
        QVERIFY(f.awaitIdle());
        QVERIFY(f.awaitEnded(f.script->started));
        QCOMPARE(f.modelErrors.size(), 1u);
        QVERIFY(f.finished.empty());
        QVERIFY(f.runErrors.empty());
    }

    void newerModelReplacesOlder()
    {
        Fixture f;
        f.worker->openModel("slow");
        QVERIFY(QTest::qWaitFor([&] { return !f.progress.empty(); }));
        f.worker->openModel("good");
        QVERIFY(f.awaitIdle());
        QCOMPARE(f.opened, 1);
        QVERIFY(f.modelErrors.empty());
    }

    void progressIsThrottled()
    {
        Fixture f;
        QElapsedTimer clock; // begins before the first report, and ends after the last
        clock.start();
        f.run("endless");
        QVERIFY(QTest::qWaitFor([&] { return f.progress.size() >= 5 && f.script->reports >= 100; }, 60000));
        f.worker->cancel();
        settle();
        const auto most = static_cast<std::size_t>(clock.elapsed() / 50) + 2;
        QVERIFY2(f.progress.size() <= most, qPrintable(QString::number(f.progress.size())));
    }

    void busyChangesOncePerChange()
    {
        Fixture f;
        QSignalSpy busy(f.worker.get(), &AnalysisWorker::busyChanged);
        f.run("what?");
        f.run("what?");
        QVERIFY(f.awaitIdle());
        QCOMPARE(busy.size(), 2);
        QCOMPARE(busy.front().front().toBool(), true);
        QCOMPARE(busy.back().front().toBool(), false);
    }
};

QTEST_GUILESS_MAIN(TestAnalysisWorker)
#include "tst_analysis_worker.moc"
