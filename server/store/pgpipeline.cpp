#include "server/store/pgpipeline.h"

#include <QVariant>

#include <libpq-fe.h>

#include <optional>
#include <vector>

namespace handoff {

namespace {

/// As PostgreSQL reads it: a text of whatever type the place in the statement has; empty: NULL. A
/// null QString is an empty text, only QVariant() is NULL.
std::optional<QByteArray> textOf(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::UnknownType:
    case QMetaType::Nullptr:
        return {};
    case QMetaType::Bool:
        return value.toBool() ? "1" : "0";
    case QMetaType::Double:
        return QByteArray::number(value.toDouble(), 'g', 17);
    case QMetaType::QByteArray:
        return "\\x" + value.toByteArray().toHex();
    case QMetaType::QString: {
        const QByteArray text = value.toString().toUtf8();
        return text.isNull() ? QByteArray("") : text;
    }
    default:
        return value.toString().toUtf8();
    }
}

/// libpq quotes what it does not understand of an address, and that may be the password, or the
/// rest of one behind its first @ or /.
bool isAddress(const QByteArray &url)
{
    char *problem = nullptr;
    PQconninfoOption *const parts = PQconninfoParse(url.constData(), &problem);
    PQfreemem(problem);
    bool isGood = parts != nullptr;
    for (const PQconninfoOption *part = parts; part && part->keyword; ++part) {
        if (!part->val)
            continue;
        if (qstrcmp(part->keyword, "host") == 0 || qstrcmp(part->keyword, "dbname") == 0)
            isGood = isGood && !QByteArrayView(part->val).contains('@');
        if (qstrcmp(part->keyword, "port") != 0)
            continue;
        for (const QByteArray &port : QByteArray(part->val).split(',')) { // one for each host
            bool isNumber = port.isEmpty();
            if (!isNumber)
                port.toUShort(&isNumber);
            isGood = isGood && isNumber;
        }
    }
    PQconninfoFree(parts);
    return isGood;
}

void ignoreNotice(void *, const char *) {}

} // namespace

PgAnswer::~PgAnswer()
{
    PQclear(result);
}

PgPipeline::~PgPipeline()
{
    close();
}

bool PgPipeline::open(const QString &url)
{
    const QByteArray address = url.toUtf8();
    if (!isAddress(address)) {
        m_error = QStringLiteral("this is no address of a PostgreSQL: correct DATABASE_URL; in "
                                 "user and password write @ as %40, / as %2F, # as %23, % as %25");
        return false;
    }
    // A server that vanished without a word is noticed within 25 s, not when TCP gives up. What
    // stands in the address wins.
    const char *const names[] = {"connect_timeout",
                                 "tcp_user_timeout",
                                 "keepalives_idle",
                                 "keepalives_interval",
                                 "keepalives_count",
                                 "application_name",
                                 "dbname",
                                 "client_encoding",
                                 nullptr};
    const char *const values[] = {
        "5", "15000", "10", "5", "3", "handoff-server", address.constData(), "UTF8", nullptr};
    m_connection = PQconnectdbParams(names, values, 1);
    if (PQstatus(m_connection) != CONNECTION_OK || PQenterPipelineMode(m_connection) != 1) {
        m_error = QString::fromUtf8(PQerrorMessage(m_connection)).trimmed();
        close();
        return false;
    }
    PQsetNoticeProcessor(m_connection, &ignoreNotice, nullptr);
    return true;
}

void PgPipeline::close()
{
    m_notifier.reset();
    m_heard = nullptr;
    m_sent.clear();
    if (m_connection)
        PQfinish(std::exchange(m_connection, nullptr));
}

bool PgPipeline::isLost()
{
    if (!m_connection)
        return true;
    // Twice: the first may bring the server's last words, the second that there are no more.
    return PQconsumeInput(m_connection) != 1 || PQconsumeInput(m_connection) != 1 ||
           PQstatus(m_connection) == CONNECTION_BAD;
}

std::shared_ptr<PgAnswer> PgPipeline::send(const QByteArray &statement)
{
    if (!m_connection || PQsendQueryParams(m_connection, statement.constData(), 0, nullptr, nullptr,
                                           nullptr, nullptr, 0) != 1) {
        fail();
        return nullptr;
    }
    auto answer = std::make_shared<PgAnswer>();
    m_sent.push_back({answer, nullptr});
    return answer;
}

std::shared_ptr<PgAnswer> PgPipeline::send(const std::shared_ptr<PgPrepared> &statement,
                                           const QVariantList &parameters)
{
    if (m_connection && !statement->sent) {
        if (PQsendPrepare(m_connection, statement->name.constData(), statement->text.constData(), 0,
                          nullptr) != 1) {
            fail();
            return nullptr;
        }
        statement->sent = true;
        m_sent.push_back({std::make_shared<PgAnswer>(), statement});
    }
    const auto count = static_cast<size_t>(parameters.size());
    std::vector<std::optional<QByteArray>> texts(count);
    std::vector<const char *> values(count, nullptr);
    for (size_t i = 0; i < count; ++i) {
        texts[i] = textOf(parameters.at(static_cast<qsizetype>(i)));
        if (texts[i])
            values[i] = texts[i]->constData();
    }
    if (!m_connection ||
        PQsendQueryPrepared(m_connection, statement->name.constData(), static_cast<int>(count),
                            values.data(), nullptr, nullptr, 0) != 1) {
        fail();
        return nullptr;
    }
    auto answer = std::make_shared<PgAnswer>();
    m_sent.push_back({answer, nullptr});
    return answer;
}

bool PgPipeline::wait()
{
    if (!m_connection)
        return fail();
    if (m_sent.empty())
        return true;
    ++m_roundTrips;
    if (PQpipelineSync(m_connection) != 1)
        return lost();
    m_sent.push_back({});
    QString problem;
    QByteArray state;
    while (!m_sent.empty()) {
        Sent sent = std::move(m_sent.front());
        m_sent.pop_front();
        pg_result *const result = PQgetResult(m_connection);
        if (!result)
            return lost();
        const ExecStatusType status = PQresultStatus(result);
        const bool failed = status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE;
        if (failed && problem.isEmpty()) {
            problem = QString::fromUtf8(PQresultErrorMessage(result)).trimmed();
            state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
        }
        if (!sent.answer) { // the end of a batch has one result, a statement one and null
            PQclear(result);
        } else {
            sent.answer->error = problem;
            note(sent, result);
            while (pg_result *more = PQgetResult(m_connection))
                PQclear(more);
        }
        if (PQstatus(m_connection) == CONNECTION_BAD) {
            if (!problem.isEmpty())
                m_error = problem;
            return lost();
        }
    }
    tellHeard();
    if (problem.isEmpty())
        return true;
    m_failed = true;
    if (state != "25P02") { // what follows a failure in the same transaction
        m_error = problem;
        m_state = state;
    }
    return false;
}

void PgPipeline::push()
{
    if (m_connection && PQpipelineSync(m_connection) == 1)
        m_sent.push_back({});
}

void PgPipeline::note(Sent &sent, pg_result *result)
{
    const ExecStatusType status = PQresultStatus(result);
    const bool good = status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
    if (sent.prepared && !good)
        sent.prepared->sent = false;
    sent.answer->known = true;
    if (good)
        sent.answer->result = result;
    else
        PQclear(result);
}

bool PgPipeline::fail()
{
    m_state.clear();
    m_error = m_connection ? QString::fromUtf8(PQerrorMessage(m_connection)).trimmed()
                           : QStringLiteral("not connected");
    return false;
}

bool PgPipeline::lost()
{
    const QString words = QString::fromUtf8(PQerrorMessage(m_connection)).trimmed();
    if (!words.isEmpty())
        m_error = words;
    m_state.clear();
    m_failed = true;
    for (const Sent &sent : m_sent) {
        if (sent.answer) {
            sent.answer->known = true;
            sent.answer->error = m_error;
        }
    }
    m_sent.clear();
    return false;
}

void PgPipeline::hear(const Engine::Heard &heard)
{
    m_heard = heard;
    m_notifier = std::make_unique<QSocketNotifier>(PQsocket(m_connection), QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), [this] {
        if (isLost())
            m_notifier->setEnabled(false); // the next use of the connection says so
        else
            tellHeard();
    });
}

void PgPipeline::tellHeard()
{
    while (PGnotify *notify = PQnotifies(m_connection)) {
        if (m_heard && notify->be_pid != PQbackendPID(m_connection))
            m_heard(QString::fromUtf8(notify->relname), QString::fromUtf8(notify->extra));
        PQfreemem(notify);
    }
}

} // namespace handoff
