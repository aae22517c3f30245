#include "workbench/ui/main/transferbanner.h"

#include "workbench/controllers/transfers.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"

namespace handoff {

namespace {

QString customerOf(const Transfer &transfer, const DeskController &desk)
{
    const ListRow *row = desk.find(transfer.sessionName);
    return text::customerName(row ? row->session.userProfile.nickname : QString(),
                              transfer.sessionName);
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
                        .arg(offer.fromAgent.name, customerOf(offer, m_desk), offer.reason);
    if (offer.note && !offer.note->isEmpty())
        words += u'\n' + *offer.note;
    present(Token::Brand, QStringLiteral("transfer"),
            QStringLiteral("%1  ·  %2").arg(words, text::wait(m_transfers.secondsLeft(offer))),
            tr("Accept"), tr("Decline"));
}

TransferResult::TransferResult(const Theme &theme, Transfers &transfers, DeskController &desk,
                               QWidget *parent)
    : Banner(theme, parent), m_desk(desk)
{
    setObjectName(QStringLiteral("transferResult"));
    setDismissable(true);
    connect(&transfers, &Transfers::answered, this, &TransferResult::tell);
}

void TransferResult::tell(const Transfer &transfer)
{
    const QString customer = customerOf(transfer, m_desk);
    const QString &colleague = transfer.toAgent.name;
    switch (transfer.status) {
    case TransferStatus::Accepted:
        present(Token::Ok, QStringLiteral("check"),
                tr("%1 has taken the conversation with %2.").arg(colleague, customer));
        break;
    case TransferStatus::Declined:
        present(Token::Warn, QStringLiteral("alert"),
                tr("%1 cannot take the conversation with %2; it stays with you. %3")
                    .arg(colleague, customer, transfer.responseNote.value_or(QString()))
                    .trimmed());
        break;
    default:
        present(Token::Warn, QStringLiteral("clock"),
                tr("%1 has not answered; the conversation with %2 stays with you.")
                    .arg(colleague, customer));
        break;
    }
}

} // namespace handoff
