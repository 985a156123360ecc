// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>
#include <optional>

#include "core/base/array.h"
#include "core/measures/distribution.h"
#include "figures/cell.h"
#include "figures/colour_range.h"

namespace headlight::ui {

/// What the rows or columns of a panel stand for.
enum class Axis { Layer, Head, From, To };

/// A piece of running text.
struct RunningPiece {
    QString text;       ///< as a person reads it
    bool joins = false; ///< it goes on with the word before it
};

/// Labels that panels share. Where its entries are not the tokens (or layers, or heads) themselves, an axis says which
/// they stand for: words for several tokens, and hidden tokens have none.
struct AxisLabels {
    Axis axis = Axis::To;
    QStringList texts;       ///< as they are, for tables
    QList<int> tokens = {};  ///< of each entry, its first token; empty: entry i is token i
    QList<int> entries = {}; ///< of each token, its entry, -1 for none; empty likewise
    bool numbered = true;    ///< read-outs tell entries by the number of their token
    QStringList shown = {};  ///< the same for eyes, each in one line; empty: as they are
    QList<RunningPiece> running = {}; ///< the same one after the other; empty where the axis has no tokens

    const QStringList& shownTexts() const { return shown.isEmpty() ? texts : shown; }
    int tokenAt(int entry) const { return tokens.isEmpty() ? entry : tokens.value(entry, -1); }
    int entryOf(int token) const { return entries.isEmpty() ? token : entries.value(token, -1); }
};

/// A place in a panel.
struct PanelCell {
    int row = 0;
    int column = 0;
    bool operator==(const PanelCell&) const = default;
};

/// The axis of a panel that is no map: its values stand upright, one column each.
struct ValueAxis {
    double low = 0; ///< the ends, on either side of zero
    double high = 1;
    QString name; ///< beside the ticks, read upwards; empty: ticks at zero and at the ends alone
};

/// One map of a figure, one row of bars, box plots or histograms, or a shaded text.
struct Panel {
    enum class Kind { Map, Bars, Boxes, Histograms, Scatter, Words };
    Kind kind = Kind::Map;
    QString title;
    Array values; ///< [rows, columns]; bars have one row
    AxisLabels rows;
    AxisLabels columns;
    Cell base;                     ///< what the panel's title says: its layer, its head
    ColourRange range;             ///< of this panel's colours
    ValueAxis axis;                ///< of what is no map
    bool plain = false;            ///< bars: of one colour, whatever their value
    QList<UnitDistribution> units; ///< of box plots and histograms: one a column
    QStringList readOuts;          ///< one a column, in place of the value
    QList<Cell> cells;             ///< bars: what each column stands for, where that is no axis
    bool numbers = false;          ///< maps: each cell's value printed in it, where it fits
    QList<PanelCell> marked;       ///< maps: the cells with a cross through them
    int ruledColumn = -1;          ///< maps: a line stands before this column
    Array others;                  ///< of comparisons: B, where `values` are A; scatter: A to the right, B upwards
    ValueAxis across;              ///< scatter: of `values`; `axis` is that of `others`
    Array counts;                  ///< scatter: cells in each bin, where dots would cover each other; else null
    QStringList keys;              ///< beside Figure::keyNames, in tables

    bool isMap() const { return kind == Kind::Map; }
    /// Whether a place in it has a row.
    bool hasRows() const { return kind == Kind::Map || kind == Kind::Scatter; }
    int rowCount() const { return static_cast<int>(values.dimension(0)); }
    int columnCount() const { return static_cast<int>(values.dimension(1)); }
    float value(const PanelCell& cell) const { return values.at({cell.row, cell.column}); }
    /// What is chosen by a click on `place`.
    Cell cellAt(const PanelCell& place) const;
    /// The row and the column that `cell` names here; -1 where it names none.
    PanelCell placeOf(const Cell& cell) const;
    /// Whether `cell` lies in this panel: the layer and the head agree as far as the panel has them.
    bool covers(const Cell& cell) const;
};

/// Rows of numbers that a figure stands for, where they are not those of its maps.
struct FigureTable {
    struct Row {
        QStringList keys;
        QList<double> values;
    };
    QStringList header; ///< names of keys, then of values
    QList<Row> rows;
    Array array; ///< for an NPY file
};

/// A whole picture, without a pixel: panels in a grid with shared labels and colours. What is drawn, exported and
/// tested.
struct FigureData {
    QString view;    ///< heads, layers, ...
    QString title;   ///< "Layer 4, attribution to the start logit"
    QString caption; ///< model, question, method, points
    QString unit;    ///< beside the colour bar
    QString colours; ///< name of the colour map
    QString measure; ///< what the colours were chosen for: a measure's id, "start.norm" for its norm, "tokens"
    bool isSigned = false;
    int firstNumber = 0; ///< of layers and heads in texts
    bool oneRange = true;      ///< false: each panel has its own, and no colour bar can speak for all
    bool thumbnails = false;   ///< a dense board: no token labels, titles at the edges
    QList<Panel> panels;       ///< row by row
    int columns = 0;           ///< panels beside each other; 0: as fits
    double panelAspect = 1;    ///< width by height that suits a panel
    QList<double> rowWeights;  ///< relative heights of the rows of panels; empty: equal
    bool labelEachColumn = false; ///< each column of panels has value axes of its own
    bool labelEachRow = false; ///< column labels under each row of panels: the figure is taller than a screen
    ColourRange range;         ///< of all maps, where `oneRange`
    QStringList keyNames;      ///< "layer", "head": what tells the panels apart in tables
    bool colourBar = true;     ///< false: no map needs one
    int leastUnit = 0;         ///< pixels a row of panels of weight 1 must have; 0: as many as its rows need
    double spanWeight = 0;     ///< above zero: the last panel spans all columns, and is as high as that many rows
    bool blankNan = false;     ///< NaN is not known yet, and drawn as nothing
    QList<Panel> numbers;      ///< what tables hold in place of the maps; empty: those
    std::optional<FigureTable> table;
    QList<int> namedTokens;    ///< labelled before others, where not all have room; the first is the most welcome
    Shape shape;               ///< of the array behind the maps: leading dimensions, rows, columns

    QList<Panel> maps() const;
    /// The panels whose values stand in tables.
    QList<Panel> tabled() const { return numbers.isEmpty() ? maps() : numbers; }
};

/// A number as people read it: four significant digits, a true minus sign.
QString formatValue(double value);

} // namespace headlight::ui
