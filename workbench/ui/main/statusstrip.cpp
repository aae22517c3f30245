#include "workbench/ui/main/statusstrip.h"

#include "workbench/controllers/deskcontroller.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QHBoxLayout>

namespace handoff {

StatusStrip::StatusStrip(const Theme &theme, DeskController &desk, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_desk(desk), m_icon(new QLabel), m_connection(new QLabel),
      m_synced(new QLabel), m_queue(new QLabel)
{
    setObjectName(QStringLiteral("statusStrip"));
    setProperty("surface", QStringLiteral("sunken"));
    setProperty("edge", QStringLiteral("top"));
    m_connection->setObjectName(QStringLiteral("connectionState"));
    m_synced->setObjectName(QStringLiteral("lastSynced"));
    m_queue->setObjectName(QStringLiteral("queueCount"));
    for (QLabel *label : {m_connection, m_synced, m_queue})
        setTextStyle(label, theme, TextStyle::Meta, true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::card, 0, space::card, 0);
    row->setSpacing(6);
    row->addWidget(m_icon);
    row->addWidget(m_connection);
    row->addSpacing(space::card);
    row->addWidget(m_synced);
    row->addStretch();
    row->addWidget(m_queue);
    connect(&desk, &DeskController::connectionChanged, this, &StatusStrip::refresh);
    connect(&desk, &DeskController::synced, this, &StatusStrip::refresh);
    connect(&desk.lists(), &DeskLists::countsChanged, this, &StatusStrip::refresh);
    connect(&theme, &Theme::changed, this, &StatusStrip::refresh);
    refresh();
}

void StatusStrip::refresh()
{
    struct
    {
        QString icon;
        QString words;
        Token token;
    } now{QStringLiteral("offline"), tr("Not connected"), Token::Danger};
    switch (m_desk.connection()) {
    case EventStream::State::Live:
        now = {QStringLiteral("online"), tr("Connected"), Token::Ok};
        break;
    case EventStream::State::Connecting:
        now = {QStringLiteral("refresh"), tr("Connecting…"), Token::Warn};
        break;
    case EventStream::State::Polling:
        now = {QStringLiteral("clock"), tr("Checking every 30 s"), Token::Warn};
        break;
    default:
        break;
    }
    setFixedHeight(8 + m_theme.scaled(20));
    const int size = m_theme.scaled(16);
    m_icon->setPixmap(
        m_theme.icon(now.icon, now.token).pixmap(QSize(size, size), devicePixelRatioF()));
    m_connection->setText(now.words);
    const Timestamp synced = m_desk.lastSynced();
    m_synced->setText(synced.ms > 0 ? tr("Last synced %1").arg(text::clockSeconds(synced))
                                    : QString());
    const qint64 waiting = m_desk.lists().count(Section::Waiting);
    m_queue->setText(waiting < 0 ? QString()
                                 : tr("%n waiting", nullptr, static_cast<int>(waiting)));
}

} // namespace handoff
