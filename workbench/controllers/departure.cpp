#include "workbench/controllers/departure.h"

#include "workbench/api/sessionapi.h"

namespace handoff {

Departure::Departure(ApiClient &api, DeskController &desk, QObject *parent)
    : QObject(parent), m_api(api), m_desk(desk)
{
}

qint64 Departure::live() const
{
    return qMax<qint64>(m_desk.lists().count(Section::Mine),
                        m_desk.lists().list(Section::Mine)->rowCount());
}

void Departure::returnAll()
{
    if (m_busy)
        return;
    m_busy = true;
    emit busyChanged();
    SessionQuery query;
    query.status = json::enumName(SessionStatus::ManualLive);
    query.agent = QStringLiteral("mine");
    SessionApi::list(m_api, query).then(this, [this](const Result<SessionPage> &page) {
        if (!page) {
            end(page.error());
            return;
        }
        for (const SessionSummary &session : page->items)
            m_names.append(session.sessionName);
        next();
    });
}

void Departure::next()
{
    if (m_names.isEmpty()) {
        end({});
        return;
    }
    SessionApi::requeue(m_api, m_names.takeFirst(), {})
        .then(this, [this](const Result<SessionState> &state) {
            if (state)
                m_desk.apply(*state);
            else if (state.error().kind != ErrorKind::Conflict &&
                     state.error().kind != ErrorKind::NotFound) {
                end(state.error());
                return;
            } // else it is not mine any more
            next();
        });
}

void Departure::end(const Result<void> &result)
{
    m_busy = false;
    m_names.clear();
    emit busyChanged();
    if (result)
        emit returned();
    else
        emit failed(result.error());
}

} // namespace handoff
