#pragma once

#include "workbench/api/apiclient.h"
#include "workbench/models/palettemodel.h"

#include <QTimer>

namespace handoff {
class DeskController;

/// Finds chats by name and tickets by number for the palette: what the lists know at once, what the
/// server knows a moment later. GUI thread.
class Finder : public QObject
{
    Q_OBJECT
public:
    Finder(ApiClient &api, DeskController &desk, QObject *parent = nullptr);

    /// Empty text finds nothing and ends the search under way.
    void find(const QString &text);

signals:
    /// Rows for the newest text; comes again when the server has answered.
    void found(const QList<handoff::PaletteRow> &rows);

private:
    void askServer();
    void askTickets();
    void findHere();
    void tell();

    ApiClient &m_api;
    DeskController &m_desk;
    QTimer m_delay; ///< typing asks the server once, not per letter
    QString m_text;
    quint64 m_search = 0; ///< answers of older searches are ignored
    QList<PaletteRow> m_chats;
    QList<PaletteRow> m_tickets;
};

} // namespace handoff
