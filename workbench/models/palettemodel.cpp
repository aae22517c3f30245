#include "workbench/models/palettemodel.h"

#include "shared/text/displaytext.h"
#include "shared/text/searchfold.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace handoff {

bool PaletteModel::matches(const QString &title, const QString &text)
{
    const QString folded = searchfold::folded(title);
    const QStringList words = searchfold::key(text).split(u' ', Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(),
                       [&folded](const QString &word) { return folded.contains(word); });
}

void PaletteModel::setText(const QString &text)
{
    m_text = displaytext::trimmed(text);
    rebuild();
}

void PaletteModel::setCommands(const QList<PaletteRow> &commands)
{
    m_commands = commands;
    rebuild();
}

void PaletteModel::setFound(const QList<PaletteRow> &found)
{
    m_found = found;
    rebuild();
}

const PaletteRow *PaletteModel::row(int index) const
{
    return index >= 0 && index < m_rows.size() ? &m_rows.at(index) : nullptr;
}

void PaletteModel::rebuild()
{
    QList<PaletteRow> rows;
    for (const PaletteRow &command : std::as_const(m_commands)) {
        if (matches(command.title, m_text))
            rows.append(command);
    }
    // Whose title begins with the text stands first.
    const QString key = searchfold::key(m_text);
    std::stable_partition(rows.begin(), rows.end(), [&key](const PaletteRow &row) {
        return !key.isEmpty() && searchfold::startsWith(row.title, key);
    });
    if (!m_text.isEmpty()) {
        rows += m_found;
        QSet<int> kinds;
        for (const PaletteRow &row : std::as_const(rows))
            kinds.insert(int(row.kind));
        kinds.remove(int(PaletteRow::Kind::Search));
        const bool headings = kinds.size() > 1 || m_commands.isEmpty();
        for (qsizetype i = rows.size() - 1; i >= 0; --i) { // from behind: places stay
            const PaletteRow::Kind kind = rows.at(i).kind;
            const bool first = i == 0 || rows.at(i - 1).kind != kind;
            const QString words = first && headings ? heading(kind) : QString();
            if (!words.isEmpty())
                rows.insert(i, PaletteRow{PaletteRow::Kind::Heading, {}, {}, words, {}, {}, {}});
        }
    }
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

QString PaletteModel::heading(PaletteRow::Kind kind)
{
    switch (kind) {
    case PaletteRow::Kind::Command:
        return tr("Commands");
    case PaletteRow::Kind::Chat:
        return tr("Conversations");
    case PaletteRow::Kind::Message:
        return tr("Messages");
    case PaletteRow::Kind::Ticket:
        return tr("Tickets");
    case PaletteRow::Kind::Agent:
        return tr("Colleagues");
    case PaletteRow::Kind::Reply:
        return tr("Quick replies");
    case PaletteRow::Kind::Heading:
    case PaletteRow::Kind::Search:
        break;
    }
    return {};
}

bool PaletteModel::isHeading(int row) const
{
    return row >= 0 && row < m_rows.size() && m_rows.at(row).kind == PaletteRow::Kind::Heading;
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex &index) const
{
    return isHeading(index.row()) ? Qt::ItemFlags(Qt::NoItemFlags)
                                  : QAbstractListModel::flags(index);
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const PaletteRow &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.title;
    case Qt::AccessibleTextRole:
        return QStringList{row.title, row.detail, row.keys, row.refused}
            .filter(QRegularExpression(QStringLiteral(".")))
            .join(QStringLiteral(", "));
    case Qt::ToolTipRole:
        return row.refused;
    case KindRole:
        return static_cast<int>(row.kind);
    case IdRole:
        return row.id;
    case IconRole:
        return row.icon;
    case DetailRole:
        return row.detail;
    case KeysRole:
        return row.keys;
    case RefusedRole:
        return row.refused;
    default:
        return {};
    }
}

} // namespace handoff
