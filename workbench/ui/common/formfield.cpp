#include "workbench/ui/common/formfield.h"

#include "workbench/ui/common/confirmbar.h"
#include "workbench/ui/common/theme.h"

#include <QKeyEvent>
#include <QScrollArea>
#include <QVBoxLayout>

namespace handoff {

// ---- FormField

FormField::FormField(const Theme &theme, QWidget *editor, const QString &objectName,
                     QWidget *parent)
    : QWidget(parent), m_label(new QLabel), m_editor(editor), m_note(new QLabel)
{
    setTextStyle(m_label, theme, TextStyle::MetaBold);
    setTextStyle(m_note, theme, TextStyle::Meta, true);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setBuddy(editor);
    m_note->setObjectName(objectName + QStringLiteral("Note"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->hide();
    editor->setObjectName(objectName);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::badge);
    column->addWidget(m_label);
    column->addWidget(editor);
    column->addWidget(m_note);
}

void FormField::setLabel(const QString &text, bool required)
{
    m_label->setText(required ? text + QStringLiteral(" *") : text);
    m_label->setVisible(!text.isEmpty());
    m_editor->setAccessibleName(text);
}

void FormField::setHelp(const QString &text)
{
    m_help = text;
    showNote();
}

void FormField::setError(const QString &text)
{
    m_error = text;
    showNote();
}

void FormField::showNote()
{
    const bool wrong = !m_error.isEmpty();
    m_note->setText(wrong ? m_error : m_help);
    m_note->setVisible(!m_note->text().isEmpty());
    setStyleProperty(m_note, "danger", wrong);
    setStyleProperty(m_note, "muted", !wrong);
    setStyleProperty(m_editor, "error", wrong);
    m_editor->setAccessibleDescription(m_note->text());
}

FormField *fieldOf(const QWidget *editor)
{
    return qobject_cast<FormField *>(editor->parentWidget());
}

// ---- editors

QPlainTextEdit *makeTextEdit(const Theme &, int lines)
{
    auto *edit = new QPlainTextEdit;
    edit->setProperty("framed", true);
    edit->setTabChangesFocus(true);
    edit->setMinimumHeight(edit->fontMetrics().lineSpacing() * lines + 20);
    edit->setMaximumHeight(edit->fontMetrics().lineSpacing() * (lines + 4) + 20);
    return edit;
}

QSpinBox *makeSpinBox(int from, int to)
{
    auto *box = new QSpinBox;
    box->setRange(from, to);
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    return box;
}

void fillChoices(QComboBox *box, const QList<QPair<QString, QVariant>> &choices)
{
    const QVariant chosen = box->currentData();
    const bool had = box->count() > 0;
    const QSignalBlocker quiet(box);
    box->clear();
    for (const auto &[text, value] : choices)
        box->addItem(text, value);
    if (had)
        choose(box, chosen);
}

void choose(QComboBox *box, const QVariant &value)
{
    box->setCurrentIndex(box->findData(value));
}

// ---- FormPanel

FormPanel::FormPanel(const Theme &theme, const QString &objectName, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_title(new QLabel), m_banner(new Banner(theme)),
      m_confirm(new ConfirmBar(theme)), m_fields(new QVBoxLayout), m_save(new QPushButton),
      m_cancel(new QPushButton), m_buttons(new QHBoxLayout)
{
    setObjectName(objectName);
    setProperty("surface", QStringLiteral("base"));
    setTextStyle(m_title, theme, TextStyle::Title);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_banner->setObjectName(objectName + QStringLiteral("Banner"));
    m_save->setObjectName(objectName + QStringLiteral("Save"));
    m_cancel->setObjectName(objectName + QStringLiteral("Cancel"));
    setPrimary(m_save);

    auto *body = new QWidget;
    m_fields->setContentsMargins(space::pane, space::sibling, space::pane, space::pane);
    m_fields->setSpacing(space::card);
    auto *bodyColumn = new QVBoxLayout(body);
    bodyColumn->setContentsMargins(0, 0, 0, 0);
    bodyColumn->addLayout(m_fields);
    bodyColumn->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(body);
    scroll->viewport()->setAutoFillBackground(false);
    body->setAutoFillBackground(false);

    auto *head = new QVBoxLayout;
    head->setContentsMargins(space::pane, space::pane, space::pane, space::badge);
    head->addWidget(m_title);
    m_buttons->setContentsMargins(space::pane, space::card, space::pane, space::card);
    m_buttons->setSpacing(space::sibling);
    m_buttons->addStretch();
    m_buttons->addWidget(m_cancel);
    m_buttons->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_banner);
    column->addWidget(scroll, 1);
    column->addWidget(m_confirm);
    column->addLayout(m_buttons);
    connect(m_save, &QPushButton::clicked, this, &FormPanel::saveRequested);
    connect(m_cancel, &QPushButton::clicked, this, &FormPanel::cancelled);
}

FormField *FormPanel::addField(QWidget *editor, const QString &objectName, FormField *beside)
{
    auto *field = new FormField(m_theme, editor, objectName);
    m_all.append(field);
    if (!beside) {
        m_fields->addWidget(field);
        return field;
    }
    const int at = m_fields->indexOf(beside);
    m_fields->removeWidget(beside);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::card);
    row->addWidget(beside, 1, Qt::AlignTop);
    row->addWidget(field, 1, Qt::AlignTop);
    m_fields->insertLayout(at, row);
    return field;
}

void FormPanel::addWidget(QWidget *widget)
{
    m_fields->addWidget(widget);
}

void FormPanel::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void FormPanel::setActions(const QString &save, const QString &cancel)
{
    m_save->setText(save);
    m_cancel->setText(cancel);
}

void FormPanel::addAction(QPushButton *button)
{
    m_buttons->insertWidget(0, button);
}

void FormPanel::setReadOnly(bool readOnly)
{
    for (FormField *field : std::as_const(m_all))
        field->editor()->setEnabled(!readOnly);
    m_save->setVisible(!readOnly);
}

void FormPanel::setBusy(bool busy)
{
    m_save->setEnabled(!busy);
}

bool FormPanel::validate()
{
    for (FormField *field : std::as_const(m_all)) {
        if (!field->error().isEmpty() && !field->isHidden()) {
            field->editor()->setFocus(Qt::OtherFocusReason);
            return false;
        }
    }
    return true;
}

void FormPanel::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape) {
        emit cancelled();
    } else if (enter && event->modifiers() == Qt::ControlModifier) {
        if (m_save->isEnabled())
            emit saveRequested();
    } else {
        QFrame::keyPressEvent(event);
    }
}

} // namespace handoff
