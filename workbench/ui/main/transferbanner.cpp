#include "workbench/ui/main/transferbanner.h"

#include "shared/text/displaytext.h"
#include "workbench/controllers/transfers.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"

namespace handoff {

namespace {

QString customerOf(const Transfer &transfer, const DeskController &desk)
{
    const ListRow *row = desk.find(transfer.sessionName);
    return displaytext::isolated(text::customerName(
        row ? row->session.userProfile.nickname : QString(), transfer.sessionName));
}

} // namespace

TransferBanner::TransferBanner(const Theme &theme, Transfers &transfers, DeskController &desk,
                               QWidget *parent)
    : Banner(theme, parent), m_transfers(transfers), m_desk(desk)
{
    setObjectName(QStringLiteral("transferBanner"));
    setFateful();
    connect(&transfers, &Transfers::changed, this, &TransferBanner::refresh);
    connect(this, &Banner::actionTriggered, this,
            [this] { m_transfers.respond(m_shown, TransferAction::Accept); });
    connect(this, &Banner::otherTriggered, this,
            [this] { m_transfers.respond(m_shown, TransferAction::Decline); });
}

void TransferBanner::refresh()
{
    if (m_transfers.incoming().isEmpty()) {
        m_shown.clear();
        hide();
        return;
    }
    const Transfer &offer = m_transfers.incoming().first();
    m_shown = offer.id;
    QString words = tr("%1 would like you to take the conversation with %2: %3")
                        .arg(displaytext::isolated(offer.fromAgent.name), customerOf(offer, m_desk),
                             offer.reason);
    if (offer.note && !offer.note->isEmpty())
        words += u'\n' + *offer.note;
    present(Token::Brand, QStringLiteral("transfer"),
            QStringLiteral("%1  ·  %2").arg(words, text::wait(m_transfers.secondsLeft(offer))),
            tr("Accept"), tr("Decline"));
}

Toast::News transferNews(const Transfer &transfer, const DeskController &desk)
{
    const QString customer = customerOf(transfer, desk);
    const QString colleague = displaytext::isolated(transfer.toAgent.name);
    switch (transfer.status) {
    case TransferStatus::Accepted:
        return {
            Token::Ok, QStringLiteral("check"),
            TransferBanner::tr("%1 has taken the conversation with %2.").arg(colleague, customer)};
    case TransferStatus::Declined:
        return {Token::Warn, QStringLiteral("alert"),
                TransferBanner::tr("%1 cannot take the conversation with %2; it stays with you. %3")
                    .arg(colleague, customer, transfer.responseNote.value_or(QString()))
                    .trimmed()};
    default:
        return {Token::Warn, QStringLiteral("clock"),
                TransferBanner::tr("%1 has not answered; the conversation with %2 stays with you.")
                    .arg(colleague, customer)};
    }
}

} // namespace handoff
