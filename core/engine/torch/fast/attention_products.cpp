// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/fast/attention_products.h"

#include <cmath>

#include "core/engine/torch/base/parallel.h"
#include "core/engine/torch/fast/kernels/kernels.h"

namespace headlight::engine {

namespace {

/// A matrix in memory: element (i,j) at data[i * rowStep + j * columnStep].
template <typename T>
struct Matrix {
    T* data;
    std::int64_t rowStep;
    std::int64_t columnStep = 1;

    Matrix transposed() const { return {data, columnStep, rowStep}; }
    Matrix from(std::int64_t row) const { return {data + row * rowStep, rowStep, columnStep}; }
};

/// The right factor of products, packed; keeps its memory for the next.
template <typename T>
class RightFactor {
public:
    void take(const Matrix<const T>& b, std::int64_t k, std::int64_t n)
    {
        m_k = k;
        m_n = n;
        const auto size = static_cast<std::size_t>(kernels<T>().packedSize(k, n));
        if (m_packed.size() < size)
            m_packed.resize(size);
        kernels<T>().pack(b.data, b.rowStep, b.columnStep, k, n, m_packed.data());
    }
    /// C [m,n] = A B, or C += A B.
    void multiply(const Matrix<const T>& a, std::int64_t m, const Matrix<T>& c, bool add) const
    {
        kernels<T>().multiply(m, m_n, m_k, a.data, a.rowStep, a.columnStep, m_packed.data(), c.data, c.rowStep, add);
    }

private:
    std::vector<T> m_packed;
    std::int64_t m_k = 0;
    std::int64_t m_n = 0;
};

/// Where one head of one input lies in the tensors.
template <typename T>
class Heads {
public:
    explicit Heads(const HeadShape& shape) : m_s(shape) {}

    /// Query (part 0), key (1) or value (2) of `block`, an input or a target's input, [S,d].
    Matrix<T> part(T* qkv, int part, std::int64_t block, std::int64_t head) const
    {
        const std::int64_t D = m_s.H * m_s.d;
        return {qkv + block * m_s.S * 3 * D + part * D + head * m_s.d, 3 * D};
    }
    /// [S,d] of [...,S,D], from `row` on.
    Matrix<T> mixed(T* rows, std::int64_t row, std::int64_t head) const
    {
        return {rows + row * m_s.H * m_s.d + head * m_s.d, m_s.H * m_s.d};
    }
    /// [S,S] of [...,H,S,S].
    Matrix<T> map(T* maps, std::int64_t block, std::int64_t head) const
    {
        return {maps + (block * m_s.H + head) * m_s.S * m_s.S, m_s.S};
    }

private:
    HeadShape m_s;
};

template <typename T>
T scoreFactor(const HeadShape& s)
{
    return T(1 / std::sqrt(static_cast<double>(s.d)));
}

/// Calls work(block, head) for each head of `blocks` inputs; `makeWork` gives each thread its own, with its own memory.
template <typename MakeWork>
void eachHead(std::int64_t blocks, std::int64_t heads, const MakeWork& makeWork)
{
    inParallel(blocks * heads, 1, [&](std::int64_t begin, std::int64_t end) {
        auto work = makeWork();
        for (std::int64_t i = begin; i < end; ++i)
            work(i / heads, i % heads);
    });
}

template <typename T>
class Attend {
public:
    Attend(const HeadShape& s, const T* qkv, const T* bias, T* attention, T* mixed)
        : m_s(s), m_qkv(qkv), m_bias(bias), m_attention(attention), m_mixed(mixed)
    {
    }

    void operator()(std::int64_t block, std::int64_t head)
    {
        const Heads<const T> in(m_s);
        m_key.take(in.part(m_qkv, 1, block, head).transposed(), m_s.d, m_s.S);
        m_value.take(in.part(m_qkv, 2, block, head), m_s.S, m_s.d);
        for (std::int64_t first = 0; first < m_s.S; first += rowsAtOnce)
            mixRows(in.part(m_qkv, 0, block, head), block, head, first, std::min(rowsAtOnce, m_s.S - first));
    }

private:
    // What is made of so many rows stays in the processor's nearest cache.
    static constexpr std::int64_t rowsAtOnce = 24;

    void mixRows(const Matrix<const T>& query, std::int64_t block, std::int64_t head, std::int64_t first,
                 std::int64_t count)
    {
        const Heads<T> out(m_s);
        const Matrix<T> a = out.map(m_attention, block, head).from(first);
        m_key.multiply(query.from(first), count, a, false);
        for (std::int64_t i = 0; m_bias && i < count; ++i)
            kernels<T>().add(a.from(i).data, m_bias + (head * m_s.S + first + i) * m_s.S, m_s.S);
        for (std::int64_t i = 0; i < count; ++i)
            kernels<T>().softmax(a.from(i).data, m_s.S, scoreFactor<T>(m_s));
        m_value.multiply({a.data, a.rowStep}, count, out.mixed(m_mixed, block * m_s.S + first, head), false);
    }

    HeadShape m_s;
    const T* m_qkv;
    const T* m_bias; ///< null: none
    T* m_attention;
    T* m_mixed;
    RightFactor<T> m_key, m_value;
};

template <typename T>
struct GradientPlaces {
    const T* qkv;
    const T* attention;
    const T* mixedGradient;
    T* attentionGradient; ///< may be null
    T* qkvGradient;
};

template <typename T>
class AttendGradient {
public:
    AttendGradient(const HeadShape& s, const GradientPlaces<T>& places, const QueryRuns& runs)
        : m_s(s), m_p(places), m_runs(runs), m_scores(static_cast<std::size_t>(longestRun * s.S)),
          m_own(places.attentionGradient ? 0 : m_scores.size())
    {
    }

    void operator()(std::int64_t block, std::int64_t head)
    {
        const std::int64_t input = block % m_s.K;
        m_value.take(m_in.part(m_p.qkv, 2, input, head).transposed(), m_s.d, m_s.S);
        m_key.take(m_in.part(m_p.qkv, 1, input, head), m_s.S, m_s.d);
        bool add = false;
        for (const QueryRun& run : m_runs[static_cast<std::size_t>(block)]) {
            addRun(run, block, head, add);
            add = true;
        }
    }

private:
    void addRun(const QueryRun& run, std::int64_t block, std::int64_t head, bool add)
    {
        const std::int64_t input = block % m_s.K;
        const Matrix<const T> mixed = m_in.mixed(m_p.mixedGradient, run.row, head);
        const Matrix<const T> a = m_in.map(m_p.attention, input, head).from(run.position);
        m_value.multiply(mixed, run.count, attentionGradient(run, block, head), false);
        m_left.take(mixed, run.count, m_s.d);
        m_left.multiply(a.transposed(), m_s.S, m_out.part(m_p.qkvGradient, 2, block, head), add);

        const Matrix<const T> scores{scoreGradient(run, block, head, a), m_s.S};
        m_key.multiply(scores, run.count, m_out.part(m_p.qkvGradient, 0, block, head).from(run.position), false);
        m_left.take(m_in.part(m_p.qkv, 0, input, head).from(run.position), run.count, m_s.d);
        m_left.multiply(scores.transposed(), m_s.S, m_out.part(m_p.qkvGradient, 1, block, head), add);
    }

    /// Where the gradient at the run's rows of the map goes.
    Matrix<T> attentionGradient(const QueryRun& run, std::int64_t block, std::int64_t head)
    {
        if (!m_p.attentionGradient)
            return {m_own.data(), m_s.S};
        return m_out.map(m_p.attentionGradient, block, head).from(run.position);
    }

    const T* scoreGradient(const QueryRun& run, std::int64_t block, std::int64_t head, const Matrix<const T>& a)
    {
        const Matrix<T> g = attentionGradient(run, block, head);
        for (std::int64_t i = 0; i < run.count; ++i)
            kernels<T>().softmaxDerivative(a.from(i).data, g.from(i).data, m_s.S, scoreFactor<T>(m_s),
                                           m_scores.data() + i * m_s.S);
        return m_scores.data();
    }

    HeadShape m_s;
    GradientPlaces<T> m_p;
    const QueryRuns& m_runs;
    Heads<const T> m_in{m_s};
    Heads<T> m_out{m_s};
    RightFactor<T> m_value, m_key, m_left;
    std::vector<T> m_scores; ///< gradient at the scores of a run, [count,S]
    std::vector<T> m_own;    ///< gradient at its probabilities, where nobody wants it
};

template <typename T>
struct RatePlaces {
    const T* qkv;
    const T* attention;
    const T* qkvRate;
    T* attentionRate;
    T* mixedRate;
};

template <typename T>
class AttendRate {
public:
    AttendRate(const HeadShape& s, const RatePlaces<T>& places) : m_s(s), m_p(places) {}

    void operator()(std::int64_t block, std::int64_t head)
    {
        const Matrix<T> rate = m_out.map(m_p.attentionRate, block, head);
        addScores(m_p.qkvRate, m_p.qkv, block, head, rate, false);
        addScores(m_p.qkv, m_p.qkvRate, block, head, rate, true);
        const Matrix<const T> a = m_in.map(m_p.attention, block, head);
        for (std::int64_t i = 0; i < m_s.S; ++i)
            kernels<T>().softmaxDerivative(a.from(i).data, rate.from(i).data, m_s.S, scoreFactor<T>(m_s),
                                           rate.from(i).data);
        addMixed(m_p.qkv, {rate.data, rate.rowStep}, block, head, false);
        addMixed(m_p.qkvRate, a, block, head, true);
    }

private:
    void addScores(const T* queries, const T* keys, std::int64_t block, std::int64_t head, const Matrix<T>& to,
                   bool add)
    {
        m_factor.take(m_in.part(keys, 1, block, head).transposed(), m_s.d, m_s.S);
        m_factor.multiply(m_in.part(queries, 0, block, head), m_s.S, to, add);
    }

    void addMixed(const T* values, const Matrix<const T>& map, std::int64_t block, std::int64_t head, bool add)
    {
        m_factor.take(m_in.part(values, 2, block, head), m_s.S, m_s.d);
        m_factor.multiply(map, m_s.S, m_out.mixed(m_p.mixedRate, block * m_s.S, head), add);
    }

    HeadShape m_s;
    RatePlaces<T> m_p;
    Heads<const T> m_in{m_s};
    Heads<T> m_out{m_s};
    RightFactor<T> m_factor;
};

} // namespace

void attend(const HeadShape& shape, const at::Tensor& qkv, const at::Tensor& bias, const at::Tensor& attention,
            const at::Tensor& mixed)
{
    withTypeOf(qkv, [&]<typename T>(T) {
        const Attend<T> work(shape, qkv.data_ptr<T>(), bias.defined() ? bias.data_ptr<T>() : nullptr,
                             attention.data_ptr<T>(), mixed.data_ptr<T>());
        eachHead(shape.K, shape.H, [&] { return work; });
    });
}

void attendGradient(const HeadShape& shape, const at::Tensor& qkv, const at::Tensor& attention,
                    const at::Tensor& mixedGradient, const QueryRuns& runs, const at::Tensor& attentionGradient,
                    const at::Tensor& qkvGradient)
{
    withTypeOf(qkv, [&]<typename T>(T) {
        const GradientPlaces<T> places{qkv.data_ptr<T>(), attention.data_ptr<T>(), mixedGradient.data_ptr<T>(),
                                       attentionGradient.defined() ? attentionGradient.data_ptr<T>() : nullptr,
                                       qkvGradient.data_ptr<T>()};
        eachHead(static_cast<std::int64_t>(runs.size()), shape.H,
                 [&] { return AttendGradient<T>(shape, places, runs); });
    });
}

void attendRate(const HeadShape& shape, const at::Tensor& qkv, const at::Tensor& attention, const at::Tensor& qkvRate,
                const at::Tensor& attentionRate, const at::Tensor& mixedRate)
{
    withTypeOf(qkv, [&]<typename T>(T) {
        const RatePlaces<T> places{qkv.data_ptr<T>(), attention.data_ptr<T>(), qkvRate.data_ptr<T>(),
                                   attentionRate.data_ptr<T>(), mixedRate.data_ptr<T>()};
        eachHead(shape.K, shape.H, [&] { return AttendRate<T>(shape, places); });
    });
}

} // namespace headlight::engine
