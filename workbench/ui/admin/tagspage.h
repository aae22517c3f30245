#pragma once

#include "workbench/ui/admin/adminpage.h"

class QLineEdit;

namespace handoff {
class FormField;

/// Labels for conversations with their colours; presets keep their name. GUI thread.
class TagsPage : public AdminPage
{
    Q_OBJECT
public:
    TagsPage(const Theme &theme, AdminController &admin, QWidget *parent = nullptr);

    void retranslate() override;

private:
    void begin(const Tag &tag);
    void save();
    void chooseColor();
    void showColor();

    Tag m_base;
    QLineEdit *m_name;
    QLineEdit *m_color;
    QPushButton *m_pick;
    QPushButton *m_delete;
    FormField *m_nameField;
    FormField *m_colorField;
};

} // namespace handoff
