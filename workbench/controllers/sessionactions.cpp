#include "workbench/controllers/sessionactions.h"

#include "shared/rules/sessionrules.h"
#include "shared/text/displaytext.h"

#include <QCoreApplication>

namespace handoff::SessionActions {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SessionActions)
};

SessionRules::Action ruleOf(ChatAction action)
{
    switch (action) {
    case ChatAction::TakeOver:
        return SessionRules::Action::TakeOver;
    case ChatAction::Close:
        return SessionRules::Action::Close;
    case ChatAction::Requeue:
        return SessionRules::Action::Requeue;
    case ChatAction::CancelWait:
        return SessionRules::Action::Cancel;
    case ChatAction::Dismiss:
        return SessionRules::Action::Dismiss;
    default: // whoever may release it may answer in it and give it away
        return SessionRules::Action::Release;
    }
}

} // namespace

Allowed allowed(ChatAction action, SessionStatus status, const std::optional<AgentRef> &owner,
                const Agent &me)
{
    if (action == ChatAction::Email || action == ChatAction::Annotate)
        return {true, {}};
    const bool live = status == SessionStatus::ManualLive;
    const QString name = owner ? owner->name : QString();
    if (!SessionRules::allowed(status, ruleOf(action))) {
        if (action == ChatAction::TakeOver && live)
            return {false, Text::tr("%1 is already answering").arg(displaytext::isolated(name))};
        if (action == ChatAction::CancelWait)
            return {false, Text::tr("The customer is not waiting")};
        if (action == ChatAction::Dismiss)
            return {false, Text::tr("The chat did not come in after hours")};
        if (status == SessionStatus::Closed)
            return {false, Text::tr("The chat is closed")};
        if (status == SessionStatus::PendingManual && action == ChatAction::Close)
            return {false, Text::tr("The customer is waiting")};
        return {false, Text::tr("Take the chat over first")};
    }
    const bool needsOwner = live && action != ChatAction::TakeOver;
    if (needsOwner && !SessionRules::ownsOrAdmin(owner, me.id, me.role))
        return {false, Text::tr("This is the chat of %1").arg(displaytext::isolated(name))};
    return {true, {}};
}

} // namespace handoff::SessionActions
