#pragma once

#include <QAbstractListModel>

namespace handoff {

/// One line of the command palette.
struct PaletteRow
{
    enum class Kind {
        Heading, ///< of the rows below, cannot be chosen
        Command,
        Chat,
        Message, ///< a message that says what is looked for; `id` is its session
        Ticket,
        Agent,
        Reply,
        Search, ///< looks into everything instead of names alone
    };
    Kind kind = Kind::Command;
    QString id; ///< of the command, the session, the ticket, …
    QString icon;
    QString title;
    QString detail;  ///< muted, after the title
    QString keys;    ///< shortcut of a command
    QString refused; ///< why it cannot be done now; empty: it can

    bool operator==(const PaletteRow &) const = default;
};

/// What the palette shows for the text typed so far: commands first, then what was found, each kind
/// below its heading. GUI thread.
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
    /// What was found, kind by kind.
    void setFound(const QList<PaletteRow> &found);
    static QString heading(PaletteRow::Kind kind);
    bool isHeading(int row) const;
    const PaletteRow *row(int index) const;

    /// Do all words of `text` stand in `title`? Empty text matches everything; case is ignored.
    static bool matches(const QString &title, const QString &text);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    void rebuild();

    QString m_text;
    QList<PaletteRow> m_commands;
    QList<PaletteRow> m_found;
    QList<PaletteRow> m_rows;
};

} // namespace handoff
