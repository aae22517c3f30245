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
