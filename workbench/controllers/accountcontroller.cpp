#include "workbench/controllers/accountcontroller.h"

#include "shared/text/displaytext.h"
#include "workbench/api/agentapi.h"

namespace handoff {

AccountController::AccountController(ApiClient &api, DeskController &desk, QObject *parent)
    : QObject(parent), m_api(api), m_desk(desk)
{
}

void AccountController::saveProfile(const QString &name, const QString &avatarUrl)
{
    ProfileUpdate update;
    update.name = displaytext::trimmed(name);
    update.avatarUrl = avatarUrl.trimmed();
    setBusy(true);
    AgentApi::saveProfile(m_api, update).then(this, [this](const Result<Agent> &saved) {
        setBusy(false);
        if (!saved) {
            emit failed(saved.error());
            return;
        }
        m_desk.setMe(*saved);
        emit profileSaved();
    });
}

void AccountController::changePassword(const QString &oldPassword, const QString &newPassword)
{
    setBusy(true);
    AgentApi::changePassword(m_api, {oldPassword, newPassword})
        .then(this, [this](const Result<void> &changed) {
            setBusy(false);
            if (changed)
                emit passwordChanged();
            else
                emit failed(changed.error());
        });
}

void AccountController::setBusy(bool busy)
{
    if (std::exchange(m_busy, busy) != busy)
        emit busyChanged(busy);
}

} // namespace handoff
