#pragma once

#include "workbench/ui/admin/adminpage.h"

class QComboBox;
class QDateTimeEdit;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace handoff {
class CheckBox;

/// Texts that the system sends by itself, and a tester that shows which would fire. GUI thread.
class RulesPage : public AdminPage
{
    Q_OBJECT
public:
    RulesPage(const Theme &theme, AdminRules &list, QWidget *parent = nullptr);

    void retranslate() override;

private:
    void buildForm();
    void buildTester();
    void begin(const AutoReplyRule &rule);
    void save();
    void showCondition();
    void showClock();
    void test();
    void showMatches(const QList<AutoReplyMatch> &matches);
    AutoReplyType type() const;

    AdminRules &m_rules;
    AutoReplyRule m_base;
    QComboBox *m_type;
    QLineEdit *m_keywords;
    QSpinBox *m_position;
    QSpinBox *m_wait;
    QPlainTextEdit *m_content;
    QSpinBox *m_delay;
    CheckBox *m_enabled;

    QLabel *m_testTitle;
    QLineEdit *m_message;
    QComboBox *m_status;
    CheckBox *m_useTime;
    QDateTimeEdit *m_time;
    QPushButton *m_test;
    QLabel *m_matches;
};

} // namespace handoff
