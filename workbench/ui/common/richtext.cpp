#include "workbench/ui/common/richtext.h"

#include "shared/text/links.h"
#include "workbench/ui/common/theme.h"

#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextFrame>
#include <QTextTable>
#include <QUrl>

namespace handoff::richtext {

namespace {

struct Piece
{
    int position;
    int length;
    QTextCharFormat format;
};

QList<Piece> pieces(const QTextDocument &document)
{
    QList<Piece> all;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            all.append({fragment.position(), fragment.length(), fragment.charFormat()});
        }
    }
    return all;
}

/// Links that are not on the whitelist become plain text, images their description.
void keepWhitelisted(QTextDocument &document, const Theme &theme)
{
    QList<Piece> all = pieces(document);
    // From the end, so that replaced images do not move what is still to do.
    for (auto it = all.crbegin(); it != all.crend(); ++it) {
        QTextCursor cursor(&document);
        cursor.setPosition(it->position);
        cursor.setPosition(it->position + it->length, QTextCursor::KeepAnchor);
        if (it->format.isImageFormat()) {
            const QString alt =
                it->format.toImageFormat().property(QTextFormat::ImageAltText).toString();
            cursor.insertText(alt.isEmpty() ? QStringLiteral("[…]")
                                            : QStringLiteral("[%1]").arg(alt),
                              QTextCharFormat());
        } else if (it->format.isAnchor()) {
            QTextCharFormat format;
            if (isSafeLink(it->format.anchorHref())) {
                format.setForeground(theme.color(Token::Brand));
                format.setFontUnderline(true);
                cursor.mergeCharFormat(format);
            } else {
                format = it->format;
                format.setAnchor(false);
                format.clearProperty(QTextFormat::AnchorHref);
                format.clearForeground();
                format.setFontUnderline(false);
                cursor.setCharFormat(format);
            }
        }
    }
}

/// Headings of a chat bubble are bold lines, code stands on a tint, blocks stand close.
void calm(QTextDocument &document, const Theme &theme)
{
    const QFont body = theme.font(TextStyle::Body);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QTextCursor cursor(block);
        QTextBlockFormat format = block.blockFormat();
        const bool first = block.blockNumber() == 0;
        const bool inList = block.textList() != nullptr;
        format.setTopMargin(first || inList ? 0 : 4);
        format.setBottomMargin(inList ? 2 : 4);
        if (!block.next().isValid())
            format.setBottomMargin(0);
        const int heading = format.headingLevel();
        const bool code = format.hasProperty(QTextFormat::BlockCodeFence) ||
                          format.hasProperty(QTextFormat::BlockCodeLanguage) ||
                          format.nonBreakableLines();
        if (code) {
            format.setBackground(theme.mix(Token::Text, Token::BubbleAi, 7));
            format.setNonBreakableLines(false);
        }
        cursor.setBlockFormat(format);
        if (heading > 0) {
            cursor.select(QTextCursor::BlockUnderCursor);
            QTextCharFormat bold;
            bold.setProperty(QTextFormat::FontSizeAdjustment, 0);
            bold.setFontWeight(QFont::DemiBold);
            bold.setProperty(QTextFormat::FontPixelSize, body.pixelSize() + (heading <= 2 ? 1 : 0));
            cursor.mergeCharFormat(bold);
        }
    }
    for (const Piece &piece : pieces(document)) {
        if (!piece.format.fontFixedPitch())
            continue;
        QTextCursor cursor(&document);
        cursor.setPosition(piece.position);
        cursor.setPosition(piece.position + piece.length, QTextCursor::KeepAnchor);
        QTextCharFormat mono;
        mono.setFontFamilies({QStringLiteral("monospace")});
        mono.setBackground(theme.mix(Token::Text, Token::BubbleAi, 7));
        cursor.mergeCharFormat(mono);
    }
    for (QTextFrame *frame : document.rootFrame()->childFrames()) {
        if (auto *table = qobject_cast<QTextTable *>(frame)) {
            QTextTableFormat format = table->format();
            format.setBorderCollapse(true);
            format.setBorder(1);
            format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
            format.setTopMargin(4);
            format.setBorderBrush(theme.color(Token::Line));
            format.setCellPadding(4);
            format.setCellSpacing(0);
            table->setFormat(format);
        }
    }
}

} // namespace

bool isSafeLink(const QString &href)
{
    const QUrl url(href, QUrl::TolerantMode);
    const QString scheme = url.scheme().toLower();
    return url.isValid() && ((scheme == QLatin1String("http") || scheme == QLatin1String("https"))
                                 ? !url.host().isEmpty()
                                 : scheme == QLatin1String("mailto"));
}

void setMarkdown(QTextDocument &document, const QString &markdown, const Theme &theme)
{
    document.setMarkdown(markdown,
                         QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub |
                                                         QTextDocument::MarkdownNoHTML));
    keepWhitelisted(document, theme);
    calm(document, theme);
}

void setPlain(QTextDocument &document, const QString &text, const Theme &theme)
{
    QString normal = text;
    normal.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    document.setPlainText(normal);
    for (const links::Link &link : links::find(normal)) {
        const QString href = normal.mid(link.start, link.length);
        if (!isSafeLink(href))
            continue;
        QTextCursor cursor(&document);
        cursor.setPosition(static_cast<int>(link.start));
        cursor.setPosition(static_cast<int>(link.start + link.length), QTextCursor::KeepAnchor);
        QTextCharFormat format;
        format.setAnchor(true);
        format.setAnchorHref(href);
        format.setForeground(theme.color(Token::Brand));
        format.setFontUnderline(true);
        cursor.mergeCharFormat(format);
    }
}

} // namespace handoff::richtext
