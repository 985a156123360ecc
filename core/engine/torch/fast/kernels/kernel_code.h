// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The kernels' code, compiled once for each instruction set: HEADLIGHT_KERNELS names the namespace,
// HEADLIGHT_VECTOR_BYTES and HEADLIGHT_TILE_ROWS say what fits its registers. Nothing here may call a function that
// other files share: the linker could take this file's copy of it for all, on processors that lack the instructions.
#include <cstdint>

#include "core/engine/torch/fast/kernels/kernels.h"

namespace headlight::engine::HEADLIGHT_KERNELS {

namespace {

constexpr std::int64_t tileRows = HEADLIGHT_TILE_ROWS;

/// As many numbers as a register holds.
template <typename T>
struct Lanes {
    typedef T Type __attribute__((vector_size(HEADLIGHT_VECTOR_BYTES)));
    static constexpr std::int64_t count = HEADLIGHT_VECTOR_BYTES / sizeof(T);
};

/// Columns of C that multiply() holds in registers.
template <typename T>
constexpr std::int64_t tileColumns = 2 * Lanes<T>::count;

template <typename T>
inline typename Lanes<T>::Type load(const T* from)
{
    typename Lanes<T>::Type v;
    __builtin_memcpy(&v, from, sizeof v);
    return v;
}

template <typename T>
inline T sumOf(typename Lanes<T>::Type v)
{
    T sum = 0;
    for (std::int64_t i = 0; i < Lanes<T>::count; ++i)
        sum += v[i];
    return sum;
}

// --- Small matrix products: panels of B, tileColumns wide, and tiles of C that stay in registers.

template <typename T>
std::int64_t panelsOf(std::int64_t n)
{
    return (n + tileColumns<T> - 1) / tileColumns<T>;
}

template <typename T>
std::int64_t packedSize(std::int64_t k, std::int64_t n)
{
    return panelsOf<T>(n) * tileColumns<T> * k;
}

template <typename T>
void pack(const T* b, std::int64_t rowStep, std::int64_t columnStep, std::int64_t k, std::int64_t n, T* packed)
{
    for (std::int64_t first = 0; first < n; first += tileColumns<T>, packed += tileColumns<T> * k) {
        const std::int64_t columns = n - first < tileColumns<T> ? n - first : tileColumns<T>;
        if (columns < tileColumns<T>)
            __builtin_memset(packed, 0, sizeof(T) * tileColumns<T> * k);
        const T* panel = b + first * columnStep;
        if (columnStep == 1)
            for (std::int64_t p = 0; p < k; ++p)
                __builtin_memcpy(packed + p * tileColumns<T>, panel + p * rowStep, sizeof(T) * columns);
        else
            for (std::int64_t j = 0; j < columns; ++j)
                for (std::int64_t p = 0; p < k; ++p)
                    packed[p * tileColumns<T> + j] = panel[p * rowStep + j * columnStep];
    }
}

template <typename T>
void store(const T* tile, std::int64_t columns, T* c, bool add)
{
    for (std::int64_t j = 0; j < columns; ++j)
        c[j] = add ? c[j] + tile[j] : tile[j];
}

/// `Rows` rows of C in one panel.
template <typename T, std::int64_t Rows>
void tile(std::int64_t k, const T* a, std::int64_t rowStep, std::int64_t columnStep, const T* panel, T* c,
          std::int64_t stride, std::int64_t columns, bool add)
{
    using V = typename Lanes<T>::Type;
    V sums[Rows][2] = {};
    for (std::int64_t p = 0; p < k; ++p, a += columnStep, panel += tileColumns<T>) {
        const V left = load(panel);
        const V right = load(panel + Lanes<T>::count);
#pragma GCC unroll 16
        for (std::int64_t i = 0; i < Rows; ++i) {
            const T factor = a[i * rowStep];
            sums[i][0] += factor * left;
            sums[i][1] += factor * right;
        }
    }
    T row[tileColumns<T>];
    for (std::int64_t i = 0; i < Rows; ++i) {
        __builtin_memcpy(row, sums[i], sizeof row);
        store(row, columns, c + i * stride, add);
    }
}

template <typename T>
void multiply(std::int64_t m, std::int64_t n, std::int64_t k, const T* a, std::int64_t rowStep, std::int64_t columnStep,
              const T* packed, T* c, std::int64_t stride, bool add)
{
    for (std::int64_t first = 0; first < n; first += tileColumns<T>, packed += tileColumns<T> * k) {
        const std::int64_t columns = n - first < tileColumns<T> ? n - first : tileColumns<T>;
        const auto rows = [&]<std::int64_t Rows>(std::int64_t i) {
            tile<T, Rows>(k, a + i * rowStep, rowStep, columnStep, packed, c + i * stride + first, stride, columns,
                          add);
            return i + Rows;
        };
        std::int64_t i = 0;
        while (i + tileRows <= m)
            i = rows.template operator()<tileRows>(i);
        while (i + 2 <= m)
            i = rows.template operator()<2>(i);
        if (i < m)
            rows.template operator()<1>(i);
    }
}

// --- Exponentials. Those of float32 are written so that the compiler makes vectors of them.

inline double exponential(double x)
{
    return __builtin_exp(x);
}

/// As in Cephes' expf: 2ⁿ times a polynomial on ±ln 2 / 2.
inline float exponential(float x)
{
    constexpr float rounder = 12582912.0f; // 1.5 · 2²³: adding it rounds to whole numbers
    x = x < -87.0f ? -87.0f : x;
    x = x > 88.0f ? 88.0f : x;
    const float shifted = x * 1.44269504f + rounder;
    const float n = shifted - rounder;
    const float r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
    float p = 1.9875691500e-4f * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * r * r + r + 1.0f;
    const std::uint32_t exponent = (__builtin_bit_cast(std::uint32_t, shifted) << 23) + 0x3F800000u;
    return p * __builtin_bit_cast(float, exponent);
}

template <typename T>
inline T sigmoid(T x)
{
    return T(1) / (T(1) + exponential(-x));
}

// --- Softmax.

template <typename T>
T largest(const T* x, std::int64_t n)
{
    constexpr std::int64_t lanes = Lanes<T>::count;
    T found[lanes];
    for (std::int64_t l = 0; l < lanes; ++l)
        found[l] = x[l < n ? l : 0];
    std::int64_t i = 0;
    for (; i + lanes <= n; i += lanes)
        for (std::int64_t l = 0; l < lanes; ++l)
            found[l] = x[i + l] > found[l] ? x[i + l] : found[l];
    for (; i < n; ++i)
        found[0] = x[i] > found[0] ? x[i] : found[0];
    for (std::int64_t l = 1; l < lanes; ++l)
        found[0] = found[l] > found[0] ? found[l] : found[0];
    return found[0];
}

template <typename T>
T sum(const T* x, std::int64_t n)
{
    typename Lanes<T>::Type sums = {};
    std::int64_t i = 0;
    for (; i + Lanes<T>::count <= n; i += Lanes<T>::count)
        sums += load(x + i);
    T rest = 0;
    for (; i < n; ++i)
        rest += x[i];
    return sumOf<T>(sums) + rest;
}

template <typename T>
T dot(const T* x, const T* y, std::int64_t n)
{
    typename Lanes<T>::Type sums = {};
    std::int64_t i = 0;
    for (; i + Lanes<T>::count <= n; i += Lanes<T>::count)
        sums += load(x + i) * load(y + i);
    T rest = 0;
    for (; i < n; ++i)
        rest += x[i] * y[i];
    return sumOf<T>(sums) + rest;
}

template <typename T>
void softmax(T* x, std::int64_t n, T factor)
{
    const T most = largest(x, n);
    for (std::int64_t i = 0; i < n; ++i)
        x[i] = exponential((x[i] - most) * factor);
    const T share = T(1) / sum(x, n);
    for (std::int64_t i = 0; i < n; ++i)
        x[i] *= share;
}

template <typename T>
void softmaxDerivative(const T* p, const T* v, std::int64_t n, T factor, T* out)
{
    const T mean = dot(p, v, n);
    for (std::int64_t i = 0; i < n; ++i)
        out[i] = factor * p[i] * (v[i] - mean);
}

// --- Layer normalisation.

template <typename T>
void add(T* x, const T* other, std::int64_t n)
{
    for (std::int64_t i = 0; i < n; ++i)
        x[i] += other[i];
}

template <typename T>
void scale(T* x, const T* factors, std::int64_t n)
{
    for (std::int64_t i = 0; i < n; ++i)
        x[i] *= factors[i];
}

template <typename T>
void product(const T* a, const T* b, std::int64_t n, T* out)
{
    for (std::int64_t i = 0; i < n; ++i)
        out[i] = a[i] * b[i];
}

template <typename T>
void addScaled(T factor, const T* x, std::int64_t n, T* sum)
{
    for (std::int64_t i = 0; i < n; ++i)
        sum[i] += factor * x[i];
}

template <typename T>
void addProducts(const T* a, const T* b, std::int64_t n, double* sum)
{
    for (std::int64_t i = 0; i < n; ++i)
        sum[i] += double(a[i]) * double(b[i]);
}

template <typename T>
void normalise(T* x, const T* bias, const T* residual, const T* weight, const T* shift, std::int64_t n, T epsilon,
               T* scale, T* y)
{
    if (bias)
        add(x, bias, n);
    if (residual)
        add(x, residual, n);
    const T mean = sum(x, n) / T(n);
    for (std::int64_t i = 0; i < n; ++i)
        x[i] -= mean;
    const T reciprocal = T(1) / T(__builtin_sqrt(dot(x, x, n) / T(n) + epsilon));
    for (std::int64_t i = 0; i < n; ++i) {
        x[i] *= reciprocal;
        y[i] = x[i] * weight[i] + shift[i];
    }
    *scale = reciprocal;
}

/// out = scale (out - its mean - normalised · its component along normalised): the normalisation's derivative, which is
/// symmetric.
template <typename T>
void project(const T* normalised, T scale, std::int64_t n, T* out)
{
    const T mean = sum(out, n) / T(n);
    const T along = dot(out, normalised, n) / T(n);
    for (std::int64_t i = 0; i < n; ++i)
        out[i] = scale * (out[i] - mean - normalised[i] * along);
}

template <typename T>
void normGradient(const T* g, const T* normalised, T scale, const T* weight, std::int64_t n, T* out)
{
    for (std::int64_t i = 0; i < n; ++i)
        out[i] = g[i] * weight[i];
    project(normalised, scale, n, out);
}

template <typename T>
void normRate(const T* rate, const T* residual, const T* normalised, T scale, const T* weight, std::int64_t n, T* out)
{
    for (std::int64_t i = 0; i < n; ++i)
        out[i] = rate[i];
    if (residual)
        add(out, residual, n);
    project(normalised, scale, n, out);
    for (std::int64_t i = 0; i < n; ++i)
        out[i] *= weight[i];
}

// --- Activations: y = f(x), and x becomes f'(x).

constexpr double sqrtHalf = 0.70710678118654752440;
constexpr double normalPeak = 0.39894228040143267794;  // 1 / √(2π)
constexpr double sqrtTwoOverPi = 0.79788456080286535588;

inline void gelu(double& x, double& y)
{
    const double share = 0.5 * __builtin_erfc(-x * sqrtHalf);
    y = x * share;
    x = share + x * normalPeak * __builtin_exp(-0.5 * x * x);
}

/// With the error function of Abramowitz and Stegun, 7.1.26 (to 1.5e-7), which needs the exponential that the
/// derivative has too.
inline void gelu(float& x, float& y)
{
    const float bell = exponential(-0.5f * x * x);
    const float z = (x < 0 ? -x : x) * float(sqrtHalf);
    const float t = 1.0f / (1.0f + 0.3275911f * z);
    float p = 1.061405429f * t - 1.453152027f;
    p = p * t + 1.421413741f;
    p = p * t - 0.284496736f;
    p = p * t + 0.254829592f;
    const float tail = 0.5f * p * t * bell;
    const float share = x < 0 ? tail : 1.0f - tail;
    y = x * share;
    x = share + x * bell * float(normalPeak);
}

template <typename T>
inline void geluTanh(T& x, T& y)
{
    const T cubic = T(0.044715) * x * x;
    const T share = sigmoid(T(2 * sqrtTwoOverPi) * x * (T(1) + cubic));
    y = x * share;
    x = share + y * (T(1) - share) * T(2 * sqrtTwoOverPi) * (T(1) + T(3) * cubic);
}

template <typename T>
inline void relu(T& x, T& y)
{
    y = x > 0 ? x : T(0);
    x = x > 0 ? T(1) : T(0);
}

template <typename T>
inline void silu(T& x, T& y)
{
    const T share = sigmoid(x);
    y = x * share;
    x = share + y * (T(1) - share);
}

template <typename T>
inline void tanh(T& x, T& y)
{
    y = T(__builtin_tanh(x));
    x = T(1) - y * y;
}

template <typename T, typename F>
void each(F f, T* x, const T* bias, std::int64_t n, T* y)
{
    for (std::int64_t i = 0; i < n; ++i) {
        T value = x[i] + bias[i];
        f(value, y[i]);
        x[i] = value;
    }
}

template <typename T>
void activate(Activation f, T* x, const T* bias, std::int64_t n, T* y)
{
    switch (f) {
    case Activation::Gelu: return each([](T& a, T& b) { gelu(a, b); }, x, bias, n, y);
    case Activation::GeluTanh: return each([](T& a, T& b) { geluTanh(a, b); }, x, bias, n, y);
    case Activation::Relu: return each([](T& a, T& b) { relu(a, b); }, x, bias, n, y);
    case Activation::Silu: return each([](T& a, T& b) { silu(a, b); }, x, bias, n, y);
    case Activation::Tanh: return each([](T& a, T& b) { tanh(a, b); }, x, bias, n, y);
    }
}

template <typename T>
constexpr Kernels<T> table{packedSize<T>, pack<T>,      multiply<T>, softmax<T>,  softmaxDerivative<T>, normalise<T>,
                           normGradient<T>, normRate<T>, activate<T>, add<T>, scale<T>,           product<T>,
                           addScaled<T>,    addProducts<T>};

} // namespace

const Kernels<float>& floatKernels()
{
    return table<float>;
}

const Kernels<double>& doubleKernels()
{
    return table<double>;
}

} // namespace headlight::engine::HEADLIGHT_KERNELS
