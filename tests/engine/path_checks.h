// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

/// The engine's parts behind an interface without Torch, so that Qt Test can see it.
namespace headlight::checks {

using Values = std::vector<double>;

/// Captum's toy network: linear0 = I3; linear1 W = ones(4,3), b = [-10,1,1,1]; ReLU; linear2 W = ones(2,4), b = [-1,1].
/// Target: output 0. Baseline: zeros.
struct ToyConductance {
    Values linear0, linear1, relu, linear2;
    Values input; ///< integrated gradients
    double difference = 0;
};
ToyConductance toyCaptum(const Values& input, int steps, int chunk);
/// Of several inputs, which the network adds up and scales.
Values toyLinear2OfSum(const std::vector<Values>& inputs, double scale, int steps);

/// Integrated gradients on linear2's output, of the network's end from there on.
Values toyLinear2Gradients(const Values& input, int nodes);

/// One map of a smooth function of three numbers with known integral, by rule `exact`.
struct SmoothExact {
    Values conductance; ///< of its intermediate
    Values input;       ///< integrated gradients, which here have the same truth
    Values truth;       ///< by 400 Gauss–Legendre nodes with the analytic derivative
    double estimate = 0;
    int points = 0;
    bool toleranceMet = false;
    std::vector<int> published; ///< points of each level
    int inputs = 0;             ///< that the function was evaluated at
};
SmoothExact smoothExact(double steepness, double tolerance, int maxPoints, long memoryBytes, int chunk);

/// The same of a function with kinks, a jump of the gradient among them.
SmoothExact kinkedExact(double tolerance, int maxPoints);

/// A model folder, with another activation unless empty, and with its first layers alone unless 0.
struct ModelVariant {
    std::string folder;
    std::string activation{};
    int layers = 0;
};

/// Largest differences, relative to the largest magnitude, in float64 unless said.
struct EncoderChecks {
    double gradients = 0;       ///< against central differences
    double rates = 0;           ///< against central differences
    double streamed = 0;        ///< exact rule, streamed against kept, float32
    double chunks = 0;          ///< exact rule, chunks of 1 against 16, float32
    double lanes = 0;           ///< exact rule, in two lanes against chunks of 16, float32
    double summedInLanes = 0;   ///< the same, streamed in two lanes
    double lanesRepeat = 0;     ///< streamed in two lanes, twice
    double patched = 0; ///< integrated gradients on the word layer against those on words given as input, float32
    double normsDirect = 0;     ///< Gram matrices against the tensor of S·S·D, float32
    double forward = 0;         ///< the first pass against the network that automatic differentiation takes, float32
};
EncoderChecks encoderChecks(const ModelVariant& model);

/// Largest differences of the derivatives written out from those of automatic differentiation, relative to the largest
/// magnitude of each tensor: over targets of every kind, and all three inputs.
struct DerivativeChecks {
    double targets = 0, y = 0, gradients = 0, inputGradients = 0, rates = 0;
    double sums = 0; ///< of products that add up layer by layer
    bool sameWinners = true;
    bool unreadAreZero = true; ///< the last layer at tokens that no target reads
};
/// In float64 or float32.
DerivativeChecks derivativeChecks(const ModelVariant& model, bool precise);

/// How much two evaluations differ, those by one and by two threads, and those of several inputs at once from those of
/// one.
struct RepeatChecks {
    double repeats = 0, threads = 0, chunks = 0;
};
RepeatChecks repeatChecks(const std::string& modelFolder);

/// A matrix product: [rows,inner] times [inner,columns].
struct ProductCase {
    int rows = 0, inner = 0, columns = 0;
    bool transposed = false; ///< the right factor lies in memory as [columns,inner]
    bool added = false;
    bool precise = false;    ///< float64
};
struct ProductChecks {
    double error = 0;            ///< relative to the largest magnitude
    bool sparesOthers = false;   ///< nothing beside the result was written to
};
ProductChecks productChecks(const ProductCase& product);

/// What inLanes does with numbers 0 to `count` - 1; -1: none of them fails.
struct LaneRun {
    std::vector<int> taken;
    int mostAhead = 0; ///< made and not taken yet
    std::string error;
};
LaneRun laneRun(int threads, int lanes, int count, int unmade, int untaken);
/// The lane of each number with inFixedLanes; none where one failed.
std::vector<int> fixedLaneRun(int threads, int lanes, int count, int failing);

/// An integral by rule `exact`, of a function that costs 100 bytes an input, of which 24 are kept, and 50 while it is
/// summed.
struct LanedIntegral {
    double error = 0;
    Values conductance;
    int points = 0;
    int inputs = 0; ///< that were evaluated
    int twins = 0;  ///< that were made of the function
};
LanedIntegral lanedIntegral(int threads, int laneChunk, long memoryBytes);

/// Tensors of many sizes from KeptMemory, which itself and one of them are gone.
struct KeptChecks {
    bool aligned = false;   ///< each at a line of the processor's cache
    bool untouched = false; ///< each holds what was written to it
    bool shaped = false;
};
KeptChecks keptChecks(bool precise);

/// Whether a stop request ends a long integral that is under way, the first pass, and the norms; `unasked`: without
/// one.
struct StopChecks {
    bool unasked = true, path = false, forward = false, norms = false;
};
StopChecks stopChecks(const ModelVariant& model);

} // namespace headlight::checks
