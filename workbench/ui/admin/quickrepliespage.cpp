#include "workbench/ui/admin/quickrepliespage.h"

#include "shared/contract/limits.h"
#include "shared/rules/templates.h"
#include "shared/text/displaytext.h"
#include "workbench/models/adminwords.h"
#include "workbench/ui/common/banner.h"
#include "workbench/ui/common/formfield.h"
#include "workbench/ui/common/tablepane.h"
#include "workbench/ui/common/theme.h"

#include <QLineEdit>

namespace handoff {

QuickRepliesPage::QuickRepliesPage(const Theme &theme, AdminQuickReplies &list, QWidget *parent)
    : AdminPage(theme, list, "replies", parent), m_replies(list), m_title(new QLineEdit),
      m_category(new ComboBox(theme)), m_shortcut(new ComboBox(theme)),
      m_content(makeTextEdit(theme, 8)), m_shared(new CheckBox(theme))
{
    auto *form = new FormPanel(theme, QStringLiteral("replyForm"));
    form->addField(m_title, QStringLiteral("replyTitle"));
    form->addField(m_category, QStringLiteral("replyCategory"));
    form->addField(m_shortcut, QStringLiteral("replyShortcut"), fieldOf(m_category));
    form->addField(m_content, QStringLiteral("replyContent"));
    m_shared->setObjectName(QStringLiteral("replyShared"));
    form->addWidget(m_shared);
    setForm(form, "deleteReply");
    m_table->setModel(list.table());
    m_table->fitColumns(1);

    connect(this, &AdminPage::newRequested, this, [this] {
        begin({});
        m_title->setFocus(Qt::OtherFocusReason);
    });
    connect(m_table, &TablePane::activated, this, [this](const QString &id) {
        if (const QuickReply *reply = m_replies.table()->find(id))
            begin(*reply);
    });
    connect(form, &FormPanel::saveRequested, this, &QuickRepliesPage::save);
    connect(m_content, &QPlainTextEdit::textChanged, this, &QuickRepliesPage::showVariables);
    connect(m_delete, &QPushButton::clicked, this, [this] {
        askDelete(tr("Delete the quick reply “%1”?").arg(m_base.title),
                  [this, id = m_base.id] { m_replies.remove(id); });
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
    fieldOf(m_title)->setError({});
    fieldOf(m_content)->setError({});
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
    fieldOf(m_content)->setHelp(help);
}

void QuickRepliesPage::save()
{
    const auto title = displaytext::trimmed(m_title->text());
    const auto content = m_content->toPlainText();
    fieldOf(m_title)->setError(title.isEmpty() || !displaytext::fits(title, limits::quickReplyTitle)
                                   ? tr("1 to %1 characters.").arg(limits::quickReplyTitle)
                                   : QString());
    fieldOf(m_content)->setError(displaytext::isBlank(content) ||
                                         !displaytext::fits(content, limits::quickReply)
                                     ? tr("1 to %1 characters.").arg(limits::quickReply)
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
    m_replies.save(m_base.id, request);
}

void QuickRepliesPage::retranslate()
{
    AdminPage::retranslate();
    const bool isNew = m_base.id.isEmpty();
    m_replies.table()->retranslate();
    setTitle(tr("Quick replies"), tr("Canned answers that agents insert with “/” or Ctrl+1…9."));
    setNew(tr("New quick reply"));
    m_table->setEmpty(QStringLiteral("bolt"), tr("No quick replies"),
                      tr("Answers that are typed again and again are kept here."),
                      tr("New quick reply"));
    m_form->setTitle(isNew             ? tr("New quick reply")
                     : m_base.isSystem ? tr("Preset")
                                       : tr("Edit quick reply"));
    setEdited(isNew, !m_base.isSystem);
    fieldOf(m_title)->setLabel(tr("Title"), true);
    fieldOf(m_category)->setLabel(tr("Category"));
    fieldOf(m_shortcut)->setLabel(tr("Shortcut"));
    fieldOf(m_content)->setLabel(tr("Text"), true);
    m_shared->setText(tr("For everybody"));
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
