#include "workbench/ui/admin/quickrepliespage.h"

#include "shared/rules/templates.h"
#include "shared/text/displaytext.h"
#include "workbench/models/adminwords.h"
#include "workbench/ui/common/banner.h"
#include "workbench/ui/common/formfield.h"
#include "workbench/ui/common/tablepane.h"
#include "workbench/ui/common/theme.h"

#include <QLineEdit>

namespace handoff {

namespace {
constexpr int titleMax = 100; ///< limits.md, Texts
constexpr int contentMax = 2000;
} // namespace

QuickRepliesPage::QuickRepliesPage(const Theme &theme, AdminController &admin, QWidget *parent)
    : AdminPage(theme, admin, AdminList::QuickReplies, "replies", parent), m_title(new QLineEdit),
      m_category(new ComboBox(theme)), m_shortcut(new ComboBox(theme)),
      m_content(makeTextEdit(theme, 8)), m_shared(new CheckBox(theme)),
      m_delete(makeDeleteButton(theme, "deleteReply"))
{
    auto *form = new FormPanel(theme, QStringLiteral("replyForm"));
    m_titleField = form->addField(m_title, QStringLiteral("replyTitle"));
    m_categoryField = form->addField(m_category, QStringLiteral("replyCategory"));
    m_shortcutField = form->addField(m_shortcut, QStringLiteral("replyShortcut"), m_categoryField);
    m_contentField = form->addField(m_content, QStringLiteral("replyContent"));
    m_shared->setObjectName(QStringLiteral("replyShared"));
    form->addWidget(m_shared);
    form->addAction(m_delete);
    setForm(form);
    m_table->setModel(admin.quickReplies());
    m_table->fitColumns(1);

    connect(this, &AdminPage::newRequested, this, [this] {
        begin({});
        m_title->setFocus(Qt::OtherFocusReason);
    });
    connect(m_table, &TablePane::activated, this, [this](const QString &id) {
        if (const QuickReply *reply = m_admin.quickReplies()->find(id))
            begin(*reply);
    });
    connect(form, &FormPanel::saveRequested, this, &QuickRepliesPage::save);
    connect(m_content, &QPlainTextEdit::textChanged, this, &QuickRepliesPage::showVariables);
    connect(m_delete, &QPushButton::clicked, this, [this] {
        askDelete(tr("Delete the quick reply “%1”?").arg(m_base.title),
                  [this, id = m_base.id] { m_admin.deleteQuickReply(id); });
    });
    retranslate();
}

void QuickRepliesPage::begin(const QuickReply &reply)
{
    m_base = reply;
    m_title->setText(reply.title);
    choose(m_category, int(reply.category));
    choose(m_shortcut, reply.shortcut.value_or(QString()));
    m_content->setPlainText(reply.content);
    m_shared->setChecked(reply.isShared);
    m_titleField->setError({});
    m_contentField->setError({});
    retranslate();
    openForm();
    m_form->setReadOnly(reply.isSystem);
    m_shared->setEnabled(!reply.isSystem);
    if (reply.isSystem)
        m_form->banner()->present(Token::Brand, QStringLiteral("lock"),
                                  tr("This preset belongs to the program and cannot be changed."));
}

void QuickRepliesPage::showVariables()
{
    const QStringList used = Templates::variables(m_content->toPlainText());
    const QStringList known = Templates::known();
    QStringList open;
    for (const QString &name : used) {
        if (!known.contains(name))
            open.append(name);
    }
    QString help = used.isEmpty() ? tr("Filled by itself: %1").arg(known.join(QStringLiteral(" ")))
                                  : tr("Variables: %1").arg(used.join(QStringLiteral(" ")));
    if (!open.isEmpty())
        help += QLatin1Char('\n') +
                tr("Left for the agent to fill: %1").arg(open.join(QStringLiteral(" ")));
    m_contentField->setHelp(help);
}

void QuickRepliesPage::save()
{
    const auto title = displaytext::trimmed(m_title->text());
    const auto content = m_content->toPlainText();
    m_titleField->setError(title.isEmpty() || !displaytext::fits(title, titleMax)
                               ? tr("1 to %1 characters.").arg(titleMax)
                               : QString());
    m_contentField->setError(displaytext::isBlank(content) ||
                                     !displaytext::fits(content, contentMax)
                                 ? tr("1 to %1 characters.").arg(contentMax)
                                 : QString());
    if (!m_form->validate())
        return;
    QuickReplyRequest request;
    request.category = static_cast<QuickReplyCategory>(m_category->currentData().toInt());
    request.title = title;
    request.content = content;
    const QString shortcut = m_shortcut->currentData().toString();
    if (!shortcut.isEmpty())
        request.shortcut = shortcut;
    request.isShared = m_shared->isChecked();
    m_admin.saveQuickReply(m_base.id, request);
}

void QuickRepliesPage::retranslate()
{
    AdminPage::retranslate();
    const bool isNew = m_base.id.isEmpty();
    m_admin.quickReplies()->retranslate();
    setTitle(tr("Quick replies"), tr("Canned answers that agents insert with “/” or Ctrl+1…9."));
    setNew(tr("New quick reply"));
    m_table->setEmpty(QStringLiteral("bolt"), tr("No quick replies"),
                      tr("Answers that are typed again and again are kept here."),
                      tr("New quick reply"));
    m_form->setTitle(isNew             ? tr("New quick reply")
                     : m_base.isSystem ? tr("Preset")
                                       : tr("Edit quick reply"));
    m_form->setActions(isNew ? tr("Create") : tr("Save"), tr("Cancel"));
    m_titleField->setLabel(tr("Title"), true);
    m_categoryField->setLabel(tr("Category"));
    m_shortcutField->setLabel(tr("Shortcut"));
    m_contentField->setLabel(tr("Text"), true);
    m_shared->setText(tr("For everybody"));
    m_delete->setText(tr("Delete"));
    m_delete->setVisible(!isNew && !m_base.isSystem);
    QList<QPair<QString, QVariant>> categories;
    for (size_t i = 0; i < json::EnumNames<QuickReplyCategory>::names.size(); ++i)
        categories.append({text::replyCategory(static_cast<QuickReplyCategory>(i)), int(i)});
    fillChoices(m_category, categories);
    QList<QPair<QString, QVariant>> shortcuts{{tr("none"), QString()}};
    for (int i = 1; i <= 9; ++i) {
        const QString keys = QStringLiteral("Ctrl+%1").arg(i);
        shortcuts.append({keys, keys});
    }
    fillChoices(m_shortcut, shortcuts);
    showVariables();
}

} // namespace handoff
