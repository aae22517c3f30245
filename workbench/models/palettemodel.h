#pragma once

#include <QAbstractListModel>

namespace handoff {

/// One line of the command palette.
struct PaletteRow
{
    enum class Kind { Command, Chat, Ticket };
    Kind kind = Kind::Command;
    QString id; ///< of the command, the session or the ticket
    QString icon;
    QString title;
    QString detail;  ///< muted, after the title
    QString keys;    ///< shortcut of a command
    QString refused; ///< why it cannot be done now; empty: it can

    bool operator==(const PaletteRow &) const = default;
};

/// What the palette shows for the text typed so far: commands first, then chats and tickets. GUI
/// thread.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        KindRole = Qt::UserRole + 1, ///< int(PaletteRow::Kind)
        IdRole,
        IconRole,
        DetailRole,
        KeysRole,
        RefusedRole,
    };

    using QAbstractListModel::QAbstractListModel;

    /// The text that rows must match; commands and found rows are filtered by it.
    void setText(const QString &text);
    void setCommands(const QList<PaletteRow> &commands);
    /// Chats and tickets, in the order of the search.
    void setFound(const QList<PaletteRow> &found);
    const PaletteRow *row(int index) const;

    /// Do all words of `text` stand in `title`? Empty text matches everything; case is ignored.
    static bool matches(const QString &title, const QString &text);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    void rebuild();

    QString m_text;
    QList<PaletteRow> m_commands;
    QList<PaletteRow> m_found;
    QList<PaletteRow> m_rows;
};

} // namespace handoff
