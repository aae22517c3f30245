#pragma once

#include "workbench/ui/admin/adminpage.h"

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace handoff {

/// Accounts: who may sign in, as what, and with how many conversations. GUI thread.
class AgentsPage : public AdminPage
{
    Q_OBJECT
public:
    AgentsPage(const Theme &theme, AdminAgents &list, QWidget *parent = nullptr);

    void retranslate() override;

private:
    void beginNew();
    void beginEdit(const QString &username);
    void save();
    void checkPassword();

    AdminAgents &m_agents;
    QString m_username; ///< of the account being edited; empty: a new one
    QLineEdit *m_user;
    QLineEdit *m_name;
    QComboBox *m_role;
    QSpinBox *m_limit;
    QComboBox *m_status;
    QLineEdit *m_avatar;
    QLineEdit *m_password;
};

} // namespace handoff
