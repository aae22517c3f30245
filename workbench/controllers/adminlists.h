#pragma once

#include "workbench/controllers/adminagents.h"
#include "workbench/controllers/adminaudit.h"
#include "workbench/controllers/adminconfig.h"
#include "workbench/controllers/adminrules.h"
#include "workbench/controllers/adminsla.h"

namespace handoff {

using AdminQuickReplies = AdminRecords<QuickReply, QuickReplyRequest, QuickReplyList>;
using AdminTags = AdminRecords<Tag, TagRequest, TagList>;

/// The lists of the admin panel, one for each page. GUI thread.
struct AdminLists
{
    AdminLists(ApiClient &api, DeskController &desk)
        : agents(api, desk), quickReplies(AdminApi::repliesPath, tables::quickReplies,
                                          Catalog::QuickReplies, api, desk),
          tags(AdminApi::tagsPath, tables::tags, Catalog::Tags, api, desk), rules(api, desk),
          sla(api, desk), config(api, desk), audit(api, desk)
    {
    }
    std::array<AdminList *, 7> all()
    {
        return {&agents, &quickReplies, &tags, &rules, &sla, &config, &audit};
    }

    AdminAgents agents;
    AdminQuickReplies quickReplies;
    AdminTags tags;
    AdminRules rules;
    AdminSla sla;
    AdminConfig config;
    AdminAudit audit;
};

} // namespace handoff
