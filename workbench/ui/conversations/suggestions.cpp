#include "workbench/ui/conversations/suggestions.h"

#include "shared/text/searchfold.h"
#include "workbench/controllers/deskcatalog.h"
#include "workbench/models/adminwords.h"
#include "workbench/ui/conversations/completionlist.h"
#include "workbench/ui/conversations/composer.h"

#include <QShortcut>

namespace handoff {

namespace {

constexpr int mostSuggestions = 50;

QList<CompletionList::Item> itemsOf(const QuickReplyModel &model, const Templates::Values &values)
{
    QList<CompletionList::Item> items;
    for (int row = 0; row < model.rowCount() && row < mostSuggestions; ++row) {
        const QuickReply &reply = *model.at(row);
        const QString filled = Templates::fill(reply.content, values);
        const QString keys = model.keys(row);
        items.append({reply.id, reply.title, filled,
                      keys.isEmpty() ? QuickReplyModel::categoryName(reply.category) : keys,
                      filled});
    }
    return items;
}

} // namespace

Suggestions::Suggestions(const Theme &theme, DeskCatalog &catalog, Composer &composer)
    : QObject(&composer), m_theme(theme), m_catalog(catalog), m_composer(composer)
{
    for (int digit = 1; digit <= 9; ++digit) {
        auto *keys = new QShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + digit)),
                                   &m_composer);
        keys->setContext(Qt::WidgetWithChildrenShortcut);
        connect(keys, &QShortcut::activated, this, [this, digit] {
            if (const QuickReply *reply = m_catalog.quickReplies()->byShortcut(digit))
                useReply(reply->id);
        });
    }
    auto *panel = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_M), &m_composer);
    panel->setContext(Qt::WidgetWithChildrenShortcut);
    connect(panel, &QShortcut::activated, this, &Suggestions::openPanel);
}

void Suggestions::setVariables(std::function<Templates::Values()> variables)
{
    m_variables = std::move(variables);
}

Templates::Values Suggestions::values() const
{
    return m_variables ? m_variables() : Templates::Values();
}

QWidget *Suggestions::frame() const
{
    return m_composer.parentWidget() ? m_composer.parentWidget() : &m_composer;
}

int Suggestions::popupBottom() const
{
    return frame() == &m_composer ? m_composer.height()
                                  : m_composer.mapTo(frame(), QPoint(0, 0)).y();
}

void Suggestions::handleKey(int key)
{
    if (m_list)
        m_list->handleKey(key);
}

bool Suggestions::isOpen() const
{
    return m_list && m_list->isVisible();
}

void Suggestions::retranslate()
{
    if (m_list)
        m_list->retranslate();
}

void Suggestions::suggest(QChar trigger, const QString &query)
{
    if (m_list && m_list->isPanel())
        return;
    if (trigger == u'/')
        suggestReplies(query, false);
    else if (trigger == u'@')
        suggestAgents(query);
    else
        close();
}

CompletionList *Suggestions::list()
{
    if (m_list)
        return m_list;
    m_list = new CompletionList(m_theme, frame());
    connect(m_list, &CompletionList::chosen, this, &Suggestions::choose);
    connect(m_list, &CompletionList::dismissed, this, &Suggestions::leave);
    connect(m_list, &CompletionList::searched, this,
            [this](const QString &text) { suggestReplies(text, true); });
    return m_list;
}

void Suggestions::suggestReplies(const QString &query, bool panel)
{
    m_trigger = u'/';
    m_catalog.quickReplies()->search(query);
    const auto items = itemsOf(*m_catalog.quickReplies(), values());
    if (panel)
        list()->presentPanel(items, popupBottom(), tr("Search quick replies, also by initials"));
    else
        list()->present(items, popupBottom());
    m_composer.current()->setSuggesting(!panel && m_list->isVisible());
}

void Suggestions::suggestAgents(const QString &query)
{
    if (m_catalog.agents().isEmpty())
        m_catalog.refreshAgents();
    m_trigger = u'@';
    const QString key = searchfold::key(query);
    QList<CompletionList::Item> items;
    for (const AvailableAgent &agent : m_catalog.agents()) {
        if (searchfold::contains(agent.username, key) || searchfold::contains(agent.name, key))
            items.append(
                {agent.username, agent.name, agent.username, text::presenceName(agent.status), {}});
    }
    list()->present(items, popupBottom());
    m_composer.current()->setSuggesting(m_list->isVisible());
}

void Suggestions::openPanel()
{
    if (m_list && m_list->isPanel()) {
        leave();
        return;
    }
    suggestReplies({}, true);
}

void Suggestions::close()
{
    if (m_list)
        m_list->hide();
    m_trigger = QChar();
    m_composer.current()->setSuggesting(false);
}

void Suggestions::leave()
{
    close();
    m_composer.current()->setFocus(Qt::OtherFocusReason);
}

void Suggestions::choose(const QString &id)
{
    if (m_trigger == u'@') {
        close();
        m_composer.current()->complete(u'@' + id + u' ');
    } else {
        useReply(id);
    }
}

bool Suggestions::useReply(const QString &id)
{
    const QuickReply *reply = m_catalog.quickReplies()->find(id);
    if (!reply || !m_composer.writing())
        return false;
    const QString text = Templates::fill(reply->content, values());
    leave();
    m_composer.current()->complete(text);
    m_catalog.use(id);
    return true;
}

} // namespace handoff
