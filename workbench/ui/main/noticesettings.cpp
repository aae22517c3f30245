#include "workbench/ui/main/noticesettings.h"

#include "workbench/controllers/notifier.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/main/attention.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QTimeEdit>

namespace handoff {

NoticeSettings::NoticeSettings(const Theme &theme, Notifier &notifier, QWidget *parent)
    : QWidget(parent), m_notifier(notifier), m_noTray(new QLabel), m_showHead(new QLabel),
      m_soundHead(new QLabel), m_quiet(new CheckBox(theme)), m_from(new QTimeEdit),
      m_to(new QLabel), m_until(new QTimeEdit)
{
    setObjectName(QStringLiteral("noticeSettings"));
    m_noTray->setObjectName(QStringLiteral("noTray"));
    m_noTray->setWordWrap(true);
    setTextStyle(m_noTray, theme, TextStyle::Meta, true);
    for (QLabel *head : {m_showHead, m_soundHead})
        setTextStyle(head, theme, TextStyle::MetaBold, true);

    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(space::pane);
    grid->setVerticalSpacing(space::badge);
    grid->setColumnStretch(0, 1);
    grid->addWidget(m_showHead, 0, 1, Qt::AlignHCenter);
    grid->addWidget(m_soundHead, 0, 2, Qt::AlignHCenter);
    for (const NoticeKind kind : allNoticeKinds) {
        const auto i = static_cast<int>(kind);
        Row &row = m_rows[static_cast<size_t>(i)];
        row = {
            new QLabel, new CheckBox(theme), new CheckBox(theme),
            makeIconButton(theme, QStringLiteral("bell"), QStringLiteral("noticeTest%1").arg(i))};
        row.show->setObjectName(QStringLiteral("noticeShow%1").arg(i));
        row.sound->setObjectName(QStringLiteral("noticeSound%1").arg(i));
        grid->addWidget(row.name, i + 1, 0);
        grid->addWidget(row.show, i + 1, 1, Qt::AlignHCenter);
        grid->addWidget(row.sound, i + 1, 2, Qt::AlignHCenter);
        grid->addWidget(row.test, i + 1, 3);
        connect(row.show, &QCheckBox::toggled, this, &NoticeSettings::save);
        connect(row.sound, &QCheckBox::toggled, this, &NoticeSettings::save);
        connect(row.test, &QToolButton::clicked, this, [this, kind] { m_notifier.test(kind); });
    }

    m_quiet->setObjectName(QStringLiteral("quietHours"));
    m_from->setObjectName(QStringLiteral("quietFrom"));
    m_until->setObjectName(QStringLiteral("quietTo"));
    for (QTimeEdit *edit : {m_from, m_until}) {
        edit->setDisplayFormat(QStringLiteral("HH:mm"));
        edit->setButtonSymbols(QAbstractSpinBox::NoButtons);
        edit->setAlignment(Qt::AlignCenter);
        edit->setFixedWidth(72);
        connect(edit, &QTimeEdit::timeChanged, this, &NoticeSettings::save);
    }
    connect(m_quiet, &QCheckBox::toggled, this, &NoticeSettings::save);
    auto *quiet = new QHBoxLayout;
    quiet->setSpacing(space::sibling);
    quiet->addWidget(m_quiet);
    quiet->addStretch();
    quiet->addWidget(m_from);
    quiet->addWidget(m_to);
    quiet->addWidget(m_until);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::card);
    column->addWidget(m_noTray);
    m_noTray->setVisible(!Attention::canShow()); // as a child: alone it would be a window
    column->addLayout(grid);
    column->addLayout(quiet);
    column->addStretch();
    retranslate();
    refresh();
}

void NoticeSettings::refresh()
{
    m_filling = true;
    const NotificationRules &rules = m_notifier.rules();
    for (const NoticeKind kind : allNoticeKinds) {
        const Row &row = m_rows[static_cast<size_t>(kind)];
        row.show->setChecked(rules.of(kind).show);
        row.sound->setChecked(rules.of(kind).sound);
    }
    m_quiet->setChecked(rules.quiet);
    m_from->setTime(rules.quietFrom);
    m_until->setTime(rules.quietTo);
    m_from->setEnabled(rules.quiet);
    m_until->setEnabled(rules.quiet);
    m_filling = false;
}

void NoticeSettings::save()
{
    if (m_filling)
        return;
    NotificationRules rules;
    for (const NoticeKind kind : allNoticeKinds) {
        const Row &row = m_rows[static_cast<size_t>(kind)];
        rules.of(kind) = {row.show->isChecked(), row.sound->isChecked()};
    }
    rules.quiet = m_quiet->isChecked();
    rules.quietFrom = m_from->time();
    rules.quietTo = m_until->time();
    m_notifier.setRules(rules);
    refresh();
}

void NoticeSettings::retranslate()
{
    m_noTray->setText(tr("This desktop has no notification area: notices are told by sound and in "
                         "the taskbar only."));
    m_showHead->setText(tr("Show"));
    m_soundHead->setText(tr("Sound"));
    for (const NoticeKind kind : allNoticeKinds) {
        const Row &row = m_rows[static_cast<size_t>(kind)];
        const QString name = Notifier::kindName(kind);
        row.name->setText(name);
        row.show->setAccessibleName(tr("%1: show").arg(name));
        row.sound->setAccessibleName(tr("%1: sound").arg(name));
        setHint(row.test, tr("Test: %1").arg(name));
    }
    m_quiet->setText(tr("Quiet hours: nothing is shown or sounds"));
    m_to->setText(tr("to"));
    m_from->setAccessibleName(tr("Quiet from"));
    m_until->setAccessibleName(tr("Quiet until"));
}

} // namespace handoff
