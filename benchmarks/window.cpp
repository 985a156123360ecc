// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How long the window takes from an action to its picture, offscreen, with all of its panels: the switch of layer and
// measure in the Heads view, the read-out under the pointer, the first drawing of the Overview, and the start.
//     QT_QPA_PLATFORM=offscreen window [--quick]
// --quick takes one small session. Values are made up; only their number matters. Other programs' load distorts the
// figures: medians are printed, with the slowest in brackets.
#include <QApplication>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string_view>

#include "core/base/memory.h"
#include "core/engine/sleeping_threads.h"
#include "ui/plots/figure_plot.h"
#include "ui/state/workbench.h"
#include "ui/theme/application_theme.h"
#include "ui/views/figure_view.h"
#include "ui/window/launch.h"
#include "ui/window/main_window.h"
#include "ui/window/unsaved_guard.h"
#include "ui/window/view_docks.h"

namespace {

using namespace headlight;
using namespace headlight::ui;

using Clock = std::chrono::steady_clock; // the same in all processes

constexpr const char* firstPicture = "--first-picture"; // what this program is started with to start the window
constexpr QSize windowSize(1920, 1080);
constexpr int repetitions = 15;

struct Size {
    int layers, heads, tokens;
};

Array randomArray(const Shape& shape, std::minstd_rand& random, bool isSigned)
{
    std::vector<float> values(elementCount(shape));
    for (float& value : values) {
        const float unit = static_cast<float>(random()) / static_cast<float>(std::minstd_rand::max());
        value = isSigned ? 2 * unit - 1 : unit * unit * unit;
    }
    return Array(shape, std::move(values));
}

Input inputOf(int tokens)
{
    Input input;
    const int begin = std::min(12, tokens / 2);
    for (int i = 0; i < tokens; ++i) {
        input.tokens.push_back(i == 0 || i == begin - 1 || i == tokens - 1 ? "[SEP]"
                               : i % 5 == 4                                ? "##piece"
                                                                           : "token");
        input.inputIds.push_back(i);
        input.segmentIds.push_back(i >= begin);
        input.baselineIds.push_back(0);
        input.offsets.push_back({i, i + 1});
    }
    const std::string context(static_cast<std::size_t>(tokens), 'x');
    input.setPassages({{Role::Question, "?", 1, begin - 1}, {Role::Context, context, begin, tokens - 1}});
    return input;
}

ResultPtr resultOf(const Size& size)
{
    std::minstd_rand random(7);
    auto result = std::make_shared<AnalysisResult>();
    result->stage = Stage::Complete;
    result->generation = 1;
    result->model.name = "random";
    result->model.architecture = "BertForQuestionAnswering";
    result->model.configJson = "{}";
    result->model.layers = size.layers;
    result->model.heads = size.heads;
    result->model.hiddenSize = 64 * size.heads;
    result->model.maxPositions = 512;
    result->input = inputOf(size.tokens);
    result->scores = {randomArray({size.tokens, 2}, random, true)};
    const Shape maps{size.layers, size.heads, size.tokens, size.tokens};
    result->attention = randomArray(maps, random, false);
    result->norms.f = randomArray({size.layers, size.heads, size.tokens}, random, false);
    result->norms.alphaF = randomArray(maps, random, false);
    result->norms.sumAlphaF = randomArray({size.layers, size.tokens, size.tokens}, random, false);
    for (const char* target : {"start", "end"}) {
        Attribution& attribution = result->attributions[target];
        attribution.positions = std::vector<std::int64_t>{size.tokens / 2};
        attribution.attention = randomArray(maps, random, true);
        attribution.tokens = randomArray({size.layers, size.tokens}, random, true);
        attribution.input = randomArray({size.tokens}, random, true);
    }
    return result;
}

/// Opens no model and runs nothing: the window shows what it is given.
class NoBackend : public AnalysisBackend {
public:
    Result<ModelIdentity> open(const std::filesystem::path&, const Job&) override { return inputError("no model"); }
    Result<ResultPtr> analyze(const AnalysisRequest&, const Job&, const Analyzer::Publish&) override
    {
        return inputError("no model");
    }
};

/// Until everything that was asked for is on the screen.
void settle()
{
    for (int i = 0; i < 4; ++i) {
        QApplication::sendPostedEvents();
        QApplication::processEvents();
    }
}

template <typename Action>
double milliseconds(const Action& action)
{
    QElapsedTimer timer;
    timer.start();
    action();
    settle();
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

template <typename Action>
QString median(const Action& action)
{
    std::vector<double> times;
    for (int i = 0; i < repetitions; ++i)
        times.push_back(milliseconds([&] { action(i); }));
    std::sort(times.begin(), times.end());
    return QStringLiteral("%1 (%2)").arg(times[times.size() / 2], 0, 'f', 1).arg(times.back(), 0, 'f', 1);
}

void movePointer(FigurePlot* plot, int step)
{
    const QPoint at = plot->cellCentre(step % 3, {step % 11, (3 * step) % 17});
    QMouseEvent move(QEvent::MouseMove, at, plot->mapToGlobal(at), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
    QApplication::sendEvent(plot, &move);
}

/// Shows `result` as a run of the history does, and times what a reader does with it.
void measure(const Size& size)
{
    MainWindow window(std::make_unique<NoBackend>());
    window.unsavedGuard()->setQuestion([] { return QMessageBox::Discard; });
    window.resize(windowSize);
    window.show();
    settle();
    Workbench* bench = window.workbench();
    Selection* selection = bench->selection();
    bench->history()->add({resultOf(size), {}});
    bench->history()->setCurrent(-1);
    const double first = milliseconds([&] { bench->shown()->showRecord(0); });
    const auto plotOf = [&](const char* id) { return qobject_cast<FigureView*>(window.views()->view(id))->plot(); };
    const QString layer = median([&](int i) { selection->setLayer(i % size.layers); });
    const QString measures = median([&](int i) { selection->setMeasure(i % 2 ? "start" : "attention"); });
    const QString hover = median([&](int i) { movePointer(plotOf("heads"), i); });
    const double overview = milliseconds([&] { window.views()->showView("overview"); });
    const QString overviewMeasure = median([&](int i) { selection->setMeasure(i % 2 ? "start" : "attention"); });
    std::printf("| %d x %d, %d tokens | %.0f | %s | %s | %s | %.0f | %s |\n", size.layers, size.heads, size.tokens,
                first, qPrintable(layer), qPrintable(measures), qPrintable(hover), overview,
                qPrintable(overviewMeasure));
    std::fflush(stdout);
}

/// Ends the process when its window has drawn itself for the first time, and prints the seconds since `begin`.
class FirstPicture : public QObject {
public:
    explicit FirstPicture(Clock::time_point begin) : m_begin(begin) {}

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Paint && qobject_cast<MainWindow*>(watched))
            QTimer::singleShot(0, this, [this] { // its panels are drawn in the same turn
                std::printf("%.3f\n", std::chrono::duration<double>(Clock::now() - m_begin).count());
                std::fflush(stdout);
                std::_Exit(0);
            });
        return false;
    }

private:
    Clock::time_point m_begin;
};

/// The program's own start.
int showFirstPicture(int argc, char** argv)
{
    const Clock::time_point begin{Clock::duration(std::atoll(argv[2]))};
    letThreadsSleep(argv);
    steadyMalloc();
    QApplication application(argc, argv);
    FirstPicture picture(begin);
    application.installEventFilter(&picture);
    return launch(application, {});
}

/// From the start of a process to the first picture of its window.
void measureStart(const QString& folder)
{
    qputenv("XDG_CONFIG_HOME", folder.toLocal8Bit()); // nobody's settings
    qputenv("XDG_DATA_HOME", folder.toLocal8Bit());
    std::vector<double> times;
    for (int i = 0; i < 5; ++i) {
        QProcess process;
        process.start(QCoreApplication::applicationFilePath(),
                      {firstPicture, QString::number(Clock::now().time_since_epoch().count())});
        if (!process.waitForFinished() || process.exitCode() != 0) {
            std::printf("\nThe window did not start: %s\n", process.readAllStandardError().constData());
            return;
        }
        times.push_back(process.readAllStandardOutput().toDouble());
    }
    std::sort(times.begin(), times.end());
    std::printf("\nFrom the start of the program to the first picture of its window: %.2f s (slowest %.2f s)\n",
                times[times.size() / 2], times.back());
}

} // namespace

int main(int argc, char** argv)
{
    if (argc == 3 && std::string_view(argv[1]) == firstPicture)
        return showFirstPicture(argc, argv);
    QApplication application(argc, argv);
    const QTemporaryDir folder;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
    applyTheme(application, ThemeChoice::Light);
    std::printf("Milliseconds from the action to its picture, median (slowest):\n\n"
                "| session | opened | layer | measure | hover | Overview, first | Overview, measure |\n"
                "| --- | --- | --- | --- | --- | --- | --- |\n");
    if (application.arguments().contains("--quick")) {
        measure({2, 4, 26});
    } else {
        for (const int tokens : {26, 128, 384})
            for (const auto& [layers, heads] : {std::pair(6, 12), std::pair(12, 12), std::pair(24, 16)})
                measure({layers, heads, tokens});
    }
    measureStart(folder.path());
    return 0;
}
