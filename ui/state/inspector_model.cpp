// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/inspector_model.h"

#include <cmath>

#include "figures/figure_data.h"
#include "ui/jobs/background_jobs.h"

namespace headlight::ui {

namespace {

/// So many values are ranked in a fraction of a millisecond, which a moving pointer leaves.
constexpr std::size_t quicklyRanked = 300'000;
constexpr std::size_t quicklyMerged = 100'000;
constexpr int restMilliseconds = 60;

std::size_t valueCount(const std::vector<CellReading>& readings)
{
    std::size_t count = 0;
    for (const CellReading& reading : readings)
        count += reading.value ? reading.values.size() : 0;
    return count;
}

/// Values that would take an exponent get two digits: the column is narrow, and the tooltip has them all.
QString shortText(double value)
{
    if (value == 0 || !std::isfinite(value) || (std::abs(value) >= 1e-4 && std::abs(value) < 1e5))
        return formatValue(value);
    return QString::number(value, 'e', 1).replace(QLatin1Char('-'), QChar(0x2212));
}

/// Three digits are enough of a rank in the hundred thousands, and fit their column.
QString rankText(std::int64_t rank)
{
    if (rank >= 1'000'000)
        return InspectorModel::tr("%1 M").arg(static_cast<double>(rank) / 1e6, 0, 'f', 2);
    if (rank >= 100'000)
        return InspectorModel::tr("%1 k").arg(rank / 1000);
    return rank > 0 ? QString::number(rank) : QString();
}

} // namespace

InspectorModel::InspectorModel(Selection* selection, BackgroundJobs* jobs, QObject* parent)
    : QAbstractTableModel(parent),
      m_selection(selection),
      m_jobs(jobs)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMilliseconds);
    connect(&m_rest, &QTimer::timeout, this, &InspectorModel::rankInBackground);
    connect(selection, &Selection::pinnedChanged, this, &InspectorModel::update);
    connect(selection, &Selection::hoveredChanged, this, &InspectorModel::update);
    connect(selection, &Selection::displayChanged, this, &InspectorModel::readUnits);
}

void InspectorModel::setResult(const ResultPtr& result)
{
    m_result = result;
    readUnits();
}

void InspectorModel::readUnits()
{
    m_units = m_result ? TokenUnits(m_result->input, m_selection->display().words) : TokenUnits();
    update();
}

void InspectorModel::update()
{
    ++m_update;
    m_rest.stop();
    auto readings = m_result ? readCell(*m_result, m_selection->current(), m_units) : std::vector<CellReading>();
    if (valueCount(readings) <= (m_units.areWords() ? quicklyMerged : quicklyRanked))
        rankReadings(readings, m_selection->current().layer, m_units);
    else
        m_rest.start();
    replace(std::move(readings));
}

void InspectorModel::replace(std::vector<CellReading> readings)
{
    if (readings.size() != m_readings.size()) {
        beginResetModel();
        m_readings = std::move(readings);
        endResetModel();
        return;
    }
    m_readings = std::move(readings);
    if (!m_readings.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void InspectorModel::rankInBackground()
{
    const int layer = m_selection->current().layer;
    const auto work = [readings = m_readings, layer, units = m_units]() mutable {
        rankReadings(readings, layer, units);
        return readings;
    };
    m_jobs->run(this, work, [this, asked = m_update](std::vector<CellReading> ranked) {
        if (asked == m_update)
            replace(std::move(ranked));
    });
}

int InspectorModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_readings.size());
}

int InspectorModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString InspectorModel::text(const CellReading& reading, int column) const
{
    switch (column) {
    case Measure: return reading.measure;
    case Value: return reading.value ? shortText(*reading.value) : QStringLiteral("–");
    case LayerRank: return rankText(reading.layerRank);
    default: return rankText(reading.modelRank);
    }
}

QVariant InspectorModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const CellReading& reading = m_readings.at(static_cast<std::size_t>(index.row()));
    if (role == Qt::DisplayRole)
        return text(reading, index.column());
    if (role == Qt::TextAlignmentRole && index.column() != Measure)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == Measure)
        return reading.hint;
    if (role == Qt::ToolTipRole && index.column() == Value && reading.value)
        return QString::number(static_cast<double>(*reading.value), 'g', 9);
    return {};
}

QVariant InspectorModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((section == Measure ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    static const char* const titles[] = {QT_TR_NOOP("Measure"), QT_TR_NOOP("value"), QT_TR_NOOP("layer"),
                                         QT_TR_NOOP("model")};
    static const char* const hints[] = {"", "", QT_TR_NOOP("Rank by magnitude among all values of the layer"),
                                        QT_TR_NOOP("Rank by magnitude among all values of the model")};
    if (role == Qt::DisplayRole)
        return tr(titles[section]);
    return role == Qt::ToolTipRole && *hints[section] ? QVariant(tr(hints[section])) : QVariant();
}

} // namespace headlight::ui
