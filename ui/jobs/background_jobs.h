// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QThreadPool>
#include <utility>

namespace headlight::ui {

/// Short work off the GUI thread, one piece after the other: files, token counts, ranks. The destructor waits.
class BackgroundJobs : public QObject {
public:
    explicit BackgroundJobs(QObject* parent = nullptr) : QObject(parent) { m_pool.setMaxThreadCount(1); }
    ~BackgroundJobs() override { m_pool.waitForDone(); }

    /// Calls `work` on the thread, then `done` with what it returned on the thread of this object, unless that object
    /// or `owner` is gone by then. `work` must not throw.
    template <typename Work, typename Done>
    void run(QObject* owner, Work work, Done done)
    {
        const QPointer<QObject> guard(owner);
        m_pool.start([this, guard, work = std::move(work), done = std::move(done)]() mutable {
            auto deliver = [guard, done = std::move(done), value = work()]() mutable {
                if (guard)
                    done(std::move(value));
            };
            QMetaObject::invokeMethod(this, std::move(deliver), Qt::QueuedConnection);
        });
    }

private:
    QThreadPool m_pool;
};

} // namespace headlight::ui
