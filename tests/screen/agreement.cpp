// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/screen/agreement.h"

#include <QDir>
#include <QLabel>
#include <QRegularExpression>
#include <QSpinBox>
#include <QToolButton>
#include <algorithm>
#include <cmath>
#include <cstring>

#include "figures/figure_builder.h"
#include "tests/screen/live_program.h"
#include "ui/panels/inspector_panel.h"
#include "ui/plots/figure_plot.h"
#include "ui/state/inspector_model.h"
#include "ui/views/heads_view.h"
#include "ui/views/note_line.h"
#include "ui/window/cell_boxes.h"

namespace headlight::test {

using namespace ui;

namespace {

constexpr int smallestCell = 6;  // pixels: the outlines of its neighbours stay off its middle
constexpr int cellsLookedAt = 7; // of each panel
// Milliseconds for what another program does of its own accord, such as uncovering what a menu lay over. A picture that
// lags would lag until the pointer moves.
constexpr int patience = 3000;

QRect placeOf(const QWidget* window)
{
    return {window->mapToGlobal(QPoint(0, 0)), window->size()};
}

QString nameOf(const QWidget* widget)
{
    const QString name = widget->accessibleName().isEmpty() ? widget->objectName() : widget->accessibleName();
    return QStringLiteral("%1 \"%2\"").arg(widget->metaObject()->className(), name);
}

QList<QWidget*> windowsOf()
{
    QList<QWidget*> list;
    for (QWidget* each : QApplication::topLevelWidgets())
        if (each->isVisible() && !each->windowFlags().testFlag(Qt::Desktop))
            list.append(each);
    return list;
}

/// Without lists and menus, which go with the next act.
QList<QWidget*> lastingWindows()
{
    QList<QWidget*> list = windowsOf();
    list.removeIf(
        [](const QWidget* each) { return each->windowType() == Qt::Popup || each->windowType() == Qt::ToolTip; });
    return list;
}

/// What of `window` no other one can cover: the main window lies below all others.
QRegion uncovered(const QWidget* window)
{
    QRegion region(placeOf(window));
    for (const QWidget* other : windowsOf())
        if (other != window && !qobject_cast<const MainWindow*>(other))
            region -= other->frameGeometry();
    return region.translated(-placeOf(window).topLeft());
}

/// Counts pixels that differ.
class Differences {
public:
    Differences(const QImage& one, const QImage& other) : m_one(one), m_other(other) {}

    void lookAt(const QRect& part)
    {
        for (int y = part.top(); y <= part.bottom(); ++y)
            if (std::memcmp(at(m_one, part.left(), y), at(m_other, part.left(), y),
                            depth * std::size_t(part.width())) != 0)
                lookAtLine(part, y);
    }
    qsizetype count = 0;
    QRect bounds;

private:
    static constexpr std::size_t depth = 3; // bytes
    static const uchar* at(const QImage& image, int x, int y)
    {
        return image.constScanLine(y) + depth * std::size_t(x);
    }
    void lookAtLine(const QRect& part, int y)
    {
        for (int x = part.left(); x <= part.right(); ++x)
            if (std::memcmp(at(m_one, x, y), at(m_other, x, y), depth) != 0) {
                ++count;
                bounds |= QRect(x, y, 1, 1);
            }
    }

    const QImage& m_one;
    const QImage& m_other;
};

/// For whoever looks after a failure.
QString kept(const QImage& shown, const QImage& wanted)
{
    const QDir folder(QStringLiteral(BUILD_DIR "/Testing"));
    folder.mkpath(QStringLiteral("."));
    const QString name = folder.filePath(QCoreApplication::applicationFilePath().section('/', -1));
    shown.save(name + "-shown.png");
    wanted.save(name + "-wanted.png");
    return name + "-{shown,wanted}.png";
}

QString staleWindow(LiveProgram& program, QWidget* window)
{
    const QImage screen = program.user().look(placeOf(window));
    const QImage fresh = window->grab().toImage().convertToFormat(QImage::Format_RGB888);
    if (screen.size() != fresh.size())
        return QStringLiteral("%1 is not on the screen").arg(nameOf(window));
    const QString found = difference(screen, fresh, uncovered(window));
    return found.isEmpty() ? found
                           : QStringLiteral("the screen is not as %1 paints itself: %2").arg(nameOf(window), found);
}

FigureRequest requestOf(const LiveProgram& program, const FigureView* view)
{
    const Selection* selection = program.selection();
    FigureRequest request = viewRequest(view->id());
    request.measure = nearestMeasure(view->id(), program.bench()->result().get(), selection->measure());
    request.layer = selection->layer();
    request.range = parseRange(selection->range()).value_or(RangeRule{});
    request.display = selection->display();
    request.choices = selection->viewChoices();
    const ResultPtr& compared = program.bench()->compared()->result();
    request.other = compared == program.bench()->result() ? nullptr : compared;
    if (view->id() == "what-if")
        request.ablations = program.bench()->whatIf()->boards();
    if (view->id() == "heads")
        request.head = view->enlargedHead();
    if (view->id() == "compare")
        request.head = std::max(0, selection->head());
    if (view->id() == "distribution") {
        request.measure.clear();
        request.token = selection->pinned().from;
    }
    return request;
}

bool sameValues(const Array& a, const Array& b)
{
    if (a.isNull() || b.isNull())
        return a.isNull() == b.isNull();
    return a.shape() == b.shape() && std::memcmp(a.values().data(), b.values().data(), a.size() * sizeof(float)) == 0;
}

bool samePanels(const FigureData& a, const FigureData& b)
{
    return std::equal(a.panels.begin(), a.panels.end(), b.panels.begin(), b.panels.end(),
                      [](const Panel& x, const Panel& y) {
                          return x.title == y.title && x.base == y.base && sameValues(x.values, y.values) &&
                                 x.columns.texts == y.columns.texts;
                      });
}

/// A board comes from another thread, bit by bit; that of the view is as good as ours.
bool isBoard(const FigureRequest& request)
{
    return request.view == "what-if" || (request.view == "compare" && request.choices.mode == CompareMode::Board);
}

QString wrongFigure(const LiveProgram& program, const FigureView* view)
{
    const FigureData& shown = view->plot()->scene().figure;
    const FigureRequest request = requestOf(program, view);
    const Figure wanted = buildFigure(*program.bench()->result(), request);
    if (!wanted)
        return view->message().isEmpty() ? QStringLiteral("view %1 shows what there is not").arg(view->id())
                                         : QString();
    if (!view->message().isEmpty())
        return QStringLiteral("view %1 says: %2").arg(view->id(), view->message());
    if (shown.title != wanted->title || shown.unit != wanted->unit)
        return QStringLiteral("view %1 is called \"%2\", not \"%3\"").arg(view->id(), shown.title, wanted->title);
    if (!isBoard(request) && !samePanels(shown, *wanted))
        return QStringLiteral("view %1 has other panels than \"%2\"").arg(view->id(), wanted->title);
    if (view->plot()->accessibleName() != shown.title || view->plot()->accessibleDescription() != shown.title)
        return QStringLiteral("view %1 is read out as \"%2\"").arg(view->id(), view->plot()->accessibleName());
    return {};
}

/// Some cells of a panel, in all parts of it.
QList<PanelCell> cellsOf(const Panel& panel)
{
    QList<PanelCell> cells;
    for (int i = 0; i < cellsLookedAt; ++i)
        cells.append(
            {panel.rowCount() * i / cellsLookedAt, panel.columnCount() * (i * 3 % cellsLookedAt) / cellsLookedAt});
    return cells;
}

/// The colour that stands on the screen in the middle of a cell, where that can be seen.
QString wrongColour(const QImage& screen, const FigureView* view, int index, const PanelCell& place)
{
    const FigurePlot* plot = view->plot();
    const QPoint pixel = plot->cellCentre(index, place);
    const Panel& panel = plot->scene().panel(index);
    if (!plot->visibleRegion().contains(pixel) || !plot->scene().mapRect(index).contains(pixel))
        return {};
    const QColor wanted(plot->scene().colours[index]->colour(panel.value(place)));
    const QColor seen = screen.pixelColor(plot->mapTo(view, pixel));
    if (seen == wanted)
        return {};
    return QStringLiteral("view %1, panel %2 (%3), row %4, column %5: the screen shows %6, not %7")
        .arg(view->id())
        .arg(index)
        .arg(panel.title)
        .arg(place.row)
        .arg(place.column)
        .arg(seen.name(), wanted.name());
}

QString wrongColours(const QImage& screen, const FigureView* view)
{
    const FigureScene& scene = view->plot()->scene();
    for (int index = 0; index < scene.geometry.panels.size(); ++index) {
        const Panel& panel = scene.panel(index);
        const QRectF cell = scene.cellRect(index, {0, 0});
        if (!panel.isMap() || panel.numbers || std::min(cell.width(), cell.height()) < smallestCell)
            continue;
        for (const PanelCell& place : cellsOf(panel))
            if (const QString wrong = wrongColour(screen, view, index, place); !wrong.isEmpty())
                return wrong;
    }
    return {};
}

/// What the buttons of a view say that are down. A quantity of view what-if may be one that the result lacks, for which
/// the first stands in.
QStringList wantedButtons(const LiveProgram& program, const FigureView* view)
{
    const ui::ViewChoices choices = program.selection()->viewChoices();
    if (view->id() == "compare")
        return {ui::nameOf(choices.mode)};
    if (view->id() != "what-if")
        return {requestOf(program, view).measure};
    QString first;
    for (const QToolButton* button : view->findChildren<QToolButton*>(QRegularExpression("^measure-"))) {
        const QString id = button->objectName().section('-', 1);
        if (!ui::ablationKindNames().contains(id) && (first.isEmpty() || id == choices.quantity))
            first = id;
    }
    return {ui::ablationKindNames()[static_cast<int>(choices.ablation)], first};
}

/// The button that is down.
QString wrongButton(const LiveProgram& program, const FigureView* view)
{
    const QStringList wanted = wantedButtons(program, view);
    for (const QToolButton* button : view->findChildren<QToolButton*>(QRegularExpression("^measure-"))) {
        const QString measure = button->objectName().section('-', 1);
        const bool face = measure == "maps" || measure == "words";
        if (!face && view->id() != "distribution" && button->isVisibleTo(view) &&
            button->isChecked() != wanted.contains(measure))
            return QStringLiteral("view %1: button \"%2\" is %3, with %4 shown")
                .arg(view->id(), button->text(), button->isChecked() ? "down" : "up", wanted.join(", "));
    }
    return {};
}

QString wrongNote(const LiveProgram& program, const FigureView* view)
{
    if (view->id() == "compare" || view->id() == "distribution")
        return {};
    const QString wanted = exactnessOf(*program.bench()->result(), requestOf(program, view)).text;
    if (!view->note()->text().endsWith(wanted))
        return QStringLiteral("view %1 notes \"%2\", not \"%3\"").arg(view->id(), view->note()->text(), wanted);
    return {};
}

QString wrongView(LiveProgram& program, const FigureView* view)
{
    for (const auto wrong : {wrongFigure, wrongButton, wrongNote})
        if (const QString what = wrong(program, view); !what.isEmpty())
            return what;
    const QRect place(view->mapTo(view->window(), QPoint(0, 0)), view->size());
    const bool whole = (uncovered(view->window()) & place) == QRegion(place);
    return whole && view->plot()->isVisible() ? wrongColours(program.user().look(placeOf(view)), view) : QString();
}

QString wrongFields(const LiveProgram& program)
{
    const Selection* selection = program.selection();
    const int first = selection->display().firstNumber;
    for (const QSpinBox* box : program.window()->findChild<CellBoxes*>()->findChildren<QSpinBox*>()) {
        const int wanted = (box->accessibleName() == "Layer" ? selection->layer() : selection->head()) + first;
        if (box->value() != wanted)
            return QStringLiteral("field %1 says %2, not %3").arg(box->accessibleName()).arg(box->value()).arg(wanted);
    }
    return {};
}

QString headingOf(const Selection* selection)
{
    const Cell& cell = selection->current();
    const int first = selection->display().firstNumber;
    const QString layer = QStringLiteral("Layer %1").arg(cell.layer + first);
    return cell.head < 0 ? layer : QStringLiteral("%1, head %2").arg(layer).arg(cell.head + first);
}

QString wrongInspector(const LiveProgram& program)
{
    const auto labels = program.window()->findChild<InspectorPanel*>()->findChildren<QLabel*>();
    const QString wanted = headingOf(program.selection());
    const bool named =
        std::any_of(labels.begin(), labels.end(), [&](const QLabel* each) { return each->text() == wanted; });
    if (!named)
        return QStringLiteral("the inspector's heading is not \"%1\"").arg(wanted);
    const Cell& cell = program.selection()->current();
    const auto& readings = program.bench()->inspector()->readings();
    const Array& attention = program.bench()->result()->attention;
    const bool whole = cell.head >= 0 && cell.from >= 0 && cell.to >= 0 && !program.selection()->display().words;
    if (whole && (readings.empty() || readings[0].value != attention.at({cell.layer, cell.head, cell.from, cell.to})))
        return QStringLiteral("the inspector reads out another cell than the one that is chosen");
    return {};
}

} // namespace

QString difference(const QImage& shown, const QImage& wanted, const QRegion& region)
{
    Differences found(shown, wanted);
    for (const QRect& part : region& shown.rect() & wanted.rect())
        found.lookAt(part);
    const bool same = found.count == 0 && shown.size() == wanted.size();
    const QRect& at = found.bounds;
    return same ? QString()
                : QStringLiteral("%1 pixels, from %2,%3 to %4,%5; see %6")
                      .arg(found.count)
                      .arg(at.left())
                      .arg(at.top())
                      .arg(at.right())
                      .arg(at.bottom())
                      .arg(kept(shown, wanted));
}

namespace {

/// At this moment.
QString disagreementNow(LiveProgram& program)
{
    program.settle();
    for (QWidget* window : lastingWindows())
        if (const QString stale = staleWindow(program, window); !stale.isEmpty())
            return stale;
    for (const FigureView* view : program.seen())
        if (const QString wrong = wrongView(program, view); !wrong.isEmpty())
            return wrong;
    const QString fields = wrongFields(program);
    return fields.isEmpty() ? wrongInspector(program) : fields;
}

} // namespace

QString disagreement(LiveProgram& program)
{
    QString wrong;
    const auto agrees = [&] { return (wrong = disagreementNow(program)).isEmpty(); };
    return QTest::qWaitFor(agrees, patience) ? QString() : wrong;
}

} // namespace headlight::test
