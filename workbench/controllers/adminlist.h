#pragma once

#include "workbench/api/adminapi.h"
#include "workbench/controllers/deskcontroller.h"
#include "workbench/controllers/refresh.h"
#include "workbench/models/recordtable.h"

namespace handoff {

/// One list of the admin panel. It is loaded when its page is shown, and again after changes,
/// events and cuts of the line; only a shown list follows events. GUI thread.
class AdminList : public QObject
{
    Q_OBJECT

public:
    /// Loads the list when it is not there or out of date.
    void show();
    void hide();
    void reload() { m_refresh.restart(); }
    /// Empties it for another agent.
    void stop();
    bool isLoading() const { return m_refresh.isAsking(); }
    /// A change was sent and not answered yet: saved() or refused() ends it.
    bool isBusy() const { return m_busy; }

signals:
    /// isLoading() or isBusy() changed.
    void changed();
    void loaded();
    void failed(const handoff::Error &error);
    void saved();
    void refused(const handoff::Error &error);
    /// The server no longer takes this agent for an admin.
    void demoted();

protected:
    /// `announced`: how events name the list; without, each visit asks.
    AdminList(ApiClient &api, DeskController &desk, std::optional<Catalog> announced = {});

    /// Calls fetch() until everything is here, then ended().
    virtual void load() = 0;
    virtual void clear() = 0;
    virtual void onEvent(const AnyEvent &event);

    template<typename T, typename F>
    void fetch(const Later<T> &later, F take)
    {
        m_refresh.await(later, [this, take](const Result<T> &answer) mutable {
            if (answer)
                take(*answer);
            else
                ended(answer.error());
        });
        emit changed();
    }
    void ended(const Result<void> &result);
    /// What is on its way does not count.
    void cancelLoad() { m_refresh.cancel(); }
    /// `next` goes on after a success, and is what ends the whole.
    void act(const Later<void> &change, const std::function<void()> &next = {});
    bool isDemotion(const Error &error);

    ApiClient &m_api;

private:
    void outdated();

    std::optional<Catalog> m_announced;
    Refresh m_refresh{[this] { load(); }};
    bool m_stale = true;
    bool m_shown = false;
    bool m_busy = false;
    quint64 m_account = 0; ///< counts the admins who sat here
};

/// The same with the table that shows it.
template<typename Row>
class AdminTable : public AdminList
{
public:
    RecordTable<Row> *table() const { return m_table; }

protected:
    AdminTable(RecordTable<Row> *(*makeTable)(QObject *), ApiClient &api, DeskController &desk,
               std::optional<Catalog> announced = {})
        : AdminList(api, desk, announced), m_table(makeTable(this))
    {
    }
    void clear() override { m_table->assign({}); }
    void fill(const QList<Row> &rows)
    {
        m_table->assign(rows);
        ended({});
    }

    RecordTable<Row> *m_table;
};

/// Records that are made, changed and deleted one by one.
template<typename Row, typename Request, typename Answer>
class AdminRecords : public AdminTable<Row>
{
public:
    AdminRecords(const QString &path, RecordTable<Row> *(*makeTable)(QObject *), Catalog announced,
                 ApiClient &api, DeskController &desk)
        : AdminTable<Row>(makeTable, api, desk, announced), m_path(path)
    {
    }
    /// An empty id creates.
    void save(const QString &id, const Request &request)
    {
        this->act(AdminApi::save(this->m_api, m_path, id, json::toJson(request)));
    }
    void remove(const QString &id) { this->act(AdminApi::remove(this->m_api, m_path, id)); }

protected:
    void load() override
    {
        this->fetch(AdminApi::list<Answer>(this->m_api, m_path), [this](const Answer &answer) {
            if constexpr (std::is_same_v<Answer, TagList>)
                this->fill(answer.systemTags + answer.customTags);
            else
                this->fill(answer.items);
        });
    }

private:
    QString m_path;
};

} // namespace handoff
