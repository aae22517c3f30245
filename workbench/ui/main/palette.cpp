#include "workbench/ui/main/palette.h"

#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/main/commands.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace handoff {

namespace {

constexpr int cardWidth = 600;
constexpr int lineHeight100 = 40; ///< at 100 %
constexpr int linesShown = 9;

/// Icon, title, muted detail; at the right the keys, or why it cannot be done now.
class PaletteDelegate : public QStyledItemDelegate
{
public:
    PaletteDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent), m_theme(theme)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {200, m_theme.scaled(lineHeight100)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRect line = option.rect.adjusted(4, 1, -4, -1);
        if (index.data(PaletteModel::KindRole).toInt() == int(PaletteRow::Kind::Heading)) {
            painter->setFont(m_theme.font(TextStyle::MetaBold));
            painter->setPen(m_theme.color(Token::Muted));
            painter->drawText(line.adjusted(10, 0, -10, -4), Qt::AlignBottom,
                              index.data().toString());
            painter->restore();
            return;
        }
        if (option.state & QStyle::State_Selected) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(m_theme.mix(Token::Brand, Token::Raised, 14));
            painter->drawRoundedRect(line, space::radius, space::radius);
        }
        const QString refused = index.data(PaletteModel::RefusedRole).toString();
        const Token ink = refused.isEmpty() ? Token::Text : Token::Muted;
        const int size = m_theme.scaled(18);
        const QRectF icon(line.left() + 10, line.center().y() - size / 2.0, size, size);
        m_theme.paintIcon(*painter, icon, index.data(PaletteModel::IconRole).toString(),
                          Token::Muted);

        QRect left = line.adjusted(size + 22, 0, -12, 0);
        const QString keys = index.data(PaletteModel::KeysRole).toString();
        const QString right = refused.isEmpty() ? keys : refused;
        painter->setFont(m_theme.font(TextStyle::Meta));
        painter->setPen(m_theme.color(Token::Muted));
        const QString rightText =
            painter->fontMetrics().elidedText(right, Qt::ElideRight, line.width() / 2);
        painter->drawText(left, Qt::AlignVCenter | Qt::AlignRight, rightText);
        left.setRight(left.right() - painter->fontMetrics().horizontalAdvance(rightText) -
                      space::pane);

        painter->setFont(m_theme.font(TextStyle::Body));
        painter->setPen(m_theme.color(ink));
        const QFontMetrics body = painter->fontMetrics();
        const QString title =
            body.elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, left.width());
        painter->drawText(left, Qt::AlignVCenter, title);
        left.setLeft(left.left() + body.horizontalAdvance(title) + space::card);
        if (left.width() > 40) {
            painter->setPen(m_theme.color(Token::Muted));
            const QString detail = index.data(PaletteModel::DetailRole).toString();
            painter->drawText(left, Qt::AlignVCenter,
                              body.elidedText(detail, Qt::ElideRight, left.width()));
        }
        painter->restore();
    }

private:
    const Theme &m_theme;
};

} // namespace

Palette::Palette(const Theme &theme, const Commands &commands, Finder &finder, QWidget *parent)
    : Overlay(theme, parent), m_commands(commands), m_finder(finder), m_edit(new QLineEdit),
      m_nothing(new QLabel), m_view(new QListView)
{
    setObjectName(QStringLiteral("palette"));
    m_edit->setObjectName(QStringLiteral("paletteText"));
    m_edit->setClearButtonEnabled(true);
    m_edit->installEventFilter(this);
    m_nothing->setObjectName(QStringLiteral("paletteNothing"));
    m_nothing->setTextFormat(Qt::PlainText);
    m_nothing->setWordWrap(true);
    m_nothing->setContentsMargins(space::card, space::badge, space::card, space::badge);
    setTextStyle(m_nothing, theme, TextStyle::Body, true);
    m_view->setObjectName(QStringLiteral("paletteList"));
    m_view->setModel(&m_model);
    m_view->setItemDelegate(new PaletteDelegate(theme, this));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setFocusPolicy(Qt::NoFocus); // the arrows work from the text field
    m_view->setUniformItemSizes(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    QFrame *card = makeSurface("card");
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(space::card, space::card, space::card, space::card);
    column->setSpacing(space::sibling);
    column->addWidget(m_edit);
    column->addWidget(m_nothing);
    column->addWidget(m_view);
    card->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    setCard(card, Qt::AlignHCenter | Qt::AlignTop);
    setCardWidth(cardWidth);

    connect(m_edit, &QLineEdit::textChanged, this, &Palette::typed);
    connect(&finder, &Finder::found, this, &Palette::fill);
    connect(m_view, &QListView::clicked, this, &Palette::run);
    connect(&theme, &Theme::changed, this, &Palette::fit);
    retranslate();
}

void Palette::present()
{
    QList<PaletteRow> rows;
    for (const Command &command : m_commands.all()) {
        if (!command.inPalette)
            continue;
        rows.append({PaletteRow::Kind::Command, command.id, command.icon, command.title(),
                     QString(), Commands::keysOf(command),
                     command.refused ? command.refused() : QString()});
    }
    m_model.setCommands(rows);
    open(Finder::Scope::Names, {});
}

void Palette::presentSearch(const QString &text)
{
    m_model.setCommands({});
    open(Finder::Scope::Everything, text);
}

void Palette::open(Finder::Scope scope, const QString &text)
{
    m_scope = scope;
    retranslate();
    const QSignalBlocker quiet(m_edit);
    m_edit->setText(text);
    m_edit->selectAll();
    typed(text);
    Overlay::open(m_edit);
}

void Palette::retranslate()
{
    const bool search = m_scope == Finder::Scope::Everything;
    const QString name = search ? tr("Search everything") : tr("Command palette");
    setAccessibleName(name);
    m_edit->setPlaceholderText(
        search ? tr("Search conversations, messages, tickets, colleagues, quick replies…")
               : tr("What do you want to do? Or the name of a customer…"));
    m_edit->setAccessibleName(name);
    m_view->setAccessibleName(search ? tr("What was found") : tr("Commands and conversations"));
}

void Palette::typed(const QString &text)
{
    m_model.setText(text);
    m_finder.find(text, m_scope);
    select(0);
}

void Palette::fill(const QList<PaletteRow> &found)
{
    QList<PaletteRow> rows = found;
    const QString text = m_edit->text().trimmed();
    if (m_scope == Finder::Scope::Names && !text.isEmpty())
        rows.append({PaletteRow::Kind::Search,
                     QStringLiteral("search"),
                     QStringLiteral("search"),
                     tr("Search messages for “%1”").arg(text),
                     {},
                     {},
                     {}});
    const QModelIndex before = m_view->currentIndex();
    const QString id = before.data(PaletteModel::IdRole).toString();
    const QVariant kind = before.data(PaletteModel::KindRole);
    m_model.setFound(rows);
    int keep = 0; // what is chosen stays chosen when more comes below
    for (int i = 0; i < m_model.rowCount(); ++i) {
        const QModelIndex index = m_model.index(i);
        if (index.data(PaletteModel::IdRole) == id && index.data(PaletteModel::KindRole) == kind)
            keep = i;
    }
    select(keep);
    const bool nothing = m_model.rowCount() == 0 && !text.isEmpty();
    m_nothing->setVisible(nothing);
    m_nothing->setText(m_finder.isBusy() ? tr("Searching…") : tr("Nothing says “%1”.").arg(text));
    fit();
}

void Palette::fit()
{
    const int rows = qMin(m_model.rowCount(), linesShown);
    m_view->setFixedHeight(rows * m_theme.scaled(lineHeight100) + 2);
    m_view->setVisible(rows > 0);
}

void Palette::select(int row, int direction)
{
    const int rows = m_model.rowCount();
    for (int tried = 0; tried < rows; ++tried, row += direction) {
        const int at = (row % rows + rows) % rows;
        if (m_model.isHeading(at))
            continue;
        m_view->setCurrentIndex(m_model.index(at));
        if (m_model.isHeading(at - 1)) // it says what this is
            m_view->scrollTo(m_model.index(at - 1));
        return;
    }
}

void Palette::run(const QModelIndex &index)
{
    const PaletteRow *chosen = m_model.row(index.row());
    if (!chosen || !chosen->refused.isEmpty())
        return;
    const PaletteRow row = *chosen;
    const QString text = m_edit->text().trimmed();
    if (row.kind == PaletteRow::Kind::Search || row.kind == PaletteRow::Kind::Agent) {
        presentSearch(row.kind == PaletteRow::Kind::Agent ? row.id : text);
        return;
    }
    hide(); // gives the focus back first: the command may want it elsewhere
    switch (row.kind) {
    case PaletteRow::Kind::Chat:
        emit chatChosen(row.id);
        return;
    case PaletteRow::Kind::Ticket:
        emit ticketChosen(row.id);
        return;
    case PaletteRow::Kind::Message:
        emit messageChosen(row.id, text);
        return;
    case PaletteRow::Kind::Reply:
        emit replyChosen(row.id);
        return;
    case PaletteRow::Kind::Command:
        emit commandChosen(row.id);
        return;
    case PaletteRow::Kind::Heading:
    case PaletteRow::Kind::Search:
    case PaletteRow::Kind::Agent:
        return;
    }
}

bool Palette::eventFilter(QObject *object, QEvent *event)
{
    if (object != m_edit || event->type() != QEvent::KeyPress)
        return Overlay::eventFilter(object, event);
    const int here = m_view->currentIndex().row();
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Down:
        select(here + 1);
        return true;
    case Qt::Key_Up:
        select(here - 1, -1);
        return true;
    case Qt::Key_PageDown:
        select(std::min(here + linesShown, m_model.rowCount() - 1), -1);
        return true;
    case Qt::Key_PageUp:
        select(std::max(here - linesShown, 0), 1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        run(m_view->currentIndex());
        return true;
    default:
        return Overlay::eventFilter(object, event);
    }
}

} // namespace handoff
