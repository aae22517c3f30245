#pragma once

#include "shared/contract/transfer.h"
#include "workbench/ui/common/banner.h"

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

/// What became of my own offer, until it is dismissed. GUI thread.
class TransferResult : public Banner
{
    Q_OBJECT
public:
    TransferResult(const Theme &theme, Transfers &transfers, DeskController &desk,
                   QWidget *parent = nullptr);

private:
    void tell(const Transfer &transfer);

    DeskController &m_desk;
};

} // namespace handoff
