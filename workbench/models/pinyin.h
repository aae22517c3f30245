#pragma once

#include <QString>

/// Pinyin initials, so that 发货 is found by typing fh.
namespace handoff::pinyin {

/// First letters of a text: each common hanzi (GB 2312, level 1) becomes its letter a…z, other
/// letters and digits stay in lower case, the rest is left out. 退款ABC → tkabc.
QString initials(const QString &text);

} // namespace handoff::pinyin
