// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace headlight::engine {

/// Of a loop that goes over several tensors at once: so many of each stay in a core's nearest cache.
constexpr std::int64_t numbersAtOnce = 1024;

enum class Activation { Gelu, GeluTanh, Relu, Silu, Tanh };

/// Loops over plain memory, for the processor that the program runs on. All work on one row or one small matrix, on the
/// calling thread, and give the same bits each time.
template <typename T>
struct Kernels {
    /// Numbers that pack() writes for B [k,n].
    std::int64_t (*packedSize)(std::int64_t k, std::int64_t n);
    /// Arranges B(p,j) = b[p * rowStep + j * columnStep] for multiply().
    void (*pack)(const T* b, std::int64_t rowStep, std::int64_t columnStep, std::int64_t k, std::int64_t n, T* packed);
    /// C = A B, or C += A B, for C [m,n] with rows of `stride` numbers and A(i,p) = a[i * rowStep + p * columnStep].
    void (*multiply)(std::int64_t m, std::int64_t n, std::int64_t k, const T* a, std::int64_t rowStep,
                     std::int64_t columnStep, const T* packed, T* c, std::int64_t stride, bool add);

    /// x[n] = softmax(factor x).
    void (*softmax)(T* x, std::int64_t n, T factor);
    /// out = factor p (v - p·v): what the derivative of p = softmax(factor x) makes of v, in either direction.
    void (*softmaxDerivative)(const T* p, const T* v, std::int64_t n, T factor, T* out);

    /// Of x + bias + residual (each may be null), y = normalised weight + shift; x becomes what is normalised, `scale`
    /// the reciprocal standard deviation.
    void (*normalise)(T* x, const T* bias, const T* residual, const T* weight, const T* shift, std::int64_t n,
                      T epsilon, T* scale, T* y);
    /// The gradient at the input from `g`, the one at the output.
    void (*normGradient)(const T* g, const T* normalised, T scale, const T* weight, std::int64_t n, T* out);
    /// The output's rate of change from `rate` + `residual` (may be null), those of the input.
    void (*normRate)(const T* rate, const T* residual, const T* normalised, T scale, const T* weight, std::int64_t n,
                     T* out);

    /// y = f(x + bias); x becomes f'(x + bias).
    void (*activate)(Activation f, T* x, const T* bias, std::int64_t n, T* y);
    void (*add)(T* x, const T* other, std::int64_t n);
    void (*scale)(T* x, const T* factors, std::int64_t n);
    /// out = a b, number by number.
    void (*product)(const T* a, const T* b, std::int64_t n, T* out);
    /// sum += factor x.
    void (*addScaled)(T factor, const T* x, std::int64_t n, T* sum);
    /// sum += a b, number by number.
    void (*addProducts)(const T* a, const T* b, std::int64_t n, double* sum);
};

template <typename T>
const Kernels<T>& kernels();

} // namespace headlight::engine
