// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measures/comparison.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <limits>
#include <mutex>
#include <thread>

namespace headlight {
namespace {

using Values = std::span<const float>;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint32_t signBit = 0x80000000U;
constexpr int digitBits = 11; // three passes of a radix sort cover 32 bits
constexpr std::size_t digits = std::size_t(1) << digitBits;

/// A value as an integer of the same order, and the cell it stands in.
struct Keyed {
    std::uint32_t key;
    std::uint32_t index;
};

bool allFinite(Values values)
{
    return std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); });
}

bool comparable(Values left, Values right)
{
    return left.size() == right.size() && left.size() >= 2 && allFinite(left) && allFinite(right);
}

std::uint32_t orderedBits(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value + 0.0F); // -0.0 becomes 0.0
    return (bits & signBit) != 0 ? ~bits : bits | signBit;
}

void sortByDigit(const std::vector<Keyed>& from, std::vector<Keyed>& to, int shift)
{
    std::vector<std::size_t> places(digits + 1);
    for (const Keyed& item : from)
        ++places[(item.key >> shift & (digits - 1)) + 1];
    for (std::size_t i = 1; i <= digits; ++i)
        places[i] += places[i - 1];
    for (const Keyed& item : from)
        to[places[item.key >> shift & (digits - 1)]++] = item;
}

std::vector<Keyed> sorted(Values values)
{
    std::vector<Keyed> items(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        items[i] = {orderedBits(values[i]), static_cast<std::uint32_t>(i)};
    std::vector<Keyed> other(values.size());
    for (int shift = 0; shift < 32; shift += digitBits) {
        sortByDigit(items, other, shift);
        items.swap(other);
    }
    return items;
}

template <typename Number>
double mean(std::span<const Number> values)
{
    double sum = 0;
    for (const Number value : values)
        sum += value;
    return sum / double(values.size());
}

/// In two passes: sums of squares of values far from zero would lose what is asked for.
template <typename Number>
double correlation(std::span<const Number> left, std::span<const Number> right)
{
    const double leftMean = mean(left);
    const double rightMean = mean(right);
    double products = 0;
    double leftSquares = 0;
    double rightSquares = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
        const double x = left[i] - leftMean;
        const double y = right[i] - rightMean;
        products += x * y;
        leftSquares += x * x;
        rightSquares += y * y;
    }
    // Apart, so that the product of tiny squares does not vanish.
    return std::clamp(products / (std::sqrt(leftSquares) * std::sqrt(rightSquares)), -1.0, 1.0);
}

bool isConstant(Values values)
{
    return std::all_of(values.begin(), values.end(), [&](float value) { return value == values.front(); });
}

/// The cells of the largest magnitudes, in ascending order.
std::vector<std::uint32_t> strongestCells(Values values, std::size_t count)
{
    std::vector<std::uint64_t> keys(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        keys[i] = std::uint64_t(~orderedBits(std::abs(values[i]))) << 32 | i;
    std::nth_element(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(count - 1), keys.end());
    std::vector<std::uint32_t> cells(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(count));
    std::sort(cells.begin(), cells.end());
    return cells;
}

double agreement(Values left, Values right, const BoardRequest& request, std::int64_t tokens)
{
    switch (request.agreement) {
    case Agreement::Pearson: return pearson(left, right);
    case Agreement::Spearman: return spearman(left, right);
    case Agreement::Strongest: break;
    }
    return strongestInCommon(left, right, strongestCount(request, tokens));
}

/// [.., S,S] at `tokens` x `tokens`, whatever leads.
Array atTokens(const Array& values, const std::vector<std::int64_t>& tokens)
{
    Shape shape = values.shape();
    const std::int64_t length = shape.back();
    shape[shape.size() - 2] = shape.back() = static_cast<std::int64_t>(tokens.size());
    std::vector<float> cells;
    cells.reserve(elementCount(shape));
    const auto all = values.values();
    for (auto map = all.begin(); map != all.end(); map += length * length) {
        for (const std::int64_t row : tokens) {
            for (const std::int64_t column : tokens)
                cells.push_back(map[row * length + column]);
        }
    }
    return Array(shape, std::move(cells));
}

std::vector<std::int64_t> side(const TokenAlignment& alignment, std::int64_t TokenPair::*member)
{
    std::vector<std::int64_t> tokens;
    for (const TokenPair& pair : alignment.pairs)
        tokens.push_back(pair.*member);
    return tokens;
}

bool fit(const Array& maps, std::int64_t tokens)
{
    return maps.rank() == 4 && maps.dimension(2) == tokens && maps.dimension(3) == tokens;
}

/// The work of one board: threads take head after head, and publish whole layers in order.
class Board {
public:
    Board(const Array& left, const Array& right, const TokenAlignment& alignment, const BoardRequest& request)
        : m_left(left),
          m_right(right),
          m_alignment(alignment),
          m_request(request),
          m_layers(left.dimension(0)),
          m_heads(left.dimension(1)),
          m_values(static_cast<std::size_t>(m_layers * m_heads), float(nan)),
          m_pending(static_cast<std::size_t>(m_layers), m_heads)
    {
    }

    Array fill(const std::stop_token& stop, const BoardReport& report)
    {
        const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
        {
            std::vector<std::jthread> threads;
            for (unsigned i = 1; i < cores; ++i)
                threads.emplace_back([&] { work(stop, report); });
            work(stop, report);
        }
        return stop.stop_requested() ? Array() : snapshot();
    }

private:
    void work(const std::stop_token& stop, const BoardReport& report)
    {
        const std::int64_t count = m_layers * m_heads;
        for (std::int64_t next = m_next++; next < count && !stop.stop_requested(); next = m_next++)
            keep(next, valueOf(next / m_heads, next % m_heads), report);
    }

    float valueOf(std::int64_t layer, std::int64_t head) const
    {
        const Array left = alignedLeft(m_left[layer][head], m_alignment);
        const Array right = alignedRight(m_right[layer][head], m_alignment);
        return static_cast<float>(agreement(left.values(), right.values(), m_request, left.dimension(0)));
    }

    void keep(std::int64_t place, float value, const BoardReport& report)
    {
        const std::scoped_lock lock(m_mutex);
        m_values[static_cast<std::size_t>(place)] = value;
        if (--m_pending[static_cast<std::size_t>(place / m_heads)] == 0 && ++m_done < m_layers && report)
            report(snapshot(), m_done);
    }

    Array snapshot() const { return Array({m_layers, m_heads}, m_values); }

    const Array& m_left;
    const Array& m_right;
    const TokenAlignment& m_alignment;
    const BoardRequest& m_request;
    std::int64_t m_layers;
    std::int64_t m_heads;
    std::vector<float> m_values;
    std::vector<std::int64_t> m_pending; ///< heads of each layer that are not compared yet
    std::int64_t m_done = 0;             ///< layers
    std::atomic<std::int64_t> m_next = 0;
    std::mutex m_mutex;
};

} // namespace

std::vector<double> averageRanks(Values values)
{
    const std::vector<Keyed> items = sorted(values);
    std::vector<double> ranks(values.size());
    for (std::size_t begin = 0, end = 0; begin < items.size(); begin = end) {
        while (end < items.size() && items[end].key == items[begin].key)
            ++end;
        const double rank = double(begin + end + 1) / 2; // of begin + 1 to end
        for (std::size_t i = begin; i < end; ++i)
            ranks[items[i].index] = rank;
    }
    return ranks;
}

double pearson(Values left, Values right)
{
    if (!comparable(left, right) || isConstant(left) || isConstant(right))
        return nan;
    return correlation(left, right);
}

double spearman(Values left, Values right)
{
    if (!comparable(left, right) || isConstant(left) || isConstant(right))
        return nan;
    const std::vector<double> leftRanks = averageRanks(left);
    const std::vector<double> rightRanks = averageRanks(right);
    return correlation(std::span<const double>(leftRanks), std::span<const double>(rightRanks));
}

double strongestInCommon(Values left, Values right, std::int64_t count)
{
    if (!comparable(left, right) || count < 1)
        return nan;
    const std::size_t cells = std::min(static_cast<std::size_t>(count), left.size());
    const std::vector<std::uint32_t> ofLeft = strongestCells(left, cells);
    const std::vector<std::uint32_t> ofRight = strongestCells(right, cells);
    std::vector<std::uint32_t> common;
    std::set_intersection(ofLeft.begin(), ofLeft.end(), ofRight.begin(), ofRight.end(), std::back_inserter(common));
    return double(common.size()) / double(cells);
}

Array alignedLeft(const Array& left, const TokenAlignment& alignment)
{
    return alignment.leftAlone() == 0 ? left : atTokens(left, side(alignment, &TokenPair::left));
}

Array alignedRight(const Array& right, const TokenAlignment& alignment)
{
    return alignment.rightAlone() == 0 ? right : atTokens(right, side(alignment, &TokenPair::right));
}

std::int64_t strongestCount(const BoardRequest& request, std::int64_t tokens)
{
    return std::clamp<std::int64_t>(request.strongest > 0 ? request.strongest : tokens, 1,
                                    std::max<std::int64_t>(1, tokens * tokens));
}

Array compareHeads(const Array& left, const Array& right, const TokenAlignment& alignment, const BoardRequest& request,
                   std::stop_token stop, const BoardReport& report)
{
    const bool fits = fit(left, alignment.leftLength) && fit(right, alignment.rightLength) &&
                      left.dimension(0) == right.dimension(0) && left.dimension(1) == right.dimension(1);
    return fits ? Board(left, right, alignment, request).fill(stop, report) : Array();
}

Array scaledToLargest(const Array& values)
{
    float largest = 0;
    for (const float value : values.values())
        largest = std::isfinite(value) ? std::max(largest, std::abs(value)) : largest;
    std::vector<float> scaled(values.values().begin(), values.values().end());
    for (float& value : scaled)
        value = largest > 0 ? value / largest : value;
    return Array(values.shape(), std::move(scaled));
}

Array difference(const Array& left, const Array& right, bool scaled)
{
    const Array from = scaled ? scaledToLargest(left) : left;
    const Array taken = scaled ? scaledToLargest(right) : right;
    std::vector<float> values(from.values().begin(), from.values().end());
    std::transform(values.begin(), values.end(), taken.values().begin(), values.begin(), std::minus<>());
    return Array(left.shape(), std::move(values));
}

} // namespace headlight
