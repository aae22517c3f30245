#include "workbench/ui/conversations/contexttab.h"

#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QScrollBar>
#include <QVBoxLayout>

namespace handoff {

ContextTab::ContextTab(const ChatParts &parts, const char *objectName, QWidget *parent)
    : QScrollArea(parent), m_parts(parts), m_theme(parts.theme)
{
    setObjectName(QString::fromLatin1(objectName));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::TabFocus);
}

void ContextTab::refresh(bool force)
{
    if (!isStale() && !force && widget())
        return;
    const int scrolled = verticalScrollBar()->value();
    auto *page = makeSurface("raised");
    m_cards = new QVBoxLayout(page);
    m_cards->setContentsMargins(space::card, space::card, space::card, space::card);
    m_cards->setSpacing(space::card);
    build();
    m_cards->addStretch();
    const bool focus = widget() && widget()->isAncestorOf(window()->focusWidget());
    setWidget(page); // deletes the old one
    page->adjustSize();
    if (focus)
        setFocus(Qt::OtherFocusReason);
    verticalScrollBar()->setValue(scrolled);
}

QVBoxLayout *ContextTab::addCard(const QString &icon, const QString &title, QWidget *button)
{
    QFrame *card = makeSurface("card");
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(space::card, 10, space::card, space::card);
    column->setSpacing(6);
    auto *head = new QHBoxLayout;
    head->setSpacing(space::sibling);
    auto *glyph = new QLabel;
    glyph->setPixmap(m_theme.icon(icon, Token::Muted).pixmap(QSize(16, 16), devicePixelRatioF()));
    auto *label = new ElidedLabel;
    label->setFullText(title);
    label->setFont(m_theme.font(TextStyle::BodyBold));
    head->addWidget(glyph);
    head->addWidget(label, 1);
    if (button)
        head->addWidget(button);
    column->addLayout(head);
    m_cards->addWidget(card);
    return column;
}

void ContextTab::addEmpty(QVBoxLayout *column, const QString &text)
{
    auto *label = new QLabel(text);
    label->setWordWrap(true);
    setTextStyle(label, m_theme, TextStyle::Meta, true);
    column->addWidget(label);
}

QGridLayout *ContextTab::addFacts(QVBoxLayout *column)
{
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(space::sibling);
    grid->setVerticalSpacing(5);
    grid->setColumnStretch(1, 1);
    grid->setColumnMinimumWidth(0, 88);
    column->addLayout(grid);
    return grid;
}

void ContextTab::addFact(QGridLayout *grid, const QString &name, const QString &value)
{
    if (value.isEmpty())
        return;
    const int row = grid->rowCount();
    auto *key = new QLabel(name);
    setTextStyle(key, m_theme, TextStyle::Meta, true);
    key->setAlignment(Qt::AlignTop);
    QLabel *label = nullptr;
    if (value.contains(QLatin1Char(' ')) || value.size() < 16) {
        label = new QLabel(value);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    } else { // an address has no place to break
        auto *elided = new ElidedLabel;
        elided->setFullText(value);
        label = elided;
    }
    label->setAccessibleName(name + QStringLiteral(": ") + value);
    grid->addWidget(key, row, 0);
    grid->addWidget(label, row, 1);
}

} // namespace handoff
