// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/model_folder.h"

#include <QJsonDocument>

#include "tests/support/files_testing.h"

namespace headlight::testing {

namespace fs = std::filesystem;

ModelFolder::ModelFolder(const fs::path& original) : m_path(toPath(m_folder.path()) / original.filename())
{
    fs::create_directory(m_path);
    for (const auto& entry : fs::directory_iterator(original))
        writeAll(m_path / entry.path().filename(), readAll(entry.path()));
}

void ModelFolder::remove(const char* name) const
{
    fs::remove_all(file(name));
}

void ModelFolder::write(const char* name, const QByteArray& contents) const
{
    writeAll(file(name), contents);
}

QJsonObject ModelFolder::config() const
{
    return QJsonDocument::fromJson(readAll(file("config.json"))).object();
}

void ModelFolder::writeConfig(const QJsonObject& config) const
{
    write("config.json", QJsonDocument(config).toJson());
}

void ModelFolder::setConfig(const QString& key, const QJsonValue& value) const
{
    QJsonObject changed = config();
    if (value.isUndefined())
        changed.remove(key);
    else
        changed[key] = value;
    writeConfig(changed);
}

void ModelFolder::changeTensors(const std::function<void(ModelTensors&)>& change, const char* name) const
{
    const auto before = SafetensorsFile::read(file(name));
    if (!before)
        qFatal("%s", before.error().text().c_str());
    ModelTensors tensors;
    for (const auto& [key, entry] : before->tensors()) {
        const auto bytes = before->bytes(entry);
        tensors[key] = {entry.type, entry.shape, {bytes.begin(), bytes.end()}};
    }
    change(tensors);
    SafetensorsWriter writer;
    for (const auto& [key, tensor] : tensors)
        writer.add(key, tensor.type, tensor.shape, tensor.bytes);
    if (const auto written = writer.write(file(name)); !written)
        qFatal("%s", written.error().text().c_str());
}

} // namespace headlight::testing
