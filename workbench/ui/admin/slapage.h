#pragma once

#include "workbench/ui/admin/adminpage.h"

class QComboBox;
class QSpinBox;

namespace handoff {

/// How fast tickets are to be answered and resolved, by category and priority. GUI thread.
class SlaPage : public AdminPage
{
    Q_OBJECT
public:
    SlaPage(const Theme &theme, AdminSla &list, QWidget *parent = nullptr);

    void retranslate() override;

private:
    void begin(const SlaPolicy &policy, bool isNew);
    void save();

    AdminSla &m_policies;
    SlaPolicy m_base;
    bool m_isNew = true;
    QComboBox *m_category;
    QComboBox *m_priority;
    QSpinBox *m_response;
    QSpinBox *m_resolution;
};

} // namespace handoff
