#include "workbench/ui/conversations/conversationsroom.h"

#include "workbench/controllers/chatcontroller.h"
#include "workbench/controllers/preferences.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/conversations/chatheader.h"
#include "workbench/ui/conversations/chatpane.h"
#include "workbench/ui/conversations/composer.h"
#include "workbench/ui/conversations/contextpanel.h"
#include "workbench/ui/conversations/listpane.h"
#include "workbench/ui/conversations/sectionbar.h"
#include "workbench/ui/conversations/sessiondelegate.h"
#include "workbench/ui/conversations/transcriptview.h"

#include <QHBoxLayout>
#include <QListView>
#include <QSplitter>

namespace handoff {

namespace {
constexpr int narrowBelow = 1180 - 56; ///< of the room; the rail is beside it
constexpr int contextWidth = 304;
} // namespace

ConversationsRoom::ConversationsRoom(const Theme &theme, DeskController &desk, ChatController &chat,
                                     Preferences &preferences, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_chat(chat), m_preferences(preferences),
      m_sections(new SectionBar(theme)), m_splitter(new QSplitter(Qt::Horizontal)),
      m_list(new ListPane(theme, desk)), m_chatPane(new ChatPane(theme, chat, desk, preferences)),
      m_context(new ContextPanel(theme, chat))
{
    setObjectName(QStringLiteral("conversationsRoom"));
    m_splitter->setObjectName(QStringLiteral("conversationsSplitter"));
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_chatPane);
    m_splitter->addWidget(m_context);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setStretchFactor(2, 0);
    m_splitter->setSizes({324, 700, contextWidth});
    const QByteArray state = preferences.viewState(m_splitter->objectName());
    if (!state.isEmpty())
        m_splitter->restoreState(state);
    m_contextWanted = preferences.value(QStringLiteral("contextShown"), true).toBool();

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_sections);
    row->addWidget(m_splitter, 1);

    connect(m_sections, &SectionBar::sectionChosen, m_list, &ListPane::show);
    connect(m_list, &ListPane::openRequested, this, &ConversationsRoom::open);
    connect(&desk, &DeskController::countsChanged, this, &ConversationsRoom::refreshCounts);
    connect(&chat, &ChatController::opened, this, [this](const QString &name) {
        m_list->setOpenSession(name);
        m_context->refresh();
        arrange();
    });
    connect(&chat, &ChatController::changed, this, [this] { m_context->refresh(); });
    connect(m_chatPane, &ChatPane::nextRequested, this, &ConversationsRoom::openNextWaiting);
    connect(m_chatPane->header()->panelButton(), &QToolButton::clicked, this,
            &ConversationsRoom::showContext);
    refreshCounts();
}

void ConversationsRoom::open(const QString &sessionName)
{
    m_chat.open(sessionName);
}

void ConversationsRoom::openNextWaiting()
{
    const QString name = m_desk.nextWaiting();
    if (name.isEmpty())
        return;
    if (m_sections->chosen() != Section::Waiting)
        m_sections->choose(Section::Waiting);
    open(name);
}

void ConversationsRoom::openNeighbour(int step)
{
    const QString name = m_list->neighbour(step);
    if (!name.isEmpty())
        open(name);
}

void ConversationsRoom::focusNextPane()
{
    QList<QWidget *> panes{m_list->view()};
    if (m_chat.isOpen()) {
        panes.append(m_chatPane->transcript());
        if (m_chatPane->composer()->isAllowed())
            panes.append(m_chatPane->composer()->edit());
        if (isContextShown())
            panes.append(m_context->findChild<QWidget *>(QStringLiteral("contextScroll")));
    }
    qsizetype here = -1;
    for (qsizetype i = 0; i < panes.size(); ++i) {
        if (panes.at(i) && panes.at(i)->hasFocus())
            here = i;
    }
    for (qsizetype i = 1; i <= panes.size(); ++i) {
        QWidget *next = panes.at((here + i) % panes.size());
        if (next && next->isVisible()) {
            next->setFocus(Qt::ShortcutFocusReason);
            return;
        }
    }
}

void ConversationsRoom::back()
{
    if (m_narrow && m_overlayShown) {
        showContext(false);
    } else if (m_list->leaveSearch()) {
        m_list->takeFocus();
    } else if (m_chatPane->composer()->edit()->hasFocus()) {
        m_list->takeFocus();
    } else if (m_chat.isOpen()) {
        m_chat.close();
        m_list->takeFocus();
    }
}

void ConversationsRoom::showContext(bool on)
{
    if (m_narrow)
        m_overlayShown = on;
    else
        m_contextWanted = on;
    arrange();
}

bool ConversationsRoom::isContextShown() const
{
    return m_chat.isOpen() && (m_narrow ? m_overlayShown : m_contextWanted);
}

/// Puts the context beside the chat or over it.
void ConversationsRoom::arrange()
{
    const bool narrow = width() < narrowBelow;
    if (narrow != m_narrow) {
        m_narrow = narrow;
        m_overlayShown = false;
        m_sections->setCompact(narrow);
        if (narrow) {
            m_context->setParent(this);
        } else {
            m_splitter->addWidget(m_context);
            m_splitter->setStretchFactor(2, 0);
        }
    }
    const bool shown = isContextShown();
    // Beside the chat the splitter draws the line.
    setStyleProperty(m_context, "edge", m_narrow ? QStringLiteral("left") : QString());
    if (m_narrow && shown) {
        const int top = m_chatPane->header()->height();
        m_context->setGeometry(width() - contextWidth, top, contextWidth, height() - top);
        m_context->raise();
    }
    m_context->setVisible(shown);
    m_chatPane->header()->panelButton()->setChecked(shown);
}

void ConversationsRoom::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void ConversationsRoom::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    arrange();
}

void ConversationsRoom::refreshCounts()
{
    bool alarm = false;
    const SessionListModel *waiting = m_desk.list(Section::Waiting);
    for (int i = 0; i < waiting->rowCount() && !alarm; ++i)
        alarm = waiting->waitingSeconds(*waiting->row(i)) >= SessionDelegate::alarmSeconds;
    for (const Section section : allSections)
        m_sections->setCount(section, m_desk.count(section), section == Section::Waiting && alarm);
}

void ConversationsRoom::retranslate()
{
    m_sections->retranslate();
    m_list->retranslate();
    m_chatPane->retranslate();
    m_context->retranslate();
}

void ConversationsRoom::saveState()
{
    if (!m_narrow)
        m_preferences.setViewState(m_splitter->objectName(), m_splitter->saveState());
    m_preferences.setValue(QStringLiteral("contextShown"), m_contextWanted);
}

} // namespace handoff
