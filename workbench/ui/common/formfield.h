#pragma once

#include "workbench/ui/common/widgets.h"

#include <QPlainTextEdit>
#include <QSpinBox>

class QHBoxLayout;
class QLineEdit;
class QVBoxLayout;

namespace handoff {
class Banner;
class ConfirmBar;

/// A labelled editor with room for what is wrong with it. GUI thread.
class FormField : public QWidget
{
    Q_OBJECT
public:
    FormField(const Theme &theme, QWidget *editor, const QString &objectName,
              QWidget *parent = nullptr);

    /// Label and accessible name; `required` adds a star to the label.
    void setLabel(const QString &text, bool required = false);
    /// Small text under the editor.
    void setHelp(const QString &text);
    /// Marks the editor and says why; empty: all right again.
    void setError(const QString &text);
    QString error() const { return m_error; }
    QWidget *editor() const { return m_editor; }

private:
    void showNote();

    QLabel *m_label;
    QWidget *m_editor;
    QLabel *m_note;
    QString m_help;
    QString m_error;
};

/// The field that an editor was put into.
FormField *fieldOf(const QWidget *editor);

/// Text of several lines; Tab leaves it. `lines` is its height.
QPlainTextEdit *makeTextEdit(const Theme &theme, int lines);
/// Number field in the house's look.
QSpinBox *makeSpinBox(int from, int to);

/// Fills the box anew and keeps what was chosen; values are what currentData() gives.
void fillChoices(QComboBox *box, const QList<QPair<QString, QVariant>> &choices);
/// Chooses by value; -1 when there is no such choice.
void choose(QComboBox *box, const QVariant &value);

/// A form at the side of a page: title, fields, one banner for what the server says, save and
/// cancel. Ctrl+Enter saves, Esc cancels. GUI thread.
class FormPanel : public QFrame
{
    Q_OBJECT
public:
    FormPanel(const Theme &theme, const QString &objectName, QWidget *parent = nullptr);

    /// Adds a field below the others; two of them share a row when `beside` is named.
    FormField *addField(QWidget *editor, const QString &objectName, FormField *beside = nullptr);
    /// Anything else between the fields.
    void addWidget(QWidget *widget);
    void setTitle(const QString &title);
    void setActions(const QString &save, const QString &cancel);
    /// Another button, to the left of the others.
    void addAction(QPushButton *button);
    /// Nothing can be changed: the fields show, save is away.
    void setReadOnly(bool readOnly);
    /// The answer is awaited: the save button rests.
    void setBusy(bool busy);
    Banner *banner() const { return m_banner; }
    /// Asks above the buttons, where a delete was pressed.
    ConfirmBar *confirm() const { return m_confirm; }
    QPushButton *saveButton() const { return m_save; }
    /// The first field with an error gets the focus; true when there is none.
    bool validate();

signals:
    void saveRequested();
    void cancelled();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    const Theme &m_theme;
    QLabel *m_title;
    Banner *m_banner;
    ConfirmBar *m_confirm;
    QVBoxLayout *m_fields;
    QPushButton *m_save;
    QPushButton *m_cancel;
    QHBoxLayout *m_buttons;
    QList<FormField *> m_all;
};

} // namespace handoff
