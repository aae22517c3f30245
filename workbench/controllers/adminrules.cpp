#include "workbench/controllers/adminrules.h"

namespace handoff {

void AdminRules::load()
{
    AdminRecords::load();
    AdminApi::shiftConfig(m_api).then(this, [this](const Result<QJsonObject> &shift) {
        if (!shift)
            return; // of no consequence but for tests of another time
        m_clock = DeskClock::named(shift->value(u"timezone").toString());
        emit changed();
    });
}

void AdminRules::test(const AutoReplyTestRequest &request)
{
    AdminApi::testRules(m_api, request)
        .then(this, [this](const Result<AutoReplyTestAnswer> &answer) {
            if (answer)
                emit tested(answer->items);
            else if (!isDemotion(answer.error()))
                emit refused(answer.error());
        });
}

} // namespace handoff
