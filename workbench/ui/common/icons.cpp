#include "workbench/ui/common/icons.h"

#include "workbench/ui/common/theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QPointer>
#include <QSvgRenderer>

namespace handoff::icons {

namespace {

QPixmap rendered(const QString &name, const QColor &color, const QSize &devicePixels)
{
    const QString key = QStringLiteral("icon/%1/%2/%3x%4")
                            .arg(name, color.name(QColor::HexArgb))
                            .arg(devicePixels.width())
                            .arg(devicePixels.height());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray svg = file.readAll();
    svg.replace("currentColor", color.name(QColor::HexRgb).toLatin1());
    pixmap = QPixmap(devicePixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setOpacity(color.alphaF());
    QSvgRenderer(svg).render(&painter);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

/// Paints one outline icon in the theme's current colour.
class TintedEngine : public QIconEngine
{
public:
    TintedEngine(const Theme &theme, const QString &name, Token token)
        : m_theme(&theme), m_name(name), m_token(token)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        if (m_theme)
            icons::paint(*painter, rect, m_name, colorFor(mode));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        return m_theme ? rendered(m_name, colorFor(mode), size) : QPixmap();
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal) override
    {
        return pixmap(size, mode, state);
    }

    QIconEngine *clone() const override { return new TintedEngine(*this); }
    QString key() const override { return QStringLiteral("handoff-tinted"); }
    bool isNull() override { return m_theme.isNull(); }

private:
    QColor colorFor(QIcon::Mode mode) const
    {
        return mode == QIcon::Disabled ? m_theme->mix(Token::Muted, Token::Raised, 45)
                                       : m_theme->color(m_token);
    }

    QPointer<const Theme> m_theme;
    QString m_name;
    Token m_token;
};

} // namespace

void paint(QPainter &painter, const QRectF &rect, const QString &name, const QColor &color)
{
    const qreal ratio = painter.device()->devicePixelRatioF();
    const QSize devicePixels = (rect.size() * ratio).toSize();
    if (devicePixels.isEmpty())
        return;
    QPixmap pixmap = rendered(name, color, devicePixels);
    pixmap.setDevicePixelRatio(ratio);
    painter.drawPixmap(rect.topLeft(), pixmap);
}

QIcon tinted(const Theme &theme, const QString &name, Token token)
{
    return QIcon(new TintedEngine(theme, name, token));
}

} // namespace handoff::icons
