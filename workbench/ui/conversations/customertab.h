#pragma once

#include "shared/contract/session.h"
#include "workbench/ui/conversations/contexttab.h"

namespace handoff {

/// Why a person is wanted, who the customer is, the labels. GUI thread.
class CustomerTab : public ContextTab
{
    Q_OBJECT
public:
    explicit CustomerTab(const ChatParts &parts, QWidget *parent = nullptr);

signals:
    void editRequested();
    void tagsRequested();

protected:
    bool isStale() override;
    void build() override;

private:
    void addEscalation(const SessionState &session);
    void addCustomer(const SessionState &session);
    void addTags(const SessionState &session);
    void addMail(const SessionState &session);

    QString m_shownName;
    std::optional<SessionState> m_shown;
};

} // namespace handoff
