#pragma once

#include "workbench/controllers/notificationrules.h"

#include <QWidget>

class QLabel;
class QTimeEdit;
class QToolButton;

namespace handoff {
class CheckBox;
class Notifier;
class Theme;

/// The page Notifications of the preferences: per kind shown, sound and a test; quiet hours. Every
/// change holds at once. GUI thread.
class NoticeSettings : public QWidget
{
    Q_OBJECT
public:
    NoticeSettings(const Theme &theme, Notifier &notifier, QWidget *parent = nullptr);

    /// Shows the rules as they are.
    void refresh();
    void retranslate();

private:
    struct Row
    {
        QLabel *name;
        CheckBox *show;
        CheckBox *sound;
        QToolButton *test;
    };
    void save();

    Notifier &m_notifier;
    QLabel *m_noTray;
    QLabel *m_showHead;
    QLabel *m_soundHead;
    std::array<Row, allNoticeKinds.size()> m_rows{};
    CheckBox *m_quiet;
    QTimeEdit *m_from;
    QLabel *m_to;
    QTimeEdit *m_until;
    bool m_filling = false;
};

} // namespace handoff
