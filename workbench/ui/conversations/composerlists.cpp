#include "shared/text/searchfold.h"
#include "workbench/controllers/deskcatalog.h"
#include "workbench/models/adminwords.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/conversations/composer.h"

#include <QShortcut>

// Composer: quick replies and names of colleagues.

namespace handoff {

namespace {

constexpr int mostSuggestions = 50;

QList<CompletionList::Item> itemsOf(const QuickReplyModel &model, const Templates::Values &values)
{
    QList<CompletionList::Item> items;
    for (int row = 0; row < model.rowCount() && row < mostSuggestions; ++row) {
        const QuickReply &reply = *model.at(row);
        const QString filled = Templates::fill(reply.content, values);
        const QString keys = model.index(row).data(QuickReplyModel::ShortcutRole).toString();
        items.append({reply.id, reply.title, filled,
                      keys.isEmpty() ? QuickReplyModel::categoryName(reply.category) : keys,
                      filled});
    }
    return items;
}

} // namespace

void Composer::addShortcuts()
{
    for (int digit = 1; digit <= 9; ++digit) {
        auto *keys =
            new QShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + digit)), this);
        keys->setContext(Qt::WidgetWithChildrenShortcut);
        connect(keys, &QShortcut::activated, this, [this, digit] {
            if (const QuickReply *reply = m_catalog.quickReplies()->byShortcut(digit))
                useReply(reply->id);
        });
    }
    auto *panel = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_M), this);
    panel->setContext(Qt::WidgetWithChildrenShortcut);
    connect(panel, &QShortcut::activated, this, &Composer::openPanel);
}

int Composer::popupBottom() const
{
    return parentWidget() ? mapTo(parentWidget(), QPoint(0, 0)).y() : height();
}

void Composer::suggest(QChar trigger, const QString &query)
{
    if (m_list && m_list->isPanel())
        return;
    if (trigger == u'/')
        suggestReplies(query, false);
    else if (trigger == u'@')
        suggestAgents(query);
    else
        closeSuggestions();
}

CompletionList *Composer::list()
{
    if (m_list)
        return m_list;
    m_list = new CompletionList(m_theme, parentWidget() ? parentWidget() : this);
    connect(m_list, &CompletionList::chosen, this, &Composer::choose);
    connect(m_list, &CompletionList::dismissed, this, [this] {
        closeSuggestions();
        current()->setFocus(Qt::OtherFocusReason);
    });
    connect(m_list, &CompletionList::searched, this,
            [this](const QString &text) { suggestReplies(text, true); });
    return m_list;
}

void Composer::suggestReplies(const QString &query, bool panel)
{
    m_suggesting = u'/';
    m_catalog.quickReplies()->search(query);
    const auto items =
        itemsOf(*m_catalog.quickReplies(), m_variables ? m_variables() : Templates::Values());
    if (panel)
        list()->presentPanel(items, popupBottom(), tr("Search quick replies, also by initials"));
    else
        list()->present(items, popupBottom());
    current()->setSuggesting(!panel && m_list->isVisible());
}

void Composer::suggestAgents(const QString &query)
{
    if (m_catalog.agents().isEmpty())
        m_catalog.refreshAgents();
    m_suggesting = u'@';
    const QString key = searchfold::key(query);
    QList<CompletionList::Item> items;
    for (const AvailableAgent &agent : m_catalog.agents()) {
        if (searchfold::contains(agent.username, key) || searchfold::contains(agent.name, key))
            items.append(
                {agent.username, agent.name, agent.username, text::presenceName(agent.status), {}});
    }
    list()->present(items, popupBottom());
    current()->setSuggesting(m_list->isVisible());
}

void Composer::openPanel()
{
    if (m_list && m_list->isPanel()) {
        closeSuggestions();
        current()->setFocus(Qt::OtherFocusReason);
        return;
    }
    suggestReplies({}, true);
}

void Composer::closeSuggestions()
{
    if (m_list)
        m_list->hide();
    m_suggesting = QChar();
    for (ComposerEdit *edit : {m_edit, m_note})
        edit->setSuggesting(false);
}

void Composer::choose(const QString &id)
{
    if (m_suggesting == u'@') {
        closeSuggestions();
        current()->complete(u'@' + id + u' ');
    } else {
        useReply(id);
    }
}

void Composer::useReply(const QString &id)
{
    const QuickReply *reply = m_catalog.quickReplies()->find(id);
    if (!reply || (m_tab == Reply && !m_allowed))
        return;
    const QString text =
        Templates::fill(reply->content, m_variables ? m_variables() : Templates::Values());
    closeSuggestions();
    current()->setFocus(Qt::OtherFocusReason);
    current()->complete(text);
    m_catalog.use(id);
}

} // namespace handoff
