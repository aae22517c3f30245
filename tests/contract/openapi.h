#pragma once

#include "tests/support/httpclient.h"

#include <QJsonObject>

namespace handoff::test {

/// resources/openapi/openapi.json as the tests use it: its operations, and whether an answer or an
/// event is what it promises. The schemas keep to what JSON Schema 2020-12 shares with draft 7,
/// which is what the validator knows.
class OpenApi
{
public:
    struct Operation
    {
        QByteArray method; ///< `POST`
        QByteArray path;   ///< `/api/sessions/{session_name}`
        QByteArray level;  ///< x-level
        QString id;
        QJsonObject json;

        QByteArray name() const { return method + ' ' + path; }
    };

    /// Reads the file that the server carries.
    OpenApi();

    const QJsonObject &json() const { return m_json; }
    const QList<Operation> &operations() const { return m_operations; }
    /// `METHOD path`, whatever the names in braces are; null when there is none.
    const Operation *find(const QByteArray &route) const;
    /// `METHOD path` with `{}` for every name.
    static QByteArray normalised(const QByteArray &route);

    /// What is wrong with an answer; empty when it is as promised.
    QString problem(const Operation &operation, const Answer &answer) const;
    /// What is wrong with an event on a stream, whose frames the operation's answer describes.
    QString eventProblem(const Operation &operation, const QJsonObject &event) const;
    /// What is wrong with a value.
    QString problem(const QJsonObject &schema, const QJsonValue &value) const;
    /// Schema of the JSON body; empty when there is none.
    QJsonObject requestSchema(const Operation &operation) const;
    /// `{"$ref":…}` followed, or the object itself.
    QJsonObject resolved(const QJsonObject &object) const;

private:
    QJsonObject m_json;
    QList<Operation> m_operations;
};

} // namespace handoff::test
