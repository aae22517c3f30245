#include "tests/bench/engine.h"
#include "tests/bench/report.h"

#include <QByteArrayList>
#include <QTest>

#include <thread>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace handoff::bench;

namespace {

constexpr double kPatience = 30;

/// Answers one connection: for each request it reads, the next of the answers, in pieces of `piece`
/// bytes; then it closes.
class ByteServer
{
public:
    ByteServer(QByteArrayList answers, int piece) : m_answers(std::move(answers)), m_piece(piece)
    {
        m_fd = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::bind(m_fd, reinterpret_cast<sockaddr *>(&address), sizeof address);
        ::listen(m_fd, 1);
        socklen_t size = sizeof address;
        getsockname(m_fd, reinterpret_cast<sockaddr *>(&address), &size);
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this] { serve(); });
    }
    ~ByteServer()
    {
        ::shutdown(m_fd, SHUT_RDWR);
        m_thread.join();
        ::close(m_fd);
    }
    uint16_t port() const { return m_port; }

private:
    void serve()
    {
        const int fd = ::accept(m_fd, nullptr, nullptr);
        if (fd < 0)
            return;
        const int on = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        for (const QByteArray &answer : std::as_const(m_answers)) {
            std::string request;
            while (request.find("\r\n\r\n") == std::string::npos) {
                char byte = 0;
                if (::recv(fd, &byte, 1, 0) != 1)
                    break;
                request += byte;
            }
            for (qsizetype at = 0; at < answer.size(); at += m_piece) {
                const QByteArray part = answer.mid(at, m_piece);
                (void)!::send(fd, part.constData(), size_t(part.size()), MSG_NOSIGNAL);
            }
        }
        ::close(fd);
    }

    QByteArrayList m_answers;
    int m_piece;
    int m_fd = -1;
    uint16_t m_port = 0;
    std::thread m_thread;
};

QByteArray chunk(const QByteArray &bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

} // namespace

class TestEngine : public QObject
{
    Q_OBJECT

private slots:
    void readsAnswersInAnyPieces_data()
    {
        QTest::addColumn<int>("piece");
        for (const int piece : {1, 2, 3, 7, 1000})
            QTest::addRow("%d", piece) << piece;
    }
    void readsAnswersInAnyPieces()
    {
        QFETCH(int, piece);
        const QByteArray chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n";
        ByteServer server({"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello",
                           "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n",
                           chunked + "\r\n" + chunk("one ") + chunk("two") + "0\r\n\r\n",
                           chunked + "Content-Type: text/event-stream; charset=utf-8\r\n\r\n" +
                               chunk(": hb\n\n") + chunk("data: 1\n\nda") + chunk("ta: 2\n\n") +
                               "0\r\n\r\n",
                           "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}"},
                          piece);
        Engine engine;
        QByteArrayList seen;
        bool closed = false;
        Connection &c = engine.connect(server.port());
        const auto next = [](Connection &connection) { connection.send("GET", "/"); };
        c.onAnswer = [&](Connection &connection, int status, std::string_view body) {
            seen.append(QByteArray::number(status) + ' ' +
                        QByteArray(body.data(), qsizetype(body.size())));
            QVERIFY(connection.answerNs >= connection.sentNs);
            next(connection);
        };
        c.onFrame = [&](Connection &, std::string_view frame) {
            seen.append(QByteArray(frame.data(), qsizetype(frame.size())));
        };
        c.onStreamEnd = [&](Connection &connection) {
            seen.append("end");
            next(connection);
        };
        c.onClosed = [&](Connection &) { closed = true; };
        next(c);
        QVERIFY(engine.run(kPatience, [&] { return closed; }));
        QCOMPARE(seen, (QByteArrayList{"200 hello", "204 ", "200 one two", ": hb", "data: 1",
                                       "data: 2", "end", "404 {}"}));
    }

    void tellsWhenNobodyListens()
    {
        Engine engine;
        bool closed = false;
        uint16_t port = 0;
        {
            const ByteServer gone({}, 1);
            port = gone.port();
        }
        Connection &c = engine.connect(port);
        c.onClosed = [&](Connection &) { closed = true; };
        QVERIFY(engine.run(kPatience, [&] { return closed || !c.isOpen(); }));
        QVERIFY(!c.isConnected());
        QVERIFY(!engine.run(0.01, [] { return false; }));
    }

    void takesQuantiles()
    {
        Samples samples;
        QCOMPARE(samples.p99(), 0.0);
        for (int i = 100; i >= 1; --i)
            samples.add(i);
        QCOMPARE(samples.p50(), 50.0);
        QCOMPARE(samples.p99(), 99.0);
        QCOMPARE(samples.max(), 100.0);
    }

    void marksWhatIsBelowTheBudget()
    {
        Report report;
        report.row(QStringLiteral("a"), QStringLiteral("≥ 1"), QStringLiteral("2"), true);
        report.row(QStringLiteral("b"), QStringLiteral("≥ 1"), QStringLiteral("0"), false);
        QVERIFY(report.sane());
        QVERIFY(report.text().contains(
            QStringLiteral("| a | ≥ 1 | 2 | yes |\n| b | ≥ 1 | 0 | **no** |")));
        QVERIFY(report.text().startsWith(QStringLiteral("Machine: ")));
        report.insane(QStringLiteral("c"), QStringLiteral("nothing"));
        QVERIFY(!report.sane());
    }
};

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
