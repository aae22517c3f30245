#include "workbench/ui/admin/rulespage.h"

#include "shared/contract/limits.h"
#include "shared/rules/templates.h"
#include "shared/text/displaytext.h"
#include "workbench/models/adminwords.h"
#include "workbench/ui/common/formfield.h"
#include "workbench/ui/common/tablepane.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/tickets/ticketbulkbar.h"

#include <QDateTimeEdit>
#include <QLineEdit>
#include <QVBoxLayout>

namespace handoff {

namespace {
constexpr int dayInSeconds = 86400;
} // namespace

RulesPage::RulesPage(const Theme &theme, AdminRules &list, QWidget *parent)
    : AdminPage(theme, list, "rules", parent), m_rules(list), m_type(new ComboBox(theme)),
      m_keywords(new QLineEdit), m_position(makeSpinBox(1, 1000)),
      m_wait(makeSpinBox(1, dayInSeconds)), m_content(makeTextEdit(theme, 5)),
      m_delay(makeSpinBox(0, limits::autoReplyDelay)), m_enabled(new CheckBox(theme)),
      m_testTitle(new QLabel), m_message(new QLineEdit), m_status(new ComboBox(theme)),
      m_useTime(new CheckBox(theme)), m_time(new QDateTimeEdit), m_test(new QPushButton),
      m_matches(new QLabel)
{
    buildForm();
    buildTester();
    m_table->setModel(list.table());
    m_table->fitColumns(2, 360);
    connect(this, &AdminPage::newRequested, this, [this] {
        AutoReplyRule rule;
        rule.type = AutoReplyType::Keyword;
        begin(rule);
    });
    connect(m_table, &TablePane::activated, this, [this](const QString &id) {
        if (const AutoReplyRule *rule = m_rules.table()->find(id))
            begin(*rule);
    });
    connect(&list, &AdminRules::tested, this, &RulesPage::showMatches);
    connect(&list, &AdminList::changed, this, &RulesPage::showClock);
    retranslate();
}

void RulesPage::buildForm()
{
    auto *form = new FormPanel(m_theme, QStringLiteral("ruleForm"));
    form->addField(m_type, QStringLiteral("ruleType"));
    form->addField(m_keywords, QStringLiteral("ruleKeywords"));
    form->addField(m_position, QStringLiteral("rulePosition"));
    form->addField(m_wait, QStringLiteral("ruleWait"));
    form->addField(m_content, QStringLiteral("ruleContent"));
    form->addField(m_delay, QStringLiteral("ruleDelay"));
    m_enabled->setObjectName(QStringLiteral("ruleEnabled"));
    form->addWidget(m_enabled);
    setForm(form, "deleteRule");
    connect(m_type, &QComboBox::currentIndexChanged, this, &RulesPage::showCondition);
    connect(m_content, &QPlainTextEdit::textChanged, this, &RulesPage::showCondition);
    connect(form, &FormPanel::saveRequested, this, &RulesPage::save);
    connect(m_delete, &QPushButton::clicked, this, [this] {
        askDelete(tr("Delete this auto-reply?"), [this, id = m_base.id] { m_rules.remove(id); });
    });
}

void RulesPage::buildTester()
{
    auto *tester = makeSurface("raised", "top");
    tester->setObjectName(QStringLiteral("ruleTester"));
    setTextStyle(m_testTitle, m_theme, TextStyle::BodyBold);
    m_message->setObjectName(QStringLiteral("testMessage"));
    m_status->setObjectName(QStringLiteral("testStatus"));
    m_useTime->setObjectName(QStringLiteral("testUseTime"));
    m_time->setObjectName(QStringLiteral("testTime"));
    m_time->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
    m_time->setDateTime(QDateTime::currentDateTime());
    m_time->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_time->setEnabled(false);
    m_test->setObjectName(QStringLiteral("testRules"));
    m_matches->setObjectName(QStringLiteral("testMatches"));
    m_matches->setTextFormat(Qt::PlainText);
    m_matches->setWordWrap(true);
    m_matches->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::sibling);
    row->addWidget(m_message, 1);
    row->addWidget(m_test);
    auto *when = new QHBoxLayout;
    when->setSpacing(space::sibling);
    when->addWidget(m_status);
    when->addWidget(m_useTime);
    when->addWidget(m_time);
    when->addStretch();
    auto *column = new QVBoxLayout(tester);
    column->setContentsMargins(space::pane, space::card, space::pane, space::card);
    column->setSpacing(space::sibling);
    column->addWidget(m_testTitle);
    column->addLayout(row);
    column->addLayout(when);
    column->addWidget(m_matches);
    m_left->addWidget(tester);
    m_matches->hide();
    connect(m_useTime, &QCheckBox::toggled, m_time, &QWidget::setEnabled);
    connect(m_test, &QPushButton::clicked, this, &RulesPage::test);
    connect(m_message, &QLineEdit::returnPressed, this, &RulesPage::test);
}

AutoReplyType RulesPage::type() const
{
    return static_cast<AutoReplyType>(m_type->currentData().toInt());
}

void RulesPage::begin(const AutoReplyRule &rule)
{
    m_base = rule;
    retranslate();
    choose(m_type, int(rule.type));
    QStringList words;
    const QJsonArray keywords = rule.triggerCondition.value(u"keywords").toArray();
    for (const QJsonValue &word : keywords)
        words.append(word.toString());
    m_keywords->setText(words.join(QStringLiteral(", ")));
    m_position->setValue(rule.triggerCondition.value(u"min_position").toInt(1));
    m_wait->setValue(rule.triggerCondition.value(u"wait_seconds").toInt(120));
    m_content->setPlainText(rule.replyContent);
    m_delay->setValue(rule.delaySeconds);
    m_enabled->setChecked(rule.enabled);
    fieldOf(m_keywords)->setError({});
    fieldOf(m_content)->setError({});
    showCondition();
    openForm();
    m_type->setFocus(Qt::OtherFocusReason);
}

void RulesPage::showCondition()
{
    fieldOf(m_keywords)->setVisible(type() == AutoReplyType::Keyword);
    fieldOf(m_position)->setVisible(type() == AutoReplyType::Queue);
    fieldOf(m_wait)->setVisible(type() == AutoReplyType::Timeout);
    AutoReplyRule rule;
    rule.type = type();
    const bool fixed = type() == AutoReplyType::Welcome || type() == AutoReplyType::Offline ||
                       type() == AutoReplyType::Busy;
    fieldOf(m_type)->setHelp(fixed ? text::ruleCondition(rule) : QString());
    QStringList variables = Templates::known();
    if (inQueue(type()))
        variables += {QString(Templates::queuePosition), QString(Templates::estimatedWaitTime)};
    QString help = tr("Filled by itself: %1").arg(variables.join(u' '));
    const QStringList unknown = Templates::unknown(m_content->toPlainText(), inQueue(type()));
    if (!unknown.isEmpty())
        help += u'\n' + tr("Has no value and is left out: %1").arg(unknown.join(u' '));
    fieldOf(m_content)->setHelp(help);
}

void RulesPage::save()
{
    AutoReplyRuleRequest request;
    request.type = type();
    request.replyContent = m_content->toPlainText();
    request.enabled = m_enabled->isChecked();
    request.delaySeconds = m_delay->value();
    const QStringList words = tagsFromText(m_keywords->text());
    switch (request.type) {
    case AutoReplyType::Welcome:
        request.triggerCondition = {{QStringLiteral("event"), QStringLiteral("first_message")}};
        break;
    case AutoReplyType::Keyword:
        request.triggerCondition = {
            {QStringLiteral("keywords"), QJsonArray::fromStringList(words)}};
        break;
    case AutoReplyType::Queue:
        request.triggerCondition = {{QStringLiteral("min_position"), m_position->value()}};
        break;
    case AutoReplyType::Timeout:
        request.triggerCondition = {{QStringLiteral("wait_seconds"), m_wait->value()}};
        break;
    default:
        break;
    }
    const bool wrongWords = request.type == AutoReplyType::Keyword &&
                            (words.isEmpty() || words.size() > limits::autoReplyKeywords);
    fieldOf(m_keywords)
        ->setError(wrongWords ? tr("1 to %1 words.").arg(limits::autoReplyKeywords) : QString());
    fieldOf(m_content)->setError(displaytext::isBlank(request.replyContent) ||
                                         !displaytext::fits(request.replyContent, limits::autoReply)
                                     ? tr("1 to %1 characters.").arg(limits::autoReply)
                                     : QString());
    if (m_form->validate())
        m_rules.save(m_base.id, request);
}

void RulesPage::showClock()
{
    m_useTime->setToolTip(
        tr("Test another time than now (time zone %1)").arg(m_rules.clock().zone()));
}

void RulesPage::test()
{
    AutoReplyTestRequest request;
    request.message = m_message->text();
    request.status = static_cast<SessionStatus>(m_status->currentData().toInt());
    if (m_useTime->isChecked())
        request.at = m_rules.clock().when(m_time->date(), m_time->time());
    m_rules.test(request);
}

void RulesPage::showMatches(const QList<AutoReplyMatch> &matches)
{
    QStringList lines;
    for (const AutoReplyMatch &match : matches) {
        QString line =
            match.keywords.isEmpty()
                ? text::ruleType(match.type)
                : QStringLiteral("%1 (%2)").arg(text::ruleType(match.type),
                                                match.keywords.join(QStringLiteral(", ")));
        if (match.afterSeconds > 0)
            line += tr(", after %1 s").arg(match.afterSeconds);
        lines.append(QStringLiteral("%1: %2").arg(line, match.replyContent));
        if (!match.unknownVariables.isEmpty())
            lines.append(
                tr("Has no value and is left out: %1").arg(match.unknownVariables.join(u' ')));
    }
    m_matches->setText(lines.isEmpty() ? tr("No rule would fire.") : lines.join(u'\n'));
    m_matches->show();
}

void RulesPage::retranslate()
{
    AdminPage::retranslate();
    const bool isNew = m_base.id.isEmpty();
    m_rules.table()->retranslate();
    setTitle(tr("Auto-replies"), tr("Texts that customers get without anybody writing them."));
    setNew(tr("New auto-reply"));
    m_table->setEmpty(QStringLiteral("ai"), tr("No auto-replies"),
                      tr("Greet customers, answer keywords, explain the wait."),
                      tr("New auto-reply"));
    m_form->setTitle(isNew ? tr("New auto-reply") : tr("Edit auto-reply"));
    setEdited(isNew);
    fieldOf(m_type)->setLabel(tr("Type"));
    fieldOf(m_keywords)->setLabel(tr("Keywords"), true);
    fieldOf(m_keywords)->setHelp(tr("Separated by commas; one of them is enough"));
    fieldOf(m_position)->setLabel(tr("From position in the queue"));
    fieldOf(m_wait)->setLabel(tr("After a wait of (seconds)"));
    fieldOf(m_content)->setLabel(tr("Answer"), true);
    fieldOf(m_delay)->setLabel(tr("Delay (seconds)"));
    m_enabled->setText(tr("Switched on"));
    QList<QPair<QString, QVariant>> types;
    for (size_t i = 0; i < json::EnumNames<AutoReplyType>::names.size(); ++i)
        types.append({text::ruleType(static_cast<AutoReplyType>(i)), int(i)});
    fillChoices(m_type, types);
    m_testTitle->setText(tr("Try it: nothing is sent"));
    m_message->setPlaceholderText(tr("What the customer writes"));
    m_message->setAccessibleName(tr("What the customer writes"));
    m_status->setAccessibleName(tr("Situation"));
    fillChoices(
        m_status,
        {{tr("A new conversation"), int(SessionStatus::BotActive)},
         {tr("Is being escalated"), int(SessionStatus::PendingManual)},
         {text::statusName(SessionStatus::ManualLive), int(SessionStatus::ManualLive)},
         {text::statusName(SessionStatus::AfterHoursEmail), int(SessionStatus::AfterHoursEmail)}});
    m_useTime->setText(tr("At"));
    showClock();
    m_time->setAccessibleName(tr("Time of the test"));
    m_test->setText(tr("Test"));
    showCondition();
}

} // namespace handoff
