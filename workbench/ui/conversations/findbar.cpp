#include "workbench/ui/conversations/findbar.h"

#include "shared/text/displaytext.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/conversations/transcriptview.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>

namespace handoff {

FindBar::FindBar(const Theme &theme, QWidget *parent)
    : QFrame(parent), m_text(new QLineEdit), m_count(new QLabel),
      m_up(makeIconButton(theme, QStringLiteral("arrow-up"), QStringLiteral("findPrevious"))),
      m_down(makeIconButton(theme, QStringLiteral("arrow-down"), QStringLiteral("findNext"))),
      m_close(makeIconButton(theme, QStringLiteral("close"), QStringLiteral("findClose")))
{
    setObjectName(QStringLiteral("findBar"));
    setProperty("surface", QStringLiteral("raised"));
    setProperty("edge", QStringLiteral("bottom"));
    m_text->setObjectName(QStringLiteral("findText"));
    m_text->addAction(theme.icon(QStringLiteral("search"), Token::Muted),
                      QLineEdit::LeadingPosition);
    m_text->installEventFilter(this);
    m_count->setObjectName(QStringLiteral("findCount"));
    setTextStyle(m_count, theme, TextStyle::Meta, true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::card, 6, space::sibling, 6);
    row->setSpacing(space::sibling);
    row->addWidget(m_text, 1);
    row->addWidget(m_count);
    row->addWidget(m_up);
    row->addWidget(m_down);
    row->addWidget(m_close);
    connect(m_text, &QLineEdit::textChanged, this, &FindBar::search);
    connect(m_up, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { step(1); });
    connect(m_close, &QToolButton::clicked, this, &FindBar::close);
    hide();
    retranslate();
}

void FindBar::open()
{
    show();
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
    search();
}

void FindBar::find(const QString &text)
{
    show();
    m_text->setText(text);
    search();
    m_looking = m_hits.isEmpty();
    if (m_looking)
        emit olderWanted();
}

void FindBar::olderCame(bool more)
{
    if (!m_looking || isHidden())
        return;
    search();
    m_looking = m_hits.isEmpty() && more;
    if (m_looking)
        emit olderWanted();
}

void FindBar::close()
{
    hide();
    m_looking = false;
    m_hits.clear();
    m_view->clearFound();
    emit closed();
}

void FindBar::search()
{
    m_hits = m_view->rowsWith(m_text->text());
    m_at = static_cast<int>(m_hits.size()) - 1;
    if (m_at >= 0)
        m_view->showFound(m_hits.at(m_at), m_text->text());
    else
        m_view->clearFound();
    refreshCount();
}

void FindBar::step(int direction)
{
    const int shown = m_at >= 0 && m_at < m_hits.size() ? m_hits.at(m_at) : -1;
    const auto before = m_hits.size();
    m_hits = m_view->rowsWith(m_text->text());
    if (m_hits.isEmpty()) {
        emit olderWanted();
        refreshCount();
        return;
    }
    // Older rows that came in meanwhile moved what is shown down.
    m_at = shown < 0 ? static_cast<int>(m_hits.size()) - 1
                     : m_at + static_cast<int>(m_hits.size() - before);
    const int next = m_at + direction;
    if (next < 0) {
        emit olderWanted();
    } else if (next < m_hits.size()) {
        m_at = next;
        m_view->showFound(m_hits.at(m_at), m_text->text());
    }
    refreshCount();
}

void FindBar::refreshCount()
{
    m_count->setText(displaytext::trimmed(m_text->text()).isEmpty() ? QString()
                     : m_hits.isEmpty() ? tr("Not among the loaded messages")
                                        : tr("%1 of %2").arg(m_at + 1).arg(m_hits.size()));
    m_down->setEnabled(m_at + 1 < m_hits.size());
    m_up->setEnabled(!displaytext::trimmed(m_text->text()).isEmpty());
}

bool FindBar::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride)
        return QFrame::eventFilter(object, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (!enter && key->key() != Qt::Key_Escape)
        return QFrame::eventFilter(object, event);
    if (event->type() == QEvent::KeyPress) {
        if (enter)
            step(key->modifiers() & Qt::ShiftModifier ? 1 : -1);
        else
            close();
    }
    event->accept();
    return true;
}

void FindBar::retranslate()
{
    m_text->setPlaceholderText(tr("Find in this chat"));
    m_text->setAccessibleName(tr("Find in this chat"));
    setHint(m_up, tr("Older match"), QKeySequence(Qt::Key_Return));
    setHint(m_down, tr("Newer match"), QKeySequence(Qt::SHIFT | Qt::Key_Return));
    setHint(m_close, tr("Close"), QKeySequence(Qt::Key_Escape));
    refreshCount();
}

} // namespace handoff
