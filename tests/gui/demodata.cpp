#include "tests/gui/demodata.h"

namespace handoff::test {

namespace {

void waitFrom(SessionState &s, EscalationReason reason, Severity severity, const QString &details,
              int secondsAgo)
{
    s.escalation = Escalation{reason, details, severity, Timestamp::now().plusSeconds(-secondsAgo)};
}

void profile(SessionState &s, const char *email, const char *city, const char *country,
             const char *language)
{
    s.userProfile.email = QString::fromLatin1(email);
    s.userProfile.city = QString::fromUtf8(city);
    s.userProfile.country = QString::fromLatin1(country);
    s.userProfile.language = QString::fromLatin1(language);
    s.userProfile.currency = QStringLiteral("EUR");
    s.userProfile.gdprConsent = true;
}

void fillMine(DemoDesk &desk)
{
    SessionState &s = desk.add(demoMine, QStringLiteral("Anna Schmidt"), SessionStatus::ManualLive);
    profile(s, "anna.schmidt@example.de", "Köln", "Germany", "de");
    s.userProfile.vip = true;
    s.assignedAgent = AgentRef{desk.agent.id, desk.agent.name};
    s.tags = {
        {QStringLiteral("tag_vip"), QStringLiteral("VIP"), QStringLiteral("#F59E0B")},
        {QStringLiteral("tag_after_sales"), QStringLiteral("售后"), QStringLiteral("#8B5CF6")},
        {QStringLiteral("tag_follow_up"), QStringLiteral("跟进"), QStringLiteral("#10B981")}};
    waitFrom(s, EscalationReason::Keyword, Severity::High, QStringLiteral("命中关键词: 人工, 投诉"),
             900);
    s.priority.urgentKeywords = {QStringLiteral("投诉")};
    const int day = 86400;
    desk.say(demoMine, MessageRole::User,
             QStringLiteral("Hallo! When will the new battery for my Fiido D11 be in stock?"),
             day + 3000);
    desk.say(demoMine, MessageRole::Assistant,
             QStringLiteral(
                 "The **36 V / 11.6 Ah battery** for the D11 is in stock again.\n\n- Price: **€ "
                 "299**\n- Delivery to Germany: 3–5 working days\n- Warranty: 1 year\n\nOrder it "
                 "[in the shop](https://www.example.com/battery), code `D11-BAT`."),
             day + 2990);
    desk.say(demoMine, MessageRole::User, QStringLiteral("Great, ordered. Thank you!"), day + 2600);
    desk.say(demoMine, MessageRole::User,
             QStringLiteral("The battery came, but the charger does not fit. What now?"), 960);
    desk.say(demoMine, MessageRole::Assistant,
             QStringLiteral(
                 "I am sorry to hear that. Which connector does your charger have?\n\n| Model | "
                 "Connector |\n|---|---|\n| D11 (2021) | DC 5.5 mm |\n| D11 (2023) | GX12 |"),
             950);
    desk.say(demoMine, MessageRole::User,
             QStringLiteral("I want to speak to a person please, 人工!"), 905);
    desk.say(demoMine, MessageRole::System, QStringLiteral("客服【客服小王】已接入，正在为您服务"),
             840);
    desk.say(demoMine, MessageRole::Agent,
             QStringLiteral("您好 Anna，我是小王。I can see your order – you received the 2021 "
                            "charger by mistake."),
             800);
    desk.say(demoMine, MessageRole::Agent,
             QStringLiteral(
                 "I send the right one today, free of charge. You need not return the old one."),
             780);
    desk.say(demoMine, MessageRole::User,
             QStringLiteral("That is very kind, thank you! How do I follow the parcel? "
                            "https://track.example.com/DE123"),
             60);
    desk.trails[demoMine] = {
        {SessionStatus::BotActive, SessionStatus::PendingManual, QStringLiteral("regulator"),
         QStringLiteral("keyword"), Timestamp::now().plusSeconds(-900)},
        {SessionStatus::PendingManual, SessionStatus::ManualLive, QStringLiteral("agent001"),
         QStringLiteral("agent_takeover"), Timestamp::now().plusSeconds(-840)}};
}

void fillWaiting(DemoDesk &desk)
{
    SessionState &marie =
        desk.add(demoWaiting, QStringLiteral("Marie Lefèvre"), SessionStatus::PendingManual);
    profile(marie, "marie@example.fr", "Lyon", "France", "fr");
    waitFrom(marie, EscalationReason::FailLoop, Severity::Low,
             QStringLiteral("AI 连续失败 3 次,已达阈值 3"), 214);
    desk.say(demoWaiting, MessageRole::User,
             QStringLiteral("Bonjour, mon vélo ne démarre plus après la pluie."), 330);
    desk.say(
        demoWaiting, MessageRole::Assistant,
        QStringLiteral("Je suis désolé, je ne peux pas répondre à cette question avec certitude."),
        320);
    desk.say(demoWaiting, MessageRole::User,
             QStringLiteral("Et maintenant ? L'écran montre l'erreur 21."), 215);
    desk.unread[demoWaiting] = 2;
    desk.trails[demoWaiting] = {{SessionStatus::BotActive, SessionStatus::PendingManual,
                                 QStringLiteral("regulator"), QStringLiteral("fail_loop"),
                                 Timestamp::now().plusSeconds(-214)}};

    SessionState &jan = desk.add(QStringLiteral("session_jan"), QStringLiteral("Jan de Vries"),
                                 SessionStatus::PendingManual);
    jan.userProfile.vip = true;
    waitFrom(jan, EscalationReason::Vip, Severity::High, QStringLiteral("VIP 用户,自动转人工"), 40);
    desk.say(jan.sessionName, MessageRole::User,
             QStringLiteral("Can I change the delivery address of order FD-20817 before it ships?"),
             41);
    desk.unread[jan.sessionName] = 1;

    SessionState &liu = desk.add(QStringLiteral("session_liu"), QStringLiteral("刘女士"),
                                 SessionStatus::PendingManual);
    waitFrom(liu, EscalationReason::Manual, Severity::Medium, {}, 131);
    liu.tags = {{QStringLiteral("tag_refund"), QStringLiteral("退款"), QStringLiteral("#EF4444")}};
    desk.say(liu.sessionName, MessageRole::User,
             QStringLiteral("你好，我想申请退款，车架上有一道划痕，照片已经发过了"), 131);
    desk.unread[liu.sessionName] = 120;

    SessionState &guest = desk.add(QStringLiteral("session_9f2c"), QStringLiteral("访客"),
                                   SessionStatus::PendingManual);
    waitFrom(guest, EscalationReason::Manual, Severity::Medium, {}, 22);
    desk.say(guest.sessionName, MessageRole::User, QStringLiteral("hello? anyone"), 22);
}

void fillOthers(DemoDesk &desk)
{
    SessionState &luca = desk.add(demoAi, QStringLiteral("Luca Bianchi"), SessionStatus::BotActive);
    profile(luca, "luca@example.it", "Milano", "Italy", "it");
    desk.say(
        demoAi, MessageRole::User,
        QStringLiteral("Which e-bike would you recommend for commuting 20 km a day, some hills?"),
        20);
    const struct
    {
        const char *name;
        const char *text;
        int ago;
    } ai[] = {{"Sofia García", "¿Hacéis envíos a Canarias?", 300},
              {"Peter Novák", "Thanks, that was all.", 1900},
              {"王强", "请问 Titan 的续航是多少公里？", 4000},
              {"Emma Johansson", "Is the Air suitable for 190 cm?", 90000}};
    for (const auto &row : ai) {
        SessionState &s = desk.add(QStringLiteral("session_ai_%1").arg(row.ago),
                                   QString::fromUtf8(row.name), SessionStatus::BotActive);
        desk.say(s.sessionName, MessageRole::User, QString::fromUtf8(row.text), row.ago);
    }
    SessionState &colleague = desk.add(QStringLiteral("session_tom"), QStringLiteral("Tom O'Brien"),
                                       SessionStatus::ManualLive);
    colleague.assignedAgent = AgentRef{QStringLiteral("agent_other"), QStringLiteral("客服小李")};
    desk.say(colleague.sessionName, MessageRole::Agent,
             QStringLiteral("The invoice is in your mailbox now."), 500,
             QStringLiteral("客服小李"));
    SessionState &mine = desk.add(QStringLiteral("session_kate"),
                                  QStringLiteral("Kateřina Dvořáková"), SessionStatus::ManualLive);
    mine.assignedAgent = AgentRef{desk.agent.id, desk.agent.name};
    desk.say(mine.sessionName, MessageRole::User,
             QStringLiteral("The brake makes a noise when it is wet. Is this dangerous?"), 180);
    desk.unread[mine.sessionName] = 3;
    SessionState &night = desk.add(QStringLiteral("session_night"), QStringLiteral("Olga Petrova"),
                                   SessionStatus::AfterHoursEmail);
    desk.say(night.sessionName, MessageRole::User,
             QStringLiteral("Please call me tomorrow about the missing pedal."), 40000);
    SessionState &closed = desk.add(QStringLiteral("session_old"), QStringLiteral("Hans Müller"),
                                    SessionStatus::Closed);
    desk.say(closed.sessionName, MessageRole::Assistant,
             QStringLiteral("You are welcome. Enjoy the ride!"), 260000);
}

} // namespace

void fillDemo(DemoDesk &desk)
{
    fillMine(desk);
    fillWaiting(desk);
    fillOthers(desk);
}

} // namespace handoff::test
