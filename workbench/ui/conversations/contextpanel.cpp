#include "workbench/ui/conversations/contextpanel.h"

#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QLocale>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

namespace handoff {

namespace {

/// Coloured dot and name of one tag.
class TagLabel : public QWidget
{
public:
    TagLabel(const Theme &theme, const SessionTag &tag) : m_theme(theme), m_tag(tag)
    {
        setAccessibleName(tag.name);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }
    QSize sizeHint() const override
    {
        return {QFontMetrics(m_theme.font(TextStyle::Meta)).horizontalAdvance(m_tag.name) + 30, 24};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(m_theme.color(Token::Line), 1));
        painter.setBrush(m_theme.color(Token::Base));
        painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), 12, 12);
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(m_tag.color));
        painter.drawEllipse(QRectF(9, 8, 8, 8));
        painter.setFont(m_theme.font(TextStyle::Meta));
        painter.setPen(m_theme.color(Token::Text));
        painter.drawText(rect().adjusted(22, 0, 0, 0), Qt::AlignVCenter, m_tag.name);
    }

private:
    const Theme &m_theme;
    SessionTag m_tag;
};

QString languageName(const QString &code)
{
    const QLocale locale(code);
    return locale.language() == QLocale::C
               ? code
               : QStringLiteral("%1 (%2)").arg(locale.nativeLanguageName(), code);
}

} // namespace

ContextPanel::ContextPanel(const Theme &theme, ChatController &chat, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_chat(chat), m_scroll(new QScrollArea)
{
    setObjectName(QStringLiteral("contextPanel"));
    setProperty("surface", QStringLiteral("raised"));
    setProperty("edge", QStringLiteral("left"));
    setMinimumWidth(280);
    m_scroll->setObjectName(QStringLiteral("contextScroll"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::TabFocus);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 0, 0, 0);
    column->addWidget(m_scroll);
    connect(&theme, &Theme::changed, this, [this] { refresh(true); });
}

QVBoxLayout *ContextPanel::addCard(const QString &icon, const QString &title)
{
    QFrame *card = makeSurface("card");
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(space::card, 10, space::card, space::card);
    column->setSpacing(6);
    auto *head = new QHBoxLayout;
    head->setSpacing(space::sibling);
    auto *glyph = new QLabel;
    glyph->setPixmap(m_theme.icon(icon, Token::Muted).pixmap(QSize(16, 16), devicePixelRatioF()));
    auto *label = new QLabel(title);
    label->setFont(m_theme.font(TextStyle::BodyBold));
    head->addWidget(glyph);
    head->addWidget(label, 1);
    column->addLayout(head);
    m_cards->addWidget(card);
    return column;
}

void ContextPanel::addFact(QGridLayout *grid, const QString &name, const QString &value)
{
    if (value.isEmpty())
        return;
    const int row = grid->rowCount();
    auto *key = new QLabel(name);
    setTextStyle(key, m_theme, TextStyle::Meta, true);
    key->setAlignment(Qt::AlignTop);
    QWidget *text = nullptr;
    if (value.contains(QLatin1Char(' ')) || value.size() < 16) {
        auto *label = new QLabel(value);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        text = label;
    } else { // an address has no place to break
        auto *label = new ElidedLabel;
        label->setFullText(value);
        text = label;
    }
    text->setAccessibleName(name + QStringLiteral(": ") + value);
    grid->addWidget(key, row, 0);
    grid->addWidget(text, row, 1);
    grid->setColumnStretch(1, 1);
    grid->setColumnMinimumWidth(0, 88);
}

void ContextPanel::addCustomer(const SessionState &session)
{
    const UserProfile &p = session.userProfile;
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(space::sibling);
    grid->setVerticalSpacing(5);
    addFact(grid, tr("Name"), p.vip ? tr("%1 (VIP)").arg(p.nickname) : p.nickname);
    addFact(grid, tr("E-mail"), p.email.value_or(QString()));
    QStringList place;
    for (const QString &part : {p.city, p.country}) {
        if (!part.isEmpty())
            place.append(part);
    }
    addFact(grid, tr("Place"), place.join(QStringLiteral(", ")));
    addFact(grid, tr("Language"), languageName(p.language));
    addFact(grid, tr("Currency"), p.currency);
    addFact(grid, tr("GDPR consent"), p.gdprConsent ? tr("Given") : tr("Not given"));
    addFact(grid, tr("Marketing"), p.marketingSubscribed ? tr("Subscribed") : tr("Not subscribed"));
    addFact(grid, tr("Session"), session.sessionName);
    addFact(grid, tr("Since"), text::dateTime(session.createdAt));
    addCard(QStringLiteral("user"), tr("Customer"))->addLayout(grid);
}

void ContextPanel::addEscalation(const SessionState &session)
{
    if (!session.escalation)
        return;
    const Escalation &e = *session.escalation;
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(space::sibling);
    grid->setVerticalSpacing(5);
    addFact(grid, tr("Reason"), text::reasonName(e.reason));
    addFact(grid, tr("Details"), e.details);
    addFact(grid, tr("Severity"), text::severityName(e.severity));
    addFact(grid, tr("Asked at"), text::dateTime(e.triggerAt));
    if (!session.priority.urgentKeywords.isEmpty())
        addFact(grid, tr("Urgent words"),
                session.priority.urgentKeywords.join(QStringLiteral(", ")));
    addCard(QStringLiteral("alert"), tr("Why a person is wanted"))->addLayout(grid);
}

void ContextPanel::addTags(const SessionState &session)
{
    if (session.tags.isEmpty())
        return;
    QVBoxLayout *card = addCard(QStringLiteral("info"), tr("Tags"));
    // Lines are filled as wide as the narrowest panel allows.
    QHBoxLayout *line = nullptr;
    int used = 0;
    for (const SessionTag &tag : session.tags) {
        auto *label = new TagLabel(m_theme, tag);
        if (!line || used + label->sizeHint().width() > 230) {
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

void ContextPanel::addTrail(const QList<AuditEntry> &trail)
{
    if (trail.isEmpty())
        return;
    QVBoxLayout *card = addCard(QStringLiteral("history"), tr("History"));
    constexpr int shown = 20;
    for (qsizetype i = trail.size() - 1; i >= 0 && i >= trail.size() - shown; --i) {
        const AuditEntry &entry = trail.at(i);
        auto *line = new QHBoxLayout;
        line->setSpacing(space::sibling);
        auto *glyph = new QLabel;
        glyph->setPixmap(
            m_theme.icon(text::statusIcon(entry.statusTo), text::statusToken(entry.statusTo))
                .pixmap(QSize(16, 16), devicePixelRatioF()));
        glyph->setAlignment(Qt::AlignTop);
        glyph->setContentsMargins(0, 1, 0, 0);
        auto *words = new QVBoxLayout;
        words->setSpacing(0);
        auto *what = new QLabel(tr("%1 → %2").arg(text::statusName(entry.statusFrom),
                                                  text::statusName(entry.statusTo)));
        what->setWordWrap(true);
        QString who = entry.operatorName;
        if (who == QLatin1String("customer"))
            who = tr("Customer");
        else if (who == QLatin1String("regulator"))
            who = tr("Rules");
        else if (who == QLatin1String("system"))
            who = tr("System");
        auto *why = new QLabel(
            QStringLiteral("%1 · %2 · %3")
                .arg(text::dateTime(entry.timestamp), who, text::changeReason(entry.reason)));
        setTextStyle(why, m_theme, TextStyle::Meta, true);
        why->setWordWrap(true);
        why->setTextFormat(Qt::PlainText);
        words->addWidget(what);
        words->addWidget(why);
        line->addWidget(glyph, 0, Qt::AlignTop);
        line->addLayout(words, 1);
        card->addLayout(line);
    }
}

void ContextPanel::refresh(bool force)
{
    const auto &session = m_chat.session();
    if (!force && m_shownName == m_chat.sessionName() && m_shown == session &&
        m_shownTrail == m_chat.auditTrail().size())
        return;
    m_shownName = m_chat.sessionName();
    m_shown = session;
    m_shownTrail = m_chat.auditTrail().size();

    auto *page = makeSurface("raised");
    m_cards = new QVBoxLayout(page);
    m_cards->setContentsMargins(space::card, space::card, space::card, space::card);
    m_cards->setSpacing(space::card);
    if (session) {
        addEscalation(*session);
        addCustomer(*session);
        addTags(*session);
        addTrail(m_chat.auditTrail());
    }
    m_cards->addStretch();
    m_scroll->setWidget(page); // deletes the old one
    setAccessibleName(tr("Customer details"));
    m_scroll->setAccessibleName(tr("Customer details"));
}

} // namespace handoff
