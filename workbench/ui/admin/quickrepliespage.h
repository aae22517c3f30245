#pragma once

#include "workbench/ui/admin/adminpage.h"

class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace handoff {
class CheckBox;
class FormField;

/// Canned answers for everybody; presets can be read only. GUI thread.
class QuickRepliesPage : public AdminPage
{
    Q_OBJECT
public:
    QuickRepliesPage(const Theme &theme, AdminController &admin, QWidget *parent = nullptr);

    void retranslate() override;

private:
    void begin(const QuickReply &reply);
    void save();
    void showVariables();

    QuickReply m_base;
    QLineEdit *m_title;
    QComboBox *m_category;
    QComboBox *m_shortcut;
    QPlainTextEdit *m_content;
    CheckBox *m_shared;
    QPushButton *m_delete;
    FormField *m_titleField;
    FormField *m_categoryField;
    FormField *m_shortcutField;
    FormField *m_contentField;
};

} // namespace handoff
