#pragma once

#include "server/domain/catalog/autoreplies.h"
#include "tests/server/domain/testdesk.h"

/// Rules for automatic messages, in short.
namespace handoff::test {

inline AutoReplyRuleRequest ruleOf(AutoReplyType type, const char *text,
                                   const QJsonObject &condition = {}, int delay = 0)
{
    return {type, condition, u8(text), true, delay};
}

inline QJsonObject keywords(const QStringList &words)
{
    return {{QStringLiteral("keywords"), QJsonArray::fromStringList(words)}};
}

inline QJsonObject number(const char *name, int value)
{
    return {{QString::fromLatin1(name), value}};
}

inline Result<AutoReplyRule> make(TestDesk &desk, const AutoReplyRuleRequest &request)
{
    return desk.write([&](Tx &tx) { return AutoReplies::create(tx, request, desk.admin); });
}

} // namespace handoff::test
