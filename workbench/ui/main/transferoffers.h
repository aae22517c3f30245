#pragma once

#include "shared/contract/transfer.h"
#include "workbench/ui/common/toast.h"

namespace handoff {
class DeskController;
class Transfers;

/// Colleagues want to give me chats: a card for each, over whatever room is shown, that stays while
/// its seconds count down. GUI thread.
class TransferOffers : public QObject
{
    Q_OBJECT
public:
    static constexpr QKeyCombination acceptKey = Qt::ALT | Qt::Key_Y;
    static constexpr QKeyCombination declineKey = Qt::ALT | Qt::SHIFT | Qt::Key_Y;

    TransferOffers(Transfers &transfers, DeskController &desk, Toasts &toasts,
                   QObject *parent = nullptr);

    void refresh();
    /// Answers the oldest one; nothing when there is none.
    void respond(TransferAction action);

private:
    Toast::News card(const Transfer &offer) const;

    Transfers &m_transfers;
    DeskController &m_desk;
    Toasts &m_toasts;
    QStringList m_shown; ///< ids of the offers that have a card
};

/// What became of my own offer.
Toast::News transferNews(const Transfer &transfer, const DeskController &desk);

} // namespace handoff
