#include "workbench/ui/conversations/composer.h"

#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QKeyEvent>
#include <QMimeData>
#include <QVBoxLayout>

namespace handoff {

// ---- ComposerEdit

ComposerEdit::ComposerEdit(QWidget *parent) : QPlainTextEdit(parent)
{
    setObjectName(QStringLiteral("composerText"));
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    document()->setDocumentMargin(0);
    connect(this, &QPlainTextEdit::textChanged, this, [this] { updateGeometry(); });
}

QSize ComposerEdit::sizeHint() const
{
    // QPlainTextEdit's document measures in lines.
    const int lines = qBound(2, static_cast<int>(document()->size().height()), 8);
    return {240, lines * fontMetrics().lineSpacing() + 8};
}

void ComposerEdit::inputMethodEvent(QInputMethodEvent *event)
{
    m_composing = !event->preeditString().isEmpty();
    QPlainTextEdit::inputMethodEvent(event);
}

void ComposerEdit::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!enter) {
        QPlainTextEdit::keyPressEvent(event);
        return;
    }
    const Qt::KeyboardModifiers held = event->modifiers() & ~Qt::KeypadModifier;
    const bool sends = m_enterSends ? held == Qt::NoModifier || held == Qt::ControlModifier
                                    : held == Qt::ControlModifier;
    if (m_composing) {
        event->accept(); // the Enter that confirms a candidate belongs to the input method
    } else if (sends && !event->isAutoRepeat()) {
        emit submitted(m_enterSends && held == Qt::ControlModifier);
    } else if (!sends) {
        insertPlainText(QStringLiteral("\n"));
        ensureCursorVisible();
    }
}

void ComposerEdit::insertFromMimeData(const QMimeData *source)
{
    if (source->hasText())
        insertPlainText(source->text());
}

// ---- Composer

Composer::Composer(const Theme &theme, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_edit(new ComposerEdit), m_hint(new QLabel),
      m_count(new QLabel), m_send(new QPushButton), m_reasonIcon(new QLabel), m_reason(new QLabel),
      m_action(new QPushButton)
{
    setObjectName(QStringLiteral("composer"));
    setProperty("surface", QStringLiteral("base"));
    setProperty("edge", QStringLiteral("top"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_hint->setObjectName(QStringLiteral("composerHint"));
    setTextStyle(m_hint, theme, TextStyle::Meta, true);
    m_count->setObjectName(QStringLiteral("composerCount"));
    setTextStyle(m_count, theme, TextStyle::Meta, true);
    m_send->setObjectName(QStringLiteral("send"));
    m_send->setIcon(theme.icon(QStringLiteral("send"), Token::OnBrand));
    m_send->setIconSize({16, 16});
    setPrimary(m_send);
    m_reason->setObjectName(QStringLiteral("composerReason"));
    m_reason->setWordWrap(true);
    m_reason->setProperty("muted", true);
    m_reasonIcon->setFixedSize(space::icon, space::icon);
    m_action->setObjectName(QStringLiteral("composerAction"));
    setPrimary(m_action);

    auto *writing = new QWidget;
    auto *column = new QVBoxLayout(writing);
    column->setContentsMargins(space::pane, space::card, space::card, space::sibling);
    column->setSpacing(space::badge);
    column->addWidget(m_edit);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::card);
    row->addWidget(m_hint, 1);
    row->addWidget(m_count);
    row->addWidget(m_send);
    column->addLayout(row);

    auto *refused = new QWidget;
    auto *line = new QHBoxLayout(refused);
    line->setContentsMargins(space::pane, space::card, space::card, space::card);
    line->setSpacing(space::sibling);
    line->addWidget(m_reasonIcon);
    line->addWidget(m_reason, 1);
    line->addWidget(m_action);

    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 1, 0, 0);
    outer->addWidget(writing);
    outer->addWidget(refused);
    refused->hide();

    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        updateState();
        if (!m_loading)
            emit edited(text());
    });
    connect(m_edit, &ComposerEdit::submitted, this, &Composer::submit);
    connect(m_send, &QPushButton::clicked, this, [this] { submit(false); });
    connect(m_action, &QPushButton::clicked, this, &Composer::actionTriggered);
    connect(&theme, &Theme::changed, this, &Composer::paintRefusal);
    retranslate();
    updateState();
}

QString Composer::text() const
{
    return m_edit->toPlainText();
}

void Composer::setText(const QString &text)
{
    m_loading = true;
    m_edit->setPlainText(text);
    m_edit->moveCursor(QTextCursor::End);
    m_loading = false;
}

void Composer::setEnterSends(bool on)
{
    m_enterSends = on;
    m_edit->setEnterSends(on);
    retranslate();
}

void Composer::submit(bool thenNext)
{
    if (m_allowed && m_send->isEnabled())
        emit sendRequested(text(), thenNext);
}

void Composer::updateState()
{
    const QString written = text();
    const auto length = written.size();
    m_send->setEnabled(!written.trimmed().isEmpty() && length <= maxLength);
    m_count->setVisible(length >= countFrom);
    m_count->setText(length > maxLength ? tr("%1 of %2: too long").arg(length).arg(maxLength)
                                        : QStringLiteral("%1 / %2").arg(length).arg(maxLength));
    setStyleProperty(m_count, "danger", length > maxLength);
}

void Composer::allow()
{
    m_allowed = true;
    m_reason->parentWidget()->hide();
    m_edit->parentWidget()->show();
}

void Composer::refuse(const QString &icon, const QString &reason, const QString &action,
                      bool actionEnabled)
{
    m_allowed = false;
    m_iconName = icon;
    m_reason->setText(reason);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_action->setEnabled(actionEnabled);
    paintRefusal();
    if (m_edit->hasFocus() || m_send->hasFocus())
        emit focusLost();
    m_edit->parentWidget()->hide();
    m_reason->parentWidget()->show();
}

void Composer::paintRefusal()
{
    if (!m_iconName.isEmpty())
        m_reasonIcon->setPixmap(m_theme.icon(m_iconName, Token::Muted)
                                    .pixmap(QSize(space::icon, space::icon), devicePixelRatioF()));
}

void Composer::focusText()
{
    if (m_allowed)
        m_edit->setFocus(Qt::ShortcutFocusReason);
}

void Composer::retranslate()
{
    m_edit->setPlaceholderText(tr("Write a reply…"));
    m_edit->setAccessibleName(tr("Reply"));
    m_send->setText(tr("Send"));
    m_hint->setText(m_enterSends ? tr("Enter sends · Shift+Enter starts a new line")
                                 : tr("Ctrl+Enter sends · Enter starts a new line"));
    updateState();
}

} // namespace handoff
