#pragma once

#include "workbench/controllers/finder.h"
#include "workbench/ui/common/overlay.h"

class QLabel;
class QLineEdit;
class QListView;

namespace handoff {
class Commands;

/// Ctrl+K: any command, any chat by its name. Ctrl+Shift+F: everything that was ever said or
/// written, kind by kind. Typing filters, arrows choose, Enter runs. GUI thread.
class Palette : public Overlay
{
    Q_OBJECT
public:
    Palette(const Theme &theme, const Commands &commands, Finder &finder, QWidget *parent);

    void present();
    /// Looks for `text` in everything.
    void presentSearch(const QString &text = {});
    void retranslate();

signals:
    void chatChosen(const QString &sessionName);
    /// The chat, at the newest message with this text.
    void messageChosen(const QString &sessionName, const QString &text);
    void ticketChosen(const QString &ticketId);
    void replyChosen(const QString &replyId);
    void commandChosen(const QString &id);

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void open(Finder::Scope scope, const QString &text);
    void typed(const QString &text);
    void fill(const QList<PaletteRow> &found);
    /// The row, or the next one in this direction that can be chosen.
    void select(int row, int direction = 1);
    void run(const QModelIndex &index);
    /// As high as its rows.
    void fit();

    const Commands &m_commands;
    Finder &m_finder;
    Finder::Scope m_scope = Finder::Scope::Names;
    PaletteModel m_model;
    QLineEdit *m_edit;
    QLabel *m_nothing;
    QListView *m_view;
};

} // namespace handoff
