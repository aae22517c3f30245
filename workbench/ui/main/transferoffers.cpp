#include "workbench/ui/main/transferoffers.h"

#include "shared/text/displaytext.h"
#include "workbench/controllers/transfers.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"

#include <QKeySequence>

namespace handoff {

namespace {

QString customerOf(const Transfer &transfer, const DeskController &desk)
{
    const ListRow *row = desk.lists().find(transfer.sessionName);
    return displaytext::isolated(text::customerName(
        row ? row->session.userProfile.nickname : QString(), transfer.sessionName));
}

} // namespace

TransferOffers::TransferOffers(Transfers &transfers, DeskController &desk, Toasts &toasts,
                               QObject *parent)
    : QObject(parent), m_transfers(transfers), m_desk(desk), m_toasts(toasts)
{
    connect(&transfers, &Transfers::changed, this, &TransferOffers::refresh);
}

Toast::News TransferOffers::card(const Transfer &offer) const
{
    QString words = tr("%1 would like you to take the conversation with %2: %3")
                        .arg(displaytext::isolated(offer.fromAgent.name), customerOf(offer, m_desk),
                             offer.reason);
    if (offer.note && !offer.note->isEmpty())
        words += u'\n' + *offer.note;
    Toast::News news{Token::Brand, QStringLiteral("transfer"), words};
    news.id = offer.id;
    news.clock = tr("%1 left · %2 accepts")
                     .arg(text::wait(m_transfers.secondsLeft(offer)),
                          QKeySequence(acceptKey).toString(QKeySequence::NativeText));
    const auto answer = [this, id = offer.id](TransferAction action) {
        return [this, id, action] { m_transfers.respond(id, action); };
    };
    news.action = tr("Accept");
    news.act = answer(TransferAction::Accept);
    news.other = tr("Decline");
    news.otherAct = answer(TransferAction::Decline);
    return news;
}

void TransferOffers::refresh()
{
    QStringList open;
    for (const Transfer &offer : m_transfers.incoming()) {
        m_toasts.show(card(offer));
        open.append(offer.id);
    }
    for (const QString &id : std::exchange(m_shown, open)) {
        if (!open.contains(id))
            m_toasts.hide(id);
    }
}

void TransferOffers::respond(TransferAction action)
{
    if (!m_transfers.incoming().isEmpty())
        m_transfers.respond(m_transfers.incoming().first().id, action);
}

Toast::News transferNews(const Transfer &transfer, const DeskController &desk)
{
    const QString customer = customerOf(transfer, desk);
    const QString colleague = displaytext::isolated(transfer.toAgent.name);
    switch (transfer.status) {
    case TransferStatus::Accepted:
        return {
            Token::Ok, QStringLiteral("check"),
            TransferOffers::tr("%1 has taken the conversation with %2.").arg(colleague, customer)};
    case TransferStatus::Declined:
        return {Token::Warn, QStringLiteral("alert"),
                TransferOffers::tr("%1 cannot take the conversation with %2; it stays with you. %3")
                    .arg(colleague, customer, transfer.responseNote.value_or(QString()))
                    .trimmed()};
    default:
        return {Token::Warn, QStringLiteral("clock"),
                TransferOffers::tr("%1 has not answered; the conversation with %2 stays with you.")
                    .arg(colleague, customer)};
    }
}

} // namespace handoff
