#pragma once

#include "tests/workbench/fakedesk.h"
#include "workbench/controllers/chatcontroller.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

/// What tests of the controllers have in common.
namespace handoff::test {

inline const QString a = QStringLiteral("a");
inline const QString b = QStringLiteral("b");
inline const QString c = QStringLiteral("c");

inline Agent alice()
{
    Agent agent;
    agent.id = QStringLiteral("agent_1");
    agent.username = QStringLiteral("alice");
    agent.name = QStringLiteral("Alice");
    agent.status = AgentPresence::Online;
    return agent;
}

/// Keeps answers back until the test says in which order they go out.
struct Held
{
    struct Answer
    {
        QByteArray path;
        QPointer<QTcpSocket> socket;
        QByteArray bytes;
    };
    void keep(const FakeDesk::Request &r, QTcpSocket *socket, const QByteArray &bytes)
    {
        answers.append({r.path, socket, bytes});
    }
    void release(qsizetype at)
    {
        const Answer answer = answers.takeAt(at);
        if (answer.socket)
            answer.socket->write(answer.bytes);
    }
    QList<Answer> answers;
};

/// The controllers as the program connects them, against a desk that speaks bytes.
struct Bench
{
    Bench()
    {
        api.setServer(QUrl(fake.server.url()));
        api.setTokens(QStringLiteral("t"), QStringLiteral("r"));
        drafts.open(fake.server.url(), QStringLiteral("alice"));
        outbox.open(fake.server.url(), QStringLiteral("alice"));
    }
    void start()
    {
        desk.start(alice());
        QTRY_COMPARE(desk.connection(), EventStream::State::Live);
        settle();
    }
    /// Waits until no list is loading.
    void settle()
    {
        QTRY_VERIFY(std::none_of(allSections.begin(), allSections.end(),
                                 [this](Section s) { return desk.lists().isLoading(s); }));
    }
    QString names(Section section) const
    {
        QStringList names;
        for (int i = 0; i < desk.lists().list(section)->rowCount(); ++i)
            names.append(desk.lists().list(section)->row(i)->session.sessionName);
        names.sort();
        return names.join(QString());
    }
    QString counts() const
    {
        QStringList counts;
        for (const Section section : allSections)
            counts.append(QString::number(desk.lists().count(section)));
        return counts.join(u' ');
    }
    /// Of the messages; notes and cards stand between them.
    QString texts()
    {
        QStringList texts;
        for (int i = 0; i < chat.transcript()->rowCount(); ++i) {
            if (chat.transcript()->row(i)->kind == RowKind::Message)
                texts.append(chat.transcript()->row(i)->message.content);
        }
        return texts.join(u'|');
    }
    /// What stands below the line of new messages.
    QString firstNew()
    {
        const TranscriptModel &rows = *chat.transcript();
        for (int i = 0; i < rows.rowCount(); ++i) {
            if (rows.look(i).firstNew)
                return rows.row(i)->message.content;
        }
        return {};
    }
    qsizetype messages()
    {
        const QString all = texts();
        return all.isEmpty() ? 0 : all.count(u'|') + 1;
    }

    FakeDesk fake;
    QTemporaryDir folder;
    ApiClient api;
    Drafts drafts{folder.path()};
    Outbox outbox{api, folder.path()};
    DeskController desk{api, drafts};
    ChatController chat{api, desk, outbox, drafts};
    QSignalSpy failed{&chat, &ChatController::failed};
};

} // namespace handoff::test
