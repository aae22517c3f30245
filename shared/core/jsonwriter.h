#pragma once

#include "shared/core/clock.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <cstring>

/// JSON as bytes, value by value; json.h writes whole structs with it.
namespace handoff::json {

/// A finished piece of JSON that is put into a document as it is.
struct Raw
{
    QByteArray json;
    bool operator==(const Raw &) const = default;
};

/// The growing end of a QByteArray. QByteArray::append costs a call, an insert and a look at who
/// shares the bytes each time, which was half of the price of a list's JSON.
class Writer
{
public:
    /// Writes behind what `bytes` holds.
    explicit Writer(QByteArray bytes = {}) : m_bytes(std::move(bytes)) { attach(m_bytes.size()); }

    void put(char c) { *take(1) = c; }
    void put(QByteArrayView text)
    {
        if (!text.isEmpty())
            std::memcpy(take(text.size()), text.data(), static_cast<size_t>(text.size()));
    }
    /// Room for `size` bytes, counted as written: the caller fills all of it.
    char *take(qsizetype size)
    {
        char *const at = room(size);
        m_at += size;
        return at;
    }
    /// Room for up to `size` bytes; end() says where the written ones end.
    char *room(qsizetype size)
    {
        if (m_end - m_at < size)
            grow(size);
        return m_at;
    }
    void end(char *at) { m_at = at; }
    qsizetype size() const { return m_at - m_begin; }
    /// Writes the bytes from `from` to `to` once more.
    void repeat(qsizetype from, qsizetype to)
    {
        room(to - from); // first, because it may move them
        put(QByteArrayView(m_begin + from, to - from));
    }
    /// What was written; the writer holds nothing then.
    QByteArray finish();

private:
    void attach(qsizetype used);
    void grow(qsizetype size);

    QByteArray m_bytes;
    char *m_begin = nullptr;
    char *m_at = nullptr;
    char *m_end = nullptr;
};

void writeString(Writer &out, QStringView text);
void writeInteger(Writer &out, qint64 number);
void writeDouble(Writer &out, double number);
void writeTimestamp(Writer &out, Timestamp time);
void writeObject(Writer &out, const QJsonObject &object);

} // namespace handoff::json
