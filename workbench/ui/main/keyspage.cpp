#include "workbench/ui/main/keyspage.h"

#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QGridLayout>
#include <QKeyEvent>

namespace handoff {

namespace {
constexpr int rowsPerColumn = 14; ///< as many as fit into a window of 640 px
} // namespace

KeysPage::KeysPage(const Theme &theme, QWidget *parent) : Overlay(theme, parent)
{
    setObjectName(QStringLiteral("keysPage"));
}

void KeysPage::present(const QList<Row> &rows)
{
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(9);
    for (qsizetype i = 0; i < rows.size(); ++i) {
        auto *what = new QLabel(rows.at(i).what);
        auto *keys = new QLabel(rows.at(i).keys);
        keys->setFont(m_theme.font(TextStyle::BodyBold));
        const auto row = static_cast<int>(i % rowsPerColumn);
        const auto column = static_cast<int>(i / rowsPerColumn) * 3;
        grid->addWidget(what, row, column);
        grid->addWidget(keys, row, column + 1, Qt::AlignRight);
        if (column > 0)
            grid->setColumnMinimumWidth(column - 1, 24);
    }
    QFrame *card = makeCard(grid);
    card->setMinimumWidth(420);
    setCard(card);
    setTitle(tr("Keys"));
    open();
}

void KeysPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Question)
        hide();
    else
        Overlay::keyPressEvent(event);
}

} // namespace handoff
