#pragma once

#include "shared/core/clock.h"
#include "tests/contract/streamclient.h"
#include "tests/support/httpclient.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>
#include <memory>

namespace handoff::test {

/// The page that a company runs already, as far as its bubbles go. It makes its own for what the
/// customer writes and, when the head of the stream comes, for the answer, stamped with its own
/// clock. While a human is wanted or there it asks for the history every 2 s and takes what is
/// later than its newest bubble, unless one of its bubbles lies within 0.1 s.
class ExistingPage
{
public:
    ExistingPage(quint16 port, const QByteArray &session)
        : m_port(port), m_session(session), m_http(port)
    {
    }

    /// Writes to the AI and reads the answer to its end.
    void ask(const QByteArray &text)
    {
        const auto stream = begin(text);
        while (hear(*stream)) {
        }
    }
    std::unique_ptr<StreamClient> begin(const QByteArray &text)
    {
        m_bubbles.append({QStringLiteral("user"), QString::fromUtf8(text), clock()});
        const QJsonObject body{{QStringLiteral("user_id"), QString::fromUtf8(m_session)},
                               {QStringLiteral("message"), QString::fromUtf8(text)}};
        auto stream = std::make_unique<StreamClient>(
            m_port, "/api/chat/stream", QJsonDocument(body).toJson(QJsonDocument::Compact));
        m_bubbles.append({QStringLiteral("assistant"), {}, clock()});
        return stream;
    }
    /// Takes one event of the stream; false at its end.
    bool hear(StreamClient &stream)
    {
        const QString told = stream.told();
        if (told.startsWith(QStringLiteral("message:")))
            m_bubbles.last().content += told.mid(8);
        return !told.isEmpty();
    }
    /// One look at the history.
    void poll()
    {
        const QJsonObject session =
            m_http.get("/api/sessions/" + m_session).data().value(u"session").toObject();
        const QString status = session.value(u"status").toString();
        if (status != u"pending_manual" && status != u"manual_live")
            return;
        const double newest = m_bubbles.isEmpty() ? 0 : m_bubbles.constLast().at;
        const QJsonArray history = session.value(u"history").toArray();
        for (const QJsonValue &value : history) {
            const QJsonObject item = value.toObject();
            const double at = item.value(u"timestamp").toDouble();
            const auto near = [at](const Bubble &b) { return std::abs(b.at - at) < 0.1; };
            if (at > newest && std::none_of(m_bubbles.cbegin(), m_bubbles.cend(), near))
                m_bubbles.append(
                    {item.value(u"role").toString(), item.value(u"content").toString(), at});
        }
    }
    /// Nobody acts in the same moment.
    bool isQuiet() const { return clock() - m_bubbles.constLast().at > 0.3; }
    /// `role:content` of the bubbles.
    QStringList bubbles() const
    {
        QStringList list;
        for (const Bubble &bubble : m_bubbles)
            list.append(bubble.role + u':' + bubble.content);
        return list;
    }

private:
    struct Bubble
    {
        QString role;
        QString content;
        double at;
    };
    static double clock() { return Timestamp::now().seconds(); }

    quint16 m_port;
    QByteArray m_session;
    HttpClient m_http;
    QList<Bubble> m_bubbles;
};

} // namespace handoff::test
