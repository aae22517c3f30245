#pragma once

#include "workbench/controllers/deskcontroller.h"

namespace handoff {

/// The agent's own profile and password. GUI thread.
class AccountController : public QObject
{
    Q_OBJECT
public:
    AccountController(ApiClient &api, DeskController &desk, QObject *parent = nullptr);

    const Agent &me() const { return m_desk.me(); }
    bool isBusy() const { return m_busy; }
    /// Name 1..50 characters; an empty address removes the avatar.
    void saveProfile(const QString &name, const QString &avatarUrl);
    void changePassword(const QString &oldPassword, const QString &newPassword);

signals:
    void profileSaved();
    void passwordChanged();
    void failed(const handoff::Error &error);
    void busyChanged(bool busy);

private:
    void setBusy(bool busy);

    ApiClient &m_api;
    DeskController &m_desk;
    bool m_busy = false;
};

} // namespace handoff
