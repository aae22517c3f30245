#include "workbench/ui/main/attention.h"

#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"

#include <QApplication>
#include <QMenu>
#include <QPainter>
#include <QSoundEffect>
#include <QSystemTrayIcon>
#include <QWidget>

namespace handoff {

namespace {
constexpr int shownMs = 8000;
} // namespace

Attention::Attention(const Theme &theme, Notifier &notifier, DeskController &desk, QWidget *window)
    : QObject(window), m_theme(theme), m_notifier(notifier), m_desk(desk), m_window(window)
{
    if (canShow()) {
        m_menu = std::make_unique<QMenu>();
        m_show = m_menu->addAction(QString(), this, &Attention::raiseWindow);
        m_quit = m_menu->addAction(QString(), window, &QWidget::close);
        m_tray = new QSystemTrayIcon(this);
        m_tray->setContextMenu(m_menu.get());
        connect(m_tray, &QSystemTrayIcon::activated, this, &Attention::raiseWindow);
        connect(m_tray, &QSystemTrayIcon::messageClicked, this, [this] {
            raiseWindow();
            emit openRequested(m_last);
        });
    }
    connect(&notifier, &Notifier::noticed, this, &Attention::present);
    connect(&notifier, &Notifier::attentionChanged, this, &Attention::refresh);
    connect(&desk.lists(), &DeskLists::countsChanged, this, &Attention::refresh);
    connect(&desk, &DeskController::connectionChanged, this, [this](EventStream::State state) {
        // Once, when the line goes: who looks elsewhere must hear that nothing will come.
        const bool lost = state == EventStream::State::Lost;
        if (lost && !std::exchange(m_wasLost, true) &&
            !m_notifier.rules().isQuiet(QTime::currentTime()))
            play(true);
        if (state == EventStream::State::Live)
            m_wasLost = false;
        refresh();
    });
    retranslate();
    if (m_tray)
        m_tray->show();
}

Attention::~Attention() = default;

bool Attention::canShow()
{
    return QSystemTrayIcon::isSystemTrayAvailable();
}

void Attention::retranslate()
{
    if (m_show)
        m_show->setText(tr("Show the window"));
    if (m_quit)
        m_quit->setText(tr("Quit"));
    refresh();
}

void Attention::present(const Notice &notice)
{
    if (notice.show) {
        m_last = notice;
        if (m_tray && QSystemTrayIcon::supportsMessages())
            m_tray->showMessage(notice.title, m_daemon.shown(notice.text),
                                m_theme.icon(QStringLiteral("handoff-workbench")), shownMs);
        QApplication::alert(m_window);
    }
    if (notice.sound)
        play(notice.kind == NoticeKind::Vip || notice.kind == NoticeKind::Transfer);
    if (notice.show || notice.sound)
        emit presented(notice);
}

void Attention::play(bool urgent)
{
    QSoundEffect *&sound = urgent ? m_urgent : m_notice;
    if (!sound) {
        sound = new QSoundEffect(this);
        sound->setSource(QUrl(urgent ? QStringLiteral("qrc:/sounds/urgent.wav")
                                     : QStringLiteral("qrc:/sounds/notice.wav")));
    }
    sound->play();
}

void Attention::refresh()
{
    const bool offline = m_desk.connection() == EventStream::State::Lost;
    m_shownCount = qMax<qint64>(0, m_desk.lists().count(Section::Waiting));
    const int unseen = m_notifier.attention();
    QStringList lines{QStringLiteral("Handoff")};
    if (offline)
        lines.append(tr("Not connected"));
    lines.append(tr("%n waiting", nullptr, static_cast<int>(m_shownCount)));
    if (unseen > 0)
        lines.append(tr("%n not looked at", nullptr, unseen));
    m_toolTip = lines.join(u'\n');
    if (!m_tray)
        return;
    m_tray->setToolTip(m_toolTip);
    const QString state = QStringLiteral("%1 %2 %3").arg(m_shownCount).arg(unseen > 0).arg(offline);
    if (std::exchange(m_state, state) != state)
        m_tray->setIcon(icon(m_shownCount, unseen > 0, offline));
}

QIcon Attention::icon(qint64 count, bool attention, bool offline) const
{
    QIcon result;
    for (const int size : {22, 44, 64}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        QIcon(QStringLiteral(":/icons/handoff-workbench.svg"))
            .paint(&painter, QRect(0, 0, size, size), Qt::AlignCenter,
                   offline ? QIcon::Disabled : QIcon::Normal);
        if (count > 0 || attention) {
            const QRectF pill(size * .38, size * .42, size * .62, size * .58);
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_theme.color(attention ? Token::Danger : Token::Muted));
            painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
            QFont font = m_theme.font(TextStyle::BodyBold);
            font.setPixelSize(qRound(size * (count > 9 ? .38 : .46)));
            painter.setFont(font);
            painter.setPen(m_theme.color(Token::Base));
            painter.drawText(pill, Qt::AlignCenter,
                             count > 0 ? text::count(count) : QStringLiteral("!"));
        }
        result.addPixmap(pixmap);
    }
    return result;
}

void Attention::raiseWindow()
{
    m_window->setWindowState(m_window->windowState() & ~Qt::WindowMinimized);
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
}

} // namespace handoff
