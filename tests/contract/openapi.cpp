#include "tests/contract/openapi.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <valijson/adapters/qtjson_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace handoff::test {

namespace {

const char *const methods[] = {"get", "post", "put", "patch", "delete"};

QByteArray mediaType(const Answer &answer)
{
    return answer.headers.value("content-type").split(';').constFirst().trimmed();
}

/// The deepest complaints first: the outer ones only say that something inside is wrong.
QString told(valijson::ValidationResults &results)
{
    QStringList all;
    valijson::ValidationResults::Error error;
    while (results.popError(error)) {
        QString place;
        for (const std::string &step : error.context)
            place += QString::fromStdString(step);
        all.append(place + QStringLiteral(": ") + QString::fromStdString(error.description));
    }
    return all.join(QStringLiteral("; "));
}

} // namespace

OpenApi::OpenApi()
{
    QFile file(QStringLiteral(":/openapi/openapi.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the server carries no openapi.json");
    QJsonParseError error;
    m_json = QJsonDocument::fromJson(file.readAll(), &error).object();
    if (error.error != QJsonParseError::NoError)
        qFatal("openapi.json: %s at %d", qPrintable(error.errorString()), error.offset);
    const QJsonObject paths = m_json.value(u"paths").toObject();
    for (auto path = paths.begin(); path != paths.end(); ++path) {
        const QJsonObject item = path->toObject();
        for (const char *method : methods) {
            const QJsonObject operation = item.value(QLatin1String(method)).toObject();
            if (operation.isEmpty())
                continue;
            m_operations.append({QByteArray(method).toUpper(), path.key().toUtf8(),
                                 operation.value(u"x-level").toString().toLatin1(),
                                 operation.value(u"operationId").toString(), operation});
        }
    }
}

QByteArray OpenApi::normalised(const QByteArray &route)
{
    QByteArray out;
    bool inside = false;
    for (const char c : route) {
        if (c == '}')
            inside = false;
        if (!inside)
            out.append(c);
        if (c == '{')
            inside = true;
    }
    return out;
}

const OpenApi::Operation *OpenApi::find(const QByteArray &route) const
{
    const QByteArray wanted = normalised(route);
    for (const Operation &operation : m_operations) {
        if (normalised(operation.name()) == wanted)
            return &operation;
    }
    return nullptr;
}

QJsonObject OpenApi::resolved(const QJsonObject &object) const
{
    const QString ref = object.value(u"$ref").toString();
    if (ref.isEmpty())
        return object;
    QJsonObject at = m_json;
    const QStringList steps = ref.mid(2).split(u'/');
    for (const QString &step : steps)
        at = at.value(step).toObject();
    return resolved(at);
}

QJsonObject OpenApi::requestSchema(const Operation &operation) const
{
    const QJsonObject content =
        operation.json.value(u"requestBody").toObject().value(u"content").toObject();
    return resolved(content.value(u"application/json").toObject().value(u"schema").toObject());
}

QString OpenApi::problem(const QJsonObject &schema, const QJsonValue &value) const
{
    // The validator finds `#/components/…` in the document that it is given.
    const QJsonObject document{{QStringLiteral("allOf"), QJsonArray{schema}},
                               {QStringLiteral("components"), m_json.value(u"components")}};
    try {
        valijson::Schema known;
        valijson::SchemaParser parser;
        const QJsonValue root(document);
        parser.populateSchema(valijson::adapters::QtJsonAdapter(root), known);
        valijson::Validator validator;
        valijson::ValidationResults results;
        if (validator.validate(known, valijson::adapters::QtJsonAdapter(value), &results))
            return {};
        return told(results);
    } catch (const std::exception &e) {
        return QStringLiteral("the schema cannot be read: ") + QString::fromUtf8(e.what());
    }
}

QString OpenApi::problem(const Operation &operation, const Answer &answer) const
{
    const QJsonObject responses = operation.json.value(u"responses").toObject();
    QJsonObject response = resolved(responses.value(QString::number(answer.status)).toObject());
    if (response.isEmpty() && answer.status >= 400 && answer.status != 422)
        response = resolved(responses.value(u"default").toObject());
    if (response.isEmpty())
        return QStringLiteral("status %1 is not documented").arg(answer.status);
    const QByteArray type = mediaType(answer);
    const QJsonObject content = response.value(u"content").toObject();
    QJsonValue media = content.value(QLatin1String(type));
    if (media.isUndefined())
        media = content.value(u"application/octet-stream"); // any type of file
    if (media.isUndefined())
        return QStringLiteral("content type %1 is not documented").arg(QLatin1String(type));
    if (type != "application/json")
        return {};
    QJsonParseError error;
    const QJsonDocument body = QJsonDocument::fromJson(answer.body, &error);
    if (error.error != QJsonParseError::NoError)
        return QStringLiteral("the answer is no JSON: ") + error.errorString();
    return problem(media.toObject().value(u"schema").toObject(), body.object());
}

QString OpenApi::eventProblem(const Operation &operation, const QJsonObject &event) const
{
    const QJsonObject ok = operation.json.value(u"responses").toObject().value(u"200").toObject();
    const QJsonObject stream = resolved(ok.value(u"content")
                                            .toObject()
                                            .value(u"text/event-stream")
                                            .toObject()
                                            .value(u"schema")
                                            .toObject());
    const QString type = event.value(u"type").toString();
    const QString schema = stream.value(u"discriminator")
                               .toObject()
                               .value(u"mapping")
                               .toObject()
                               .value(type)
                               .toString();
    if (schema.isEmpty())
        return QStringLiteral("events of type '%1' are not documented here").arg(type);
    return problem(QJsonObject{{QStringLiteral("$ref"), schema}}, event);
}

} // namespace handoff::test
