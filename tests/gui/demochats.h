#pragma once

#include "shared/contract/agent.h"
#include "shared/contract/note.h"
#include "shared/contract/quickreply.h"
#include "shared/contract/tag.h"
#include "shared/contract/ticket.h"
#include "shared/contract/transfer.h"
#include "tests/gui/demodesk.h"

namespace handoff::test {

/// What stands beside the chats of a DemoDesk: quick replies, tags, notes, colleagues, transfers,
/// profile, mail and the ticket made from a chat, all from plain data.
class DemoChats
{
public:
    explicit DemoChats(DemoDesk &desk);

    QList<QuickReply> replies;
    QList<Tag> tags;
    QHash<QString, QList<Note>> notes; ///< by session
    QHash<QString, Ticket> tickets;    ///< by session
    QList<AvailableAgent> agents;
    QList<Transfer> transfers; ///< all, newest last
    QStringList viewers;       ///< names of colleagues who look at every chat
    QList<QByteArray> patches; ///< bodies of PATCH …/profile
    int mails = 0;
    bool refuseNotes = false; ///< POST of notes answers 500

    void addReply(const QString &title, const QString &content, QuickReplyCategory category,
                  const QString &shortcut = {}, qint64 used = 0);
    Note &addNote(const QString &session, const QString &author, const QString &text,
                  int secondsAgo);
    /// A colleague offers a chat to the signed-in agent.
    Transfer &offerToMe(const QString &session, const QString &reason, int seconds = 60);
    /// The colleague answers my newest offer.
    void answerMine(TransferStatus status);
    void pushTransfer(QLatin1String type, const Transfer &transfer);

private:
    using Request = ScriptedServer::Request;
    bool answer(const Request &request, QTcpSocket *socket);
    bool answerSession(const QByteArray &method, const QString &name, const QString &verb,
                       const Request &request, QTcpSocket *socket);
    bool answerNotes(const QByteArray &method, const QString &name, const QString &id,
                     const Request &request, QTcpSocket *socket);
    bool answerTags(const QByteArray &method, const QString &name, const QString &id,
                    const Request &request, QTcpSocket *socket);
    bool answerTransfer(const QString &name, const Request &request, QTcpSocket *socket);
    void refuse(QTcpSocket *socket, int status, const Error &error);

    DemoDesk &m_desk;
    int m_ids = 0;
};

/// The canned answers, tags and colleagues of an e-bike shop.
void fillChats(DemoChats &chats);

} // namespace handoff::test
