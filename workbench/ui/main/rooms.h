#pragma once

#include "workbench/ui/common/room.h"

#include <QStackedWidget>

#include <functional>

class QToolButton;

namespace handoff {
class FocusKeeper;
class Rail;

/// The rooms of the desk behind their buttons in the rail. Each is built when it is shown for the
/// first time, so that the sign-in page is there at once. GUI thread.
class Rooms : public QStackedWidget
{
    Q_OBJECT
public:
    Rooms(Rail &rail, FocusKeeper &focus);

    /// One line per room; the button's words come from who adds it. `build` is called once.
    QToolButton *add(const QString &icon, const QString &name, std::function<Room *()> build);
    /// Builds the room of this button when it is not there yet.
    void build(const QToolButton *button);
    /// The room that is shown.
    Room *current() const { return m_entries.at(currentIndex()).room; }
    void saveState();
    void retranslate();

private:
    struct Entry
    {
        QToolButton *button;
        std::function<Room *()> build;
        Room *room = nullptr; ///< built
    };

    Rail &m_rail;
    QList<Entry> m_entries;
};

} // namespace handoff
