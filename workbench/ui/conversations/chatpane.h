#pragma once

#include "workbench/controllers/chatcontroller.h"
#include "workbench/ui/conversations/chatcommands.h"
#include "workbench/ui/conversations/chatparts.h"

#include <QFrame>

class QLabel;
class QStackedWidget;

namespace handoff {
class Banner;
class ErrorBanner;
class ChatHeader;
class Composer;
class FindBar;
class StatePage;
class TranscriptView;

/// The open chat: header, history, composer; or what to do when none is open. GUI thread.
class ChatPane : public QFrame
{
    Q_OBJECT
public:
    explicit ChatPane(const ChatParts &parts, QWidget *parent = nullptr);

    ChatHeader *header() const { return m_header; }
    TranscriptView *transcript() const { return m_transcript; }
    Composer *composer() const { return m_composer; }
    /// Carries a command out; nothing when refused() has a reason.
    void run(ChatCommand command);
    /// Why it cannot be carried out now, for tooltips; empty: it can.
    QString refused(ChatCommand command) const;
    /// The text field when one may write here, else the history or what stands in its place.
    QWidget *focusHome() const;
    /// Esc: suggestions, search, note. False when there was nothing to leave.
    bool leave();
    /// Shows the newest message of the open chat that says this, as soon as it is loaded.
    void find(const QString &text);
    /// In the banner above the history.
    void showError(const Error &error);
    void retranslate();

signals:
    /// Sent, and on to the next one.
    void nextRequested();
    /// The customer who waits longest.
    void waitingRequested();
    /// Commands that open a page over the room.
    void transferRequested();
    void tagsRequested();
    void ticketRequested();

protected:
    bool event(QEvent *event) override;

private:
    void opened();
    void refresh();
    void refreshComposer();
    void followHome();
    void refreshPages();
    void refreshOffer();
    void refreshTyping();
    void connectComposer();
    void connectContext();
    void watch();
    void lookFurther();
    void copyTranscript();
    void hint(const QString &text);
    void end(ChatAction action, const QString &reason = {});

    ChatParts m_parts;
    const Theme &m_theme;
    ChatController &m_chat;
    DeskController &m_desk;
    ChatHeader *m_header;
    ErrorBanner *m_banner;
    Banner *m_offer; ///< my transfer that waits for an answer
    FindBar *m_find;
    QString m_wanted; ///< of find(), until the chat is there
    TranscriptView *m_transcript;
    StatePage *m_state;
    QStackedWidget *m_pages;
    QLabel *m_typing;
    Composer *m_composer;
    bool m_mayWrite = false;  ///< when followHome() looked last
    bool m_failed = false;    ///< the chat could not be loaded
    bool m_mailTwice = false; ///< the banner offers to mail once more
};

} // namespace handoff
