#pragma once

#include "shared/rules/templates.h"

#include <QObject>

#include <functional>

namespace handoff {
class CompletionList;
class Composer;
class DeskCatalog;
class Theme;

/// What the composer offers to write: quick replies by `/`, by Ctrl+1…9 and from a panel;
/// colleagues in notes by `@`. GUI thread.
class Suggestions : public QObject
{
    Q_OBJECT
public:
    Suggestions(const Theme &theme, DeskCatalog &catalog, Composer &composer);

    /// What the variables of quick replies stand for, asked when one is used.
    void setVariables(std::function<Templates::Values()> variables);
    void suggest(QChar trigger, const QString &query);
    void handleKey(int key);
    /// Opens the panel, or closes it.
    void openPanel();
    bool isOpen() const;
    void close();
    /// Closes and gives the keys back to the text.
    void leave();
    /// Writes this quick reply where the cursor is. False: there is nowhere to write now.
    bool useReply(const QString &id);
    void retranslate();

private:
    CompletionList *list();
    void suggestReplies(const QString &query, bool panel);
    void suggestAgents(const QString &query);
    void choose(const QString &id);
    QWidget *frame() const;
    int popupBottom() const;
    Templates::Values values() const;

    const Theme &m_theme;
    DeskCatalog &m_catalog;
    Composer &m_composer;
    std::function<Templates::Values()> m_variables;
    CompletionList *m_list = nullptr;
    QChar m_trigger; ///< of the open list; '/' also for the panel
};

} // namespace handoff
