// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/model_match.h"

#include <QCoreApplication>

#include "figures/isolated.h"

namespace headlight::ui {

namespace {

constexpr std::size_t shownDigits = 8; ///< of a hash: enough to tell two apart

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ModelMatch)
};

QString brief(const std::string& sha256)
{
    return QString::fromStdString(sha256.substr(0, shownDigits)) + QStringLiteral("…");
}

QString named(const ModelIdentity& model)
{
    return isolated(QString::fromStdString(model.name));
}

} // namespace

ModelMatch modelMatch(const ModelIdentity& made, const ModelIdentity* open)
{
    if (!made.isStated())
        return ModelMatch::NoModel;
    if (!open)
        return ModelMatch::NotOpen;
    const bool known = !made.sha256.empty() && !open->sha256.empty();
    if (known && made.sha256 == open->sha256)
        return ModelMatch::Same; // under whatever name
    if (made.name != open->name)
        return ModelMatch::OtherModel;
    return known ? ModelMatch::OtherWeights : ModelMatch::Same;
}

QString explanation(ModelMatch match, const ModelIdentity& made, const ModelIdentity* open)
{
    switch (match) {
    case ModelMatch::Same: return {};
    case ModelMatch::NoModel:
        return Text::tr("This session was made by another program, without a model that can be run here: it is shown "
                        "as it is, and nothing more can be computed.");
    case ModelMatch::NotOpen:
        return Text::tr("The model of this session, %1, is not open: all that the session holds is shown, and nothing "
                        "more can be computed.")
            .arg(named(made));
    case ModelMatch::OtherModel:
        return Text::tr("This session was made with %1, and %2 is open: all that it holds is shown, and nothing more "
                        "can be computed.")
            .arg(named(made), named(*open));
    case ModelMatch::OtherWeights: break;
    }
    return Text::tr("The model that is open, %1, has other weights than the one of this session (SHA-256 %2 instead of "
                    "%3): all that the session holds is shown, and nothing more can be computed.")
        .arg(named(*open), brief(open->sha256), brief(made.sha256));
}

} // namespace headlight::ui
