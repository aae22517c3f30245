#pragma once

#include "workbench/ui/admin/adminpage.h"

#include <QTimer>

class QDateEdit;
class QLabel;
class QLineEdit;

namespace handoff {
class CheckBox;

/// Who did what: filters and pages. GUI thread.
class AuditLogPage : public AdminPage
{
    Q_OBJECT
public:
    AuditLogPage(const Theme &theme, AdminAudit &list, QWidget *parent = nullptr);

    void retranslate() override;

private:
    void apply();
    void refreshFooter();

    AdminAudit &m_audit;
    QLineEdit *m_actor;
    QLineEdit *m_action;
    QLineEdit *m_object;
    CheckBox *m_useDates;
    QDateEdit *m_from;
    QDateEdit *m_to;
    QLabel *m_shown;
    QPushButton *m_more;
    QTimer m_typing;
};

} // namespace handoff
