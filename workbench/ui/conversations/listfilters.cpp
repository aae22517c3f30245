#include "shared/text/displaytext.h"
#include "workbench/controllers/chatcontroller.h"
#include "workbench/controllers/deskcatalog.h"
#include "workbench/ui/common/statepage.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/conversations/listpane.h"

#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QMenu>

// ListPane: filters, the menu of a row, and what stands where nothing is found.

namespace handoff {

namespace {

/// What can be done with a row whose chat is not open, and the rule behind it.
constexpr struct
{
    ChatCommand command;
    ChatAction action;
} rowCommands[] = {{ChatCommand::TakeOver, ChatAction::TakeOver},
                   {ChatCommand::Transfer, ChatAction::Transfer},
                   {ChatCommand::Release, ChatAction::Release},
                   {ChatCommand::Requeue, ChatAction::Requeue},
                   {ChatCommand::CancelWait, ChatAction::CancelWait},
                   {ChatCommand::Dismiss, ChatAction::Dismiss},
                   {ChatCommand::Tags, ChatAction::Annotate},
                   {ChatCommand::Ticket, ChatAction::Annotate}};

} // namespace

QWidget *ListPane::buildFilters()
{
    m_sort->setObjectName(QStringLiteral("sortFilter"));
    m_tag->setObjectName(QStringLiteral("tagFilter"));
    m_vip->setCheckable(true);
    setIconPixels(m_vip, m_theme, 18);
    for (QComboBox *box : {m_sort, m_tag}) {
        box->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        box->setMinimumWidth(90);
        const auto grow = [this, box = box] {
            box->setMinimumHeight(15 + m_parts.theme.scaled(20)); // the frame and a line of text
        };
        connect(&m_parts.theme, &Theme::changed, box, grow);
        grow();
        connect(box, &QComboBox::activated, this, &ListPane::applyFilter);
    }
    connect(m_vip, &QToolButton::clicked, this, &ListPane::applyFilter);
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(m_sort, 5);
    row->addWidget(m_tag, 4);
    row->addWidget(m_vip);
    return bar;
}

/// The server filters; a list that is loaded anew keeps its place when nothing has changed.
void ListPane::applyFilter()
{
    m_searchTimer.stop();
    SessionFilter filter;
    filter.keyword = displaytext::trimmed(m_search->text());
    filter.sort = m_sort->currentData().toString();
    filter.tagId = m_tag->currentData().toString();
    filter.vipOnly = m_vip->isChecked();
    m_desk.setFilter(m_section, filter);
    showFilter();
}

void ListPane::clearFilter()
{
    m_search->clear();
    m_sort->setCurrentIndex(0);
    m_tag->setCurrentIndex(0);
    m_vip->setChecked(false);
    applyFilter();
}

/// The filters of this section, in the current language.
void ListPane::showFilter()
{
    const SessionFilter filter = model()->filter();
    if (!m_searchTimer.isActive() && displaytext::trimmed(m_search->text()) != filter.keyword) {
        const QSignalBlocker quiet(m_search);
        m_search->setText(filter.keyword);
    }
    m_sort->clear();
    m_sort->addItem(m_section == Section::Waiting ? tr("Queue order") : tr("Last activity"),
                    QString());
    m_sort->addItem(tr("Longest wait"), QStringLiteral("wait"));
    m_sort->addItem(tr("Newest first"), QStringLiteral("newest"));
    m_sort->addItem(tr("Oldest first"), QStringLiteral("oldest"));
    m_sort->setCurrentIndex(qMax(0, m_sort->findData(filter.sort)));
    m_sort->setAccessibleName(tr("Order"));
    m_vip->setChecked(filter.vipOnly);
    setHint(m_vip, tr("Only VIP customers"));
    fillTags();
}

void ListPane::fillTags()
{
    const QString chosen = model()->filter().tagId;
    m_tag->clear();
    m_tag->addItem(tr("All tags"), QString());
    for (const Tag &tag : m_parts.catalog.tags())
        m_tag->addItem(tag.name, tag.id);
    m_tag->setCurrentIndex(qMax(0, m_tag->findData(chosen)));
    m_tag->setAccessibleName(tr("Tag"));
}

void ListPane::setSectionMenu(bool on)
{
    m_sections->setVisible(on);
    setHint(m_sections, tr("Sections"));
    QMenu *menu = m_sections->menu();
    menu->clear();
    for (const Section section : allSections) {
        const qint64 count = m_desk.count(section);
        const QString name = text::sectionName(section);
        menu->addAction(m_theme.icon(text::sectionIcon(section)),
                        count < 0 ? name : QStringLiteral("%1 · %2").arg(name).arg(count), this,
                        [this, section] { emit sectionChosen(section); });
    }
}

/// The row is taken by name: it may move while the menu is open.
void ListPane::showRowMenu(const QPoint &point)
{
    const QModelIndex index = m_view->indexAt(point);
    const ListRow *row = index.isValid() ? model()->row(index.row()) : nullptr;
    if (!row)
        return;
    const QString name = row->session.sessionName;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("rowMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    menu->addAction(m_theme.icon(QStringLiteral("chat")), tr("Open"), this,
                    [this, name] { emit openRequested(name); });
    menu->addSeparator();
    for (const auto &[command, action] : rowCommands) {
        const Allowed allowed = m_parts.chat.allowedOn(*row, action);
        QAction *entry = menu->addAction(
            m_theme.icon(chatcommands::icon(command)), chatcommands::title(command), this,
            [this, name, command = command] { emit commandRequested(name, command); });
        entry->setObjectName(QStringLiteral("row_") + chatcommands::id(command));
        entry->setEnabled(allowed.ok);
        entry->setToolTip(allowed.ok ? entry->text() : allowed.why);
    }
    menu->popup(m_view->viewport()->mapToGlobal(point));
}

void ListPane::showEmpty()
{
    const SessionFilter filter = model()->filter();
    if (!filter.keyword.isEmpty() || !filter.tagId.isEmpty() || filter.vipOnly) {
        QStringList active;
        if (!filter.keyword.isEmpty())
            active.append(tr("“%1”").arg(filter.keyword));
        if (!filter.tagId.isEmpty())
            active.append(m_tag->currentText());
        if (filter.vipOnly)
            active.append(tr("VIP"));
        m_state->show(
            QStringLiteral("search"), tr("Nothing found"),
            tr("No conversation here matches %1.").arg(active.join(QStringLiteral(" + "))),
            filter.keyword.isEmpty() ? tr("Clear filters") : tr("Search everywhere"));
        return;
    }
    switch (m_section) {
    case Section::Waiting:
        m_state->show(QStringLiteral("check"), tr("Nobody is waiting"),
                      tr("Customers who need a person appear here by themselves."));
        break;
    case Section::Mine:
        m_state->show(
            QStringLiteral("headset"), tr("No conversations of yours"),
            tr("Take over a waiting conversation and it stays here until you release it."));
        break;
    case Section::Ai:
        m_state->show(QStringLiteral("ai"), tr("The AI has nothing to do"),
                      tr("Conversations that the AI is answering appear here."));
        break;
    case Section::AfterHours:
        m_state->show(
            QStringLiteral("moon"), tr("Nothing came in after hours"),
            tr("Questions asked outside working hours are kept here and mailed to the team."));
        break;
    case Section::All:
        m_state->show(QStringLiteral("tray"), tr("No conversations yet"),
                      tr("The first customer who writes will appear here."));
        break;
    }
}

} // namespace handoff
