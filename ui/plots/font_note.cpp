// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/font_note.h"

#include <QCoreApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetrics>
#include <QMap>
#include <QSet>

#include "figures/isolated.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(FontNote)
};

constexpr uint firstPictograph = 0x1f000; // of emoji

const char* const manyScripts = "fonts-noto-core";
const char* const eastAsia = "fonts-noto-cjk";
const char* const emoji = "fonts-noto-color-emoji";

/// A script by the name that people call it, and a package of Debian's that has its letters.
struct ScriptName {
    QString name;
    QString package = QLatin1String(manyScripts);
};

const QMap<QChar::Script, ScriptName>& scriptNames()
{
    static const QMap<QChar::Script, ScriptName> names = {
        {QChar::Script_Han, {Text::tr("Chinese"), eastAsia}},
        {QChar::Script_Hiragana, {Text::tr("Japanese (Hiragana)"), eastAsia}},
        {QChar::Script_Katakana, {Text::tr("Japanese (Katakana)"), eastAsia}},
        {QChar::Script_Hangul, {Text::tr("Korean"), eastAsia}},
        {QChar::Script_Bopomofo, {Text::tr("Bopomofo"), eastAsia}},
        {QChar::Script_Yi, {Text::tr("Yi")}},
        {QChar::Script_Latin, {Text::tr("Latin")}},
        {QChar::Script_Greek, {Text::tr("Greek")}},
        {QChar::Script_Cyrillic, {Text::tr("Cyrillic")}},
        {QChar::Script_Armenian, {Text::tr("Armenian")}},
        {QChar::Script_Hebrew, {Text::tr("Hebrew")}},
        {QChar::Script_Arabic, {Text::tr("Arabic")}},
        {QChar::Script_Syriac, {Text::tr("Syriac")}},
        {QChar::Script_Thaana, {Text::tr("Thaana")}},
        {QChar::Script_Nko, {Text::tr("N'Ko")}},
        {QChar::Script_Devanagari, {Text::tr("Devanagari")}},
        {QChar::Script_Bengali, {Text::tr("Bengali")}},
        {QChar::Script_Gurmukhi, {Text::tr("Gurmukhi")}},
        {QChar::Script_Gujarati, {Text::tr("Gujarati")}},
        {QChar::Script_Oriya, {Text::tr("Odia")}},
        {QChar::Script_Tamil, {Text::tr("Tamil")}},
        {QChar::Script_Telugu, {Text::tr("Telugu")}},
        {QChar::Script_Kannada, {Text::tr("Kannada")}},
        {QChar::Script_Malayalam, {Text::tr("Malayalam")}},
        {QChar::Script_Sinhala, {Text::tr("Sinhala")}},
        {QChar::Script_Thai, {Text::tr("Thai")}},
        {QChar::Script_Lao, {Text::tr("Lao")}},
        {QChar::Script_Tibetan, {Text::tr("Tibetan")}},
        {QChar::Script_Myanmar, {Text::tr("Burmese")}},
        {QChar::Script_Georgian, {Text::tr("Georgian")}},
        {QChar::Script_Ethiopic, {Text::tr("Ethiopic")}},
        {QChar::Script_Cherokee, {Text::tr("Cherokee")}},
        {QChar::Script_CanadianAboriginal, {Text::tr("Canadian syllabics")}},
        {QChar::Script_Khmer, {Text::tr("Khmer")}},
        {QChar::Script_Mongolian, {Text::tr("Mongolian")}},
        {QChar::Script_Tifinagh, {Text::tr("Tifinagh")}},
        {QChar::Script_Javanese, {Text::tr("Javanese")}},
        {QChar::Script_Balinese, {Text::tr("Balinese")}},
        {QChar::Script_Common, {Text::tr("symbols")}},
    };
    return names;
}

/// Of symbols, those that are pictures are found elsewhere.
ScriptName nameOf(QChar::Script script, uint example)
{
    if (script == QChar::Script_Common && example >= firstPictograph)
        return {Text::tr("emoji"), QLatin1String(emoji)};
    return scriptNames().value(script, {Text::tr("other scripts")});
}

/// Letters, digits, signs and symbols: what a font may lack, and stands by itself.
bool isDrawn(uint character)
{
    switch (QChar::category(character)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_SpacingCombining:
    case QChar::Mark_Enclosing:
    case QChar::Separator_Space:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned: return false;
    default: return true;
    }
}

QSet<uint> charactersOf(const QStringList& texts)
{
    QSet<uint> characters;
    for (const QString& text : texts)
        for (const uint each : text.toUcs4())
            if (isDrawn(each))
                characters.insert(each);
    return characters;
}

/// By what a reader is told, the first character that is missing, with the package that has it.
QMap<QString, std::pair<uint, QString>> missingIn(const QSet<uint>& characters, const QFontMetrics& metrics)
{
    QMap<QString, std::pair<uint, QString>> missing;
    QList<uint> inOrder(characters.begin(), characters.end());
    std::sort(inOrder.begin(), inOrder.end());
    for (const uint each : inOrder) {
        const ScriptName script = nameOf(QChar::script(each), each);
        if (!missing.contains(script.name) && !metrics.inFontUcs4(each))
            missing.insert(script.name, {each, script.package});
    }
    return missing;
}

QString exampleOf(uint character, LetterAs how)
{
    const auto letter = static_cast<char32_t>(character);
    return how == LetterAs::Itself
               ? isolated(QString::fromUcs4(&letter, 1))
               : QStringLiteral("U+%1").arg(QString::number(character, 16).toUpper(), 4, QLatin1Char('0'));
}

} // namespace

QString missingLettersText(const QStringList& texts, const QFont& font, LetterAs how)
{
    const auto missing = missingIn(charactersOf(texts), QFontMetrics(font));
    QStringList scripts;
    QStringList packages;
    for (const auto& [name, found] : missing.asKeyValueRange()) {
        scripts.append(Text::tr("%1 (e.g. %2)").arg(name, exampleOf(found.first, how)));
        packages.append(found.second);
    }
    packages.removeDuplicates();
    return scripts.isEmpty() ? QString()
                             : Text::tr("No installed font has letters for: %1. Install %2.")
                                   .arg(scripts.join(QStringLiteral(", ")), packages.join(QStringLiteral(", ")));
}

QString missingFontText(const QString& family)
{
    if (family.isEmpty() || QFontDatabase::hasFamily(family))
        return {};
    return Text::tr("The font “%1” is not installed; %2 stands in for it.")
        .arg(isolated(family), QFontInfo(QFont(family)).family());
}

QStringList textsOf(const FigureData& figure)
{
    QStringList texts{figure.title, figure.caption, figure.unit};
    for (const Panel& panel : figure.panels) {
        texts.append(panel.title);
        if (!figure.thumbnails)
            texts += panel.rows.texts + panel.columns.texts;
    }
    texts.removeDuplicates();
    return texts;
}

} // namespace headlight::ui
