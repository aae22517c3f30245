#pragma once

#include "workbench/controllers/chatcontroller.h"

#include <QFrame>

class QLabel;
class QStackedWidget;

namespace handoff {
class Banner;
class ChatHeader;
class Composer;
class Preferences;
class StatePage;
class Theme;
class TranscriptView;

/// The open chat: header, history, composer; or what to do when none is open. GUI thread.
class ChatPane : public QFrame
{
    Q_OBJECT
public:
    ChatPane(const Theme &theme, ChatController &chat, DeskController &desk,
             Preferences &preferences, QWidget *parent = nullptr);

    ChatHeader *header() const { return m_header; }
    TranscriptView *transcript() const { return m_transcript; }
    Composer *composer() const { return m_composer; }
    /// Alt+A and Alt+E; nothing when not allowed now.
    void takeOver();
    void release();
    void retranslate();

signals:
    void nextRequested();

protected:
    bool event(QEvent *event) override;

private:
    void opened();
    void refresh();
    void refreshComposer();
    void refreshPages();
    void watch();

    const Theme &m_theme;
    ChatController &m_chat;
    DeskController &m_desk;
    ChatHeader *m_header;
    Banner *m_banner;
    TranscriptView *m_transcript;
    StatePage *m_state;
    QStackedWidget *m_pages;
    QLabel *m_typing;
    Composer *m_composer;
    bool m_failed = false; ///< the chat could not be loaded
};

} // namespace handoff
