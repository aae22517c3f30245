#pragma once

#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <functional>
#include <memory>

namespace handoff::test {

/// A line between client and server that breaks as the test says, at any byte. Its own address
/// stays, also when the server behind it becomes another one. Event loop of the test.
class Line : public QTcpServer
{
public:
    explicit Line(quint16 port) : m_port(port)
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("no free port on 127.0.0.1");
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *here = nextPendingConnection())
                join(here);
        });
    }

    QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(serverPort()); }
    /// New connections go to this port of 127.0.0.1.
    void setPort(quint16 port) { m_port = port; }

    /// Breaks every connection now.
    void cut()
    {
        for (QTcpSocket *socket : findChildren<QTcpSocket *>(QString(), Qt::FindDirectChildrenOnly))
            socket->abort();
    }
    /// Breaks every connection on the client's side; the server hears nothing of it.
    void lose()
    {
        for (QTcpSocket *here : findChildren<QTcpSocket *>(QString(), Qt::FindDirectChildrenOnly)) {
            for (QTcpSocket *there :
                 here->findChildren<QTcpSocket *>(QString(), Qt::FindDirectChildrenOnly)) {
                there->disconnect();
                there->setParent(&m_lost);
            }
            here->abort();
        }
    }
    /// Breaks every connection when so many more bytes went to the client, then calls `then`.
    void cutAfter(qint64 bytes, std::function<void()> then)
    {
        m_left = bytes;
        m_then = std::move(then);
    }
    /// Down: whoever connects is thrown out.
    void setUp(bool up)
    {
        m_up = up;
        if (!up)
            cut();
    }
    /// The server hears everything, its answers get lost.
    void setDeaf(bool deaf) { m_deaf = deaf; }
    /// Each piece for the client comes so many milliseconds later, as `lag` says when it is asked
    /// (null: at once). A connection's pieces keep their order; answers on several do not.
    void setLag(std::function<int()> lag) { m_lag = std::move(lag); }

private:
    void join(QTcpSocket *here)
    {
        connect(here, &QTcpSocket::disconnected, here, &QObject::deleteLater);
        if (!m_up) {
            here->abort();
            return;
        }
        auto *there = new QTcpSocket(here);
        connect(here, &QTcpSocket::readyRead, there,
                [here, there] { there->write(here->readAll()); });
        const auto late = std::make_shared<QList<QByteArray>>();
        connect(there, &QTcpSocket::readyRead, here, [this, here, there, late] {
            if (!m_lag && late->isEmpty()) {
                answer(here, there->readAll());
                return;
            }
            late->append(there->readAll());
            QTimer::singleShot(m_lag ? m_lag() : 0, here,
                               [this, here, late] { answer(here, late->takeFirst()); });
        });
        connect(there, &QTcpSocket::disconnected, here, &QTcpSocket::disconnectFromHost);
        connect(there, &QTcpSocket::errorOccurred, here, &QTcpSocket::disconnectFromHost);
        there->connectToHost(QHostAddress::LocalHost, m_port);
    }
    void answer(QTcpSocket *here, const QByteArray &bytes)
    {
        if (m_deaf)
            return;
        if (m_left < 0 || bytes.size() < m_left) {
            here->write(bytes);
            m_left -= m_left < 0 ? 0 : bytes.size();
            return;
        }
        here->write(bytes.first(m_left));
        here->flush();
        m_left = -1;
        // Not from within a slot of one of the sockets.
        QMetaObject::invokeMethod(
            this,
            [this] {
                cut();
                if (const auto then = std::exchange(m_then, {}))
                    then();
            },
            Qt::QueuedConnection);
    }

    QObject m_lost; ///< the server's sides that have no client any more
    quint16 m_port;
    bool m_up = true;
    bool m_deaf = false;
    qint64 m_left = -1; ///< bytes to the client until the cut; -1: none is planned
    std::function<void()> m_then;
    std::function<int()> m_lag;
};

} // namespace handoff::test
