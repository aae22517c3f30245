#include "workbench/ui/stats/figuretile.h"

#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QVBoxLayout>

namespace handoff {

FigureTile::FigureTile(const Theme &theme, QWidget *parent)
    : QFrame(parent), m_value(new QLabel), m_title(new QLabel)
{
    setProperty("surface", QStringLiteral("card"));
    setTextStyle(m_value, theme, TextStyle::Headline);
    setTextStyle(m_title, theme, TextStyle::Meta, true);
    m_title->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::card, space::sibling, space::card, space::sibling);
    column->setSpacing(2);
    column->addWidget(m_value);
    column->addWidget(m_title);
    column->addStretch();
}

void FigureTile::set(const StatsFigure &figure)
{
    setObjectName(QStringLiteral("figure_") + figure.key);
    m_value->setText(figure.value);
    m_title->setText(figure.title);
    setToolTip(figure.definition);
    setAccessibleName(QStringLiteral("%1: %2").arg(figure.title, figure.value));
    setAccessibleDescription(figure.definition);
}

} // namespace handoff
