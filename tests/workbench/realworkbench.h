#pragma once

#include "tests/support/line.h"
#include "workbench/controllers/chatcontroller.h"
#include "workbench/controllers/contextcontroller.h"
#include "workbench/controllers/notifier.h"
#include "workbench/controllers/signincontroller.h"
#include "workbench/controllers/transfers.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace handoff::test {

inline constexpr int linePatience = 30000; ///< ms; slow machines and sanitizers

inline const QString wang = QStringLiteral("agent001"); ///< 客服小王
inline const QString li = QStringLiteral("agent002");   ///< 客服小李

/// One agent's workbench without its window, at the end of a line that can be cut.
struct Workbench
{
    explicit Workbench(quint16 port) : line(port)
    {
        QObject::connect(&signIn, &SignInController::signedIn, &desk, [this](const Agent &agent) {
            drafts.open(line.url(), agent.username);
            outbox.open(line.url(), agent.username);
            desk.start(agent);
        });
    }
    void enter(const QString &username)
    {
        signIn.signIn(line.url(), username, QStringLiteral("agent123"), false);
        QTRY_COMPARE_WITH_TIMEOUT(desk.connection(), EventStream::State::Live, linePatience);
        settle();
    }
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(isSettled(), linePatience); }
    bool isSettled() const
    {
        return std::none_of(allSections.begin(), allSections.end(),
                            [this](Section s) { return desk.lists().isLoading(s); });
    }
    void open(const QString &name)
    {
        QTRY_VERIFY_WITH_TIMEOUT(desk.lists().find(name), linePatience);
        chat.open(name);
        QTRY_VERIFY_WITH_TIMEOUT(!chat.isLoading(), linePatience);
    }
    void takeOver(const QString &name)
    {
        open(name);
        chat.actions().act(ChatAction::TakeOver);
        QTRY_VERIFY_WITH_TIMEOUT(has(Section::Mine, name), linePatience);
    }
    bool has(Section section, const QString &name) const
    {
        return desk.lists().list(section)->rowOf(name) >= 0;
    }
    /// What every row says, comparable between workbenches.
    QStringList rows(Section section) const
    {
        QStringList rows;
        for (int i = 0; i < desk.lists().list(section)->rowCount(); ++i) {
            const SessionSummary &s = desk.lists().list(section)->row(i)->session;
            QStringList tags;
            for (const SessionTag &tag : s.tags)
                tags.append(tag.name);
            rows.append(QStringLiteral("%1 v%2 %3 %4 unread %5 [%6] %7")
                            .arg(s.sessionName)
                            .arg(s.version)
                            .arg(json::enumName(s.status),
                                 s.assignedAgent ? s.assignedAgent->name : QString())
                            .arg(s.unread)
                            .arg(tags.join(u','),
                                 s.lastMessagePreview ? s.lastMessagePreview->content : QString()));
        }
        return rows;
    }
    QStringList texts(MessageRole role)
    {
        QStringList texts;
        for (int i = 0; i < chat.transcript()->rowCount(); ++i) {
            const TranscriptRow *row = chat.transcript()->row(i);
            if (row->kind == RowKind::Message && row->message.role == role)
                texts.append(row->message.content);
        }
        return texts;
    }

    Line line;
    QTemporaryDir folder;
    ApiClient api;
    Keychain keychain{QStringLiteral("handoff-test")};
    Preferences preferences{folder.filePath(QStringLiteral("w.ini"))};
    SignInController signIn{api, keychain, preferences};
    Drafts drafts{folder.path()};
    Outbox outbox{api, folder.path()};
    DeskController desk{api, drafts};
    ChatController chat{api, desk, outbox, drafts};
    Notifier notifier{desk, chat, preferences};
    DeskCatalog catalog{api, desk};
    Transfers transfers{api, desk};
    ContextController context{api, desk, chat, catalog};
    QSignalSpy signInFailed{&signIn, &SignInController::failed};
    QSignalSpy failed{&chat, &ChatController::failed};
};

} // namespace handoff::test
