#pragma once

#include "workbench/ui/admin/adminpage.h"

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace handoff {
class FormField;

/// Accounts: who may sign in, as what, and with how many conversations. GUI thread.
class AgentsPage : public AdminPage
{
    Q_OBJECT
public:
    AgentsPage(const Theme &theme, AdminController &admin, QWidget *parent = nullptr);

    void retranslate() override;

private:
    void beginNew();
    void beginEdit(const QString &username);
    void save();
    void checkPassword();

    QString m_username; ///< of the account being edited; empty: a new one
    QLineEdit *m_user;
    QLineEdit *m_name;
    QComboBox *m_role;
    QSpinBox *m_limit;
    QComboBox *m_status;
    QLineEdit *m_avatar;
    QLineEdit *m_password;
    QPushButton *m_delete;
    FormField *m_userField;
    FormField *m_nameField;
    FormField *m_roleField;
    FormField *m_limitField;
    FormField *m_statusField;
    FormField *m_avatarField;
    FormField *m_passwordField;
};

} // namespace handoff
