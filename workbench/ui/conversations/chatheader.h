#pragma once

#include "shared/contract/session.h"
#include "workbench/controllers/chatcontroller.h"
#include "workbench/ui/conversations/chatcommands.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QPushButton;
class QToolButton;

namespace handoff {
class Avatar;
class Chip;
class ElidedLabel;
class Theme;
enum class Token;

/// Above the chat: who it is, in which state, whose, who else looks, and what one can do now. The
/// most likely actions are buttons as far as there is room, all of them stand in the menu. GUI
/// thread.
class ChatHeader : public QFrame
{
    Q_OBJECT
public:
    /// `refused`: why a command cannot be carried out now, empty when it can.
    ChatHeader(const Theme &theme, ChatController &chat, DeskController &desk,
               std::function<QString(ChatCommand)> refused, QWidget *parent = nullptr);

    /// Shows what the controller knows now.
    void refresh();
    void retranslate();
    QToolButton *panelButton() const { return m_panel; }

signals:
    void requested(handoff::ChatCommand command);
    void releaseRequested(const QString &reason, bool close);

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    /// How much has to go for the rest to fit.
    /// From 1 on the words of so many secondary actions, from the left.
    enum Fold { Whole, IconsOnly = 10, MenuOnly, Shortened, Faceless, Least, Bare };
    struct Action
    {
        ChatCommand command;
        QPushButton *button;
        bool main = false;   ///< the likeliest one: it stays, with its word as long as it can
        int rank = 0;        ///< of a secondary one: when it loses its word
        bool wanted = false; ///< there is something to do for it in this state
        QString words;
    };

    QPushButton *makeAction(ChatCommand command, const char *icon, Token token, bool main);
    void refreshAction(ChatCommand command, bool wanted, const QString &hint);
    QString wordsOf(ChatCommand command) const;
    bool isButton(const Action &action, int fold) const;
    bool hasWords(const Action &action, int fold) const;
    int widthAt(int fold) const;
    void refreshCompany();
    void fillMenu();
    void refreshWait();
    void fillReleaseMenu();
    void fold();

    const Theme &m_theme;
    ChatController &m_chat;
    DeskController &m_desk;
    std::function<QString(ChatCommand)> m_refused;
    Avatar *m_avatar;
    ElidedLabel *m_name;
    QLabel *m_vip;
    Chip *m_status;
    Chip *m_wait;
    ElidedLabel *m_owner;
    Chip *m_viewers;
    QList<Action> m_actions; ///< from left to right
    QToolButton *m_releaseMore;
    QToolButton *m_more;
    QToolButton *m_panel;
    bool m_isLive = false;
    QTimer m_clock; ///< runs only while the customer waits
};

} // namespace handoff
