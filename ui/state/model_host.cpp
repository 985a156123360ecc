// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/model_host.h"

#include "ui/jobs/analysis_worker.h"
#include "ui/state/problems.h"

namespace headlight::ui {

ModelHost::ModelHost(AnalysisWorker* worker, Problems* problems, QObject* parent)
    : QObject(parent),
      m_worker(worker),
      m_problems(problems)
{
    connect(worker, &AnalysisWorker::modelOpened, this, &ModelHost::take);
    connect(worker, &AnalysisWorker::modelFailed, this, &ModelHost::refuse);
    connect(worker, &AnalysisWorker::modelHashed, this, [this](const std::string& sha256) {
        m_identity->sha256 = sha256;
        emit hashed(*m_identity);
    });
    connect(worker, &AnalysisWorker::modelWarned, this,
            [this](const std::string& warning) { emit warned(QString::fromStdString(warning)); });
}

void ModelHost::open(const std::filesystem::path& folder)
{
    m_problems->solve(Place::Model);
    m_openingFolder = folder;
    m_worker->openModel(folder);
}

void ModelHost::take(const ModelIdentity& model)
{
    m_folder = m_openingFolder;
    m_identity = model;
    emit opened(model);
}

void ModelHost::refuse(const Error& error)
{
    m_openingFolder = m_folder;
    m_problems->report(Place::Model, error);
    emit refused();
}

void ModelHost::endOpening()
{
    if (!isOpening())
        return;
    m_openingFolder = m_folder;
    emit refused();
}

} // namespace headlight::ui
