#include "workbench/ui/main/leavepage.h"

#include "workbench/controllers/bulkqueue.h"
#include "workbench/controllers/departure.h"
#include "workbench/controllers/undoqueue.h"
#include "workbench/ui/common/banner.h"
#include "workbench/ui/common/focuskeeper.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QVBoxLayout>

namespace handoff {

namespace {
constexpr int cardWidth = 460;
} // namespace

LeavePage::LeavePage(const Theme &theme, Departure &departure, UndoQueue &undo, BulkQueue &bulk,
                     QWidget *parent)
    : Overlay(theme, parent), m_departure(departure), m_undo(undo), m_bulk(bulk),
      m_text(new QLabel), m_banner(new Banner(theme)), m_return(new QPushButton),
      m_transfer(new QPushButton), m_stay(new QPushButton)
{
    setObjectName(QStringLiteral("leavePage"));
    m_return->setObjectName(QStringLiteral("leaveReturn"));
    m_transfer->setObjectName(QStringLiteral("leaveTransfer"));
    m_stay->setObjectName(QStringLiteral("leaveStay"));
    setFateful(m_return);
    m_text->setWordWrap(true);
    auto *body = new QVBoxLayout;
    body->setSpacing(space::card);
    body->addWidget(m_banner);
    body->addWidget(m_text);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    for (QPushButton *button : {m_return, m_transfer, m_stay})
        buttons->addWidget(button);
    body->addLayout(buttons);
    QFrame *card = makeCard(body);
    card->setFixedWidth(theme.scaled(cardWidth));
    connect(&theme, &Theme::changed, card,
            [card, &theme] { card->setFixedWidth(theme.scaled(cardWidth)); });
    setCard(card);

    connect(m_return, &QPushButton::clicked, this, [this] {
        m_banner->hide();
        m_departure.returnAll();
    });
    connect(m_transfer, &QPushButton::clicked, this, [this] {
        hide();
        emit transferRequested();
    });
    connect(m_stay, &QPushButton::clicked, this, &QWidget::hide);
    connect(&undo, &UndoQueue::idle, this, &LeavePage::askNow);
    connect(&bulk, &BulkQueue::idle, this, &LeavePage::askNow);
    connect(&departure, &Departure::busyChanged, this, &LeavePage::refresh);
    connect(&departure, &Departure::failed, this, [this](const Error &error) {
        m_banner->present(Token::Danger, QStringLiteral("error"), text::error(error));
        refresh();
    });
    connect(&departure, &Departure::returned, this, [this] {
        const auto then = std::exchange(m_then, nullptr);
        hide();
        if (then)
            then();
    });
    retranslate();
}

void LeavePage::ask(std::function<void()> then)
{
    m_then = std::move(then);
    m_undo.flush(); // what was meant to end, ends now
    m_bulk.flush();
    askNow();
}

void LeavePage::askNow()
{
    if (!m_then || m_undo.isSending() || m_bulk.isSending())
        return;
    if (m_departure.live() == 0) {
        std::exchange(m_then, nullptr)();
        return;
    }
    m_banner->hide();
    retranslate();
    open(m_stay);
}

/// Who stays does not leave later either.
void LeavePage::hideEvent(QHideEvent *event)
{
    if (!m_departure.isBusy())
        m_then = nullptr;
    Overlay::hideEvent(event);
}

void LeavePage::refresh()
{
    for (QPushButton *button : {m_return, m_transfer})
        button->setEnabled(!m_departure.isBusy());
}

void LeavePage::retranslate()
{
    const auto live = static_cast<int>(m_departure.live());
    setTitle(tr("%n live conversation(s)", nullptr, live));
    m_text->setText(tr("Their customers are waiting for you. Return them to the queue, hand them "
                       "to colleagues, or stay."));
    m_return->setText(tr("Return them"));
    m_transfer->setText(tr("Transfer…"));
    m_stay->setText(tr("Stay"));
    m_banner->retranslate();
    refresh();
}

} // namespace handoff
