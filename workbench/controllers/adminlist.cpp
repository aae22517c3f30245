#include "workbench/controllers/adminlist.h"

#include "shared/contract/errors.h"

namespace handoff {

AdminList::AdminList(ApiClient &api, DeskController &desk, std::optional<Catalog> announced)
    : m_api(api), m_announced(announced)
{
    connect(&desk, &DeskController::stopped, this, &AdminList::stop);
    connect(&desk, &DeskController::caughtUp, this, &AdminList::outdated);
    connect(&desk, &DeskController::event, this, [this](const AnyEvent &event) { onEvent(event); });
}

void AdminList::show()
{
    m_shown = true;
    if (m_stale || !m_announced)
        reload();
}

void AdminList::hide()
{
    m_shown = false;
    if (!isLoading()) // nobody sees it: asked again at the next visit
        m_refresh.cancel();
}

void AdminList::stop()
{
    m_shown = false;
    ++m_account;
    m_stale = true;
    m_refresh.cancel();
    m_busy = false;
    clear();
    emit changed();
}

void AdminList::outdated()
{
    m_stale = true;
    if (m_shown)
        reload();
}

void AdminList::onEvent(const AnyEvent &event)
{
    const auto *changed = eventAs<CatalogChangedEvent>(event);
    if (changed && changed->what == m_announced)
        outdated();
}

bool AdminList::isDemotion(const Error &error)
{
    if (error.code != errors::adminRequired().code)
        return false;
    emit demoted();
    return true;
}

void AdminList::ended(const Result<void> &result)
{
    m_stale = !result;
    emit changed();
    if (result)
        emit loaded();
    else if (!isDemotion(result.error()))
        emit failed(result.error());
}

void AdminList::act(const Later<void> &change, const std::function<void()> &next)
{
    m_busy = true;
    emit changed();
    change.then(this, [this, next, account = m_account](const Result<void> &answer) {
        if (account != m_account)
            return;
        if (answer && next) {
            next();
            return;
        }
        m_busy = false;
        emit changed();
        if (answer)
            emit saved();
        else if (isDemotion(answer.error()))
            return;
        else
            emit refused(answer.error());
        reload(); // also a refusal leaves what came before it
    });
}

} // namespace handoff
