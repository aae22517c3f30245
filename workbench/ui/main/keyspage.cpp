#include "workbench/ui/main/keyspage.h"

#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace handoff {

KeysPage::KeysPage(const Theme &theme, QWidget *parent) : QFrame(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("keysPage"));
    setFocusPolicy(Qt::StrongFocus);
    auto *page = new QVBoxLayout(this);
    page->setAlignment(Qt::AlignCenter);
    parent->installEventFilter(this);
    hide();
}

void KeysPage::open(const QList<Row> &rows)
{
    if (!isVisible())
        m_before = window()->focusWidget();
    delete m_card;
    m_card = makeSurface("card");
    auto *column = new QVBoxLayout(m_card);
    column->setContentsMargins(24, 20, 24, 24);
    column->setSpacing(space::card);
    auto *head = new QHBoxLayout;
    auto *title = new QLabel(tr("Keys"));
    setTextStyle(title, m_theme, TextStyle::Title);
    QToolButton *close =
        makeIconButton(m_theme, QStringLiteral("close"), QStringLiteral("keysClose"));
    setHint(close, tr("Close"), QKeySequence(Qt::Key_Escape));
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    head->addWidget(title, 1);
    head->addWidget(close);
    column->addLayout(head);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(32);
    grid->setVerticalSpacing(9);
    for (qsizetype i = 0; i < rows.size(); ++i) {
        auto *what = new QLabel(rows.at(i).what);
        auto *keys = new QLabel(rows.at(i).keys);
        keys->setFont(m_theme.font(TextStyle::BodyBold));
        const auto row = static_cast<int>(i);
        grid->addWidget(what, row, 0);
        grid->addWidget(keys, row, 1, Qt::AlignRight);
    }
    column->addLayout(grid);
    m_card->setMinimumWidth(420);
    static_cast<QVBoxLayout *>(layout())->addWidget(m_card, 0, Qt::AlignCenter);
    setAccessibleName(tr("Keys"));
    setGeometry(parentWidget()->rect());
    show();
    raise();
    setFocus(Qt::PopupFocusReason);
}

void KeysPage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QColor veil = m_theme.color(m_theme.isDark() ? Token::Sunken : Token::Text);
    veil.setAlpha(m_theme.isDark() ? 190 : 110);
    painter.fillRect(rect(), veil);
}

void KeysPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape || event->key() == Qt::Key_Question)
        hide();
}

void KeysPage::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    if (m_before && m_before->isVisible())
        m_before->setFocus(Qt::PopupFocusReason);
}

void KeysPage::mousePressEvent(QMouseEvent *event)
{
    if (!m_card->geometry().contains(event->pos()))
        hide();
}

bool KeysPage::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() == QEvent::Resize && isVisible())
        setGeometry(parentWidget()->rect());
    return QFrame::eventFilter(object, event);
}

} // namespace handoff
