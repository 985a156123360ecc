// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QTemporaryDir>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/files/safetensors.h"

namespace headlight::testing {

/// A tensor of a model that a test takes apart.
struct ModelTensor {
    TensorType type;
    Shape shape;
    std::vector<std::byte> bytes;
};
using ModelTensors = std::map<std::string, ModelTensor>;

/// A copy of a model folder, to be changed and broken.
class ModelFolder {
public:
    explicit ModelFolder(const std::filesystem::path& original);

    const std::filesystem::path& path() const { return m_path; }
    std::filesystem::path file(const char* name) const { return m_path / name; }

    void remove(const char* name) const;
    void write(const char* name, const QByteArray& contents) const;
    QJsonObject config() const;
    void writeConfig(const QJsonObject& config) const;
    /// Sets one key of config.json; an undefined value removes it.
    void setConfig(const QString& key, const QJsonValue& value) const;
    /// Reads the tensors of a weight file, lets `change` change them, and writes them back.
    void changeTensors(const std::function<void(ModelTensors&)>& change, const char* name = "model.safetensors") const;

private:
    QTemporaryDir m_folder;
    std::filesystem::path m_path;
};

} // namespace headlight::testing
