#pragma once

#include "workbench/ui/conversations/chatrefusal.h"
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
class Suggestions;
class Theme;

/// Where replies and internal notes are written, each in its own tab with its own text; or, when
/// one may not answer here, the reason and the one action that changes it. GUI thread.
class Composer : public QFrame
{
    Q_OBJECT
public:
    static constexpr int countFrom = 500; ///< the number is shown so far before the limit

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
    /// Nothing: answering is possible.
    void setRefusal(const std::optional<Refusal> &refusal);
    bool isAllowed() const { return !m_refused; }
    /// A note is on its way to the server.
    void setNoteBusy(bool busy);
    /// A line above the text: somebody else answered meanwhile. Empty hides it.
    void warn(const QString &text);
    Tab tab() const { return m_tab; }
    void setTab(Tab tab);
    /// Writes this quick reply where the cursor is. False: there is nowhere to write now.
    bool useReply(const QString &id);
    void focusText();
    void focusNote();
    /// The field in which one can write now; null: none.
    ComposerEdit *writing() const;
    ComposerEdit *edit() const { return m_edit; }
    /// The field of the tab.
    ComposerEdit *current() const { return m_tab == Note ? m_note : m_edit; }
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
    void submit(bool thenNext);
    void updateState();
    void showPage();
    void paintRefusal();

    const Theme &m_theme;
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
    QWidget *m_refusalLine;
    QLabel *m_reasonIcon;
    ElidedLabel *m_reason;
    QPushButton *m_action;
    Suggestions *m_suggestions;
    std::optional<Refusal> m_refused;
    Tab m_tab = Reply;
    bool m_enterSends = true;
    bool m_loading = false;
    bool m_noteBusy = false;
    bool m_blanksShown = false; ///< the next Enter sends in spite of open variables
};

} // namespace handoff
