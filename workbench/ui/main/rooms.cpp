#include "workbench/ui/main/rooms.h"

#include "workbench/ui/common/focuskeeper.h"
#include "workbench/ui/main/rail.h"

namespace handoff {

Rooms::Rooms(Rail &rail, FocusKeeper &focus) : m_rail(rail)
{
    connect(&rail, &Rail::roomChosen, this, [this, &focus](int room) {
        build(m_entries.at(room).button);
        setCurrentIndex(room);
        focus.goHome();
    });
}

QToolButton *Rooms::add(const QString &icon, const QString &name, std::function<Room *()> build)
{
    addWidget(new QWidget); // until build()
    m_entries.append({m_rail.addRoom(icon, name), std::move(build)});
    return m_entries.last().button;
}

void Rooms::build(const QToolButton *button)
{
    const auto entry = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const Entry &e) { return e.button == button; });
    if (entry->room)
        return;
    entry->room = entry->build();
    const auto at = static_cast<int>(entry - m_entries.begin());
    const bool isShown = currentIndex() == at;
    QWidget *empty = widget(at);
    insertWidget(at, entry->room);
    if (isShown)
        setCurrentIndex(at);
    removeWidget(empty);
    delete empty;
}

void Rooms::saveState()
{
    for (const Entry &entry : std::as_const(m_entries)) {
        if (entry.room)
            entry.room->saveState();
    }
}

void Rooms::retranslate()
{
    for (const Entry &entry : std::as_const(m_entries)) {
        if (entry.room)
            entry.room->retranslate();
    }
}

} // namespace handoff
