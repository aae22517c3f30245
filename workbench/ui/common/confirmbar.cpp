#include "workbench/ui/common/confirmbar.h"

#include "workbench/ui/common/theme.h"

#include <QKeyEvent>
#include <QPushButton>

namespace handoff {

ConfirmBar::ConfirmBar(const Theme &theme, QWidget *parent) : Banner(theme, parent)
{
    setObjectName(QStringLiteral("confirmBar"));
    setDismissable(true);
    connect(this, &Banner::actionTriggered, this, [this] {
        hide();
        if (const auto yes = std::exchange(m_yes, nullptr))
            yes();
    });
    connect(this, &Banner::dismissed, this, [this] { m_yes = nullptr; });
}

void ConfirmBar::ask(const QString &question, const QString &action, std::function<void()> yes)
{
    m_yes = std::move(yes);
    present(Token::Danger, QStringLiteral("alert"), question, action);
    if (auto *button = findChild<QPushButton *>(QStringLiteral("bannerAction")))
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
        m_yes = nullptr;
        hide();
        emit dismissed();
        return;
    }
    Banner::keyPressEvent(event);
}

} // namespace handoff
