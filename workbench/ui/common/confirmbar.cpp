#include "workbench/ui/common/confirmbar.h"

#include "workbench/ui/common/theme.h"

#include <QKeyEvent>
#include <QPushButton>

namespace handoff {

ConfirmBar::ConfirmBar(const Theme &theme, QWidget *parent) : Banner(theme, parent)
{
    setObjectName(QStringLiteral("confirmBar"));
    connect(this, &Banner::otherTriggered, this, &ConfirmBar::leave);
    connect(this, &Banner::actionTriggered, this, [this] {
        hide();
        if (const auto yes = std::exchange(m_yes, nullptr))
            yes();
    });
}

void ConfirmBar::leave()
{
    m_yes = nullptr;
    const bool focus = isAncestorOf(focusWidget());
    hide();
    if (focus && m_before && m_before->isVisible())
        m_before->setFocus(Qt::OtherFocusReason);
    emit dismissed();
}

void ConfirmBar::ask(const QString &question, const QString &action, std::function<void()> yes)
{
    m_yes = std::move(yes);
    if (isHidden())
        m_before = window()->focusWidget();
    present(Token::Danger, QStringLiteral("alert"), question, action, tr("Cancel"));
    if (auto *button = findChild<QPushButton *>(QStringLiteral("bannerOther")))
        button->setFocus(Qt::OtherFocusReason);
}

/// Esc leaves the question, not the page.
bool ConfirmBar::event(QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride ||
        static_cast<QKeyEvent *>(event)->key() != Qt::Key_Escape)
        return Banner::event(event);
    event->accept();
    return true;
}

void ConfirmBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        leave();
        return;
    }
    Banner::keyPressEvent(event);
}

} // namespace handoff
