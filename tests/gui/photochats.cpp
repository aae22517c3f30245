#include "tests/gui/demodata.h"
#include "tests/gui/photographer.h"
#include "tests/gui/shown.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/toast.h"
#include "workbench/ui/conversations/chatpane.h"
#include "workbench/ui/conversations/composer.h"
#include "workbench/ui/conversations/contextpanel.h"
#include "workbench/ui/conversations/conversationsroom.h"
#include "workbench/ui/conversations/sectionbar.h"

#include <QLineEdit>

// Photographer: the room Conversations.

namespace handoff::test {

void Photographer::chats()
{
    Composer *composer = room()->chatPane()->composer();
    room()->sections()->choose(Section::Mine);
    open(demoMine);
    composer->edit()->setPlainText(
        QStringLiteral("You get the tracking number by e-mail within the hour."));
    shoot("10-chat-mine");
    composer->edit()->clear();
    m_desk.refuseMessages = true;
    m_app.chat().writing().reply(QStringLiteral("The number is DE123456789."));
    const TranscriptModel *model = m_app.chat().transcript();
    until([&] { return model->row(model->rowCount() - 1)->state == SendState::Failed; });
    m_desk.refuseMessages = false;
    shoot("11-chat-failed");

    room()->sections()->choose(Section::Ai);
    open(demoAi);
    until([&] { return m_desk.hasSessionStream(demoAi); });
    m_desk.pushAiDelta(
        demoAi, QStringLiteral("For 20 km a day with hills I would look at two bikes:\n\n1. "
                               "**Fiido Titan** – torque sensor, "
                               "up to 400 km with three batteries\n2. **Fiido C21** – only 17.5 "
                               "kg, carbon belt\n\nThe Titan is the better climber; the"));
    until([&] { return m_app.chat().transcript()->hasLive(); });
    shoot("12-chat-ai-live");

    room()->sections()->choose(Section::Waiting);
    open(demoWaiting);
    shoot("13-chat-waiting");
    m_desk.cut(true);
    until([&] { return m_app.desk().connection() == EventStream::State::Lost; });
    shoot("14-offline");
    m_desk.cut(false);
    m_app.desk().retryNow();
    until([&] { return m_app.desk().connection() == EventStream::State::Live; });
    room()->sections()->choose(Section::All);
    shoot("15-all");
    auto *search = room()->findChild<QLineEdit *>(QStringLiteral("search"));
    search->setText(QStringLiteral("zzz"));
    until([&] { return m_app.desk().lists().list(Section::All)->rowCount() == 0; });
    shoot("16-nothing-found");
    search->clear();
    until([&] { return m_app.desk().lists().list(Section::All)->rowCount() > 0; });
}

/// Notes, quick replies, transfer, tags, ticket and the tabs beside the chat.
void Photographer::work()
{
    ContextPanel *context = room()->context();
    Composer *composer = room()->chatPane()->composer();
    room()->sections()->choose(Section::Mine);
    m_chats.notes.clear();
    m_chats.addNote(demoMine, QStringLiteral("agent002"),
                    QStringLiteral("She bought two chargers, see FD-20733 before you send one."),
                    820);
    m_chats.viewers = {QStringLiteral("客服小李")};
    m_app.chat().close();
    open(demoMine);
    until([&] { return !m_app.context().notes().isEmpty(); });
    key(Qt::Key_P, Qt::AltModifier);
    find<QPlainTextEdit>("noteText")
        ->setPlainText(
            QStringLiteral("Sent the 2021 charger today, @agent002 please check the stock."));
    room()->showContext(true);
    context->showTab(ContextPanel::Notes);
    shoot("17-notes");
    find<QPlainTextEdit>("noteText")->clear();
    context->showTab(ContextPanel::History);
    key(Qt::Key_L, Qt::AltModifier);
    QTest::keyClicks(composer->edit(), QStringLiteral("Hallo Anna /"));
    shoot("18-quick-replies");
    key(Qt::Key_Escape);
    composer->edit()->clear();
    context->showTab(ContextPanel::Ticket);
    key(Qt::Key_T, Qt::AltModifier);
    shoot("19-transfer");
    key(Qt::Key_Escape);
    key(Qt::Key_G, Qt::AltModifier);
    shoot("20-tags");
    key(Qt::Key_Escape);
    key(Qt::Key_N, Qt::AltModifier);
    shoot("21-ticket-from-chat");
    key(Qt::Key_Escape);
    context->showTab(ContextPanel::Customer);
    click("editProfile");
    shoot("22-profile");
    key(Qt::Key_Escape);
    m_chats.offerToMe(QStringLiteral("session_tom"), QStringLiteral("my shift ends at six"));
    key(Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(find<QLineEdit>("findText"), QStringLiteral("charger"));
    until([&] { return find("question") != nullptr; });
    shoot("23-offer-and-find");
    key(Qt::Key_Escape);
    m_chats.answerMine(TransferStatus::Expired);
    m_chats.viewers.clear();
    until([&] { return m_app.transfers().incoming().isEmpty(); });
    m_app.undo().setDelay(60000);
    key(Qt::Key_E, Qt::AltModifier);
    shoot("24-undo");
    click("composerAction"); // takes it back
    m_app.undo().setDelay(0);
    m_app.window().close(); // asks what becomes of the chats first
    shoot("25-leaving");
    click("leaveStay");
}

void Photographer::edgesOfChats(const QString &at)
{
    click("roomConversations");
    room()->showContext(false);
    room()->sections()->choose(Section::Waiting);
    open(demoWaiting);
    shoot(at + QStringLiteral("waiting"));
    room()->sections()->choose(Section::Mine);
    open(demoMine);
    room()->chatPane()->composer()->edit()->setFocus();
    auto *toasts = m_app.window().findChild<Toasts *>();
    toasts->show({Token::Ok, QStringLiteral("check"), QStringLiteral("3 tickets changed.")});
    m_chats.offerToMe(QStringLiteral("session_tom"), QStringLiteral("my shift ends at six"));
    until([&] { return find("question") != nullptr; });
    shoot(at + QStringLiteral("mine"));
    key(Qt::Key_Y, Qt::AltModifier | Qt::ShiftModifier);
    until([&] { return m_app.transfers().incoming().isEmpty(); });
    toasts->clear();
    key(Qt::Key_T, Qt::AltModifier);
    shoot(at + QStringLiteral("transfer"));
    key(Qt::Key_Escape);
    m_app.window().desk()->run(QStringLiteral("search"));
    find<QLineEdit>("paletteText")->setText(QStringLiteral("charger"));
    QTest::qWait(600); // it asks the server after a while
    shoot(at + QStringLiteral("search"));
    find("palette")->hide();
}

} // namespace handoff::test
