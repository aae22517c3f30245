#pragma once

#include "workbench/ui/admin/adminpage.h"

class QComboBox;
class QSpinBox;

namespace handoff {
class FormField;

/// How fast tickets are to be answered and resolved, by category and priority. GUI thread.
class SlaPage : public AdminPage
{
    Q_OBJECT
public:
    SlaPage(const Theme &theme, AdminController &admin, QWidget *parent = nullptr);

    void retranslate() override;

private:
    void begin(const SlaPolicy &policy, bool isNew);
    void save();

    SlaPolicy m_base;
    bool m_isNew = true;
    QComboBox *m_category;
    QComboBox *m_priority;
    QSpinBox *m_response;
    QSpinBox *m_resolution;
    QPushButton *m_delete;
    FormField *m_categoryField;
    FormField *m_priorityField;
    FormField *m_responseField;
    FormField *m_resolutionField;
};

} // namespace handoff
