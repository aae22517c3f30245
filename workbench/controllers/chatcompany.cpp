#include "workbench/controllers/chatcompany.h"

#include "workbench/api/sessionapi.h"
#include "workbench/controllers/chatcontroller.h"

namespace handoff {

namespace {

constexpr int typingExpiresMs = 6000; ///< events.md, Event types
constexpr int viewIntervalMs = 25000; ///< the server's lease is 60 s

} // namespace

ChatCompany::ChatCompany(ApiClient &api, DeskController &desk, ChatController &chat)
    : m_api(api), m_desk(desk), m_chat(chat)
{
    connect(&chat, &ChatController::opened, this, &ChatCompany::open);
    connect(&chat, &ChatController::said, this, [this](const Message &message) {
        if (message.role == MessageRole::User)
            setCustomerTyping(false);
    });
    connect(&chat, &ChatController::colleagueReplied, this, [this] { setColleagueTyping({}); });
    connect(&desk, &DeskController::connectionChanged, this, [this](EventStream::State state) {
        if (state == EventStream::State::Live)
            tellViewing();
    });
    connect(&desk, &DeskController::typingChanged, this,
            [this](const QString &name, MessageRole who, const QString &agent, bool active) {
                if (name != m_chat.sessionName())
                    return;
                if (who == MessageRole::User)
                    setCustomerTyping(active);
                else
                    setColleagueTyping(active ? agent : QString());
            });
    connect(&desk, &DeskController::viewersChanged, this,
            [this](const QString &name, const QStringList &names) {
                if (name == m_chat.sessionName())
                    setViewers(names);
            });
    m_viewTimer.setInterval(viewIntervalMs);
    connect(&m_viewTimer, &QTimer::timeout, this, &ChatCompany::tellViewing);
    m_colleagueTimer.setSingleShot(true);
    m_colleagueTimer.setInterval(typingExpiresMs);
    connect(&m_colleagueTimer, &QTimer::timeout, this, [this] { setColleagueTyping({}); });
}

void ChatCompany::open()
{
    m_viewTimer.stop();
    setCustomerTyping(false);
    setColleagueTyping({});
    const ListRow *row = m_desk.lists().find(m_chat.sessionName());
    setViewers(row ? row->viewers : QStringList());
    if (!m_chat.isOpen())
        return;
    m_viewTimer.start();
    tellViewing();
}

void ChatCompany::tellViewing()
{
    if (!m_chat.isOpen() || m_desk.connection() == EventStream::State::Lost)
        return;
    SessionApi::viewing(m_api, m_chat.sessionName())
        .then(this, [this, opening = m_chat.opening()](const Result<ViewerList> &list) {
            if (opening != m_chat.opening() || !list)
                return;
            QStringList names;
            for (const AgentRef &viewer : list->viewers) {
                if (viewer.id != m_desk.me().id)
                    names.append(viewer.name);
            }
            setViewers(names);
        });
}

void ChatCompany::setViewers(const QStringList &names)
{
    if (std::exchange(m_viewers, names) != names)
        emit changed();
}

void ChatCompany::setColleagueTyping(const QString &name)
{
    if (name.isEmpty())
        m_colleagueTimer.stop();
    else
        m_colleagueTimer.start();
    if (std::exchange(m_colleagueTyping, name) != name)
        emit changed();
}

void ChatCompany::setCustomerTyping(bool typing)
{
    if (std::exchange(m_customerTyping, typing) != typing)
        emit changed();
}

} // namespace handoff
