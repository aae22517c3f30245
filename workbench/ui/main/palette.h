#pragma once

#include "workbench/models/palettemodel.h"
#include "workbench/ui/common/overlay.h"

class QLineEdit;
class QListView;

namespace handoff {
class Commands;
class Finder;

/// Ctrl+K: any command, any chat by its name. Typing filters, arrows choose, Enter runs. GUI
/// thread.
class Palette : public Overlay
{
    Q_OBJECT
public:
    Palette(const Theme &theme, const Commands &commands, Finder &finder, QWidget *parent);

    void present();
    void retranslate();

signals:
    void chatChosen(const QString &sessionName);
    void ticketChosen(const QString &ticketId);
    void commandChosen(const QString &id);

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void typed(const QString &text);
    void select(int row);
    void run(const QModelIndex &index);

    const Commands &m_commands;
    Finder &m_finder;
    PaletteModel m_model;
    QLineEdit *m_edit;
    QListView *m_view;
};

} // namespace handoff
