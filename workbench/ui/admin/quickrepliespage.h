#pragma once

#include "workbench/ui/admin/adminpage.h"

class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace handoff {
class CheckBox;

/// Canned answers for everybody; presets can be read only. GUI thread.
class QuickRepliesPage : public AdminPage
{
    Q_OBJECT
public:
    QuickRepliesPage(const Theme &theme, AdminQuickReplies &list, QWidget *parent = nullptr);

    void retranslate() override;

private:
    void begin(const QuickReply &reply);
    void save();
    void showVariables();

    AdminQuickReplies &m_replies;
    QuickReply m_base;
    QLineEdit *m_title;
    QComboBox *m_category;
    QComboBox *m_shortcut;
    QPlainTextEdit *m_content;
    CheckBox *m_shared;
};

} // namespace handoff
