#include "workbench/ui/conversations/customertab.h"

#include "workbench/controllers/contextcontroller.h"
#include "workbench/models/historywords.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/conversations/chatcommands.h"
#include "workbench/ui/conversations/taglabel.h"

#include <QVBoxLayout>

namespace handoff {

namespace {
constexpr int tagLine = 236; ///< pixels that a line of tags has in the narrowest panel
} // namespace

CustomerTab::CustomerTab(const ChatParts &parts, QWidget *parent)
    : ContextTab(parts, "contextScroll", parent)
{
}

bool CustomerTab::isStale()
{
    const bool same =
        m_shownName == m_parts.chat.sessionName() && m_shown == m_parts.chat.session();
    m_shownName = m_parts.chat.sessionName();
    m_shown = m_parts.chat.session();
    return !same;
}

void CustomerTab::build()
{
    setAccessibleName(tr("Customer details"));
    if (!m_parts.chat.session())
        return;
    const SessionState &session = *m_parts.chat.session();
    addEscalation(session);
    addCustomer(session);
    addTags(session);
    addMail(session);
}

void CustomerTab::addEscalation(const SessionState &session)
{
    if (!session.escalation)
        return;
    const Escalation &e = *session.escalation;
    QGridLayout *grid = addFacts(addCard(QStringLiteral("alert"), tr("Handoff requested")));
    addFact(grid, tr("Reason"), text::reasonName(e.reason));
    addFact(grid, tr("Details"), text::escalationDetails(e));
    addFact(grid, tr("Severity"), text::severityName(e.severity));
    addFact(grid, tr("Asked at"), text::dateTime(e.triggerAt));
    if (!session.priority.urgentKeywords.isEmpty())
        addFact(grid, tr("Urgent words"),
                session.priority.urgentKeywords.join(QStringLiteral(", ")));
}

void CustomerTab::addCustomer(const SessionState &session)
{
    const UserProfile &p = session.userProfile;
    QToolButton *edit =
        makeIconButton(m_theme, QStringLiteral("edit"), QStringLiteral("editProfile"));
    setIconPixels(edit, m_theme, 16);
    setHint(edit, tr("Change the profile"));
    connect(edit, &QToolButton::clicked, this, &CustomerTab::editRequested);
    QGridLayout *grid = addFacts(addCard(QStringLiteral("user"), tr("Customer"), edit));
    const QString name = text::customerName(p.nickname, session.sessionName);
    addFact(grid, tr("Name"), p.vip ? tr("%1 (VIP)").arg(name) : name);
    addFact(grid, tr("E-mail"), p.email.value_or(QString()));
    addFact(grid, tr("City"), p.city);
    addFact(grid, tr("Country"), p.country);
    addFact(grid, tr("Language"), text::languageName(p.language));
    addFact(grid, tr("Currency"), p.currency);
    addFact(grid, tr("GDPR consent"), p.gdprConsent ? tr("Given") : tr("Not given"));
    addFact(grid, tr("Marketing"), p.marketingSubscribed ? tr("Subscribed") : tr("Not subscribed"));
    addFact(grid, tr("Session"), session.sessionName);
    addFact(grid, tr("Since"), text::dateTime(session.createdAt));
}

void CustomerTab::addTags(const SessionState &session)
{
    QToolButton *more = makeIconButton(m_theme, QStringLiteral("plus"), QStringLiteral("addTag"));
    setIconPixels(more, m_theme, 16);
    setHint(more, tr("Add or remove tags"), chatcommands::keys(ChatCommand::Tags));
    connect(more, &QToolButton::clicked, this, &CustomerTab::tagsRequested);
    QVBoxLayout *card = addCard(QStringLiteral("tag"), tr("Tags"), more);
    if (session.tags.isEmpty())
        addEmpty(card, tr("No tags yet"));
    QHBoxLayout *line = nullptr;
    int used = 0;
    for (const SessionTag &tag : session.tags) {
        auto *label = new TagLabel(m_theme, tag);
        connect(label, &TagLabel::removeRequested, &m_parts.context, &ContextController::removeTag);
        if (!line || used + label->sizeHint().width() > tagLine) {
            line = new QHBoxLayout;
            line->setSpacing(space::badge);
            line->addStretch();
            card->addLayout(line);
            used = 0;
        }
        line->insertWidget(line->count() - 1, label);
        used += label->sizeHint().width() + space::badge;
    }
}

void CustomerTab::addMail(const SessionState &session)
{
    const MailState &mail = session.mail;
    if (!mail.sent && !mail.error)
        return;
    QGridLayout *grid = addFacts(addCard(QStringLiteral("mail"), tr("Mail to the team")));
    addFact(grid, tr("State"), mail.sent ? tr("Sent") : tr("Not sent"));
    addFact(grid, tr("To"), mail.emailTo.join(QStringLiteral(", ")));
    addFact(grid, tr("Error"), mail.error.value_or(QString()));
}

} // namespace handoff
