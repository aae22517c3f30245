#include "workbench/controllers/outbox.h"

#include "shared/core/ids.h"
#include "workbench/api/sessionapi.h"
#include "workbench/controllers/jsonfile.h"

namespace handoff {

namespace {

struct OutboxFile
{
    QList<OutboxItem> items;
    static constexpr auto fields(auto to) { return to(json::field("items", &OutboxFile::items)); }
};

constexpr int firstWaitMs = 1000;
constexpr int longestWaitMs = 30000;

/// Asking again with the same words will not help.
bool isFinal(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Invalid:
    case ErrorKind::Forbidden:
    case ErrorKind::NotFound:
    case ErrorKind::Conflict:
        return true;
    default:
        return false;
    }
}

} // namespace

Outbox::Outbox(ApiClient &api, const QString &folder, QObject *parent)
    : QObject(parent), m_api(api), m_folder(folder)
{
    m_backoff.setSingleShot(true);
    connect(&m_backoff, &QTimer::timeout, this, &Outbox::sendNext);
}

void Outbox::open(const QString &server, const QString &username)
{
    const QString file = jsonfile::path(m_folder, QStringLiteral("outbox"), server, username);
    if (file != m_file) {
        close();
        m_file = file;
        m_items = jsonfile::load<OutboxFile>(m_file).items;
        const auto items = m_items;
        for (const OutboxItem &item : items)
            emit queued(item);
    }
    kick();
}

void Outbox::close()
{
    m_backoff.stop();
    m_failures = 0;
    m_file.clear();
    m_sending.clear();
    m_items.clear();
}

QString Outbox::post(const QString &sessionName, const QString &content)
{
    const OutboxItem item{newUuid(), sessionName, content, Timestamp::now(), false, {}};
    m_items.append(item);
    save();
    emit queued(item);
    sendNext();
    return item.clientMessageId;
}

void Outbox::retry(const QString &clientMessageId)
{
    OutboxItem *item = find(clientMessageId);
    if (!item || !item->failed)
        return;
    item->failed = false;
    item->failure.clear();
    save();
    emit retrying(item->sessionName, clientMessageId);
    kick();
}

void Outbox::discard(const QString &clientMessageId)
{
    const OutboxItem *item = find(clientMessageId);
    if (!item || !item->failed) // what is under way may already be stored
        return;
    const QString sessionName = item->sessionName;
    m_items.removeIf([&](const OutboxItem &i) { return i.clientMessageId == clientMessageId; });
    save();
    emit discarded(sessionName, clientMessageId);
}

void Outbox::kick()
{
    m_failures = 0;
    m_backoff.stop();
    sendNext();
}

QList<OutboxItem> Outbox::items(const QString &sessionName) const
{
    QList<OutboxItem> items;
    for (const OutboxItem &item : m_items) {
        if (item.sessionName == sessionName)
            items.append(item);
    }
    return items;
}

OutboxItem *Outbox::find(const QString &clientMessageId)
{
    for (OutboxItem &item : m_items) {
        if (item.clientMessageId == clientMessageId)
            return &item;
    }
    return nullptr;
}

void Outbox::save()
{
    if (!m_file.isEmpty())
        jsonfile::save(m_file, OutboxFile{m_items});
}

/// One at a time: the next goes out when the one before is answered.
void Outbox::sendNext()
{
    if (!m_sending.isEmpty() || m_backoff.isActive() || m_file.isEmpty())
        return;
    for (const OutboxItem &item : std::as_const(m_items)) {
        if (item.failed)
            continue;
        m_sending = item.clientMessageId;
        SessionApi::send(m_api, item.sessionName, item.content, item.clientMessageId)
            .then(this, [this, id = item.clientMessageId](const Result<SendMessageAnswer> &answer) {
                if (id == m_sending)
                    answered(id, answer);
            });
        return;
    }
}

void Outbox::answered(const QString &clientMessageId, const Result<SendMessageAnswer> &answer)
{
    m_sending.clear();
    OutboxItem *item = find(clientMessageId);
    const QString sessionName = item ? item->sessionName : QString();
    if (answer) {
        m_failures = 0;
        m_items.removeIf([&](const OutboxItem &i) { return i.clientMessageId == clientMessageId; });
        save();
        emit sent(sessionName, clientMessageId, answer->messageId, answer->timestamp);
    } else if (isFinal(answer.error())) {
        m_failures = 0;
        if (item) {
            item->failed = true;
            item->failure = answer.error().message;
            save();
        }
        emit failed(sessionName, clientMessageId, answer.error());
    } else {
        const int wait = qMin(longestWaitMs, firstWaitMs << qMin(m_failures, 5));
        ++m_failures;
        m_backoff.start(qMax(wait, answer.error().retryAfterSeconds * 1000));
        return;
    }
    sendNext();
}

} // namespace handoff
