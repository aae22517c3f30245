#pragma once

#include "tests/gui/demochats.h"
#include "tests/gui/demodata.h"
#include "tests/gui/shown.h"
#include "workbench/app/workbenchapp.h"
#include "workbench/ui/common/banner.h"
#include "workbench/ui/common/toast.h"
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/conversations/chatpane.h"
#include "workbench/ui/conversations/composer.h"
#include "workbench/ui/conversations/contextpanel.h"
#include "workbench/ui/conversations/conversationsroom.h"

#include <QApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QTemporaryDir>

#include <memory>

namespace handoff::test {

/// An agent at work, base of the tests of the room Conversations: the real window against a desk
/// made of plain data.
class ChatDesk
{
protected:
    std::unique_ptr<QTemporaryDir> m_place;
    std::unique_ptr<DemoDesk> m_desk;
    std::unique_ptr<DemoChats> m_chats;
    std::unique_ptr<WorkbenchApp> m_app;

    /// Signs in and waits until everything has arrived.
    void enter()
    {
        m_place = std::make_unique<QTemporaryDir>();
        m_desk = std::make_unique<DemoDesk>();
        m_chats = std::make_unique<DemoChats>(*m_desk);
        fillDemo(*m_desk);
        fillChats(*m_chats);
        WorkbenchApp::Options options;
        options.undoMs = 0; // ends at once
        options.server = m_desk->url();
        options.settingsFile = m_place->filePath(QStringLiteral("settings.ini"));
        options.dataFolder = m_place->path();
        m_app = std::make_unique<WorkbenchApp>(*qApp, options);
        m_app->language().use(QStringLiteral("en"));
        m_app->start();
        QVERIFY(QTest::qWaitForWindowActive(&m_app->window(), patience));
        m_app->signIn().signIn(m_desk->url(), QStringLiteral("agent001"),
                               QStringLiteral("agent123"), false);
        WAIT(m_app->desk().connection() == EventStream::State::Live);
        WAIT(m_app->desk().lists().count(Section::Waiting) == 4);
        WAIT(m_app->catalog().quickReplies()->total() == 5 && m_app->catalog().tags().size() == 6);
        WAIT(m_app->catalog().agents().size() == 4);
    }
    void leave()
    {
        m_app.reset();
        m_chats.reset();
        m_desk.reset();
    }

    template<typename T>
    T *find(const QString &name)
    {
        return findShown<T>(m_app->window(), name);
    }
    template<typename T>
    T *find(const char *name)
    {
        return find<T>(QString::fromLatin1(name));
    }
    void click(QAbstractButton *button)
    {
        QVERIFY(button && button->isVisible() && button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void key(Qt::Key key, Qt::KeyboardModifiers held = {}) { pressKey(m_app->window(), key, held); }
    /// What the newest toast says; empty: there is none.
    QString toast()
    {
        const auto all = m_app->window().findChildren<Toast *>();
        return all.isEmpty() ? QString() : all.last()->text();
    }
    /// The card with a colleague's offer; null: there is none.
    Toast *offer()
    {
        for (Toast *toast : m_app->window().findChildren<Toast *>(QStringLiteral("question"))) {
            if (toast->isVisible())
                return toast;
        }
        return nullptr;
    }
    QPushButton *answer(const char *name)
    {
        return offer() ? offer()->findChild<QPushButton *>(QString::fromLatin1(name)) : nullptr;
    }
    ConversationsRoom *room() { return m_app->window().desk()->conversations(); }
    ComposerEdit *edit() { return find<ComposerEdit>("composerText"); }
    void open(const QString &name)
    {
        room()->open(name);
        WAIT(m_app->chat().session() && !m_app->chat().isLoading());
    }
    /// The newest row of that kind in the open chat; -1: none.
    int rowOfKind(RowKind kind)
    {
        const TranscriptModel *model = m_app->chat().transcript();
        for (int i = model->rowCount() - 1; i >= 0; --i) {
            if (model->row(i)->kind == kind)
                return i;
        }
        return -1;
    }
};

} // namespace handoff::test
