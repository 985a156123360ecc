// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/kept_work.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "core/session/session.h"

namespace headlight::ui {

namespace {

QJsonValue expectedJson(const ExpectedAnswers& expected)
{
    if (!expected)
        return QJsonValue::Null;
    QJsonArray texts;
    for (const std::string& text : *expected)
        texts.append(QString::fromStdString(text));
    return texts;
}

ExpectedAnswers expectedOf(const QJsonValue& json)
{
    if (!json.isArray())
        return {};
    std::vector<std::string> texts;
    for (const QJsonValue& text : json.toArray())
        texts.push_back(text.toString().toStdString());
    return texts;
}

QJsonObject resultJson(const KeptResult& result)
{
    return {{"copy", result.copy},   {"original", result.original},           {"dirty", result.dirty},
            {"notes", result.notes}, {"expected", expectedJson(result.expected)}, {"half", result.half}};
}

KeptResult resultOf(const QJsonObject& json)
{
    KeptResult result;
    result.copy = QFileInfo(json["copy"].toString()).fileName(); // never a file elsewhere
    result.original = json["original"].toString();
    result.dirty = json["dirty"].toBool();
    result.notes = json["notes"].toString();
    result.expected = expectedOf(json["expected"]);
    result.half = json["half"].toBool();
    return result;
}

} // namespace

QByteArray toJson(const KeptWork& work)
{
    QJsonArray results;
    for (const KeptResult& result : work.results)
        results.append(resultJson(result));
    const QJsonObject json{{"question", work.question},
                           {"context", work.context},
                           {"model", work.model},
                           {"options", QString::fromStdString(optionsText(work.options))},
                           {"running", work.running},
                           {"ended", work.ended},
                           {"results", results}};
    return QJsonDocument(json).toJson();
}

std::optional<KeptWork> keptWorkOf(const QByteArray& text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text);
    if (!document.isObject())
        return {};
    const QJsonObject json = document.object();
    KeptWork work;
    work.question = json["question"].toString();
    work.context = json["context"].toString();
    work.model = json["model"].toString();
    work.options = readOptionsText(json["options"].toString().toStdString(), {}).value_or(Options());
    work.running = json["running"].toBool();
    work.ended = json["ended"].toBool();
    for (const QJsonValue& result : json["results"].toArray())
        work.results.push_back(resultOf(result.toObject()));
    return work;
}

} // namespace headlight::ui
