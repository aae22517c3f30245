#include "workbench/ui/conversations/listfilters.h"

#include "shared/text/displaytext.h"
#include "workbench/controllers/deskcatalog.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace handoff {

ListFilters::ListFilters(const Theme &theme, DeskCatalog &catalog, QWidget *parent)
    : QWidget(parent), m_catalog(catalog), m_search(new QLineEdit), m_sort(new ComboBox(theme)),
      m_tag(new ComboBox(theme)),
      m_vip(makeIconButton(theme, QStringLiteral("vip"), QStringLiteral("vipFilter")))
{
    m_search->setObjectName(QStringLiteral("search"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(theme.icon(QStringLiteral("search"), Token::Muted),
                        QLineEdit::LeadingPosition);
    m_sort->setObjectName(QStringLiteral("sortFilter"));
    m_tag->setObjectName(QStringLiteral("tagFilter"));
    m_vip->setCheckable(true);
    setIconPixels(m_vip, theme, 18);
    for (QComboBox *box : {m_sort, m_tag}) {
        box->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        box->setMinimumWidth(90);
        const auto grow = [&theme, box = box] {
            box->setMinimumHeight(15 + theme.scaled(20)); // the frame and a line of text
        };
        connect(&theme, &Theme::changed, box, grow);
        grow();
        connect(box, &QComboBox::activated, this, &ListFilters::apply);
    }
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(m_sort, 5);
    row->addWidget(m_tag, 4);
    row->addWidget(m_vip);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::sibling);
    column->addWidget(m_search);
    column->addLayout(row);

    m_typing.setSingleShot(true);
    m_typing.setInterval(250);
    connect(&m_typing, &QTimer::timeout, this, &ListFilters::apply);
    connect(m_search, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_search, &QLineEdit::returnPressed, this, &ListFilters::apply);
    connect(m_vip, &QToolButton::clicked, this, &ListFilters::apply);
    connect(&catalog, &DeskCatalog::tagsChanged, this, &ListFilters::fillTags);
}

SessionFilter ListFilters::filter() const
{
    return {displaytext::trimmed(m_search->text()), m_tag->currentData().toString(),
            m_vip->isChecked(), m_sort->currentData().toString()};
}

void ListFilters::apply()
{
    m_typing.stop();
    emit changed();
}

void ListFilters::clear()
{
    m_search->clear();
    m_sort->setCurrentIndex(0);
    m_tag->setCurrentIndex(0);
    m_vip->setChecked(false);
    apply();
}

void ListFilters::show(const SectionRule &rule)
{
    m_search->setPlaceholderText(tr("Search name, e-mail or text"));
    m_search->setAccessibleName(tr("Search conversations"));
    if (!m_typing.isActive() && displaytext::trimmed(m_search->text()) != rule.filter.keyword) {
        const QSignalBlocker quiet(m_search);
        m_search->setText(rule.filter.keyword);
    }
    m_sort->clear();
    m_sort->addItem(rule.section == Section::Waiting ? tr("Queue order") : tr("Last activity"),
                    QString());
    m_sort->addItem(tr("Longest wait"), QStringLiteral("wait"));
    m_sort->addItem(tr("Newest first"), QStringLiteral("newest"));
    m_sort->addItem(tr("Oldest first"), QStringLiteral("oldest"));
    m_sort->setCurrentIndex(qMax(0, m_sort->findData(rule.filter.sort)));
    m_sort->setAccessibleName(tr("Order"));
    m_vip->setChecked(rule.filter.vipOnly);
    setHint(m_vip, tr("Only VIP customers"));
    m_tagId = rule.filter.tagId;
    fillTags();
}

void ListFilters::fillTags()
{
    m_tag->clear();
    m_tag->addItem(tr("All tags"), QString());
    for (const Tag &tag : m_catalog.tags())
        m_tag->addItem(tag.name, tag.id);
    m_tag->setCurrentIndex(qMax(0, m_tag->findData(m_tagId)));
    m_tag->setAccessibleName(tr("Tag"));
}

QStringList ListFilters::words(const SessionFilter &filter) const
{
    QStringList active;
    if (!filter.keyword.isEmpty())
        active.append(tr("“%1”").arg(filter.keyword));
    if (!filter.tagId.isEmpty())
        active.append(m_tag->currentText());
    if (filter.vipOnly)
        active.append(tr("VIP"));
    return active;
}

void ListFilters::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

bool ListFilters::leaveSearch()
{
    if (!m_search->hasFocus())
        return false;
    m_search->clear();
    return true;
}

} // namespace handoff
