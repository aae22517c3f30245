#include "workbench/ui/conversations/sessiondelegate.h"

#include "shared/text/displaytext.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QPainter>

namespace handoff {

namespace {
constexpr int lineGap = 3;
constexpr int avatarAt100 = 40;
constexpr int glyphSize = 14; ///< at 100 %, as the other lengths that grow with the text
constexpr int padding = space::card;
constexpr int maxTagDots = 3;

/// One line of what a Markdown answer says, without its marks.
QString oneLine(QString text)
{
    text.replace(QLatin1Char('\n'), QLatin1Char(' '));
    text.remove(QLatin1String("**"));
    text.remove(QLatin1Char('`'));
    return displaytext::oneLine(text);
}
} // namespace

QVariant SessionRows::data(const QModelIndex &index, int role) const
{
    if (role != Qt::AccessibleTextRole)
        return QIdentityProxyModel::data(index, role);
    const ListRow *row = index.isValid() ? sessions()->row(index.row()) : nullptr;
    if (!row)
        return {};
    const SessionSummary &s = row->session;
    const SectionRule &rule = sessions()->rule();
    QStringList parts{text::customerName(s.userProfile.nickname, s.sessionName)};
    if (s.userProfile.vip)
        parts.append(tr("VIP"));
    parts.append(text::statusName(s.status));
    if (s.status == SessionStatus::PendingManual) {
        parts.append(tr("waiting %1").arg(text::wait(rule.waitingSeconds(s))));
        if (s.escalation)
            parts.append(text::reasonName(s.escalation->reason));
    } else if (rule.isMine(s) && sessionrow::unansweredSince(s)) {
        parts.append(tr("waits for your answer"));
    }
    if (s.unread > 0)
        parts.append(tr("%n unread", nullptr, static_cast<int>(s.unread)));
    if (s.assignedAgent)
        parts.append(rule.isMine(s) ? tr("mine") : s.assignedAgent->name);
    if (row->typing)
        parts.append(tr("typing…"));
    else if (!row->draft.isEmpty())
        parts.append(tr("Draft: %1").arg(row->draft));
    else if (const auto words = sessionrow::lastWords(s))
        parts.append(words->content);
    return parts.join(QStringLiteral(", "));
}

SessionDelegate::SessionDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme)
{
}

QSize SessionDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {200, m_theme.rowHeight()};
}

void SessionDelegate::paintAvatar(QPainter &painter, const QPoint &at, const ListRow &row,
                                  const QColor &background) const
{
    const SessionSummary &s = row.session;
    const int avatarSize = m_theme.scaled(avatarAt100);
    Avatar::paint(painter, m_theme, QRectF(at, QSizeF(avatarSize, avatarSize)),
                  text::customerName(s.userProfile.nickname, s.sessionName));
    const int size = m_theme.scaled(18);
    const int overlap = m_theme.scaled(15);
    const QRectF glyph(at.x() + avatarSize - overlap, at.y() + avatarSize - overlap, size, size);
    painter.setPen(Qt::NoPen);
    painter.setBrush(background);
    painter.drawEllipse(glyph.adjusted(-1, -1, 1, 1));
    m_theme.paintIcon(painter, glyph.adjusted(2, 2, -2, -2), text::statusIcon(s.status),
                      text::statusToken(s.status));
}

/// What stands at the right of the second line; returns the width it took.
int SessionDelegate::paintBadges(QPainter &painter, const QRect &line,
                                 const SessionListModel &model, const ListRow &row) const
{
    const SessionSummary &s = row.session;
    const int h = line.height();
    int right = line.right() + 1;
    if (s.unread > 0) {
        const QString number = text::count(s.unread);
        painter.setFont(m_theme.font(TextStyle::MetaBold));
        const int w = qMax(h, painter.fontMetrics().horizontalAdvance(number) + 12);
        const QRectF pill(right - w, line.top(), w, h);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(Token::Brand));
        painter.drawRoundedRect(pill, h / 2.0, h / 2.0);
        painter.setPen(m_theme.color(Token::OnBrand));
        painter.drawText(pill, Qt::AlignCenter, number);
        right -= w + space::badge;
    }
    const auto since = wantedSince(model, s);
    if (since) {
        const qint64 seconds = qMax<qint64>(0, model.rule().now.msSince(*since) / 1000);
        const Token token = seconds >= alarmSeconds  ? Token::Danger
                            : seconds >= warnSeconds ? Token::Warn
                                                     : Token::Muted;
        const QString wait = text::wait(seconds);
        painter.setFont(
            m_theme.font(token == Token::Muted ? TextStyle::Meta : TextStyle::MetaBold));
        const int icon = m_theme.scaled(glyphSize);
        const int w = painter.fontMetrics().horizontalAdvance(wait) + icon + 16;
        const QRectF pill(right - w, line.top(), w, h);
        if (token != Token::Muted) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_theme.mix(token, Token::Base, 14));
            painter.drawRoundedRect(pill, h / 2.0, h / 2.0);
        }
        const bool waits = s.status == SessionStatus::PendingManual;
        m_theme.paintIcon(painter,
                          QRectF(pill.left() + 6, pill.center().y() - icon / 2.0, icon, icon),
                          token == Token::Danger ? QStringLiteral("alert")
                          : waits                ? QStringLiteral("waiting")
                                                 : QStringLiteral("chat"),
                          token);
        painter.setPen(m_theme.color(token));
        painter.drawText(pill.adjusted(icon + 8, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, wait);
        right -= w + space::badge;
    } else if (s.assignedAgent && !model.rule().isMine(s)) {
        painter.setFont(m_theme.font(TextStyle::Meta));
        const QString owner = painter.fontMetrics().elidedText(s.assignedAgent->name,
                                                               Qt::ElideRight, line.width() / 3);
        const int icon = m_theme.scaled(glyphSize);
        const int w = painter.fontMetrics().horizontalAdvance(owner) + icon + 4;
        m_theme.paintIcon(painter,
                          QRectF(right - w, line.center().y() + 1 - icon / 2.0, icon, icon),
                          QStringLiteral("user"), Token::Muted);
        painter.setPen(m_theme.color(Token::Muted));
        painter.drawText(QRectF(right - w + icon + 4, line.top(), w - icon - 4, h),
                         Qt::AlignLeft | Qt::AlignVCenter, owner);
        right -= w + space::badge;
    }
    if (!row.viewers.isEmpty()) {
        const int icon = m_theme.scaled(16);
        m_theme.paintIcon(painter,
                          QRectF(right - icon, line.center().y() + 1 - icon / 2.0, icon, icon),
                          QStringLiteral("eye"), Token::Muted);
        right -= icon + space::badge;
    }
    return line.right() + 1 - right;
}

/// Since when somebody has to do something here: a waiting customer, an unanswered one of mine.
std::optional<Timestamp> SessionDelegate::wantedSince(const SessionListModel &model,
                                                      const SessionSummary &session)
{
    if (const auto waiting = sessionrow::waitingSince(session))
        return waiting;
    return model.rule().isMine(session) ? sessionrow::unansweredSince(session) : std::nullopt;
}

/// Why he waits, as a chip at the right of the line, beside a name of that width; returns the width
/// it took.
int SessionDelegate::paintReason(QPainter &painter, const QRect &line,
                                 const SessionSummary &session, int nameWidth) const
{
    if (!session.escalation)
        return 0;
    painter.setFont(m_theme.font(TextStyle::Meta));
    // Half of the line, and what the name leaves of its half.
    const int room =
        qMax(line.width() / 2, line.width() - nameWidth - 2 * space::sibling) - 2 * space::sibling;
    const QString words = painter.fontMetrics().elidedText(
        text::reasonName(session.escalation->reason), Qt::ElideRight, room);
    const int width = painter.fontMetrics().horizontalAdvance(words) + 2 * space::sibling;
    const QRectF chip(line.right() + 1 - width, line.top() + 1, width, line.height() - 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.mix(Token::Muted, Token::Raised, 14));
    painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2);
    painter.setPen(m_theme.color(Token::Muted));
    painter.drawText(chip, Qt::AlignCenter, words);
    return width + space::sibling;
}

void SessionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const auto *rows = static_cast<const SessionRows *>(index.model());
    const SessionListModel &model = *rows->sessions();
    const ListRow *found = model.row(index.row());
    if (!found)
        return;
    const ListRow &row = *found;
    const SessionSummary &s = row.session;
    const QRect r = option.rect;
    const bool open = s.sessionName == m_open;
    const bool hover = option.state & QStyle::State_MouseOver;
    const QColor background = open    ? m_theme.mix(Token::Brand, Token::Raised, 13)
                              : hover ? m_theme.mix(Token::Text, Token::Raised, 5)
                                      : m_theme.color(Token::Raised);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(r, background);
    if (open)
        painter->fillRect(QRect(r.left(), r.top(), 3, r.height()), m_theme.color(Token::Brand));

    const int avatarSize = m_theme.scaled(avatarAt100);
    paintAvatar(*painter, {r.left() + padding, r.top() + (r.height() - avatarSize) / 2}, row,
                background);
    const int left = r.left() + padding + avatarSize + space::card;
    const int lineHeight = qMax(20, QFontMetrics(m_theme.font(TextStyle::Body)).height());
    const int top = r.top() + (r.height() - 2 * lineHeight - lineGap) / 2;
    const QRect line1(left, top, r.right() - padding - left, lineHeight);
    const QRect line2 = line1.translated(0, lineHeight + lineGap);

    // Line 1, from the right: time, tag dots, VIP; the name takes what is left.
    // One time is enough: who waits shows how long, and here why.
    int right = line1.right();
    const bool unread = s.unread > 0 || (model.rule().isMine(s) && wantedSince(model, s));
    const QFont nameFont = m_theme.font(unread ? TextStyle::BodyBold : TextStyle::Body);
    const QString whole = text::customerName(s.userProfile.nickname, s.sessionName);
    const int crown = m_theme.scaled(15);
    const int vip = s.userProfile.vip ? crown + 5 : 0;
    if (s.status == SessionStatus::PendingManual) {
        const auto dots = static_cast<int>(qMin<qsizetype>(s.tags.size(), maxTagDots));
        right -= paintReason(*painter, line1, s,
                             QFontMetrics(nameFont).horizontalAdvance(whole) + vip +
                                 dots * (m_theme.scaled(8) + 3));
    } else if (!wantedSince(model, s)) {
        const Timestamp at = s.lastMessagePreview ? s.lastMessagePreview->timestamp : s.updatedAt;
        const QString time = text::relativeTime(at, Timestamp::now());
        painter->setFont(m_theme.font(TextStyle::Meta));
        painter->setPen(m_theme.color(Token::Muted));
        painter->drawText(line1, Qt::AlignRight | Qt::AlignVCenter, time);
        right -= painter->fontMetrics().horizontalAdvance(time) + space::sibling;
    }
    for (qsizetype i = qMin<qsizetype>(s.tags.size(), maxTagDots) - 1; i >= 0; --i) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(QColor(s.tags.at(i).color));
        const int dot = m_theme.scaled(8);
        painter->drawEllipse(QRectF(right - dot, line1.center().y() + 1 - dot / 2.0, dot, dot));
        right -= dot + 3;
    }
    painter->setFont(nameFont);
    const QString name =
        painter->fontMetrics().elidedText(whole, Qt::ElideRight, right - line1.left() - vip);
    painter->setPen(m_theme.color(Token::Text));
    painter->drawText(line1, Qt::AlignLeft | Qt::AlignVCenter, name);
    if (vip) {
        const int x = line1.left() + painter->fontMetrics().horizontalAdvance(name) + 5;
        m_theme.paintIcon(*painter, QRectF(x, line1.center().y() + 1 - crown / 2.0, crown, crown),
                          QStringLiteral("vip"), Token::Warn);
    }

    // Line 2: badges at the right, then typing, draft or preview.
    const int badges = paintBadges(*painter, line2, model, row);
    QRect words = line2.adjusted(0, 0, -badges - space::badge, 0);
    painter->setFont(m_theme.font(TextStyle::Body));
    const auto draw = [&](const QString &text, Token token) {
        painter->setPen(m_theme.color(token));
        const QString shown =
            painter->fontMetrics().elidedText(text, Qt::ElideRight, words.width());
        painter->drawText(words, Qt::AlignLeft | Qt::AlignVCenter, shown);
        words.setLeft(words.left() + painter->fontMetrics().horizontalAdvance(shown));
    };
    if (row.typing) {
        draw(tr("typing…"), Token::Brand);
    } else if (!row.draft.isEmpty() && !open) {
        draw(tr("Draft: "), Token::Danger);
        draw(oneLine(row.draft), Token::Muted);
    } else if (const auto last = sessionrow::lastWords(s)) {
        const MessageRole role = last->role;
        if (role == MessageRole::Assistant || role == MessageRole::Agent) {
            const int icon = m_theme.scaled(glyphSize);
            m_theme.paintIcon(
                *painter, QRectF(words.left(), words.center().y() + 1 - icon / 2.0, icon, icon),
                role == MessageRole::Assistant ? QStringLiteral("ai") : QStringLiteral("release"),
                Token::Muted);
            words.setLeft(words.left() + icon + 4);
        }
        draw(oneLine(last->content), unread ? Token::Text : Token::Muted);
    }

    painter->setPen(QPen(m_theme.mix(Token::Line, Token::Raised, 55), 1));
    painter->drawLine(QPointF(left, r.bottom() + .5), QPointF(r.right(), r.bottom() + .5));
    const auto *view = qobject_cast<const QWidget *>(option.widget);
    if ((option.state & QStyle::State_HasFocus) && view && view->hasFocus() &&
        view->window()->testAttribute(Qt::WA_KeyboardFocusChange))
        m_theme.paintFocusRing(*painter, QRectF(r).adjusted(2, 2, -2, -2));
    painter->restore();
}

} // namespace handoff
