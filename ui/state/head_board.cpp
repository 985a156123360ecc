// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/head_board.h"

#include <limits>

namespace headlight::ui {
namespace {

constexpr std::size_t mostCellsAtOnce = 200'000; // some milliseconds of ranks: less than a picture takes

Array unknownBoard(const Array& maps)
{
    const Shape shape{maps.dimension(0), maps.dimension(1)};
    return Array(shape, std::vector<float>(elementCount(shape), std::numeric_limits<float>::quiet_NaN()));
}

} // namespace

/// Arrays never change: the same values are the same place in memory.
bool HeadBoard::Question::equals(const Question& other) const
{
    return pair.left.data() == other.pair.left.data() && pair.right.data() == other.pair.right.data() &&
           pair.agreeing.pairs == other.pair.agreeing.pairs && request.agreement == other.request.agreement &&
           request.strongest == other.request.strongest;
}

void HeadBoard::ask(const ComparedPair& pair, const BoardRequest& request)
{
    const Question question{pair, request};
    if (m_question && m_question->equals(question))
        return;
    m_stop.request_stop();
    m_stop = std::stop_source();
    m_question = question;
    ++m_asked;
    m_growing = pair.left.size() > mostCellsAtOnce;
    m_board = m_growing ? unknownBoard(pair.left) : compareHeads(pair.left, pair.right, pair.agreeing, request);
    if (m_growing)
        start(question);
}

void HeadBoard::start(const Question& question)
{
    const auto report = [this, asked = m_asked](const Array& board, std::int64_t) {
        QMetaObject::invokeMethod(
            this, [this, board, asked] { take(board, true, asked); }, Qt::QueuedConnection);
    };
    const auto work = [question, report, stop = m_stop.get_token()] {
        const ComparedPair& pair = question.pair;
        return compareHeads(pair.left, pair.right, pair.agreeing, question.request, stop, report);
    };
    m_jobs.run(this, work, [this, asked = m_asked](const Array& board) { take(board, false, asked); });
}

void HeadBoard::take(const Array& board, bool growing, std::uint64_t asked)
{
    if (asked != m_asked || board.isNull())
        return;
    m_board = board;
    m_growing = growing;
    emit changed();
}

} // namespace headlight::ui
