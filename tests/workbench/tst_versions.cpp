#include "tests/contract/testserver.h"
#include "tests/support/scriptedserver.h"
#include "tests/workbench/realworkbench.h"

#include <QSet>

using namespace handoff;
using namespace handoff::test;
using S = SessionStatus;

namespace {

constexpr int patience = linePatience;
const QString odd = QStringLiteral("会话_odd");

using Change = std::function<QJsonObject(const QJsonObject &)>;

QJsonValue changeAll(const QJsonValue &value, const Change &change)
{
    if (value.isArray()) {
        QJsonArray array;
        const QJsonArray old = value.toArray();
        for (const QJsonValue &item : old)
            array.append(changeAll(item, change));
        return array;
    }
    if (!value.isObject())
        return value;
    QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        it.value() = changeAll(it.value(), change);
    return change(object);
}

/// The real server as another version of it would speak: every object that it sends, in answers and
/// events, goes through `change`. Event loop of the test; the server has its own thread.
class OtherVersion
{
public:
    OtherVersion(quint16 port, Change change) : m_port(port), m_change(std::move(change))
    {
        m_server.setHandler([this](const ScriptedServer::Request &request, QTcpSocket *socket) {
            if (request.path.contains("/events"))
                stream(request, socket);
            else
                answer(request, socket);
        });
    }
    quint16 port() const { return m_server.serverPort(); }

private:
    QByteArray changed(const QByteArray &json) const
    {
        const auto document = QJsonDocument::fromJson(json);
        if (!document.isObject())
            return json;
        return QJsonDocument(changeAll(document.object(), m_change).toObject())
            .toJson(QJsonDocument::Compact);
    }
    void answer(const ScriptedServer::Request &request, QTcpSocket *socket)
    {
        HttpClient http(m_port);
        http.setToken(request.headers.value("authorization").mid(7));
        const Answer real = http.request(request.method, request.path, request.body);
        socket->write(ScriptedServer::answer(real.status, changed(real.body)));
    }
    void stream(const ScriptedServer::Request &request, QTcpSocket *socket)
    {
        auto *there = new QTcpSocket(socket);
        QByteArray head = "GET " + request.path + " HTTP/1.1\r\nHost: x\r\n";
        for (const char *name : {"authorization", "last-event-id"}) {
            if (request.headers.contains(name))
                head += QByteArray(name) + ": " + request.headers.value(name) + "\r\n";
        }
        QObject::connect(there, &QTcpSocket::connected, there,
                         [there, head] { there->write(head + "\r\n"); });
        const auto buffer = std::make_shared<QByteArray>();
        const auto begun = std::make_shared<bool>(false);
        QObject::connect(
            there, &QTcpSocket::readyRead, socket, [this, there, socket, buffer, begun] {
                buffer->append(there->readAll());
                if (!*begun) {
                    const qsizetype end = buffer->indexOf("\r\n\r\n");
                    if (end < 0)
                        return;
                    buffer->remove(0, end + 4);
                    socket->write(ScriptedServer::streamHead());
                    *begun = true;
                }
                for (qsizetype end = buffer->indexOf("\r\n"); end >= 0;
                     end = buffer->indexOf("\r\n")) {
                    const qsizetype size = buffer->first(end).toLongLong(nullptr, 16);
                    if (buffer->size() < end + 2 + size + 2)
                        return;
                    socket->write(ScriptedServer::chunk(frames(buffer->mid(end + 2, size))));
                    buffer->remove(0, end + 2 + size + 2);
                }
            });
        QObject::connect(there, &QTcpSocket::disconnected, socket, &QTcpSocket::disconnectFromHost);
        there->connectToHost(QHostAddress::LocalHost, m_port);
    }
    /// Whole frames, as our server writes them.
    QByteArray frames(const QByteArray &bytes) const
    {
        QByteArray out;
        for (const QByteArray &line : bytes.split('\n'))
            out += (line.startsWith("data: ") ? "data: " + changed(line.mid(6)) : line) + '\n';
        out.chop(1); // what split() put behind the last one
        return out + "event: future_event\ndata: {\"type\":\"future_event\",\"x\":[1,{}]}\n\n";
    }

    quint16 m_port;
    Change m_change;
    ScriptedServer m_server;
};

/// Fields and values that this workbench has never heard of.
QJsonObject newer(const QJsonObject &object)
{
    QJsonObject out = object;
    out.insert(
        QStringLiteral("future_field"),
        QJsonObject{{QStringLiteral("deep"), QJsonArray{1, QJsonValue(), QStringLiteral("x")}}});
    const QPair<const char16_t *, const char16_t *> values[] = {
        {u"reason", u"telepathy"}, {u"severity", u"galactic"}, {u"level", u"cosmic"}};
    for (const auto &[field, value] : values) {
        const QString name = QString::fromUtf16(field);
        if (out.value(name).isString())
            out.insert(name, QString::fromUtf16(value));
    }
    if (out.value(u"role") == QStringLiteral("system"))
        out.insert(QStringLiteral("role"), QStringLiteral("robot"));
    if (out.value(u"session_name") == odd && out.contains(u"status"))
        out.insert(QStringLiteral("status"), QStringLiteral("on_the_moon"));
    return out;
}

/// As if these had not been invented yet.
QJsonObject older(const QJsonObject &object)
{
    static const QSet<QString> unknown{
        QStringLiteral("priority"),        QStringLiteral("tags"),
        QStringLiteral("unread"),          QStringLiteral("waiting_seconds"),
        QStringLiteral("ticket_id"),       QStringLiteral("audit_trail"),
        QStringLiteral("viewers"),         QStringLiteral("next_cursor"),
        QStringLiteral("server_time"),     QStringLiteral("version"),
        QStringLiteral("user_profile"),    QStringLiteral("last_message_preview"),
        QStringLiteral("total"),           QStringLiteral("mail"),
        QStringLiteral("conversation_id"), QStringLiteral("ai_fail_count"),
        QStringLiteral("severity"),        QStringLiteral("expires_in"),
        QStringLiteral("current_sessions")};
    QJsonObject out;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!unknown.contains(it.key()))
            out.insert(it.key(), it.value());
    }
    return out;
}

} // namespace

#define WAIT(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, patience)

/// The workbench with a server of a newer and of an older version: the daily work goes on.
class TestVersions : public QObject
{
    Q_OBJECT

private slots:
    void theDailyWorkGoesOn_data()
    {
        QTest::addColumn<bool>("isNewer");
        QTest::newRow("newer server") << true;
        QTest::newRow("older server") << false;
    }
    void theDailyWorkGoesOn()
    {
        QFETCH(bool, isNewer);
        TestServer server;
        QVERIFY2(server.port() > 0, qPrintable(server.startProblem()));
        OtherVersion other(server.port(), isNewer ? &newer : &older);
        HttpClient customer = server.client();
        const QString name = QStringLiteral("会话_1");
        for (const QString &each : {name, odd})
            escalate(customer, each);

        Workbench w(other.port());
        QSignalSpy resync(&w.desk.stream(), &EventStream::resyncNeeded);
        QSignalSpy failed(&w.desk, &DeskController::failed);
        QSignalSpy contextFailed(&w.context, &ContextController::failed);
        w.enter(wang);
        WAIT(w.has(Section::Waiting, name) && w.has(Section::All, name));
        WAIT(w.has(Section::All, odd));
        QCOMPARE(w.has(Section::Waiting, odd), !isNewer); // no section has such a status
        WAIT(w.catalog.quickReplies()->total() >= 12 && !w.catalog.agents().isEmpty() &&
             !w.catalog.tags().isEmpty());
        w.open(odd); // whatever its status means
        QVERIFY(w.chat.session());
        QCOMPARE(w.chat.actions().allowed(ChatAction::TakeOver).ok, !isNewer);

        w.takeOver(name);
        QVERIFY(!w.has(Section::Waiting, name));
        QVERIFY(w.chat.writing().reply(QStringLiteral("hallo")));
        QTRY_COMPARE_WITH_TIMEOUT(w.outbox.size(), 0, patience);
        const QByteArray say = json::toJson(
            SendMessageRequest{name, QStringLiteral("user"), QStringLiteral("danke"), {}});
        QCOMPARE(customer.post("/api/manual/messages", say).status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(w.texts(MessageRole::User), QStringList{QStringLiteral("danke")},
                                  patience);
        QCOMPARE(w.texts(MessageRole::Agent), QStringList{QStringLiteral("hallo")});
        const MessageRole told = isNewer ? MessageRole::Unknown : MessageRole::System;
        WAIT(!w.texts(told).isEmpty()); // a message of an unknown role is still read
        escalate(customer, QStringLiteral("会话_2"));
        WAIT(w.has(Section::Waiting, QStringLiteral("会话_2")));
        QTRY_COMPARE_WITH_TIMEOUT(w.desk.lists().count(Section::Mine), 1, patience);
        QTRY_COMPARE_WITH_TIMEOUT(w.desk.lists().count(Section::Waiting), isNewer ? 1 : 2,
                                  patience);
        w.line.cut();
        w.desk.retryNow();
        WAIT(w.desk.connection() == EventStream::State::Live);
        w.settle();
        w.chat.actions().act(ChatAction::Release);
        WAIT(!w.has(Section::Mine, name));

        QCOMPARE(resync.size(), 0);
        QCOMPARE(failed.size(), 0);
        QCOMPARE(contextFailed.size(), 0);
        QCOMPARE(w.failed.size(), 0);
    }

private:
    static void escalate(HttpClient &customer, const QString &name)
    {
        const Answer answer =
            customer.post("/api/manual/escalate", "{\"session_name\":\"" + name.toUtf8() + "\"}");
        QVERIFY2(answer.status == 200, answer.body.constData());
    }
};

QTEST_GUILESS_MAIN(TestVersions)
#include "tst_versions.moc"
