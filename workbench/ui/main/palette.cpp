#include "workbench/ui/main/palette.h"

#include "workbench/controllers/finder.h"
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
constexpr int lineHeight = 40;
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
        return {200, lineHeight};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRect line = option.rect.adjusted(4, 1, -4, -1);
        if (option.state & QStyle::State_Selected) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(m_theme.mix(Token::Brand, Token::Raised, 14));
            painter->drawRoundedRect(line, space::radius, space::radius);
        }
        const QString refused = index.data(PaletteModel::RefusedRole).toString();
        const Token ink = refused.isEmpty() ? Token::Text : Token::Muted;
        const QRectF icon(line.left() + 10, line.center().y() - 9, 18, 18);
        m_theme.paintIcon(*painter, icon, index.data(PaletteModel::IconRole).toString(),
                          Token::Muted);

        QRect left = line.adjusted(40, 0, -12, 0);
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
      m_view(new QListView)
{
    setObjectName(QStringLiteral("palette"));
    m_edit->setObjectName(QStringLiteral("paletteText"));
    m_edit->setClearButtonEnabled(true);
    m_edit->installEventFilter(this);
    m_view->setObjectName(QStringLiteral("paletteList"));
    m_view->setModel(&m_model);
    m_view->setItemDelegate(new PaletteDelegate(theme, this));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setFocusPolicy(Qt::NoFocus); // the arrows work from the text field
    m_view->setUniformItemSizes(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setMinimumHeight(linesShown * lineHeight);

    QFrame *card = makeSurface("card");
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(space::card, space::card, space::card, space::card);
    column->setSpacing(space::sibling);
    column->addWidget(m_edit);
    column->addWidget(m_view, 1);
    card->setMinimumWidth(cardWidth);
    card->setMaximumHeight(linesShown * lineHeight + 80);
    setCard(card, Qt::AlignHCenter | Qt::AlignTop);

    connect(m_edit, &QLineEdit::textChanged, this, &Palette::typed);
    connect(&finder, &Finder::found, this, [this](const QList<PaletteRow> &rows) {
        const QModelIndex before = m_view->currentIndex();
        const QString id = before.data(PaletteModel::IdRole).toString();
        m_model.setFound(rows);
        int keep = 0; // what is chosen stays chosen when more comes below
        for (int i = 0; i < m_model.rowCount(); ++i) {
            if (m_model.row(i)->id == id)
                keep = i;
        }
        select(keep);
    });
    connect(m_view, &QListView::clicked, this, &Palette::run);
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
    m_edit->clear();
    typed({});
    open(m_edit);
}

void Palette::retranslate()
{
    setAccessibleName(tr("Command palette"));
    m_edit->setPlaceholderText(tr("What do you want to do? Or the name of a customer…"));
    m_edit->setAccessibleName(tr("Command palette"));
    m_view->setAccessibleName(tr("Commands and conversations"));
}

void Palette::typed(const QString &text)
{
    m_model.setText(text);
    m_finder.find(text);
    select(0);
}

void Palette::select(int row)
{
    const int rows = m_model.rowCount();
    if (rows > 0)
        m_view->setCurrentIndex(m_model.index((row + rows) % rows));
}

void Palette::run(const QModelIndex &index)
{
    const PaletteRow *chosen = m_model.row(index.row());
    if (!chosen || !chosen->refused.isEmpty())
        return;
    const PaletteRow row = *chosen;
    hide(); // gives the focus back first: the command may want it elsewhere
    switch (row.kind) {
    case PaletteRow::Kind::Chat:
        emit chatChosen(row.id);
        return;
    case PaletteRow::Kind::Ticket:
        emit ticketChosen(row.id);
        return;
    case PaletteRow::Kind::Command:
        emit commandChosen(row.id);
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
        select(here - 1);
        return true;
    case Qt::Key_PageDown:
        select(std::min(here + linesShown, m_model.rowCount() - 1));
        return true;
    case Qt::Key_PageUp:
        select(std::max(here - linesShown, 0));
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
