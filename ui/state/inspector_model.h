// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QTimer>

#include "ui/state/cell_readings.h"

namespace headlight::ui {

class BackgroundJobs;

/// Every measure at the current cell of the selection, with its rank in the layer and in the model. Values change at
/// once; where ranking takes longer than a frame it is done in the background once the pointer rests.
class InspectorModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Measure, Value, LayerRank, ModelRank, ColumnCount };
    InspectorModel(Selection* selection, BackgroundJobs* jobs, QObject* parent = nullptr);

    void setResult(const ResultPtr& result);
    const std::vector<CellReading>& readings() const { return m_readings; }
    /// What the readings are of: wordpieces, or words where the maps show these.
    const TokenUnits& units() const { return m_units; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void readUnits();
    void update();
    void replace(std::vector<CellReading> readings);
    void rankInBackground();
    QString text(const CellReading& reading, int column) const;

    Selection* m_selection;
    BackgroundJobs* m_jobs;
    ResultPtr m_result;
    TokenUnits m_units;
    std::vector<CellReading> m_readings;
    std::uint64_t m_update = 0; ///< counts the cells read, so that ranks of an older one are dropped
    QTimer m_rest;
};

} // namespace headlight::ui
