#pragma once

#include "workbench/ui/conversations/completionlist.h"
#include "workbench/ui/conversations/composeredit.h"

#include "shared/rules/templates.h"

#include <QFrame>

#include <functional>

class QButtonGroup;
class QLabel;
class QPushButton;
class QToolButton;

namespace handoff {
class Banner;
class DeskCatalog;
class ElidedLabel;
class Theme;

/// Where replies and internal notes are written, each in its own tab with its own text; or, when
/// one may not answer here, the reason and the one action that changes it. Quick replies come by
/// `/`, by Ctrl+1…9 and from a panel; colleagues in notes by `@`. GUI thread.
class Composer : public QFrame
{
    Q_OBJECT
public:
    static constexpr int maxLength = 4000; ///< characters of a reply
    static constexpr int maxNote = 2000;   ///< characters of a note
    static constexpr int countFrom = 500;  ///< the number is shown so far before the limit

    enum Tab { Reply, Note };

    Composer(const Theme &theme, DeskCatalog &catalog, QWidget *parent = nullptr);

    void setEnterSends(bool on);
    /// What the variables of quick replies stand for, asked when one is used.
    void setVariables(std::function<Templates::Values()> variables);
    QString text() const;
    QString noteText() const;
    /// Put drafts in without reporting them as edits.
    void setText(const QString &text);
    void setNoteText(const QString &text);
    /// Answering is possible.
    void allow();
    /// Answering is not possible; an empty `action` offers none.
    void refuse(const QString &icon, const QString &reason, const QString &action = {},
                bool actionEnabled = true);
    /// True after allow(), false after refuse().
    bool isAllowed() const { return m_allowed; }
    /// A note is on its way to the server.
    void setNoteBusy(bool busy);
    /// A line above the text: somebody else answered meanwhile. Empty hides it.
    void warn(const QString &text);
    Tab tab() const { return m_tab; }
    void setTab(Tab tab);
    /// Writes this quick reply where the cursor is; nothing while answering is not possible.
    void useReply(const QString &id);
    void focusText();
    void focusNote();
    /// The field in which one can write now; null: none.
    QWidget *writing() const;
    ComposerEdit *edit() const { return m_edit; }
    /// Esc: closes suggestions, then leaves the note. False when there was nothing to leave.
    bool leave();
    void retranslate();

signals:
    /// Not blank and not too long.
    void sendRequested(const QString &text, bool thenNext);
    void noteRequested(const QString &text);
    void edited(const QString &text);
    void noteEdited(const QString &text);
    void actionTriggered();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    QWidget *buildTabs();
    QWidget *buildFoot();
    void addShortcuts();
    void submit(bool thenNext);
    void updateState();
    void showPage();
    void paintRefusal();
    ComposerEdit *current() const { return m_tab == Note ? m_note : m_edit; }
    CompletionList *list();
    void suggest(QChar trigger, const QString &query);
    void suggestReplies(const QString &query, bool panel);
    void suggestAgents(const QString &query);
    void openPanel();
    void closeSuggestions();
    void choose(const QString &id);
    int popupBottom() const;

    const Theme &m_theme;
    DeskCatalog &m_catalog;
    std::function<Templates::Values()> m_variables;
    QButtonGroup *m_tabs;
    QToolButton *m_replyTab;
    QToolButton *m_noteTab;
    Banner *m_warning;
    ComposerEdit *m_edit;
    ComposerEdit *m_note;
    QFrame *m_field; ///< frame around text and foot
    QWidget *m_foot;
    QToolButton *m_quick;
    ElidedLabel *m_hint;
    QLabel *m_count;
    QPushButton *m_send;
    QWidget *m_refusal;
    QLabel *m_reasonIcon;
    QLabel *m_reason;
    QPushButton *m_action;
    CompletionList *m_list = nullptr;
    QChar m_suggesting; ///< trigger of the open list; '/' also for the panel
    QString m_iconName;
    Tab m_tab = Reply;
    bool m_enterSends = true;
    bool m_allowed = true;
    bool m_loading = false;
    bool m_noteBusy = false;
    bool m_blanksShown = false; ///< the next Enter sends in spite of open variables
};

} // namespace handoff
