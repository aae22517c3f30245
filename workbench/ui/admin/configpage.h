#pragma once

#include "workbench/ui/admin/adminpage.h"

namespace handoff {

/// Shift, AI and server as they run now; read only. GUI thread.
class ConfigPage : public AdminPage
{
    Q_OBJECT
public:
    ConfigPage(const Theme &theme, AdminConfig &list, QWidget *parent = nullptr);

    void retranslate() override;

private:
    AdminConfig &m_config;
    QPushButton *m_refresh;
};

} // namespace handoff
