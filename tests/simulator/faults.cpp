#include "tests/simulator/faults.h"

#include <QMap>
#include <QRegularExpression>

namespace handoff::sim {

namespace {

Error bad(const QString &word)
{
    return Error::plain(ErrorKind::Invalid, QStringLiteral("UNKNOWN_FAULT"),
                        QStringLiteral("unknown fault: ") + word);
}

const QMap<QString, bool Faults::*> &switches()
{
    static const QMap<QString, bool Faults::*> map{
        {QStringLiteral("coalesce"), &Faults::coalesce},
        {QStringLiteral("crlf"), &Faults::crlf},
        {QStringLiteral("ping"), &Faults::ping},
        {QStringLiteral("garbage"), &Faults::garbage},
        {QStringLiteral("badjson"), &Faults::badJson},
        {QStringLiteral("card"), &Faults::card},
        {QStringLiteral("multi"), &Faults::multi},
        {QStringLiteral("echo"), &Faults::echo},
        {QStringLiteral("hang"), &Faults::hang},
        {QStringLiteral("expire"), &Faults::expire},
    };
    return map;
}

struct Number
{
    int Faults::*member;
    int min;
    int max;
};

const QMap<QString, Number> &numbers()
{
    static const QMap<QString, Number> map{
        {QStringLiteral("ttfb"), {&Faults::ttfbMs, 0, 600'000}},
        {QStringLiteral("chunks"), {&Faults::chunks, 1, 10'000}},
        {QStringLiteral("split"), {&Faults::split, 1, 1 << 20}},
        {QStringLiteral("big"), {&Faults::bigKb, 1, 65'536}},
        {QStringLiteral("after"), {&Faults::after, 0, 10'000}},
        {QStringLiteral("http"), {&Faults::http, 200, 599}},
        {QStringLiteral("retryafter"), {&Faults::retryAfter, 1, 3600}},
    };
    return map;
}

const QMap<QString, Ending> &endings()
{
    static const QMap<QString, Ending> map{
        {QStringLiteral("failed"), Ending::Failed},
        {QStringLiteral("failedshort"), Ending::FailedShort},
        {QStringLiteral("action"), Ending::Action},
        {QStringLiteral("error"), Ending::Error},
        {QStringLiteral("errorstr"), Ending::ErrorStr},
        {QStringLiteral("errortext"), Ending::ErrorText},
        {QStringLiteral("nodone"), Ending::NoDone},
        {QStringLiteral("eof"), Ending::Eof},
        {QStringLiteral("cut"), Ending::Cut},
        {QStringLiteral("hangmid"), Ending::HangMid},
        {QStringLiteral("reset"), Ending::Reset},
    };
    return map;
}

bool endsInTheMiddle(Ending ending)
{
    return ending == Ending::Eof || ending == Ending::Cut || ending == Ending::HangMid ||
           ending == Ending::Reset;
}

Result<void> apply(Faults &faults, const QString &name, const QString &arg)
{
    const QString word = arg.isEmpty() ? name : QString(name + u'=' + arg);
    bool isNumber = false;
    const int number = arg.toInt(&isNumber);
    if (const auto it = switches().constFind(name); it != switches().cend()) {
        if (!arg.isEmpty())
            return bad(word);
        faults.*(*it) = true;
        return {};
    }
    if (const auto it = numbers().constFind(name); it != numbers().cend()) {
        if (!isNumber || number < it->min || number > it->max)
            return bad(word);
        faults.*(it->member) = number;
        return {};
    }
    if (const auto it = endings().constFind(name); it != endings().cend()) {
        faults.ending = *it;
        if (arg.isEmpty())
            return {};
        if (!isNumber || number < 0)
            return bad(word);
        if (*it == Ending::Reset && number == 0)
            faults.resetEarly = true;
        else if (endsInTheMiddle(*it))
            faults.after = number;
        else
            faults.code = arg;
        return {};
    }
    if (name == u"slow" && isNumber && number >= 0) {
        faults.slowMs = number;
        return {};
    }
    if (name == u"json" && !arg.isEmpty()) {
        faults.json = arg;
        return {};
    }
    return bad(word);
}

} // namespace

Result<FaultyText> takeFaults(const QString &text)
{
    static const QRegularExpression word(
        QStringLiteral("@sim:([A-Za-z]+)(?:=([A-Za-z0-9_-]+))?\\s*"));
    FaultyText out;
    qsizetype from = 0;
    for (auto it = word.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        out.text.append(QStringView(text).sliced(from, match.capturedStart() - from));
        from = match.capturedEnd();
        HANDOFF_CHECK(apply(out.faults, match.captured(1).toLower(), match.captured(2)));
    }
    out.text.append(QStringView(text).sliced(from));
    out.text = out.text.trimmed();
    return out;
}

Result<Faults> parseFaults(const QString &words)
{
    static const QRegularExpression blank(QStringLiteral("[\\s,]+"));
    Faults faults;
    for (QString word : words.split(blank, Qt::SkipEmptyParts)) {
        if (word.startsWith(u"@sim:"))
            word.remove(0, 5);
        HANDOFF_CHECK(apply(faults, word.section(u'=', 0, 0).toLower(), word.section(u'=', 1)));
    }
    return faults;
}

std::optional<Faults> FaultQueue::take(const QString &endpoint, const QString &session)
{
    for (qsizetype i = 0; i < m_queue.size(); ++i) {
        QueuedFault &fault = m_queue[i];
        if (fault.endpoint != u"*" && fault.endpoint != endpoint)
            continue;
        if (!fault.session.isEmpty() && fault.session != session)
            continue;
        const Faults faults = fault.faults;
        if (--fault.count <= 0)
            m_queue.removeAt(i);
        return faults;
    }
    return std::nullopt;
}

} // namespace handoff::sim
