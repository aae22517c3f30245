#include "workbench/ui/stats/figuretile.h"

#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QVBoxLayout>

namespace handoff {

FigureTile::FigureTile(const Theme &theme, QWidget *parent)
    : QFrame(parent), m_value(new QLabel), m_change(new QLabel), m_title(new QLabel)
{
    setProperty("surface", QStringLiteral("card"));
    setTextStyle(m_value, theme, TextStyle::Headline);
    setTextStyle(m_change, theme, TextStyle::Meta, true);
    setTextStyle(m_title, theme, TextStyle::Meta, true);
    // All tiles are of one width, whatever they say.
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_title->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::card, space::sibling, space::card, space::sibling);
    column->setSpacing(2);
    column->addWidget(m_value);
    column->addWidget(m_title);
    column->addWidget(m_change);
    column->addStretch();
}

void FigureTile::set(const StatsFigure &figure)
{
    setObjectName(QStringLiteral("figure_") + figure.key);
    m_value->setText(figure.value);
    m_title->setText(figure.title);
    m_change->setText(figure.change);
    m_change->setVisible(!figure.change.isEmpty());
    setToolTip(figure.definition);
    const QString name = QStringLiteral("%1: %2").arg(figure.title, figure.value);
    setAccessibleName(figure.change.isEmpty() ? name
                                              : QStringLiteral("%1, %2").arg(name, figure.change));
    setAccessibleDescription(figure.definition);
}

} // namespace handoff
