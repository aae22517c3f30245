#include "workbench/ui/admin/tagspage.h"

#include "shared/contract/limits.h"
#include "shared/text/displaytext.h"
#include "workbench/ui/common/banner.h"
#include "workbench/ui/common/formfield.h"
#include "workbench/ui/common/tablepane.h"
#include "workbench/ui/common/theme.h"

#include <QColorDialog>
#include <QLineEdit>
#include <QPainter>
#include <QRegularExpression>
#include <QStyledItemDelegate>
#include <QTableView>

namespace handoff {

namespace {

enum Column { Name, Color };

QIcon swatch(const QColor &color)
{
    QPixmap pixmap(32, 32);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(pixmap.rect().adjusted(2, 2, -2, -2), 8, 8);
    return pixmap;
}

/// A patch of the tag's colour before its name. GUI thread.
class ColorDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->state &= ~QStyle::State_HasFocus;
        if (index.column() != Color)
            return;
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = swatch(QColor(index.data(SortRole).toString()));
        option->decorationSize = {16, 16};
    }
};

} // namespace

TagsPage::TagsPage(const Theme &theme, AdminTags &list, QWidget *parent)
    : AdminPage(theme, list, "tags", parent), m_tags(list), m_name(new QLineEdit),
      m_color(new QLineEdit), m_pick(new QPushButton)
{
    auto *form = new FormPanel(theme, QStringLiteral("tagForm"));
    form->addField(m_name, QStringLiteral("tagName"));
    form->addField(m_color, QStringLiteral("tagColor"));
    m_color->setMaxLength(7);
    m_pick->setObjectName(QStringLiteral("pickColor"));
    form->addWidget(m_pick);
    setForm(form, "deleteTag");
    m_table->setModel(list.table());
    m_table->view()->setItemDelegate(new ColorDelegate(this));
    m_table->fitColumns(Name);

    connect(this, &AdminPage::newRequested, this, [this] {
        Tag tag;
        tag.color = m_theme.color(Token::Brand).name();
        begin(tag);
        m_name->setFocus(Qt::OtherFocusReason);
    });
    connect(m_table, &TablePane::activated, this, [this](const QString &id) {
        if (const Tag *tag = m_tags.table()->find(id))
            begin(*tag);
    });
    connect(form, &FormPanel::saveRequested, this, &TagsPage::save);
    connect(m_pick, &QPushButton::clicked, this, &TagsPage::chooseColor);
    connect(m_color, &QLineEdit::textChanged, this, &TagsPage::showColor);
    connect(m_delete, &QPushButton::clicked, this, [this] {
        askDelete(tr("Delete the tag “%1”? It leaves %n conversation(s).", nullptr,
                     static_cast<int>(m_base.usageCount))
                      .arg(displaytext::isolated(m_base.name)),
                  [this, id = m_base.id] { m_tags.remove(id); });
    });
    retranslate();
}

void TagsPage::begin(const Tag &tag)
{
    m_base = tag;
    m_name->setText(tag.name);
    m_color->setText(tag.color);
    fieldOf(m_name)->setError({});
    fieldOf(m_color)->setError({});
    retranslate();
    openForm();
    m_form->setReadOnly(tag.isSystem);
    m_pick->setVisible(!tag.isSystem);
    if (tag.isSystem)
        m_form->banner()->present(Token::Brand, QStringLiteral("lock"),
                                  tr("This preset belongs to the program and cannot be changed."));
}

void TagsPage::showColor()
{
    m_pick->setIcon(swatch(QColor(m_color->text())));
}

void TagsPage::chooseColor()
{
    auto *dialog = new QColorDialog(QColor(m_color->text()), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QColorDialog::colorSelected, this,
            [this](const QColor &color) { m_color->setText(color.name()); });
    dialog->open();
}

void TagsPage::save()
{
    static const QRegularExpression hex(QStringLiteral("^#[0-9A-Fa-f]{6}$"));
    const QString name = displaytext::trimmed(m_name->text());
    fieldOf(m_name)->setError(name.isEmpty() || !displaytext::fits(name, limits::tagName)
                                  ? tr("1 to %1 characters.").arg(limits::tagName)
                                  : QString());
    fieldOf(m_color)->setError(hex.match(m_color->text()).hasMatch() ? QString()
                                                                     : tr("Written as #rrggbb."));
    if (m_form->validate())
        m_tags.save(m_base.id, {name, m_color->text(), m_base.icon});
}

void TagsPage::retranslate()
{
    AdminPage::retranslate();
    const bool isNew = m_base.id.isEmpty();
    m_tags.table()->retranslate();
    setTitle(tr("Tags"), tr("Labels that agents put on conversations."));
    setNew(tr("New tag"));
    m_table->setEmpty(QStringLiteral("tag"), tr("No tags"),
                      tr("Labels help to find conversations again."), tr("New tag"));
    m_form->setTitle(isNew ? tr("New tag") : m_base.isSystem ? tr("Preset") : tr("Edit tag"));
    setEdited(isNew, !m_base.isSystem);
    fieldOf(m_name)->setLabel(tr("Name"), true);
    fieldOf(m_color)->setLabel(tr("Colour"), true);
    m_pick->setText(tr("Choose a colour…"));
}

} // namespace handoff
