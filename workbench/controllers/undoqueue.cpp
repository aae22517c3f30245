#include "workbench/controllers/undoqueue.h"

#include <limits>

namespace handoff {

UndoQueue::UndoQueue(ChatController &chat, QObject *parent) : QObject(parent), m_chat(chat)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &UndoQueue::next);
    connect(&chat.actions(), &ChatActions::acted, this, [this](const QString &name) {
        if (m_sending.remove(name) && m_sending.isEmpty())
            emit idle();
    });
}

bool UndoQueue::canWait(ChatAction action)
{
    switch (action) {
    case ChatAction::Release:
    case ChatAction::Requeue:
    case ChatAction::CancelWait:
    case ChatAction::Close:
        return true;
    default:
        return false;
    }
}

void UndoQueue::add(const QString &sessionName, ChatAction action, const QString &reason)
{
    if (m_delayMs <= 0 || !canWait(action)) {
        m_chat.actions().actOn(sessionName, action, reason);
        return;
    }
    send(sessionName);
    m_items.insert(sessionName, {action, reason, monotonicMs() + m_delayMs});
    emit added(sessionName, action, m_delayMs);
    next();
}

void UndoQueue::undo(const QString &sessionName)
{
    if (m_items.remove(sessionName))
        emit ended(sessionName);
}

void UndoQueue::flush()
{
    const QStringList names = m_items.keys();
    for (const QString &name : names)
        send(name);
}

void UndoQueue::drop()
{
    m_timer.stop();
    m_sending.clear();
    const QStringList names = m_items.keys();
    m_items.clear();
    for (const QString &name : names)
        emit ended(name);
}

std::optional<ChatAction> UndoQueue::waiting(const QString &sessionName) const
{
    const auto it = m_items.constFind(sessionName);
    return it == m_items.constEnd() ? std::nullopt : std::optional(it->action);
}

void UndoQueue::send(const QString &sessionName)
{
    const auto it = m_items.constFind(sessionName);
    if (it == m_items.constEnd())
        return;
    const Item item = *it;
    m_items.erase(it);
    if (m_chat.actions().actOn(sessionName, item.action, item.reason))
        m_sending.insert(sessionName);
    emit ended(sessionName);
}

/// Sends what is due and sleeps until the next one is.
void UndoQueue::next()
{
    qint64 first = std::numeric_limits<qint64>::max();
    const auto items = m_items;
    for (auto it = items.begin(); it != items.end(); ++it) {
        if (it->dueAt <= monotonicMs())
            send(it.key());
        else
            first = qMin(first, it->dueAt);
    }
    if (!m_items.isEmpty())
        m_timer.start(static_cast<int>(qMax<qint64>(1, first - monotonicMs())));
}

} // namespace handoff
