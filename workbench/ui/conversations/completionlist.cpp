#include "workbench/ui/conversations/completionlist.h"

#include "shared/text/displaytext.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace handoff {

namespace {

constexpr int lineHeight = 46;
constexpr int linesShown = 6;
constexpr int previewLines = 4; ///< of height that a preview needs
constexpr int widest = 640;
constexpr int previewFrom = 480; ///< narrower lists have no room for a preview

enum ItemRole { IdRole = Qt::UserRole + 1, DetailRole, RightRole, PreviewRole };

/// Title with something at its right, and one muted line.
class ItemDelegate : public QStyledItemDelegate
{
public:
    ItemDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {160, m_theme.scaled(lineHeight)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRect box = option.rect.adjusted(4, 1, -4, -1);
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(m_theme.mix(Token::Brand, Token::Base,
                                          option.state & QStyle::State_Selected ? 14 : 6));
            painter->drawRoundedRect(box, space::radius, space::radius);
        }
        QRect line(box.left() + 10, box.top() + 4, box.width() - 20, m_theme.scaled(18));
        painter->setFont(m_theme.font(TextStyle::Meta));
        painter->setPen(m_theme.color(Token::Muted));
        const QString right = index.data(RightRole).toString();
        painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, right);
        const QRect below(line.left(), line.bottom() + 2, line.width(), m_theme.scaled(17));
        painter->drawText(below, Qt::AlignLeft | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(index.data(DetailRole).toString(),
                                                            Qt::ElideRight, below.width()));
        if (!right.isEmpty())
            line.setRight(line.right() - painter->fontMetrics().horizontalAdvance(right) - 8);
        painter->setFont(m_theme.font(TextStyle::BodyBold));
        painter->setPen(m_theme.color(Token::Text));
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight,
                                                            line.width()));
        painter->restore();
    }

private:
    const Theme &m_theme;
};

} // namespace

CompletionList::CompletionList(const Theme &theme, QWidget *area)
    : QFrame(area), m_theme(theme), m_search(new QLineEdit), m_list(new QListWidget),
      m_preview(new QLabel), m_empty(new QLabel)
{
    setObjectName(QStringLiteral("completionList"));
    setProperty("surface", QStringLiteral("card"));
    m_search->setObjectName(QStringLiteral("completionSearch"));
    m_search->installEventFilter(this);
    m_search->addAction(theme.icon(QStringLiteral("search"), Token::Muted),
                        QLineEdit::LeadingPosition);
    m_list->setObjectName(QStringLiteral("completionItems"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new ItemDelegate(theme, this));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setMouseTracking(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->viewport()->setAutoFillBackground(false);
    m_preview->setObjectName(QStringLiteral("completionPreview"));
    m_preview->setTextFormat(Qt::PlainText);
    m_preview->setWordWrap(true);
    m_preview->setAlignment(Qt::AlignTop);
    m_preview->setContentsMargins(space::card, space::sibling, space::card, space::sibling);
    m_preview->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setProperty("muted", true);
    m_empty->setMinimumHeight(m_theme.scaled(lineHeight));

    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_list, 5);
    row->addWidget(m_preview, 4);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(5, 5, 5, 5);
    column->setSpacing(space::badge);
    column->addWidget(m_search);
    column->addWidget(m_empty);
    column->addLayout(row, 1);

    connect(m_list, &QListWidget::itemClicked, this,
            [this](const QListWidgetItem *item) { emit chosen(item->data(IdRole).toString()); });
    connect(m_list, &QListWidget::currentRowChanged, this, &CompletionList::showPreview);
    connect(m_search, &QLineEdit::textEdited, this, &CompletionList::searched);
    area->installEventFilter(this);
    retranslate();
    hide();
}

void CompletionList::retranslate()
{
    m_empty->setText(tr("Nothing found"));
    m_list->setAccessibleName(tr("Suggestions"));
}

void CompletionList::fill(const QList<Item> &items)
{
    const QString before = current();
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    int row = 0;
    for (const Item &item : items) {
        auto *entry = new QListWidgetItem(item.title, m_list);
        entry->setData(IdRole, item.id);
        entry->setData(DetailRole, displaytext::oneLine(item.detail));
        entry->setData(RightRole, item.right);
        entry->setData(PreviewRole, item.preview);
        entry->setData(Qt::AccessibleTextRole,
                       QStringLiteral("%1, %2").arg(item.title, item.detail));
        if (isVisible() && item.id == before)
            row = m_list->count() - 1;
    }
    m_list->setCurrentRow(m_list->count() > 0 ? row : -1);
    m_list->setVisible(m_list->count() > 0);
    m_empty->setVisible(m_list->count() == 0);
}

void CompletionList::present(const QList<Item> &items, int bottom)
{
    m_search->hide();
    m_bottom = bottom;
    fill(items);
    setVisible(!items.isEmpty());
    place();
    showPreview();
}

void CompletionList::presentPanel(const QList<Item> &items, int bottom, const QString &placeholder)
{
    const bool fresh = !isPanel();
    m_bottom = bottom;
    fill(items);
    m_search->setPlaceholderText(placeholder);
    m_search->setAccessibleName(placeholder);
    m_search->show();
    show();
    if (fresh) {
        m_search->clear();
        m_search->setFocus(Qt::PopupFocusReason);
    }
    place();
    showPreview();
}

bool CompletionList::isPanel() const
{
    return isVisible() && !m_search->isHidden();
}

void CompletionList::place()
{
    if (!isVisible())
        return;
    const QWidget *area = parentWidget();
    const int width = qMin(widest, area->width() - 2 * space::card);
    const QListWidgetItem *item = m_list->currentItem();
    const bool previews =
        width >= previewFrom && item && !item->data(PreviewRole).toString().isEmpty();
    const int lines = qBound(previews ? previewLines : 1, m_list->count(), linesShown);
    const int search = m_search->isHidden() ? 0 : m_search->sizeHint().height() + space::badge;
    const int height =
        qMin(lines * m_theme.scaled(lineHeight) + search + 12, m_bottom - space::sibling);
    setGeometry(space::card, m_bottom - height - space::badge, width, height);
    raise();
}

void CompletionList::showPreview()
{
    const QListWidgetItem *item = m_list->currentItem();
    const QString text = item ? item->data(PreviewRole).toString() : QString();
    m_preview->setText(text);
    m_preview->setVisible(!text.isEmpty() && width() >= previewFrom);
}

QString CompletionList::current() const
{
    const QListWidgetItem *item = m_list->currentItem();
    return item ? item->data(IdRole).toString() : QString();
}

void CompletionList::handleKey(int key)
{
    const int count = m_list->count();
    switch (key) {
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (count > 0)
            m_list->setCurrentRow((m_list->currentRow() + (key == Qt::Key_Down ? 1 : count - 1)) %
                                  count);
        break;
    case Qt::Key_Escape:
        hide();
        emit dismissed();
        break;
    default:
        if (count > 0)
            emit chosen(current());
        break;
    }
}

bool CompletionList::eventFilter(QObject *object, QEvent *event)
{
    if (object == m_search) {
        const auto type = event->type();
        if (type == QEvent::ShortcutOverride || type == QEvent::KeyPress) {
            const int key = static_cast<QKeyEvent *>(event)->key();
            const bool ours = key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_Return ||
                              key == Qt::Key_Enter || key == Qt::Key_Tab || key == Qt::Key_Escape;
            if (ours && type == QEvent::KeyPress)
                handleKey(key);
            if (ours) {
                event->accept();
                return true;
            }
        } else if (type == QEvent::FocusOut && isPanel() && !isAncestorOf(focusWidget())) {
            const auto reason = static_cast<QFocusEvent *>(event)->reason();
            if (reason == Qt::MouseFocusReason || reason == Qt::ShortcutFocusReason)
                hide();
        }
    } else if (event->type() == QEvent::Resize && isVisible()) {
        hide(); // its place has moved
        emit dismissed();
    }
    return QFrame::eventFilter(object, event);
}

} // namespace handoff
