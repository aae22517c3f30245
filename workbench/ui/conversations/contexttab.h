#pragma once

#include "workbench/ui/conversations/chatparts.h"

#include <QScrollArea>

class QGridLayout;
class QVBoxLayout;

namespace handoff {

/// One tab of the context panel: a column of cards, built anew when what it shows has changed. GUI
/// thread.
class ContextTab : public QScrollArea
{
    Q_OBJECT
public:
    ContextTab(const ChatParts &parts, const char *objectName, QWidget *parent = nullptr);

    /// `force`: theme or language changed.
    void refresh(bool force = false);

protected:
    /// Whether something changed since build() was called last.
    virtual bool isStale() = 0;
    /// Fills cards() from the controllers.
    virtual void build() = 0;

    QVBoxLayout *cards() const { return m_cards; }
    /// A card with a title; its head row takes buttons at its end.
    QVBoxLayout *addCard(const QString &icon, const QString &title, QWidget *button = nullptr);
    /// A muted sentence where there is nothing to show.
    void addEmpty(QVBoxLayout *column, const QString &text);
    QGridLayout *addFacts(QVBoxLayout *column);
    /// One line of facts; an empty value is left out.
    void addFact(QGridLayout *grid, const QString &name, const QString &value);

    ChatParts m_parts;
    const Theme &m_theme;

private:
    QVBoxLayout *m_cards = nullptr;
};

} // namespace handoff
