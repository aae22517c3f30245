#include "workbench/ui/conversations/formpage.h"

#include "workbench/ui/common/banner.h"
#include "workbench/ui/common/theme.h"

namespace handoff {

namespace {
constexpr int formWidth = 460;
} // namespace

FormPage::FormPage(const Theme &theme, const QString &objectName, QWidget *parent, Place place)
    : Overlay(theme, parent), m_form(new FormPanel(theme, objectName))
{
    setObjectName(objectName + QStringLiteral("Page"));
    m_form->setProperty("surface", QStringLiteral("card"));
    if (place == Place::Sheet) {
        setSheet(m_form, formWidth);
    } else {
        m_form->setFixedWidth(formWidth);
        setCard(m_form);
    }
    connect(m_form, &FormPanel::cancelled, this, &QWidget::hide);
}

bool FormPage::showError(const QString &text)
{
    if (!isVisible())
        return false;
    m_form->setBusy(false);
    m_form->banner()->present(Token::Danger, QStringLiteral("error"), text);
    return true;
}

} // namespace handoff
