// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <exception>

#include "core/base/in_quotes.h"
#include "core/files/safetensors.h"
#include "core/session/session.h"
#include "core/session/session_json.h"
#include "core/session/session_tensors.h"
#include "core/session/view_json.h"

namespace headlight {

/// A tensor that this version does not know, as it lay in the file.
struct UnknownTensor {
    TensorType type;
    Shape shape;
    std::vector<std::byte> bytes;
};

struct Session::Unknown {
    std::map<std::string, std::string> metadata;
    std::map<std::string, UnknownTensor> tensors;
    Json keys;       ///< of headlight.session
    Json absentKeys; ///< of headlight.session: those that the file did not have
    std::set<std::string> missingIds;
};

namespace {

constexpr char formatKey[] = "headlight.format";
constexpr char sessionKey[] = "headlight.session";
constexpr char formatNumber[] = "1";
constexpr char repair[] = "The file is damaged or was made by another program; save it again, or use another copy.";

Result<void> checkFormat(const SafetensorsFile& file)
{
    const auto format = file.metadata().find(formatKey);
    if (format == file.metadata().end())
        return inputError("This is a safetensors file, but not a Headlight session: its metadata has no key " +
                              std::string(formatKey),
                          file.fileName(),
                          "Open a .headlight file; a model is opened by choosing the folder that holds it.");
    if (format->second != formatNumber)
        return inputError("The session has format " + inQuotes(format->second) +
                              "; this version of Headlight reads format " + formatNumber,
                          file.fileName(), "Open it with a newer version of Headlight.");
    return {};
}

Result<SessionText> readText(const SafetensorsFile& file)
{
    const auto text = file.metadata().find(sessionKey);
    if (text == file.metadata().end())
        return inputError("The metadata has no key " + std::string(sessionKey), file.fileName(), repair);
    const std::set<std::string> targets = targetsOf(file);
    if (targets.size() > mostTargets)
        return inputError("The tensors are attributions to " + std::to_string(targets.size()) +
                              " targets; at most " + std::to_string(mostTargets) + " are expected",
                          file.fileName(), repair);
    return readSessionText(text->second, targets, file.fileName() + ", " + sessionKey);
}

/// Of words alone, the number of layers may not be known.
bool isOneALayer(const std::vector<double>& values, int layers)
{
    return values.empty() || layers == 0 || values.size() == static_cast<std::size_t>(layers);
}

Result<void> checkLayers(const AnalysisResult& result, const std::string& where)
{
    for (const auto& [target, attribution] : result.attributions)
        for (const auto* values : {&attribution.deltas, &attribution.tokensError, &attribution.attentionError})
            if (!isOneALayer(*values, result.model.layers))
                return inputError("The lists deltas and error of target " + inQuotes(target) + " should have " +
                                      std::to_string(result.model.layers) + " numbers, one a layer, but one has " +
                                      std::to_string(values->size()),
                                  where, repair);
    return {};
}

/// What is on screen is said with every save, and by whom.
Json withoutOwnKeys(Json document)
{
    for (const char* key : {"view", "version"})
        document.erase(key);
    return document;
}

/// Of the JSON text alone: what this version does not know, and what it knows and the file says nothing of.
void addUnknownKeys(Session::Unknown& unknown, const SessionText& text)
{
    const Json known = sessionDocument(text.result, text.view, text.expected, text.rounding);
    unknown.keys = unknownKeysOf(text.document, known);
    unknown.absentKeys = absentKeysOf(text.document, withoutOwnKeys(known));
}

Session::Unknown unknownParts(const SafetensorsFile& file, const std::set<std::string>& known, const SessionText& text)
{
    Session::Unknown unknown;
    addUnknownKeys(unknown, text);
    unknown.metadata = file.metadata();
    unknown.metadata.erase(formatKey);
    unknown.metadata.erase(sessionKey);
    for (const std::string_view ids : idTensors)
        if (!known.contains(std::string(ids)))
            unknown.missingIds.emplace(ids);
    for (const auto& [name, entry] : file.tensors()) {
        const std::span<const std::byte> bytes = file.bytes(entry);
        if (!known.contains(name))
            unknown.tensors[name] = {entry.type, entry.shape, {bytes.begin(), bytes.end()}};
    }
    return unknown;
}

bool isHalf(const SafetensorsFile& file)
{
    return std::any_of(file.tensors().begin(), file.tensors().end(), [](const auto& tensor) {
        return tensor.second.type == TensorType::F16 && mayBeHalf(tensor.first);
    });
}

/// The session as it is written: with what rounding takes from it.
Session rounded(Session session)
{
    if (session.half)
        session.rounding = std::max(session.rounding, roundingToHalf(*session.result));
    return session;
}

Result<Session> makeSession(const SafetensorsFile& file, SessionText text)
{
    const Result<std::set<std::string>> known = readTensors(file, text.result);
    if (!known)
        return Failure(known.error());
    if (const Result<void> checked = checkLayers(text.result, file.fileName() + ", " + sessionKey); !checked)
        return Failure(checked.error());
    confineView(text.view, text.result);
    Session session;
    session.unknown = std::make_shared<Session::Unknown>(unknownParts(file, *known, text));
    session.result = std::make_shared<AnalysisResult>(std::move(text.result));
    session.view = std::move(text.view);
    session.expected = std::move(text.expected);
    session.half = isHalf(file);
    session.rounding = text.rounding;
    session.remark = std::move(text.remark);
    return session;
}

Result<Session> sessionOf(const SafetensorsFile& file)
try {
    if (const Result<void> checked = checkFormat(file); !checked)
        return Failure(checked.error());
    Result<SessionText> text = readText(file);
    if (!text)
        return Failure(text.error());
    return makeSession(file, std::move(*text));
} catch (const std::exception&) {
    return inputError("There is not enough memory to read this session", file.fileName(), "Close other programs.");
}

void addUnknownParts(SafetensorsWriter& writer, const Session::Unknown& unknown)
{
    for (const auto& [key, value] : unknown.metadata)
        writer.setMetadata(key, value);
    for (const auto& [name, tensor] : unknown.tensors)
        writer.add(name, tensor.type, tensor.shape, tensor.bytes);
}

} // namespace

Result<Session> readSession(const std::filesystem::path& path)
{
    const Result<SafetensorsFile> file = SafetensorsFile::read(path);
    return file ? sessionOf(*file) : Failure(file.error());
}

Result<Session> parseSession(std::vector<std::byte> bytes, std::string fileName)
{
    const Result<SafetensorsFile> file = SafetensorsFile::parse(std::move(bytes), std::move(fileName));
    return file ? sessionOf(*file) : Failure(file.error());
}

Result<void> writeSession(const Session& session, const std::filesystem::path& path)
{
    SafetensorsWriter writer;
    if (session.unknown)
        addUnknownParts(writer, *session.unknown);
    writer.setMetadata(formatKey, formatNumber);
    writer.setMetadata(sessionKey, sessionJson(rounded(session)));
    addTensors(writer, *session.result, session.unknown ? session.unknown->missingIds : std::set<std::string>(),
               session.half);
    return writer.write(path);
}

std::string sessionJson(const Session& session)
{
    Json known = sessionDocument(*session.result, session.view, session.expected, session.rounding);
    if (!session.unknown)
        return compactText(known);
    known = withoutAbsentKeys(std::move(known), session.unknown->absentKeys);
    return compactText(withUnknownKeys(std::move(known), session.unknown->keys));
}

} // namespace headlight
