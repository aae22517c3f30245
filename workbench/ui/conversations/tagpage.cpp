#include "workbench/ui/conversations/tagpage.h"

#include "shared/contract/limits.h"
#include "shared/text/displaytext.h"
#include "shared/text/searchfold.h"
#include "workbench/controllers/contextcontroller.h"
#include "workbench/ui/common/banner.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/conversations/taglabel.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace handoff {

namespace {

constexpr int cardWidth = 380;
/// Data of the row that makes a new tag.
const QString newTag = QStringLiteral("+");

/// New tags take turns through the colours of the system's own.
QString colorFor(const QString &name)
{
    static const QStringList colors{QStringLiteral("#3B82F6"), QStringLiteral("#10B981"),
                                    QStringLiteral("#8B5CF6"), QStringLiteral("#EF4444"),
                                    QStringLiteral("#F59E0B"), QStringLiteral("#0EA5E9"),
                                    QStringLiteral("#EC4899"), QStringLiteral("#64748B")};
    uint sum = 0;
    for (const QChar c : name)
        sum = sum * 31 + c.unicode();
    return colors.at(sum % static_cast<uint>(colors.size()));
}

/// Rows whose boxes look like all check boxes; the style's own are black on a clear background.
class TagDelegate : public QStyledItemDelegate
{
public:
    TagDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme)
    {
    }

protected:
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        QStyleOptionViewItem row(option);
        initStyleOption(&row, index);
        if (!row.features.testFlag(QStyleOptionViewItem::HasCheckIndicator))
            return;
        const QRectF place = row.widget->style()->subElementRect(
            QStyle::SE_ItemViewItemCheckIndicator, &row, row.widget);
        QRectF box(0, 0, 17, 17);
        box.moveCenter(place.center());
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        paintCheckBox(*painter, m_theme, box, row.checkState == Qt::Checked);
        painter->restore();
    }

private:
    const Theme &m_theme;
};

} // namespace

TagPage::TagPage(const ChatParts &parts, QWidget *parent)
    : Overlay(parts.theme, parent), m_parts(parts)
{
    setObjectName(QStringLiteral("tagPage"));
    build();
    retranslate();
    connect(&parts.catalog, &DeskCatalog::tagsChanged, this, &TagPage::fill);
    connect(&parts.chat, &ChatController::changed, this, &TagPage::fill);
    connect(&parts.chat, &ChatController::opened, this, &QWidget::hide);
}

void TagPage::build()
{
    m_banner = new Banner(m_theme);
    m_banner->setObjectName(QStringLiteral("tagBanner"));
    m_search = new QLineEdit;
    m_search->setObjectName(QStringLiteral("tagSearch"));
    setMaxCharacters(m_search, limits::tagName);
    m_search->installEventFilter(this);
    m_list = new QListWidget;
    m_list->setObjectName(QStringLiteral("tagList"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMinimumHeight(260);
    m_list->setItemDelegate(new TagDelegate(m_theme, m_list));
    auto *body = new QVBoxLayout;
    body->setSpacing(space::sibling);
    body->addWidget(m_banner);
    body->addWidget(m_search);
    body->addWidget(m_list, 1);
    QFrame *card = makeCard(body);
    card->setFixedWidth(cardWidth);
    setCard(card);
    connect(m_search, &QLineEdit::textChanged, this, &TagPage::fill);
    connect(m_list, &QListWidget::itemClicked, this, &TagPage::toggle);
    connect(m_list, &QListWidget::itemActivated, this, &TagPage::toggle);
}

void TagPage::present()
{
    m_search->clear();
    m_banner->hide();
    fill();
    open(m_search);
}

bool TagPage::showError(const QString &text)
{
    if (!isVisible())
        return false;
    m_banner->present(Token::Danger, QStringLiteral("error"), text);
    return true;
}

bool TagPage::isOn(const QString &tagId) const
{
    const auto &session = m_parts.chat.session();
    return session && std::any_of(session->tags.begin(), session->tags.end(),
                                  [&](const SessionTag &tag) { return tag.id == tagId; });
}

void TagPage::fill()
{
    const QString needle = displaytext::trimmed(m_search->text());
    const QString current =
        m_list->currentItem() ? m_list->currentItem()->data(Qt::UserRole).toString() : QString();
    m_list->clear();
    const QString key = searchfold::key(needle);
    bool exact = false;
    for (const Tag &tag : m_parts.catalog.tags()) {
        exact = exact || searchfold::key(tag.name) == key;
        if (!searchfold::contains(tag.name, key))
            continue;
        const bool on = isOn(tag.id);
        auto *item = new QListWidgetItem(tagDot(tag.color, devicePixelRatioF()), tag.name, m_list);
        item->setData(Qt::UserRole, tag.id);
        item->setCheckState(on ? Qt::Checked : Qt::Unchecked);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        item->setData(Qt::AccessibleTextRole, on ? tr("%1, set").arg(tag.name) : tag.name);
        if (tag.id == current)
            m_list->setCurrentItem(item);
    }
    if (!needle.isEmpty() && !exact) {
        auto *item = new QListWidgetItem(m_theme.icon(QStringLiteral("plus"), Token::Brand),
                                         tr("New tag “%1”").arg(needle), m_list);
        item->setData(Qt::UserRole, newTag);
    }
    if (!m_list->currentItem())
        m_list->setCurrentRow(0);
}

void TagPage::toggle(const QListWidgetItem *item)
{
    const QString id = item->data(Qt::UserRole).toString();
    m_banner->hide();
    if (id == newTag) {
        const QString name = displaytext::trimmed(m_search->text());
        m_search->clear();
        m_parts.context.createTag(name, colorFor(name));
    } else if (isOn(id)) {
        m_parts.context.removeTag(id);
    } else {
        m_parts.context.addTag(id);
    }
}

bool TagPage::eventFilter(QObject *object, QEvent *event)
{
    if (object != m_search || event->type() != QEvent::KeyPress)
        return Overlay::eventFilter(object, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Down || key == Qt::Key_Up) {
        const int row = m_list->currentRow() + (key == Qt::Key_Down ? 1 : -1);
        m_list->setCurrentRow(qBound(0, row, m_list->count() - 1));
        return true;
    }
    if ((key == Qt::Key_Return || key == Qt::Key_Enter) && m_list->currentItem()) {
        toggle(m_list->currentItem());
        return true;
    }
    return Overlay::eventFilter(object, event);
}

void TagPage::retranslate()
{
    setTitle(tr("Tags of this conversation"));
    m_search->setPlaceholderText(tr("Search, or name a new tag"));
    m_search->setAccessibleName(tr("Search tags"));
    m_list->setAccessibleName(tr("Tags"));
    m_banner->retranslate();
    fill();
}

} // namespace handoff
