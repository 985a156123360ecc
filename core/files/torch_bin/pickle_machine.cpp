// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/torch_bin/pickle_machine.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <type_traits>

#include "core/base/in_quotes.h"
#include "core/files/torch_bin/pickle_globals.h"

namespace headlight {
namespace {

constexpr std::size_t mostOperations = 2'000'000;
constexpr std::size_t mostOnStack = 65'536;
constexpr std::size_t deepestMark = 32;
constexpr std::uint64_t longestText = 65'536;
constexpr std::size_t longestName = 256;
constexpr std::uint8_t latestProtocol = 5;
constexpr auto broken = "Download it again.";
constexpr auto unsupported = "Save the model with save_pretrained, which writes its tensors alone.";

std::string hexadecimal(unsigned char byte)
{
    std::array<char, 5> text{};
    std::snprintf(text.data(), text.size(), "0x%02x", static_cast<unsigned>(byte));
    return text.data();
}

constexpr PickleValue plain(PickleKind kind, std::int64_t number)
{
    return {.kind = kind, .number = number, .text = {}};
}

} // namespace

PickleMachine::PickleMachine(std::span<const std::byte> bytes, std::uint64_t begin, std::string where,
                             TorchObjects& objects)
    : m_reader(bytes, begin),
      m_where(std::move(where)),
      m_objects(objects)
{
}

Result<PickleRef> PickleMachine::run()
{
    for (std::size_t i = 0; i < mostOperations && !m_error && !m_stopped; ++i)
        step();
    if (!m_error && !m_stopped)
        fail("The pickle has more than " + std::to_string(mostOperations) + " operations");
    if (m_error)
        return Failure(*m_error);
    return m_stack.back();
}

void PickleMachine::fail(std::string what, std::string remedy)
{
    if (!m_error)
        m_error = Error{ErrorKind::Input, std::move(what), m_where + ", byte " + std::to_string(m_current),
                        remedy.empty() ? broken : std::move(remedy)};
}

void PickleMachine::push(PickleRef value)
{
    if (m_stack.size() < mostOnStack)
        m_stack.push_back(value);
    else
        fail("The pickle has more than " + std::to_string(mostOnStack) + " values on its stack");
}

PickleRef PickleMachine::top()
{
    if (m_stack.size() > (m_marks.empty() ? 0 : m_marks.back()))
        return m_stack.back();
    fail("The pickle takes a value from an empty stack");
    return 0;
}

PickleRef PickleMachine::pop()
{
    const PickleRef value = top();
    if (!m_error)
        m_stack.pop_back();
    return value;
}

std::vector<PickleRef> PickleMachine::popToMark()
{
    if (m_marks.empty()) {
        fail("The pickle goes back to a mark that was never set");
        return {};
    }
    const auto begin = m_stack.begin() + static_cast<std::ptrdiff_t>(m_marks.back());
    std::vector<PickleRef> items(begin, m_stack.end());
    m_stack.erase(begin, m_stack.end());
    m_marks.pop_back();
    return items;
}

void PickleMachine::mark()
{
    if (m_marks.size() < deepestMark)
        m_marks.push_back(m_stack.size());
    else
        fail("The pickle nests more than " + std::to_string(deepestMark) + " deep");
}

void PickleMachine::protocol()
{
    const auto version = m_reader.number<std::uint8_t>();
    if (version < 2 || version > latestProtocol)
        fail("The pickle has protocol " + std::to_string(version) + "; 2 to " + std::to_string(latestProtocol) +
             " are read");
}

void PickleMachine::stop()
{
    top();
    m_stopped = true;
}

void PickleMachine::pushText(std::uint64_t length)
{
    if (length > longestText)
        fail("The pickle has a text of " + std::to_string(length) + " bytes; at most " + std::to_string(longestText) +
             " are expected");
    else
        push({.kind = PickleKind::Text, .text = m_reader.text(length)});
}

void PickleMachine::longNumber()
{
    const auto size = m_reader.number<std::uint8_t>();
    const std::string_view bytes = m_reader.text(size);
    if (size > sizeof(std::int64_t)) // a seed, say
        return push(plain(PickleKind::Other, 0));
    std::uint64_t value = !bytes.empty() && (static_cast<unsigned char>(bytes.back()) & 0x80U) != 0 ? ~0ULL : 0;
    for (std::size_t i = bytes.size(); i-- > 0;)
        value = value << 8U | static_cast<unsigned char>(bytes[i]);
    push(plain(PickleKind::Number, static_cast<std::int64_t>(value)));
}

/// A loss, a learning rate: beside the tensors, whatever it is.
void PickleMachine::fraction()
{
    m_reader.skip(sizeof(double));
    push(plain(PickleKind::Other, 0));
}

void PickleMachine::pushGlobal(std::string_view module, std::string_view name)
{
    if (const auto global = pickleGlobalNamed(module, name))
        push(plain(PickleKind::Global, static_cast<std::int64_t>(*global)));
    else
        fail("The pickle asks for " + inQuotes(std::string(module) + "." + std::string(name)) +
                 meaningOfGlobal(module, name) +
                 ", which is not on the list of what a file of tensors needs; nothing was executed",
             unsupported);
}

void PickleMachine::global()
{
    const std::string_view module = m_reader.line(longestName);
    const std::string_view name = m_reader.line(longestName);
    if (m_reader.isBad())
        fail("The pickle has a name without an end, or of more than " + std::to_string(longestName) + " bytes");
    else
        pushGlobal(module, name);
}

void PickleMachine::stackGlobal()
{
    const PickleValue name = m_values[pop()];
    const PickleValue module = m_values[pop()];
    if (name.kind == PickleKind::Text && module.kind == PickleKind::Text)
        pushGlobal(module.text, name.text);
    else
        fail("The pickle asks for a name that is not a text");
}

void PickleMachine::pushTuple(std::size_t count)
{
    std::vector<PickleRef> items(count);
    for (std::size_t i = count; i-- > 0;)
        items[i] = pop();
    push(m_values.addTuple(items));
}

void PickleMachine::tuple()
{
    push(m_values.addTuple(popToMark()));
}

/// Places are given out one after the other (Python 2 from 1 on), so that the memo is no larger than the pickle.
void PickleMachine::remember(std::uint64_t place)
{
    if (place > m_memo.size() + 1) {
        fail("The pickle remembers a value at place " + std::to_string(place) + ", far beyond the others");
        return;
    }
    if (place >= m_memo.size())
        m_memo.resize(place + 1);
    m_memo[place] = top();
}

void PickleMachine::recall(std::uint64_t place)
{
    if (place < m_memo.size())
        push(m_memo[place]);
    else
        fail("The pickle recalls a value from place " + std::to_string(place) + ", where none is");
}

void PickleMachine::extendDictionary(std::span<const PickleRef> items)
{
    const PickleRef dictionary = top();
    if (!isDictionary(m_values[dictionary].kind))
        fail("The pickle sets items of something that is no dictionary");
    else if (items.size() % 2 != 0)
        fail("The pickle sets an item of a dictionary that has a key and no value");
    else
        m_values.append(dictionary, items);
}

void PickleMachine::extendList(std::span<const PickleRef> items)
{
    const PickleRef list = top();
    if (m_values[list].kind == PickleKind::List)
        m_values.append(list, items);
    else
        fail("The pickle appends to something that is no list");
}

void PickleMachine::appendOne()
{
    const PickleRef item = pop();
    extendList(std::span(&item, 1));
}

void PickleMachine::appendMany()
{
    extendList(popToMark());
}

void PickleMachine::setOne()
{
    const PickleRef value = pop();
    const std::array item{pop(), value};
    extendDictionary(item);
}

void PickleMachine::setMany()
{
    extendDictionary(popToMark());
}

void PickleMachine::persistentId()
{
    const auto storage = m_objects.addStorage(m_values, pop());
    if (storage)
        push(plain(PickleKind::Storage, static_cast<std::int64_t>(*storage)));
    else
        fail(storage.error());
}

void PickleMachine::call()
{
    const PickleRef arguments = pop();
    const PickleValue function = m_values[pop()];
    const auto items = m_values.items(arguments);
    const bool callable = function.kind == PickleKind::Global && m_values[arguments].kind == PickleKind::Tuple;
    const auto called = callable ? static_cast<PickleGlobal>(function.number) : PickleGlobal::FirstStorage;
    if (called == PickleGlobal::OrderedDict && items.empty()) {
        push(m_values.addContainer(PickleKind::OrderedDictionary));
    } else if (called == PickleGlobal::RebuildParameter && items.size() == 3 &&
               m_values[items[0]].kind == PickleKind::Tensor) {
        push(items[0]);
    } else if (called == PickleGlobal::RebuildTensor) {
        const auto tensor = m_objects.rebuildTensor(m_values, arguments);
        if (tensor)
            push(plain(PickleKind::Tensor, static_cast<std::int64_t>(*tensor)));
        else
            fail(tensor.error());
    } else {
        fail("The pickle calls something with arguments that torch.save never gives it; nothing was executed");
    }
}

/// A state dictionary carries the versions of its modules as a state of its own, which nothing here needs.
void PickleMachine::build()
{
    const PickleRef state = pop();
    if (m_values[top()].kind != PickleKind::OrderedDictionary || !isDictionary(m_values[state].kind))
        fail("The pickle gives a state to something that has none", unsupported);
}

template <typename Stored>
void PickleMachine::number()
{
    const auto bits = m_reader.number<std::make_unsigned_t<Stored>>();
    push(plain(PickleKind::Number, static_cast<Stored>(bits)));
}

template <typename Length>
void PickleMachine::text()
{
    pushText(m_reader.number<Length>());
}

template <typename Place>
void PickleMachine::put()
{
    remember(m_reader.number<Place>());
}

template <typename Place>
void PickleMachine::get()
{
    recall(m_reader.number<Place>());
}

template <int value>
void PickleMachine::flag()
{
    push(plain(PickleKind::Flag, value));
}

template <std::size_t count>
void PickleMachine::shortTuple()
{
    pushTuple(count);
}

template <PickleKind kind>
void PickleMachine::container()
{
    push(m_values.addContainer(kind));
}

struct PickleMachine::Operation {
    unsigned char code;
    void (PickleMachine::*run)();
};

/// The codes are those of Python's pickletools: protocol 2 as torch.save writes it, what protocols 4 and 5 add for the
/// same values, and the texts of Python 2.
const PickleMachine::Operation* PickleMachine::operationOf(unsigned char code)
{
    using Machine = PickleMachine;
    static constexpr std::array<Operation, 37> operations{{
        {0x80, &Machine::protocol},
        {0x95, &Machine::frame},
        {'.', &Machine::stop},
        {'(', &Machine::mark},
        {'c', &Machine::global},
        {0x93, &Machine::stackGlobal},
        {'Q', &Machine::persistentId},
        {'R', &Machine::call},
        {'b', &Machine::build},
        {'N', &Machine::none},
        {0x88, &Machine::flag<1>},
        {0x89, &Machine::flag<0>},
        {'J', &Machine::number<std::int32_t>},
        {'K', &Machine::number<std::uint8_t>},
        {'M', &Machine::number<std::uint16_t>},
        {0x8a, &Machine::longNumber},
        {'G', &Machine::fraction},
        {'X', &Machine::text<std::uint32_t>},
        {0x8c, &Machine::text<std::uint8_t>},
        {'T', &Machine::text<std::uint32_t>},
        {'U', &Machine::text<std::uint8_t>},
        {'q', &Machine::put<std::uint8_t>},
        {'r', &Machine::put<std::uint32_t>},
        {0x94, &Machine::memoize},
        {'h', &Machine::get<std::uint8_t>},
        {'j', &Machine::get<std::uint32_t>},
        {')', &Machine::shortTuple<0>},
        {0x85, &Machine::shortTuple<1>},
        {0x86, &Machine::shortTuple<2>},
        {0x87, &Machine::shortTuple<3>},
        {'t', &Machine::tuple},
        {'}', &Machine::container<PickleKind::Dictionary>},
        {']', &Machine::container<PickleKind::List>},
        {'a', &Machine::appendOne},
        {'e', &Machine::appendMany},
        {'s', &Machine::setOne},
        {'u', &Machine::setMany},
    }};
    const auto found = std::find_if(operations.begin(), operations.end(),
                                    [code](const Operation& operation) { return operation.code == code; });
    return found == operations.end() ? nullptr : &*found;
}

void PickleMachine::step()
{
    m_current = m_reader.position();
    const auto code = m_reader.number<std::uint8_t>();
    const Operation* const operation = m_reader.isBad() ? nullptr : operationOf(code);
    if (operation != nullptr)
        (this->*operation->run)();
    else if (!m_reader.isBad())
        fail("The pickle has the operation " + hexadecimal(code) +
                 ", which is not on the list of what a file of tensors needs; nothing was executed",
             unsupported);
    if (m_reader.isBad())
        fail("The pickle ends in the middle");
}

} // namespace headlight
