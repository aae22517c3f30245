#include "workbench/ui/admin/auditlogpage.h"

#include "shared/text/displaytext.h"
#include "workbench/ui/common/flowlayout.h"
#include "workbench/ui/common/tablepane.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QDateEdit>
#include <QLineEdit>
#include <QVBoxLayout>

namespace handoff {

AuditLogPage::AuditLogPage(const Theme &theme, AdminAudit &list, QWidget *parent)
    : AdminPage(theme, list, "audit", parent), m_audit(list), m_actor(new QLineEdit),
      m_action(new QLineEdit), m_object(new QLineEdit), m_useDates(new CheckBox(theme)),
      m_from(new QDateEdit(QDate::currentDate().addDays(-7))),
      m_to(new QDateEdit(QDate::currentDate())), m_shown(new QLabel), m_more(new QPushButton)
{
    m_actor->setObjectName(QStringLiteral("auditActor"));
    m_action->setObjectName(QStringLiteral("auditAction"));
    m_object->setObjectName(QStringLiteral("auditObject"));
    m_useDates->setObjectName(QStringLiteral("auditUseDates"));
    m_from->setObjectName(QStringLiteral("auditFrom"));
    m_to->setObjectName(QStringLiteral("auditTo"));
    m_more->setObjectName(QStringLiteral("moreAudit"));
    m_more->setProperty("link", true);
    m_shown->setObjectName(QStringLiteral("auditShown"));
    setTextStyle(m_shown, theme, TextStyle::Meta, true);

    auto *filters = new FlowLayout(space::badge);
    filters->setContentsMargins(space::pane, 0, space::pane, space::sibling);
    for (QLineEdit *edit : {m_actor, m_action, m_object}) {
        edit->setClearButtonEnabled(true);
        filters->addWidget(edit);
        connect(edit, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
        connect(edit, &QLineEdit::returnPressed, this, &AuditLogPage::apply);
    }
    filters->addWidget(m_useDates);
    for (QDateEdit *edit : {m_from, m_to}) {
        edit->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
        edit->setButtonSymbols(QAbstractSpinBox::NoButtons);
        edit->setEnabled(false);
        filters->addWidget(edit);
        connect(edit, &QDateEdit::dateChanged, this, &AuditLogPage::apply);
        connect(m_useDates, &QCheckBox::toggled, edit, &QWidget::setEnabled);
    }
    connect(m_useDates, &QCheckBox::toggled, this, &AuditLogPage::apply);
    auto *footer = makeSurface("raised", "top");
    auto *footerRow = new QHBoxLayout(footer);
    footerRow->setContentsMargins(space::pane, 2, space::pane, 2);
    footerRow->addWidget(m_shown);
    footerRow->addStretch();
    footerRow->addWidget(m_more);
    m_left->insertLayout(0, filters);
    m_left->addWidget(footer);
    m_table->setModel(list.table());
    m_table->setTwoLines(true); // details are read, not guessed
    m_table->fitColumns(4);

    m_typing.setSingleShot(true);
    m_typing.setInterval(300);
    connect(&m_typing, &QTimer::timeout, this, &AuditLogPage::apply);
    connect(m_table, &TablePane::nearEnd, &list, &AdminAudit::loadMore);
    connect(m_more, &QPushButton::clicked, &list, &AdminAudit::loadMore);
    connect(&list, &AdminList::changed, this, &AuditLogPage::refreshFooter);
    retranslate();
}

void AuditLogPage::apply()
{
    m_typing.stop();
    AuditQuery query;
    query.actor = displaytext::trimmed(m_actor->text());
    query.action = displaytext::trimmed(m_action->text());
    query.object = displaytext::trimmed(m_object->text());
    if (m_useDates->isChecked()) {
        query.from = Timestamp{m_from->date().startOfDay().toMSecsSinceEpoch()};
        query.to = Timestamp{m_to->date().addDays(1).startOfDay().toMSecsSinceEpoch()};
    }
    m_audit.setFilter(query);
}

void AuditLogPage::refreshFooter()
{
    m_shown->setText(tr("%1 of %2 entries")
                         .arg(QLocale().toString(m_audit.table()->rowCount()),
                              QLocale().toString(m_audit.total())));
    m_more->setVisible(m_audit.hasMore());
    m_more->setEnabled(!m_audit.isLoading());
}

void AuditLogPage::retranslate()
{
    AdminPage::retranslate();
    m_audit.table()->retranslate();
    setTitle(tr("Audit log"), tr("Sign-ins, changes of accounts and settings, exports."));
    m_table->setEmpty(QStringLiteral("history"), tr("Nothing found"),
                      tr("No entry matches the filters."));
    const auto name = [](QLineEdit *edit, const QString &text) {
        edit->setPlaceholderText(text);
        edit->setAccessibleName(text);
    };
    name(m_actor, tr("Who (user name)"));
    name(m_action, tr("What, e.g. login"));
    name(m_object, tr("Concerns"));
    m_useDates->setText(tr("Between"));
    m_from->setAccessibleName(tr("From day"));
    m_to->setAccessibleName(tr("To day"));
    m_more->setText(tr("Load more"));
    refreshFooter();
}

} // namespace handoff
