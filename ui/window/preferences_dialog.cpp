// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/preferences_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>
#include <QSpinBox>

#include "figures/colour_map.h"
#include "ui/state/preferences.h"

namespace headlight::ui {

namespace {

constexpr int mostMemory = 1 << 20; // MiB
constexpr int memoryStep = 256;

QList<std::pair<QString, QVariant>> named(const QStringList& names)
{
    QList<std::pair<QString, QVariant>> items;
    for (const QString& name : names)
        items.append({name, name});
    return items;
}

void choose(QComboBox* box, const QVariant& value)
{
    box->setCurrentIndex(box->findData(value));
}

/// 0 stands for what `text` says; the next value up is `least`.
class OwnOrGiven : public QSpinBox {
public:
    OwnOrGiven(int least, int most, const QString& text) : m_least(least)
    {
        setRange(0, most);
        setSpecialValueText(text);
        setKeyboardTracking(false);
    }
    void stepBy(int steps) override
    {
        QSpinBox::stepBy(value() == 0 && steps > 0 ? (m_least + singleStep() - 1) / singleStep() : steps);
        fixValue();
    }
    void fixValue()
    {
        if (value() > 0 && value() < m_least)
            setValue(0);
    }

private:
    int m_least;
};

} // namespace

PreferencesDialog::PreferencesDialog(PreferencesModel* model, QWidget* parent)
    : QDialog(parent),
      m_model(model),
      m_form(new QFormLayout(this))
{
    setWindowTitle(tr("Preferences"));
    m_form->setContentsMargins(18, 16, 18, 14);
    m_form->setVerticalSpacing(7);
    m_form->setHorizontalSpacing(16);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addLook();
    addNumbers();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close | QDialogButtonBox::RestoreDefaults);
    m_form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(buttons->button(QDialogButtonBox::RestoreDefaults), &QAbstractButton::clicked, m_model,
            [this] { m_model->set({}); });
    connect(m_model, &PreferencesModel::changed, this, &PreferencesDialog::showAll);
    showAll(m_model->preferences());
    resize(sizeHint().expandedTo({420, 0}));
}

void PreferencesDialog::addLook()
{
    m_theme = addChoice(tr("Theme"), {{tr("as the system"), int(ThemeChoice::System)},
                                      {tr("light"), int(ThemeChoice::Light)},
                                      {tr("dark"), int(ThemeChoice::Dark)}});
    m_contrast = new QCheckBox(tr("always"));
    addRow(tr("High contrast"), m_contrast, tr("Also where the desktop does not ask for it"));
    connect(m_contrast, &QCheckBox::toggled, this, &PreferencesDialog::edit);
    m_font = addNumber(tr("Font size"), smallestFont, largestFont, tr(" px"));
    m_first = addChoice(tr("Number layers and heads"), {{tr("from 0"), 0}, {tr("from 1"), 1}});
    m_sequential = addChoice(tr("Colours of unsigned measures"), named(ColourMap::sequentialNames()));
    m_diverging = addChoice(tr("Colours of signed measures"), named(ColourMap::divergingNames()));
}

void PreferencesDialog::addNumbers()
{
    m_preset = addChoice(tr("Preset at start"),
                         {{tr("accurate"), int(Preset::Accurate)}, {tr("tutorial"), int(Preset::Tutorial)}});
    m_threads = addNumber(tr("Threads"), 1, mostThreads, {});
    m_memory = addNumber(tr("Memory of an analysis"), leastMemory, mostMemory, tr(" MiB"));
    m_threads->setSpecialValueText(tr("all cores"));
    m_memory->setSpecialValueText(tr("a quarter of what is free"));
    m_memory->setSingleStep(memoryStep);
    m_memory->setToolTip(tr("What is computed at once; a long input takes more time where it is little"));
}

QComboBox* PreferencesDialog::addChoice(const QString& label, const QList<std::pair<QString, QVariant>>& items)
{
    auto* box = new QComboBox;
    for (const auto& [text, value] : items)
        box->addItem(text, value);
    addRow(label, box, {});
    connect(box, &QComboBox::currentIndexChanged, this, &PreferencesDialog::edit);
    return box;
}

QSpinBox* PreferencesDialog::addNumber(const QString& label, int least, int most, const QString& unit)
{
    auto* box = new OwnOrGiven(least, most, tr("as the system"));
    box->setSuffix(unit);
    addRow(label, box, {});
    connect(box, &QSpinBox::editingFinished, this, [box] { box->fixValue(); });
    connect(box, &QSpinBox::valueChanged, this, &PreferencesDialog::edit);
    return box;
}

void PreferencesDialog::addRow(const QString& label, QWidget* field, const QString& hint)
{
    field->setAccessibleName(label);
    field->setToolTip(hint);
    m_form->addRow(label, field);
}

void PreferencesDialog::showAll(const Preferences& preferences)
{
    m_showing = true;
    choose(m_theme, int(preferences.theme));
    m_contrast->setChecked(preferences.highContrast);
    m_font->setValue(preferences.fontPixels);
    choose(m_first, preferences.firstNumber);
    choose(m_sequential, preferences.sequential);
    choose(m_diverging, preferences.diverging);
    choose(m_preset, int(preferences.preset));
    m_threads->setValue(preferences.threads);
    m_memory->setValue(preferences.memoryMiB);
    m_showing = false;
}

Preferences PreferencesDialog::shown() const
{
    Preferences preferences;
    preferences.theme = static_cast<ThemeChoice>(m_theme->currentData().toInt());
    preferences.highContrast = m_contrast->isChecked();
    preferences.fontPixels = m_font->value() < smallestFont ? 0 : m_font->value();
    preferences.firstNumber = m_first->currentData().toInt();
    preferences.sequential = m_sequential->currentData().toString();
    preferences.diverging = m_diverging->currentData().toString();
    preferences.preset = static_cast<Preset>(m_preset->currentData().toInt());
    preferences.threads = m_threads->value();
    preferences.memoryMiB = m_memory->value() < leastMemory ? 0 : m_memory->value();
    return preferences;
}

void PreferencesDialog::edit()
{
    if (!m_showing)
        m_model->set(shown());
}

} // namespace headlight::ui
