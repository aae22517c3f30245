#pragma once

#include "workbench/ui/admin/adminpage.h"

class QLineEdit;

namespace handoff {

/// Labels for conversations with their colours; presets keep their name. GUI thread.
class TagsPage : public AdminPage
{
    Q_OBJECT
public:
    TagsPage(const Theme &theme, AdminTags &list, QWidget *parent = nullptr);

    void retranslate() override;

private:
    void begin(const Tag &tag);
    void save();
    void chooseColor();
    void showColor();

    AdminTags &m_tags;
    Tag m_base;
    QLineEdit *m_name;
    QLineEdit *m_color;
    QPushButton *m_pick;
};

} // namespace handoff
