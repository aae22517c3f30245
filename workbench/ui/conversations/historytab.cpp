#include "workbench/ui/conversations/historytab.h"

#include "workbench/controllers/chatcontroller.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QVBoxLayout>

namespace handoff {

namespace {
constexpr qsizetype mostEntries = 50;
} // namespace

HistoryTab::HistoryTab(const ChatParts &parts, QWidget *parent)
    : ContextTab(parts, "historyTab", parent)
{
}

bool HistoryTab::isStale()
{
    const bool same =
        m_shownName == m_parts.chat.sessionName() && m_shown == m_parts.chat.auditTrail();
    m_shownName = m_parts.chat.sessionName();
    m_shown = m_parts.chat.auditTrail();
    return !same;
}

void HistoryTab::build()
{
    setAccessibleName(tr("History of this chat"));
    const QList<Episode> episodes = episodesOf(m_shown);
    for (qsizetype i = episodes.size() - 1; i >= 0; --i)
        addEpisode(episodes.at(i), i + 1);
    addTrail(m_shown);
}

void HistoryTab::addEpisode(const Episode &episode, qsizetype number)
{
    QGridLayout *grid =
        addFacts(addCard(QStringLiteral("headset"), tr("Escalation %1").arg(number)));
    addFact(grid, tr("Reason"), text::changeReason(episode.reason));
    addFact(grid, tr("Asked at"), text::dateTime(episode.escalatedAt));
    if (episode.takenOverAt) {
        addFact(grid, tr("Taken over"), text::dateTime(*episode.takenOverAt));
        addFact(grid, tr("Waited"),
                text::wait(episode.takenOverAt->msSince(episode.escalatedAt) / 1000));
        addFact(grid, tr("By"), episode.agent);
    }
    if (episode.transferred)
        addFact(grid, tr("Transferred"), tr("Yes"));
    addFact(grid, tr("Ended"),
            episode.endedAt ? text::dateTime(*episode.endedAt) : tr("Still going on"));
}

void HistoryTab::addLine(QVBoxLayout *column, const QIcon &icon, const QString &what,
                         const QString &detail)
{
    auto *line = new QHBoxLayout;
    line->setSpacing(space::sibling);
    auto *glyph = new QLabel;
    glyph->setPixmap(icon.pixmap(QSize(16, 16), devicePixelRatioF()));
    glyph->setContentsMargins(0, 1, 0, 0);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    auto *first = new QLabel(what);
    first->setWordWrap(true);
    first->setTextFormat(Qt::PlainText);
    auto *second = new QLabel(detail);
    setTextStyle(second, m_theme, TextStyle::Meta, true);
    second->setWordWrap(true);
    second->setTextFormat(Qt::PlainText);
    words->addWidget(first);
    words->addWidget(second);
    line->addWidget(glyph, 0, Qt::AlignTop);
    line->addLayout(words, 1);
    column->addLayout(line);
}

void HistoryTab::addTrail(const QList<AuditEntry> &trail)
{
    QVBoxLayout *card = addCard(QStringLiteral("history"), tr("Changes"));
    if (trail.isEmpty())
        addEmpty(card, tr("Nothing has changed yet"));
    for (qsizetype i = trail.size() - 1; i >= 0 && i >= trail.size() - mostEntries; --i) {
        const AuditEntry &entry = trail.at(i);
        QString who = entry.operatorName;
        if (who == QLatin1String("customer"))
            who = tr("Customer");
        else if (who == QLatin1String("regulator"))
            who = tr("Rules");
        else if (who == QLatin1String("system"))
            who = tr("System");
        addLine(
            card, m_theme.icon(text::statusIcon(entry.statusTo), text::statusToken(entry.statusTo)),
            tr("%1 → %2").arg(text::statusName(entry.statusFrom), text::statusName(entry.statusTo)),
            QStringLiteral("%1 · %2 · %3")
                .arg(text::dateTime(entry.timestamp), who, text::changeReason(entry.reason)));
    }
}

} // namespace handoff
