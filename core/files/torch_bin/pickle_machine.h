// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/files/torch_bin/byte_reader.h"
#include "core/files/torch_bin/pickle_values.h"
#include "core/files/torch_bin/torch_objects.h"

namespace headlight {

/// Reads one pickle into values, and into the storages and tensors of `objects`. It knows the operations that
/// torch.save writes for a dictionary of tensors, a fixed list of names (pickle_globals.h) and nothing else: no
/// operation runs anything. Memory is bounded by the number of operations, which is bounded too.
class PickleMachine {
public:
    /// `begin`: the pickle's first byte in `bytes`. Errors name `where` and the byte in `bytes`.
    PickleMachine(std::span<const std::byte> bytes, std::uint64_t begin, std::string where, TorchObjects& objects);

    /// The value that the pickle ends with.
    Result<PickleRef> run();
    const PickleValues& values() const { return m_values; }
    /// One past the pickle's last byte.
    std::uint64_t end() const { return m_reader.position(); }

private:
    struct Operation;
    static const Operation* operationOf(unsigned char code);

    /// Keeps the first failure, which ends the run.
    void fail(std::string what, std::string remedy = {});
    void step();

    void push(PickleRef value);
    void push(const PickleValue& value) { push(m_values.add(value)); }
    PickleRef pop();
    PickleRef top();
    /// What lies above the last mark, which is removed with it.
    std::vector<PickleRef> popToMark();
    void pushText(std::uint64_t length);
    void pushTuple(std::size_t count);
    void pushGlobal(std::string_view module, std::string_view name);
    void remember(std::uint64_t place);
    void recall(std::uint64_t place);
    void extendDictionary(std::span<const PickleRef> items);
    void extendList(std::span<const PickleRef> items);

    void protocol();
    void frame() { m_reader.skip(8); }
    void stop();
    void mark();
    void global();
    void stackGlobal();
    void persistentId();
    void call();
    void build();
    void longNumber();
    void fraction();
    template <typename Stored>
    void number();
    template <typename Length>
    void text();
    template <typename Place>
    void put();
    template <typename Place>
    void get();
    void memoize() { remember(m_memo.size()); }
    void none() { push(PickleRef{0}); }
    template <int value>
    void flag();
    template <std::size_t count>
    void shortTuple();
    void tuple();
    template <PickleKind kind>
    void container();
    void appendOne();
    void appendMany();
    void setOne();
    void setMany();

    ByteReader m_reader;
    std::string m_where;
    TorchObjects& m_objects;
    PickleValues m_values;
    std::vector<PickleRef> m_stack;
    std::vector<std::size_t> m_marks; ///< sizes of the stack
    std::vector<PickleRef> m_memo;
    std::uint64_t m_current = 0; ///< the byte of the operation that runs
    bool m_stopped = false;
    std::optional<Error> m_error;
};

} // namespace headlight
