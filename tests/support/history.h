#pragma once

#include "tests/support/httpclient.h"

#include <QJsonArray>
#include <QStringList>
#include <QUrl>

namespace handoff::test {

/// What agents said in a session, as the server has it (the newest 50 messages), oldest first.
inline QStringList agentTexts(quint16 port, const QString &sessionName)
{
    HttpClient http(port);
    const Answer answer = http.get("/api/sessions/" + QUrl::toPercentEncoding(sessionName));
    const QJsonArray history =
        answer.data().value(u"session").toObject().value(u"history").toArray();
    QStringList texts;
    for (const QJsonValue &message : history) {
        if (message[u"role"].toString() == u"agent")
            texts.append(message[u"content"].toString());
    }
    return texts;
}

} // namespace handoff::test
