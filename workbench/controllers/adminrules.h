#pragma once

#include "shared/core/deskclock.h"
#include "workbench/controllers/adminlist.h"
#include "workbench/models/admintables.h"

namespace handoff {

/// Auto-replies, and what they would say. GUI thread.
class AdminRules : public AdminRecords<AutoReplyRule, AutoReplyRuleRequest, AutoReplyRuleList>
{
    Q_OBJECT

public:
    AdminRules(ApiClient &api, DeskController &desk)
        : AdminRecords(AdminApi::rulesPath, tables::rules, Catalog::AutoReplyRules, api, desk)
    {
    }
    /// The desk's, once its shift is known: auto-replies follow it.
    const DeskClock &clock() const { return m_clock; }
    /// tested() or refused() answers.
    void test(const AutoReplyTestRequest &request);

signals:
    void tested(const QList<handoff::AutoReplyMatch> &matches);

private:
    void load() override;

    DeskClock m_clock;
};

} // namespace handoff
