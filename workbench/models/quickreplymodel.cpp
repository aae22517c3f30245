#include "workbench/models/quickreplymodel.h"

#include "shared/text/searchfold.h"
#include "workbench/models/languageguess.h"
#include "workbench/models/pinyin.h"

#include <algorithm>
#include <tuple>

namespace handoff {

QString QuickReplyModel::categoryName(QuickReplyCategory category)
{
    switch (category) {
    case QuickReplyCategory::PreSales:
        return tr("Before the sale");
    case QuickReplyCategory::AfterSales:
        return tr("After the sale");
    case QuickReplyCategory::Logistics:
        return tr("Delivery");
    case QuickReplyCategory::Technical:
        return tr("Technical");
    case QuickReplyCategory::Policy:
        return tr("Policy");
    case QuickReplyCategory::Unknown:
        break;
    }
    return tr("Other");
}

int QuickReplyModel::rank(const Entry &entry, const QString &needle)
{
    if (needle.isEmpty())
        return 0;
    if (entry.title.startsWith(needle))
        return 0;
    if (entry.titleInitials.startsWith(needle))
        return 1;
    if (entry.title.contains(needle))
        return 2;
    if (entry.titleInitials.contains(needle))
        return 3;
    if (entry.content.contains(needle))
        return 4;
    if (searchfold::contains(QString(json::enumName(entry.reply.category)), needle) ||
        searchfold::contains(categoryName(entry.reply.category), needle))
        return 5;
    // One letter is among the initials of nearly every text.
    if (needle.size() > 1 && entry.contentInitials.contains(needle))
        return 6;
    return -1;
}

void QuickReplyModel::setReplies(const QList<QuickReply> &replies)
{
    beginResetModel();
    m_all.clear();
    m_all.reserve(replies.size());
    for (const QuickReply &reply : replies)
        m_all.append({reply,
                      searchfold::folded(reply.title),
                      searchfold::folded(reply.content),
                      pinyin::initials(reply.title),
                      pinyin::initials(reply.content),
                      {},
                      guessLanguage(reply.content)});
    giveKeys();
    arrange();
    endResetModel();
}

void QuickReplyModel::search(const QString &text)
{
    if (text == m_search)
        return;
    beginResetModel();
    m_search = text;
    arrange();
    endResetModel();
}

void QuickReplyModel::setLanguage(const QString &language)
{
    if (language == m_language)
        return;
    beginResetModel();
    m_language = language;
    arrange();
    endResetModel();
}

/// From the customer's language; 0: it is his.
int QuickReplyModel::distance(const Entry &entry) const
{
    if (m_language.isEmpty() || entry.language == m_language.left(2))
        return 0;
    return entry.language == u"en" ? 1 : 2;
}

void QuickReplyModel::setUsage(const QString &id, qint64 count)
{
    beginResetModel();
    for (Entry &entry : m_all) {
        if (entry.reply.id == id)
            entry.reply.usageCount = count;
    }
    arrange();
    endResetModel();
}

void QuickReplyModel::giveKeys()
{
    QStringList free;
    for (int digit = 1; digit <= 9; ++digit)
        free.append(QStringLiteral("Ctrl+%1").arg(digit));
    QList<Entry *> without;
    for (Entry &entry : m_all) {
        entry.keys = entry.reply.shortcut.value_or(QString());
        if (entry.keys.isEmpty())
            without.append(&entry);
        else
            free.removeIf([&](const QString &keys) {
                return keys.compare(entry.keys, Qt::CaseInsensitive) == 0;
            });
    }
    std::sort(without.begin(), without.end(), [](const Entry *a, const Entry *b) {
        return std::tie(a->reply.createdAt, a->reply.id) <
               std::tie(b->reply.createdAt, b->reply.id);
    });
    for (qsizetype i = 0; i < qMin(free.size(), without.size()); ++i)
        without.at(i)->keys = free.at(i);
}

QList<QuickReply> QuickReplyModel::all() const
{
    QList<QuickReply> replies;
    for (const Entry &entry : m_all)
        replies.append(entry.reply);
    return replies;
}

void QuickReplyModel::arrange()
{
    const QString needle = searchfold::key(m_search);
    struct Place
    {
        int rank;
        qsizetype index;
    };
    QList<Place> places;
    for (qsizetype i = 0; i < m_all.size(); ++i) {
        if (const int r = rank(m_all.at(i), needle); r >= 0)
            places.append({r, i});
    }
    std::stable_sort(places.begin(), places.end(), [this](const Place &a, const Place &b) {
        if (a.rank != b.rank)
            return a.rank < b.rank;
        const int da = distance(m_all.at(a.index));
        const int db = distance(m_all.at(b.index));
        if (da != db)
            return da < db;
        return m_all.at(a.index).reply.usageCount > m_all.at(b.index).reply.usageCount;
    });
    m_shown.clear();
    for (const Place &place : std::as_const(places))
        m_shown.append(place.index);
}

const QuickReply *QuickReplyModel::find(const QString &id) const
{
    for (const Entry &entry : m_all) {
        if (entry.reply.id == id)
            return &entry.reply;
    }
    return nullptr;
}

const QuickReply *QuickReplyModel::byShortcut(int digit) const
{
    const QString keys = QStringLiteral("Ctrl+%1").arg(digit);
    for (const Entry &entry : m_all) {
        if (entry.keys.compare(keys, Qt::CaseInsensitive) == 0)
            return &entry.reply;
    }
    return nullptr;
}

const QuickReply *QuickReplyModel::at(int row) const
{
    return row >= 0 && row < m_shown.size() ? &m_all.at(m_shown.at(row)).reply : nullptr;
}

int QuickReplyModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant QuickReplyModel::data(const QModelIndex &index, int role) const
{
    const QuickReply *r = index.isValid() ? at(index.row()) : nullptr;
    return r && role == Qt::DisplayRole ? r->title : QVariant();
}

} // namespace handoff
