#pragma once

#include "shared/contract/transfer.h"
#include "workbench/ui/common/banner.h"
#include "workbench/ui/common/toast.h"

namespace handoff {
class DeskController;
class Transfers;

/// A colleague wants to give me a chat: accept or decline while the seconds count down. In every
/// room. GUI thread.
class TransferBanner : public Banner
{
    Q_OBJECT
public:
    TransferBanner(const Theme &theme, Transfers &transfers, DeskController &desk,
                   QWidget *parent = nullptr);

    void refresh();

private:
    Transfers &m_transfers;
    DeskController &m_desk;
    QString m_shown; ///< id of the offer on the screen: what is clicked is what was read
};

/// What became of my own offer.
Toast::News transferNews(const Transfer &transfer, const DeskController &desk);

} // namespace handoff
