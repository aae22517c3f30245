#pragma once

#include "workbench/ui/common/formfield.h"
#include "workbench/ui/common/overlay.h"

namespace handoff {

/// A form on a card over the room; what the server refuses stands in its banner. GUI thread.
class FormPage : public Overlay
{
    Q_OBJECT
public:
    enum class Place { Centre, Sheet };
    /// `objectName` also names the form's buttons: …Save, …Cancel, …Banner.
    FormPage(const Theme &theme, const QString &objectName, QWidget *parent,
             Place place = Place::Centre);

    FormPanel *form() const { return m_form; }
    /// While the page is open it shows why; returns whether it is.
    bool showError(const QString &text);

protected:
    FormPanel *m_form;
};

} // namespace handoff
