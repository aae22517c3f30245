#include "tests/gui/demoadmin.h"

#include "shared/core/deskclock.h"
#include "shared/rules/slarules.h"
#include "shared/rules/templates.h"

#include <QtMath>

namespace handoff::test {

namespace {

constexpr const char *adminRequired =
    R"({"success":false,"error":"需要管理员权限","code":"ADMIN_REQUIRED","detail":"需要管理员权限"})";
constexpr const char *taken =
    R"({"success":false,"error":"用户名已存在","code":"USERNAME_EXISTS","detail":"USERNAME_EXISTS: 用户名已存在"})";

Agent account(const char *username, const char *name, AgentRole role, AgentPresence status,
              int limit)
{
    Agent a;
    a.id = QStringLiteral("agent_") + QString::fromLatin1(username);
    a.username = QString::fromLatin1(username);
    a.name = QString::fromUtf8(name);
    a.role = role;
    a.status = status;
    a.maxSessions = limit;
    a.createdAt = Timestamp::now().plusSeconds(-86400 * 40);
    if (status != AgentPresence::Offline)
        a.lastLogin = Timestamp::now().plusSeconds(-5400);
    return a;
}

} // namespace

DemoAdmin::DemoAdmin(DemoDesk &desk) : m_desk(desk)
{
    agents = {account("admin", "系统管理员", AgentRole::Admin, AgentPresence::Online, 10),
              account("agent001", "客服小王", AgentRole::Agent, AgentPresence::Online, 5),
              account("agent002", "客服小李", AgentRole::Agent, AgentPresence::Busy, 5),
              account("sofia", "Sofia Rossi", AgentRole::Agent, AgentPresence::Offline, 3)};
    agents[2].statusNote = QStringLiteral("lunch until 13:00");
    sla = SlaRules::defaults();
    fillCatalog();
    const auto entry = [this](qint64 id, const char *actor, const char *action, const char *object,
                              int ago, const QJsonObject &details = {}) {
        audit.append({id, QString::fromLatin1(actor), QString::fromLatin1(action),
                      QString::fromUtf8(object), details, Timestamp::now().plusSeconds(-ago)});
    };
    entry(812, "agent001", "login", "agent001", 320,
          {{QStringLiteral("address"), QStringLiteral("10.0.3.17")}});
    entry(811, "admin", "agent_updated", "agent002", 4000,
          {{QStringLiteral("max_sessions"), 5}, {QStringLiteral("role"), QStringLiteral("agent")}});
    entry(810, "admin", "quick_reply_created", "Versand nach CH", 9000);
    entry(809, "admin", "tickets_exported", "tickets", 86000, {{QStringLiteral("rows"), 412}});
    entry(808, "system", "agent_deleted", "temp01", 172000);
    desk.handlers.append([this](const ScriptedServer::Request &request, QTcpSocket *socket) {
        return answer(request, socket);
    });
}

void DemoAdmin::fillCatalog()
{
    const auto reply = [this](const char *title, const char *content, QuickReplyCategory category,
                              const char *shortcut, bool system, qint64 used) {
        QuickReply r;
        r.id = QStringLiteral("qr_%1").arg(replies.size());
        r.title = QString::fromUtf8(title);
        r.content = QString::fromUtf8(content);
        r.category = category;
        r.variables = Templates::variables(r.content);
        if (*shortcut)
            r.shortcut = QString::fromLatin1(shortcut);
        r.isSystem = system;
        r.usageCount = used;
        replies.append(r);
    };
    using C = QuickReplyCategory;
    reply("问候", "您好 {customer_name}，我是{agent_name}，很高兴为您服务。", C::PreSales, "Ctrl+1",
          true, 412);
    reply("Delivery times EU",
          "Orders to the EU leave Eindhoven within 24 h and arrive in 3–5 days.", C::Logistics,
          "Ctrl+2", true, 230);
    reply("Battery warranty",
          "The battery has 2 years of warranty, {customer_name}. Please send {photo}.",
          C::AfterSales, "", false, 77);
    reply("Return address", "Please send it to our warehouse, ticket {ticket_number}.", C::Policy,
          "", false, 12);

    const auto tag = [this](const char *id, const char *name, const char *color, bool system,
                            qint64 used) {
        Tag t;
        t.id = QString::fromLatin1(id);
        t.name = QString::fromUtf8(name);
        t.color = QString::fromLatin1(color);
        t.isSystem = system;
        t.usageCount = used;
        t.createdAt = Timestamp::now().plusSeconds(-86400 * 12);
        tags.append(t);
    };
    tag("tag_vip", "VIP", "#F59E0B", true, 3);
    tag("tag_refund", "退款", "#EF4444", true, 14);
    tag("tag_after_sales", "售后", "#8B5CF6", true, 21);
    tag("tag_battery", "Battery", "#0EA5E9", false, 9);

    const auto rule = [this](AutoReplyType type, const QJsonObject &when, const char *content,
                             int delay, bool on) {
        AutoReplyRule r;
        r.id = QStringLiteral("rule_%1").arg(rules.size());
        r.type = type;
        r.triggerCondition = when;
        r.replyContent = QString::fromUtf8(content);
        r.delaySeconds = delay;
        r.enabled = on;
        rules.append(r);
    };
    rule(AutoReplyType::Welcome, {{QStringLiteral("event"), QStringLiteral("first_message")}},
         "您好，{customer_name}！AI 客服正在为您服务。", 0, true);
    rule(AutoReplyType::Keyword,
         {{QStringLiteral("keywords"),
           QJsonArray{QStringLiteral("refund"), QStringLiteral("退款")}}},
         "Refunds take 3–5 working days after the bike is back.", 2, true);
    rule(AutoReplyType::Queue, {{QStringLiteral("min_position"), 3}},
         "您前面还有 {queue_position} 位，预计等待 {estimated_wait_time}。", 0, true);
    rule(AutoReplyType::Timeout, {{QStringLiteral("wait_seconds"), 180}},
         "Sorry for the wait – we have not forgotten you.", 0, false);
}

bool DemoAdmin::answerStats(const QString &path, const QUrlQuery &query, QTcpSocket *socket)
{
    const auto value = [&query](const char *name) {
        return query.queryItemValue(QString::fromLatin1(name));
    };
    if (path == u"/api/stats/agents") {
        AgentReport report;
        if (!emptyStats)
            report.items = {
                {QStringLiteral("a1"), QStringLiteral("agent001"), QStringLiteral("客服小王"), 31,
                 18.4, 402, 212, 2},
                {QStringLiteral("a2"), QStringLiteral("agent002"), QStringLiteral("客服小李"), 24,
                 26.1, 511, 187, 4},
                {QStringLiteral("a3"), QString(), QStringLiteral("temp01"), 3, 61, 230, 17, 0}};
        report.total = report.items.size();
        m_desk.ok(socket, json::toJson(report));
    } else if (path == u"/api/stats/series") {
        StatsSeries series;
        series.metric = json::enumFromName<StatsMetric>(value("metric")).value_or(StatsMetric{});
        series.bucket = json::enumFromName<StatsBucket>(value("bucket")).value_or(StatsBucket{});
        const qint64 step = series.bucket == StatsBucket::Hour ? 3600000 : 86400000;
        const auto from = static_cast<qint64>(value("from").toDouble() * 1000);
        const auto to = static_cast<qint64>(value("to").toDouble() * 1000);
        const bool wait =
            series.metric == StatsMetric::WaitP50 || series.metric == StatsMetric::WaitP90;
        int i = 0;
        const DeskClock clock = DeskClock::named(QStringLiteral("Asia/Shanghai"));
        const bool hours = series.bucket == StatsBucket::Hour;
        const qint64 first =
            hours ? from / step * step : clock.startOf(clock.day(Timestamp{from})).ms;
        for (qint64 at = first; at < to; at += step, ++i) {
            SeriesPoint point;
            point.start = Timestamp{at};
            point.label = clock.at(point.start)
                              .toString(hours ? QStringLiteral("yyyy-MM-ddTHH:mm+08:00")
                                              : QStringLiteral("yyyy-MM-dd"));
            const double swing = 6 + 5 * qSin(i * 0.45) + i % 3;
            if (!emptyStats && !(wait && i % 9 == 7))
                point.value = qRound(swing * (wait ? 12 : 1 + int(series.metric)) *
                                     (series.metric == StatsMetric::WaitP90 ? 2.3 : 1));
            series.points.append(point);
        }
        m_desk.ok(socket, json::toJson(series));
    } else if (path == u"/api/sessions/stats") {
        Statistics s;
        s.from = Timestamp::fromSeconds(value("from").toDouble());
        s.to = Timestamp::fromSeconds(value("to").toDouble());
        s.timezone = QStringLiteral("Asia/Shanghai");
        s.totalSessions = 48211;
        s.byStatus = {{QStringLiteral("bot_active"), 31},
                      {QStringLiteral("pending_manual"), 4},
                      {QStringLiteral("manual_live"), 7},
                      {QStringLiteral("closed"), 48163},
                      {QStringLiteral("after_hours_email"), 6}};
        s.activeSessions = 11;
        s.activeAgents = 3;
        s.avgWaitingTime = 48.2;
        s.maxWaitingTime = 331;
        s.byEscalationReason = {{QStringLiteral("keyword"), 22},
                                {QStringLiteral("fail_loop"), 9},
                                {QStringLiteral("vip"), 6},
                                {QStringLiteral("manual"), 18},
                                {QStringLiteral("sentiment"), 0}};
        s.today = {118, 31, 4, 7, 24};
        s.aiQuality = {2840, 0.74, 0.26, 3.4};
        s.agentEfficiency = {41.7, 433, 0.88, 19.3};
        m_desk.ok(socket, json::toJson(s));
    } else {
        return false;
    }
    return true;
}

bool DemoAdmin::answerSystem(const QString &path, QTcpSocket *socket)
{
    if (path == u"/api/shift/config") {
        m_desk.ok(
            socket,
            R"({"start":"09:00","end":"18:00","shift_start":"09:00","shift_end":"18:00","timezone":"Asia/Shanghai","weekends_disabled":true,"holidays":["2026-10-01","2026-10-02"],"is_in_shift":true})");
    } else if (path == u"/api/config") {
        socket->write(ScriptedServer::answer(
            200,
            R"({"appId":"7513204","workflowId":"7568811","authMode":"OAUTH_JWT","sessionIsolation":true})"));
    } else if (path == u"/api/health") {
        socket->write(ScriptedServer::answer(
            200,
            R"({"status":"healthy","coze_connected":true,"workflow_id":"7568811","app_id":"7513204","auth_mode":"OAUTH_JWT","session_isolation":true,"version":"0.1.0","database":"postgresql","uptime_seconds":184211})"));
    } else {
        return false;
    }
    return true;
}

bool DemoAdmin::answer(const ScriptedServer::Request &request, QTcpSocket *socket)
{
    const QUrl url(QString::fromUtf8(request.path));
    const QString path = url.path(QUrl::FullyDecoded);
    if (answerStats(path, QUrlQuery(url), socket) || answerSystem(path, socket))
        return true;
    const bool isAdminPath = path.startsWith(u"/api/agents") || path.startsWith(u"/api/audit") ||
                             path.startsWith(u"/api/auto-reply-rules") ||
                             path.startsWith(u"/api/sla-policies");
    const bool isCatalog = path.startsWith(u"/api/quick-replies") || path.startsWith(u"/api/tags");
    if (!isAdminPath && !isCatalog)
        return false;
    if (demoted && (isAdminPath || request.method != "GET")) {
        socket->write(ScriptedServer::answer(403, adminRequired));
    } else if (path == u"/api/auto-reply-rules/test") {
        AutoReplyMatch match;
        match.ruleId = rules.at(1).id;
        match.type = AutoReplyType::Keyword;
        match.keywords = {QStringLiteral("refund")};
        match.replyContent = rules.at(1).replyContent;
        match.afterSeconds = 2;
        m_desk.ok(socket, json::toJson(AutoReplyTestAnswer{{match}, 1}));
    } else if (request.method != "GET") {
        socket->write(ScriptedServer::answer(400, taken));
    } else if (path == u"/api/agents") {
        m_desk.ok(socket, json::toJson(AgentPage{agents, agents.size(), 1, 100, 1}));
    } else if (path == u"/api/quick-replies") {
        m_desk.ok(socket,
                  json::toJson(QuickReplyList{replies, replies.size(), {}, Templates::known()}));
    } else if (path == u"/api/tags") {
        TagList list;
        for (const Tag &tag : std::as_const(tags))
            (tag.isSystem ? list.systemTags : list.customTags).append(tag);
        m_desk.ok(socket, json::toJson(list));
    } else if (path == u"/api/auto-reply-rules") {
        m_desk.ok(socket, json::toJson(AutoReplyRuleList{rules, rules.size()}));
    } else if (path == u"/api/sla-policies") {
        m_desk.ok(socket, json::toJson(sla));
    } else if (path == u"/api/audit") {
        m_desk.ok(socket, json::toJson(AuditPage{audit, audit.size(), 1, 50, 1}));
    } else {
        return false; // agents/available
    }
    return true;
}

} // namespace handoff::test
