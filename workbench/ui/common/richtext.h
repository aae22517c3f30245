#pragma once

#include <QTextDocument>

namespace handoff {
class Theme;
}

/// Text of strangers, made safe to show (operations.md, Security): nothing is ever loaded from
/// anywhere, and links are only http, https and mailto.
namespace handoff::richtext {

/// A document that loads no resource from anywhere.
class Document : public QTextDocument
{
public:
    using QTextDocument::QTextDocument;

protected:
    QVariant loadResource(int, const QUrl &) override { return {}; }
};

/// Markdown of the AI: raw HTML is shown as text, images become their description.
void setMarkdown(QTextDocument &document, const QString &markdown, const Theme &theme);

/// Text of customers and agents as it is; web addresses become links.
void setPlain(QTextDocument &document, const QString &text, const Theme &theme);

/// Whether a link may be opened.
bool isSafeLink(const QString &href);

} // namespace handoff::richtext
