#include "tests/simulator/script.h"

#include "shared/core/json.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace handoff::sim {

namespace {

/// A card as Coze sends it: the words for people stand beside its template.
QString cardSaying(const QString &text)
{
    const QJsonObject card{{QStringLiteral("card_type"), 3},
                           {QStringLiteral("template_url"), QString()},
                           {QStringLiteral("response_for_model"), text}};
    return QString::fromUtf8(QJsonDocument(card).toJson(QJsonDocument::Compact));
}

constexpr auto kBrokenAnswer = "720702003"; // Coze: the workflow failed

/// Writes the events of one turn, with the shape the faults ask for.
class Writer
{
public:
    Writer(const Turn &turn, const Faults &faults) : m_turn(turn), m_faults(faults) {}

    void event(const char *type, const QByteArray &data, int delayMs = 0)
    {
        write(QByteArray("event: ") + type + "\ndata: " + data + "\n\n", delayMs);
    }
    void write(QByteArray bytes, int delayMs = 0)
    {
        if (m_faults.crlf)
            bytes.replace("\n", "\r\n");
        m_steps.append({delayMs, Step::Action::Write, bytes});
    }

    /// A `conversation.chat.*` event.
    void chat(const char *type, const char *status, const QByteArray &more = {})
    {
        QByteArray data = "{\"id\":" + text(m_turn.chatId) +
                          ",\"conversation_id\":" + text(m_turn.conversationId) +
                          ",\"bot_id\":" + text(m_turn.botId) +
                          ",\"section_id\":" + text(m_turn.sectionId) +
                          ",\"created_at\":" + QByteArray::number(m_turn.createdAt) +
                          ",\"status\":\"" + status + "\"";
        if (!more.contains("\"last_error\""))
            data += ",\"last_error\":{\"code\":0,\"msg\":\"\"}";
        event(type, data + more + "}");
    }
    /// A `conversation.message.*` event.
    void message(const char *type, const QString &id, const char *kind, const QString &content,
                 int delayMs = 0, const char *contentType = "text", const char *role = "assistant")
    {
        event(type, messageJson(id, kind, content, contentType, role), delayMs);
    }
    QByteArray messageJson(const QString &id, const char *kind, const QString &content,
                           const char *contentType = "text", const char *role = "assistant") const
    {
        return messageHead(id, kind, role) + text(content) + messageTail(contentType);
    }
    /// A delta of the answer. There are many: what they share is made once.
    void delta(const QString &content, int delayMs)
    {
        if (m_deltaHead.isEmpty()) {
            m_deltaHead = "event: conversation.message.delta\ndata: " +
                          messageHead(m_turn.messageId, "answer", "assistant");
            m_deltaTail = messageTail("text") + "\n\n";
        }
        QByteArray bytes;
        bytes.reserve(m_deltaHead.size() + 6 * content.size() + 2 + m_deltaTail.size());
        bytes.append(m_deltaHead);
        json::writeString(bytes, content);
        bytes.append(m_deltaTail);
        write(bytes, delayMs);
    }
    static QByteArray text(const QString &value)
    {
        QByteArray out;
        json::writeString(out, value);
        return out;
    }

    /// The steps in the sizes the faults ask for, ended by `end`.
    QList<Step> finish(Step::Action end)
    {
        if (m_faults.coalesce) {
            Step all;
            for (const Step &step : std::as_const(m_steps))
                all.bytes += step.bytes;
            m_steps = {all};
        }
        if (m_faults.split > 0) {
            QList<Step> pieces;
            for (const Step &step : std::as_const(m_steps)) {
                for (qsizetype at = 0; at < step.bytes.size(); at += m_faults.split)
                    pieces.append({at == 0 ? step.delayMs : 0, Step::Action::Write,
                                   step.bytes.mid(at, m_faults.split)});
            }
            m_steps = pieces;
        }
        m_steps.append({0, end, {}});
        return m_steps;
    }

private:
    QByteArray messageHead(const QString &id, const char *kind, const char *role) const
    {
        return "{\"id\":" + text(id) + ",\"conversation_id\":" + text(m_turn.conversationId) +
               ",\"bot_id\":" + text(m_turn.botId) + ",\"role\":\"" + role + "\",\"type\":\"" +
               kind + "\",\"content\":";
    }
    QByteArray messageTail(const char *contentType) const
    {
        return QByteArray(",\"content_type\":\"") + contentType +
               "\",\"chat_id\":" + text(m_turn.chatId) +
               ",\"section_id\":" + text(m_turn.sectionId) +
               ",\"created_at\":" + QByteArray::number(m_turn.createdAt) + "}";
    }

    const Turn &m_turn;
    const Faults &m_faults;
    QList<Step> m_steps;
    QByteArray m_deltaHead;
    QByteArray m_deltaTail;
};

/// Another id of 19 digits that goes with `id`.
QString sibling(const QString &id, QChar digit)
{
    return id.chopped(1) + digit;
}

QByteArray usage(const QString &answer)
{
    const QByteArray out = QByteArray::number(answer.size() / 2 + 1);
    const QByteArray in = QByteArray::number(64);
    const QByteArray all = QByteArray::number(answer.size() / 2 + 65);
    return ",\"completed_at\":0,\"usage\":{\"token_count\":" + all + ",\"output_count\":" + out +
           ",\"input_count\":" + in + "}";
}

/// What stands between two deltas when the faults want noise.
void noise(Writer &w, const Faults &faults, qsizetype at)
{
    if (faults.ping) {
        w.write(": keep-alive\n\n");
        w.event("PING", "{}");
    }
    if (!faults.garbage)
        return;
    switch (at % 5) {
    case 0:
        w.write("id: 42\nretry: 1500\n\n");
        break;
    case 1:
        w.event("conversation.something.new", "{\"content\":\"not for you\"}");
        break;
    case 2:
        w.write("no colon in this line\nfoo: bar\n\n");
        break;
    case 3:
        w.event("conversation.audio.delta", "AAAA////");
        break;
    default:
        w.write(":\n:x\n\n");
        break;
    }
}

void sendEnding(Writer &w, const Turn &turn, const Faults &faults)
{
    const QByteArray code =
        faults.code.isEmpty() ? QByteArray(kBrokenAnswer) : faults.code.toUtf8();
    switch (faults.ending) {
    case Ending::Failed:
        w.chat("conversation.chat.failed", "failed",
               ",\"failed_at\":" + QByteArray::number(turn.createdAt) +
                   ",\"last_error\":{\"code\":" + code + ",\"msg\":\"Workflow execution failed\"}");
        break;
    case Ending::FailedShort:
        w.event("conversation.chat.failed",
                "{\"code\":\"" + code + "\",\"msg\":\"Workflow execution failed\"}");
        break;
    case Ending::Error:
        w.event("error", "{\"code\":" + code + ",\"msg\":\"Internal server error\"}");
        break;
    case Ending::ErrorStr:
        w.event("error", "{\"code\":\"" + code + "\",\"msg\":\"Internal server error\"}");
        break;
    case Ending::ErrorText:
        w.event("error", "upstream connect error");
        break;
    default:
        break;
    }
}

} // namespace

QStringList deltasOf(const QString &answer, int chunks)
{
    // Characters first: a pair of surrogates stays together.
    QStringList characters;
    for (qsizetype i = 0; i < answer.size(); ++i) {
        const bool pair = answer.at(i).isHighSurrogate() && i + 1 < answer.size();
        characters.append(answer.mid(i, pair ? 2 : 1));
        i += pair ? 1 : 0;
    }
    QStringList out;
    if (chunks > 0) {
        const QStringList once =
            characters.isEmpty() ? QStringList{QStringLiteral("…")} : characters;
        while (characters.size() < chunks)
            characters += once;
        for (qsizetype i = 0; i < chunks; ++i) {
            const qsizetype from = characters.size() * i / chunks;
            const qsizetype to = characters.size() * (i + 1) / chunks;
            out.append(characters.mid(from, to - from).join(QString()));
        }
        return out;
    }
    // Like a model's tokens: a word with the blank before it, or two Chinese characters.
    QString token;
    int wide = 0;
    for (const QString &c : std::as_const(characters)) {
        const bool isWide = c.at(0).unicode() >= 0x2E80;
        const bool breaks = isWide ? (wide >= 2 || (wide == 0 && !token.isEmpty()))
                                   : (wide > 0 || c == u" " || token.endsWith(u'\n'));
        if (breaks && !token.isEmpty()) {
            out.append(token);
            token.clear();
            wide = 0;
        }
        token += c;
        wide += isWide ? 1 : 0;
    }
    if (!token.isEmpty())
        out.append(token);
    return out;
}

QList<Step> streamScript(const Turn &turn, const Faults &faults)
{
    QString answer = turn.answer;
    if (faults.bigKb > 0) {
        const QString line = answer.isEmpty() ? QStringLiteral("…\n") : QString(answer + u'\n');
        const qsizetype wanted = qsizetype(faults.bigKb) * 1024;
        const qsizetype lineBytes = line.toUtf8().size();
        answer = line.repeated(wanted / lineBytes + 1);
    }
    QStringList deltas = deltasOf(
        answer, faults.chunks > 0 ? faults.chunks : (faults.bigKb > 0 ? 2 * faults.bigKb : 0));
    answer = deltas.join(QString());

    const int pace = faults.slowMs.value_or(turn.paceMs);
    const int think = faults.slowMs ? 0 : turn.thinkMs;

    const bool failsEarly = faults.ending == Ending::Failed ||
                            faults.ending == Ending::FailedShort ||
                            faults.ending == Ending::Error || faults.ending == Ending::ErrorStr ||
                            faults.ending == Ending::ErrorText;
    const bool breaksOff = faults.ending == Ending::Eof || faults.ending == Ending::Cut ||
                           faults.ending == Ending::HangMid || faults.ending == Ending::Reset;
    qsizetype sent = deltas.size();
    if (failsEarly)
        sent = std::min<qsizetype>(sent, std::max(0, faults.after));
    else if (breaksOff)
        sent = faults.after >= 0 ? std::min<qsizetype>(sent, faults.after) : sent / 2;

    Writer w(turn, faults);
    if (faults.garbage)
        w.write("\xEF\xBB\xBF: hello\n\n");
    w.chat("conversation.chat.created", "created");
    w.chat("conversation.chat.in_progress", "in_progress");

    if (faults.multi) {
        // All the types that are no answer, and a first answer of its own before the real one.
        const QString other = sibling(turn.messageId, u'1');
        w.message("conversation.message.completed", sibling(turn.messageId, u'2'), "function_call",
                  QStringLiteral("{\"name\":\"search\",\"arguments\":{}}"));
        w.message("conversation.message.completed", sibling(turn.messageId, u'3'), "tool_response",
                  QStringLiteral("[]"), 0, "text", "tool");
        w.message("conversation.message.completed", sibling(turn.messageId, u'4'), "knowledge",
                  QStringLiteral("{}"));
        w.message("conversation.message.delta", other, "answer", QStringLiteral("好的，"));
        w.message("conversation.message.delta", other, "answer", QStringLiteral("我查一下。\n"));
        w.message("conversation.message.completed", other, "answer",
                  QStringLiteral("好的，我查一下。\n"));
    }

    const qsizetype spoken = faults.card && !breaksOff ? 0 : sent;
    for (qsizetype i = 0; i < spoken; ++i) {
        noise(w, faults, i);
        if (faults.badJson && i == sent / 2)
            w.event("conversation.message.delta",
                    "{\"id\":" + Writer::text(turn.messageId) + ",\"content\":\"");
        const int delay = pace + (i == 0 ? think : 0);
        if (faults.garbage && i % 3 == 2) {
            QByteArray data = w.messageJson(turn.messageId, "answer", deltas.at(i));
            data.insert(data.indexOf(",\"role\""), "\ndata:");
            w.write("event:conversation.message.delta\ndata:" + data + "\n\n", delay);
        } else {
            w.delta(deltas.at(i), delay);
        }
    }

    switch (faults.ending) {
    case Ending::Eof:
        return w.finish(Step::Action::End);
    case Ending::Cut:
        return w.finish(Step::Action::Cut);
    case Ending::HangMid:
        return w.finish(Step::Action::Hang);
    case Ending::Reset:
        return w.finish(Step::Action::Reset);
    default:
        break;
    }
    if (!failsEarly) {
        w.message("conversation.message.completed", turn.messageId, "answer",
                  faults.card ? cardSaying(answer) : answer, faults.card ? pace + think : 0,
                  faults.card ? "card" : "text");
        w.message(
            "conversation.message.completed", sibling(turn.messageId, u'9'), "verbose",
            QStringLiteral(
                "{\"msg_type\":\"generate_answer_finish\",\"data\":\"{\\\"finish_reason\\\":0,"
                "\\\"FinData\\\":\\\"\\\"}\",\"from_module\":null,\"from_unit\":null}"));
        if (faults.multi)
            w.message("conversation.message.completed", sibling(turn.messageId, u'8'), "follow_up",
                      QStringLiteral("还有什么可以帮您？"));
        if (faults.ending == Ending::Action)
            w.chat("conversation.chat.requires_action", "requires_action", usage(answer));
        else
            w.chat("conversation.chat.completed", "completed", usage(answer));
        if (faults.ending == Ending::NoDone)
            return w.finish(Step::Action::End);
    } else {
        sendEnding(w, turn, faults);
        // After `error` Coze ends the body at once; after `failed` there is a `done`.
        if (faults.ending != Ending::Failed && faults.ending != Ending::FailedShort)
            return w.finish(Step::Action::End);
    }
    w.event("done", "{\"debug_url\":" +
                        Writer::text(QStringLiteral("https://www.coze.com/work_flow?execute_id=") +
                                     turn.chatId) +
                        "}");
    return w.finish(Step::Action::End);
}

} // namespace handoff::sim
