#pragma once

#include "workbench/models/ticketwords.h"

#include <QStyledItemDelegate>

namespace handoff {
class Theme;
enum class Token;
} // namespace handoff

/// Icons and colours of tickets; the words stand in models/ticketwords.h.
namespace handoff::look {

QString statusIcon(TicketStatus status);
Token statusToken(TicketStatus status);
QString priorityIcon(TicketPriority priority);
Token priorityToken(TicketPriority priority);
QString slaIcon(SlaStatus status, bool stopped);
Token slaToken(SlaStatus status, bool stopped);

/// Every value of an enum of the contract with its words, for combo boxes. The value is its name
/// on the wire.
template<typename E>
QList<QPair<QString, QVariant>> choices(QString (*words)(E))
{
    QList<QPair<QString, QVariant>> all;
    for (size_t i = 0; i < json::EnumNames<E>::names.size(); ++i)
        all.append({words(static_cast<E>(i)), QString::fromLatin1(json::EnumNames<E>::names[i])});
    return all;
}

} // namespace handoff::look

namespace handoff {

/// Cells of the ticket table: icon and colour beside the words. GUI thread.
class TicketDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit TicketDelegate(const Theme &theme, QObject *parent = nullptr);

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

} // namespace handoff
