// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QUndoStack>

#include "core/data/options.h"
#include "ui/state/kept_field.h"

namespace headlight::ui {

class InputModel;
class Selection;

/// What can be undone: what is chosen, and what will be asked. What the pointer is over is no part of it.
struct UndoableState {
    ViewState chosen; ///< as selectionFields() keep it
    int tokens = 0;   ///< that the cell was chosen among
    QString question;
    QString context;
    Options options;
};

/// Records changes of the selection and of the input that the user makes, so that they can be undone. Changes within
/// one turn of the event loop are one step, as are quick successive ones of the same parts.
class UndoRecorder : public QObject {
    Q_OBJECT
public:
    UndoRecorder(Selection* selection, InputModel* input, QObject* parent = nullptr);

    /// While it lives, changes are the program's own and not recorded.
    class Pause {
    public:
        explicit Pause(UndoRecorder& recorder);
        ~Pause();
        Pause(const Pause&) = delete;
        Pause& operator=(const Pause&) = delete;

    private:
        UndoRecorder& m_recorder;
    };

    QUndoStack* stack() { return &m_stack; }
    /// Changes of the same parts less than this apart are one step.
    void setMergeInterval(int milliseconds) { m_mergeInterval = milliseconds; }
    int mergeInterval() const { return m_mergeInterval; }
    /// Sets the parts that differ between the two states to those of `to`.
    void apply(const UndoableState& from, const UndoableState& to);
    /// The parts that differ, as a sum of powers of two.
    int differing(const UndoableState& a, const UndoableState& b) const;
    /// Of these parts, the one that has steps of its own; 0: none.
    int leadingPart(int parts) const;
    /// What stands behind Undo and Redo in the menu.
    QString nameOf(int parts) const;

public slots:
    void undo();
    void redo();
    /// Forgets all steps.
    void clear();

private:
    void applyInput(int parts, const UndoableState& to);
    void changed();
    void record();
    UndoableState state() const;

    Selection* m_selection;
    InputModel* m_input;
    KeptFields m_fields; ///< of the selection
    QUndoStack m_stack;
    QTimer m_turn;
    UndoableState m_known;
    int m_pauses = 0;
    int m_mergeInterval = 800;
};

} // namespace headlight::ui
