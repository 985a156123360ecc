// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Tokens and texts as eyes see them: isolated where they are read from right to left, in one line, never invisible.
#include <QApplication>
#include <QTest>
#include <QTextLayout>
#include <QXmlStreamReader>

#include "figures/figure_builder.h"
#include "figures/figure_table.h"
#include "figures/importance.h"
#include "figures/isolated.h"
#include "figures/read_out.h"
#include "figures/token_text.h"
#include "tests/support/input_parts.h"
#include "tests/support/sample_boards.h"
#include "tests/ui/export_samples.h"
#include "ui/plots/figure_style.h"
#include "ui/plots/font_note.h"
#include "ui/plots/word_layout.h"
#include "ui/state/inspector_model.h"
#include "ui/state/words_model.h"

using namespace headlight;
using namespace headlight::ui;

namespace {

const QString fsi(QChar(0x2068));
const QString pdi(QChar(0x2069));
const QString hebrew = QStringLiteral("##ו");
constexpr int target = 7; // the answer's token in samples

/// The sample with a Hebrew word in three pieces, of which the answer is the last but one.
ResultPtr withHebrew()
{
    AnalysisResult result = *test::sampleResult({3, 4, 12, Stage::Complete, true});
    result.input.tokens[6] = "ש";
    result.input.tokens[7] = "##ו";
    result.input.tokens[8] = "##ם";
    result.answer->text = "שום";
    setText(result.input, Role::Question, "מה זה (1)?");
    result.whatIf.ablations = test::sampleBoards(3, 4);
    return std::make_shared<AnalysisResult>(result);
}

Session sessionOf(const ResultPtr& result)
{
    Session session = test::sampleSession();
    session.result = result;
    return session;
}

Session fieldSession(const char* name)
{
    const Result<Session> read = readSession(std::string(TEST_DATA) + "/field/" + name);
    if (!read)
        qFatal("%s", read.error().text().c_str());
    return *read;
}

FigureData figureOf(const ResultPtr& result, const QString& view)
{
    FigureRequest request;
    request.view = view;
    request.measure = view == "distribution" ? QString() : QStringLiteral("attention");
    request.layer = 1;
    request.token = target;
    const Figure figure = buildFigure(*result, request);
    if (!figure)
        qFatal("%s", qPrintable(figure.error()));
    return *figure;
}

struct Run {
    QString text;
    double x = 0;
    double y = 0;
};

/// The texts of an SVG file with their places.
QList<Run> runsOf(const QByteArray& svg)
{
    QXmlStreamReader xml(svg);
    QList<Run> runs;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement || xml.name() != u"text")
            continue;
        const double x = xml.attributes().value("x").toDouble();
        const double y = xml.attributes().value("y").toDouble();
        runs.append({xml.readElementText(), x, y});
    }
    if (xml.hasError())
        qFatal("%s", qPrintable(xml.errorString()));
    return runs;
}

QByteArray exported(const Session& session, const QString& view, const QString& format, bool guarded = false)
{
    ExportOptions options = test::optionsFor(view, format);
    options.measure =
        view == "words" || view == "tokens" || view == "distribution" ? QString() : QStringLiteral("attention");
    options.guardFormulas = guarded;
    const Result<FigureData> figure = exportFigure(session, options);
    if (!figure)
        qFatal("%s", figure.error().text().c_str());
    const std::vector<std::byte> bytes = fileBytes(*drawExport(session, *figure, options)).value();
    return {reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size())};
}

/// Rows of CSV, read as RFC 4180 has it.
QList<QStringList> rowsOf(const QString& csv)
{
    QList<QStringList> rows{{}};
    QString field;
    bool quoted = false;
    for (qsizetype i = 0; i < csv.size(); ++i) {
        const QChar each = csv[i];
        if (each == '"' && quoted && i + 1 < csv.size() && csv[i + 1] == '"')
            field += csv[++i];
        else if (each == '"')
            quoted = !quoted;
        else if (quoted || (each != ',' && each != '\n'))
            field += each;
        else {
            rows.last().append(std::exchange(field, {}));
            if (each == '\n')
                rows.append(QStringList());
        }
    }
    rows.removeLast();
    return rows;
}

QStringList tokensOf(const Session& session)
{
    QStringList tokens;
    for (const std::string& token : session.result->input.tokens)
        tokens << QString::fromStdString(token);
    return tokens;
}

} // namespace

class TestShownTokens : public QObject {
    Q_OBJECT
private slots:
    void isolatesWhatTurns_data();
    void isolatesWhatTurns();
    void isolatesStayBalanced_data();
    void isolatesStayBalanced();
    void cutTextsStayBalanced();
    void quotesAreIsolated();
    void invisibleTokensAreSeen_data();
    void invisibleTokensAreSeen();
    void visibleTokensTakeOneLine();
    void hintsArePlain();
    void headingKeepsTheNumberBehindTheToken();
    void svgRunsStandInOrder();
    void everyTextOfAFigureIsBalanced_data();
    void everyTextOfAFigureIsBalanced();
    void readOutsIsolate();
    void tablesHaveTokensAsTheyAre();
    void wordsModelShowsAndSortsApart();
    void piecesOfAWordAreReadInOrder_data();
    void piecesOfAWordAreReadInOrder();
    void labelsStayInTheirRows_data();
    void labelsStayInTheirRows();
    void oddTokensReadBack();
    void formulasAreGuarded();
    void svgOfOddTokensIsWellFormed_data();
    void svgOfOddTokensIsWellFormed();
    void missingLettersAreNamedOnce();
    void missingFontIsNamed();
};

void TestShownTokens::isolatesWhatTurns_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("turned");
    QTest::newRow("empty") << "" << false;
    QTest::newRow("latin") << "power" << false;
    QTest::newRow("accents") << "é ß" << false;
    QTest::newRow("chinese") << "中文" << false;
    QTest::newRow("emoji") << "🤗" << false;
    QTest::newRow("hebrew") << "שלום" << true;
    QTest::newRow("piece") << hebrew << true;
    QTest::newRow("arabic") << "سلام" << true;
    QTest::newRow("arabic digits") << "٤٦" << true;
    QTest::newRow("mixed") << "peace שלום (2)" << true;
    QTest::newRow("beyond the basic plane") << "𐤀𐤁" << true;
    QTest::newRow("a mark") << QString("a") + QChar(0x202e) + "b" << true;
}

void TestShownTokens::isolatesWhatTurns()
{
    QFETCH(const QString, text);
    QFETCH(const bool, turned);
    QCOMPARE(isolated(text), turned ? fsi + text + pdi : text);
}

void TestShownTokens::isolatesStayBalanced_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("plain") << "abc" << "abc";
    QTest::newRow("pair") << fsi + "a" + pdi << fsi + "a" + pdi;
    QTest::newRow("open") << fsi + "a" << fsi + "a" + pdi;
    QTest::newRow("ends alone") << "a" + pdi + "b" << "ab";
    QTest::newRow("nested") << fsi + QChar(0x2067) + "a" + pdi << fsi + QChar(0x2067) + "a" + pdi + pdi;
}

void TestShownTokens::isolatesStayBalanced()
{
    QFETCH(const QString, text);
    QFETCH(const QString, expected);
    QCOMPARE(balanced(text), expected);
}

void TestShownTokens::cutTextsStayBalanced()
{
    const QFontMetrics metrics(QApplication::font());
    const QString text = "or “" + isolated(QString("שלום ").repeated(20)) + "” 0.25";
    for (const auto mode : {Qt::ElideLeft, Qt::ElideMiddle, Qt::ElideRight}) {
        for (int part = 1; part < 10; ++part) {
            const int width = metrics.horizontalAdvance(text) * part / 10;
            const QString cut = elided(metrics, text, width, mode);
            QCOMPARE(cut.count(QChar(0x2068)), cut.count(QChar(0x2069)));
            QVERIFY(metrics.horizontalAdvance(cut) <= width);
        }
    }
    QCOMPARE(elided(metrics, text, metrics.horizontalAdvance(text)), text);
}

void TestShownTokens::quotesAreIsolated()
{
    QCOMPARE(withIsolatedQuotes("The token “ו” (12), and “a”."),
             QString("The token “" + fsi + "ו" + pdi + "” (12), and “a”."));
    QCOMPARE(withIsolatedQuotes("no quotes"), QString("no quotes"));
}

void TestShownTokens::invisibleTokensAreSeen_data()
{
    QTest::addColumn<QString>("token");
    QTest::addColumn<QString>("seen");
    QTest::addColumn<QString>("escaped");
    QTest::newRow("line break") << "\n" << "↵" << "\"\\n\"";
    QTest::newRow("two line breaks") << "\n\n" << "↵↵" << "\"\\n\\n\"";
    QTest::newRow("return") << "\r" << "<U+000D>" << "\"\\r\"";
    QTest::newRow("tab") << "\t" << "⇥" << "\"\\t\"";
    QTest::newRow("space") << " " << "␣" << "\" \"";
    QTest::newRow("space before") << " a" << "␣a" << "\" a\"";
    QTest::newRow("no-break space") << QString(QChar(0xa0)) << "<U+00A0>" << "\"\\u00a0\"";
    QTest::newRow("zero-width space") << QString::fromUtf8("a\u200bb") << "a<U+200B>b" << "\"a\\u200bb\"";
    QTest::newRow("byte order mark") << QString(QChar(0xfeff)) << "<U+FEFF>" << "\"\\ufeff\"";
    QTest::newRow("soft hyphen") << QString(QChar(0xad)) << "<U+00AD>" << "\"\\u00ad\"";
    QTest::newRow("line separator") << QString(QChar(0x2028)) << "<U+2028>" << "\"\\u2028\"";
    QTest::newRow("direction mark") << QString(QChar(0x202e)) + "gnp" << "<U+202E>gnp" << "\"\\u202egnp\"";
    QTest::newRow("control") << "\abell" << "<U+0007>bell" << "\"\\u0007bell\"";
    QTest::newRow("language tag") << QString::fromUtf8("\U000e0001") << "<U+E0001>" << "\"\\U000e0001\"";
    QTest::newRow("filler") << QString(QChar(0x3164)) << "<U+3164>" << "\"\\u3164\"";
    QTest::newRow("joiner alone") << QString(QChar(0x200d)) << "<U+200D>" << "\"\\u200d\"";
    QTest::newRow("nothing") << "" << "\"\"" << "\"\"";
}

void TestShownTokens::invisibleTokensAreSeen()
{
    QFETCH(const QString, token);
    QFETCH(const QString, seen);
    QFETCH(const QString, escaped);
    QCOMPARE(visibleToken(token), seen);
    QCOMPARE(escapedToken(token), escaped);
    QVERIFY(describedToken(token).contains(escaped));
}

void TestShownTokens::visibleTokensTakeOneLine()
{
    const QStringList plain = {"[CLS]",         "##power", "a b",  "é",    "e\u0301", "👩\u200d🚀",
                               "می\u200cخواهم", "❤\ufe0f", "Ġthe", "▁the", "中",      "<s>"};
    for (const QString& token : plain)
        QCOMPARE(visibleToken(token), token);
    const QString piled = "a" + QString(QChar(0x0301)).repeated(40);
    QVERIFY(visibleToken(piled).size() < 8);
    QCOMPARE(describedToken("<s>"), QString("<s>"));
}

void TestShownTokens::hintsArePlain()
{
    QCOMPARE(plainHint("near, token 3"), QString("near, token 3"));
    QVERIFY(plainHint("<s>").contains("&lt;s&gt;"));
    for (const char* token : {"<s>", "<b>bold</b>", "<pad>", "<U+200B>", "</s>"}) {
        const bool escaped =
            Qt::mightBeRichText(plainHint(token)) && plainHint(token).contains(QString(token).toHtmlEscaped());
        QVERIFY2(escaped || !Qt::mightBeRichText(plainHint(token)), token);
    }
}

void TestShownTokens::headingKeepsTheNumberBehindTheToken()
{
    const QString heading = headingText(importanceOf(*withHebrew(), ImportanceSource::Input, 0).first());
    QVERIFY2(heading.startsWith("To start: " + fsi + hebrew + pdi + " (7), probability "), qPrintable(heading));
    QTextLayout layout(heading, QApplication::font());
    layout.beginLayout();
    const QTextLine line = layout.createLine();
    layout.endLayout();
    const auto at = [&](QChar character) { return line.cursorToX(int(heading.indexOf(character))); };
    QVERIFY(at('(') > line.cursorToX(int(heading.indexOf("ו"))));
    QVERIFY(at('7') > at('('));
    QVERIFY(at(')') > at('7'));
}

void TestShownTokens::svgRunsStandInOrder()
{
    const QList<Run> runs = runsOf(exported(sessionOf(withHebrew()), "words", "svg"));
    const auto first =
        std::find_if(runs.begin(), runs.end(), [](const Run& run) { return run.text.startsWith("To start: "); });
    QVERIFY(first != runs.end());
    double word = -1;
    double number = -1;
    for (const Run& run : runs) {
        if (run.y != first->y)
            continue;
        if (run.text.contains("ו"))
            word = run.x;
        if (run.text.contains("(7)"))
            number = run.x;
        for (ushort mark = 0x2066; mark <= 0x2069; ++mark) // a run of letters alone needs none
            QVERIFY2(!run.text.contains(QChar(mark)) || run.text.contains("ו"), qPrintable(run.text));
    }
    QVERIFY(word > first->x);
    QVERIFY(number > word);
}

void TestShownTokens::everyTextOfAFigureIsBalanced_data()
{
    QTest::addColumn<QString>("view");
    for (const QString& view : viewNames())
        QTest::newRow(qPrintable(view)) << view;
}

void TestShownTokens::everyTextOfAFigureIsBalanced()
{
    QFETCH(const QString, view);
    const FigureData figure = figureOf(withHebrew(), view);
    QStringList texts{figure.title, figure.caption, figure.unit};
    for (const Panel& panel : figure.panels)
        texts += QStringList{panel.title} + panel.rows.shownTexts() + panel.columns.shownTexts();
    bool isolates = false;
    for (const QString& text : texts) {
        QCOMPARE(balanced(text), text);
        isolates = isolates || text.contains(fsi);
        for (const QChar letter : {QChar(0x5d5), QChar(0x5de)}) // never beside what is not isolated
            QVERIFY2(!text.contains(letter) || text.contains(fsi), qPrintable(text));
    }
    QVERIFY(isolates); // the caption has the question
}

void TestShownTokens::readOutsIsolate()
{
    const FigureData heads = figureOf(withHebrew(), "heads");
    const QString text = readOut(heads, 0, {target, target});
    QVERIFY2(text.contains(fsi + hebrew + pdi + " (7) → " + fsi + hebrew + pdi + " (7)"), qPrintable(text));
    const TokenUnits units(withHebrew()->input, false);
    QCOMPARE(units.name(target), fsi + hebrew + pdi);
    QCOMPARE(units.names()[target], hebrew);
    const TokenUnits words(withHebrew()->input, true);
    QCOMPARE(words.name(words.unitOf(target)), fsi + "שום" + pdi);
}

void TestShownTokens::tablesHaveTokensAsTheyAre()
{
    for (const QString& view : viewNames()) {
        if (view == "compare")
            continue;
        const FigureData figure = figureOf(withHebrew(), view);
        QVERIFY(!QString::fromStdString(csvText(figure)).contains(fsi));
        QVERIFY(!QString::fromStdString(tsvText(figure)).contains(fsi));
    }
    QVERIFY(QString::fromStdString(csvText(figureOf(withHebrew(), "heads"))).contains(",##ו,"));
}

void TestShownTokens::wordsModelShowsAndSortsApart()
{
    WordsModel model;
    AnalysisResult result = *withHebrew();
    result.input.tokens[1] = "\n";
    model.setResult(std::make_shared<AnalysisResult>(result), ImportanceSource::Input, 0, {});
    QCOMPARE(model.index(target, WordsModel::Token).data().toString(), fsi + hebrew + pdi);
    QCOMPARE(model.index(target, WordsModel::Token).data(WordsModel::MagnitudeRole).toString(), hebrew);
    QCOMPARE(model.index(1, WordsModel::Token).data().toString(), QString("↵"));
    QVERIFY(model.index(1, WordsModel::Token).data(Qt::ToolTipRole).toString().contains("\\n"));
}

void TestShownTokens::piecesOfAWordAreReadInOrder_data()
{
    QTest::addColumn<QStringList>("tokens");
    QTest::addColumn<QList<int>>("fromLeft");
    QTest::newRow("from the left") << QStringList{"a", "##b", "c"} << QList<int>{0, 1, 2};
    QTest::newRow("a word in pieces") << QStringList{"a", "ש", "##ל", "##ם", "b"} << QList<int>{0, 3, 2, 1, 4};
    QTest::newRow("two words") << QStringList{"a", "ש", "##ל", "ם", "."} << QList<int>{0, 3, 2, 1, 4};
    QTest::newRow("a number between") << QStringList{"ש", "46", "ם", "46"} << QList<int>{2, 1, 0, 3};
    QTest::newRow("a word between") << QStringList{"ש", "and", "ם"} << QList<int>{0, 1, 2};
    QTest::newRow("arabic") << QStringList{"[CLS]", "سل", "##ام", "[SEP]"} << QList<int>{0, 2, 1, 3};
}

void TestShownTokens::piecesOfAWordAreReadInOrder()
{
    QFETCH(const QStringList, tokens);
    QFETCH(const QList<int>, fromLeft);
    QList<RunningPiece> pieces;
    for (const QString& token : tokens) {
        const bool joins = token.startsWith("##");
        pieces.append({joins ? token.mid(2) : token, joins});
    }
    const QList<QRect> rects = wordRects(pieces, QFontMetrics(QApplication::font()), 4000);
    QList<int> order;
    for (int entry = 0; entry < tokens.size(); ++entry)
        order.append(entry);
    std::sort(order.begin(), order.end(), [&](int a, int b) { return rects[a].left() < rects[b].left(); });
    QCOMPARE(order, fromLeft);
    for (int i = 1; i < order.size(); ++i)
        QVERIFY(!rects[order[i]].intersects(rects[order[i - 1]]));
}

void TestShownTokens::labelsStayInTheirRows_data()
{
    QTest::addColumn<QByteArray>("session");
    QTest::newRow("white space") << QByteArray("white-space-tokens.headlight");
    QTest::newRow("odd") << QByteArray("odd-tokens.headlight");
}

/// All of a label's runs have one base line, and labels follow each other as the tokens do.
void TestShownTokens::labelsStayInTheirRows()
{
    QFETCH(const QByteArray, session);
    const Session read = fieldSession(session.constData());
    const FigureData figure = figureOf(read.result, "heads");
    const QFontMetrics metrics(FigureStyle::forExport({}).smallFont);
    for (const QString& label : figure.panels.first().rows.shownTexts()) {
        QVERIFY(!label.trimmed().isEmpty());
        QVERIFY(!label.contains('\n') && !label.contains('\t') && !label.contains(QChar(0x2028)));
        const QRect box = metrics.boundingRect(QRect(0, 0, 10000, 10000), Qt::AlignLeft, label);
        QVERIFY(box.height() < 2 * metrics.height()); // one line, though another font's letters may be taller
    }
    const QList<Run> runs = runsOf(exported(read, "heads", "svg"));
    for (const Run& run : runs)
        QVERIFY2(!run.text.contains('\n'), qPrintable(run.text));
}

void TestShownTokens::oddTokensReadBack()
{
    const Session session = fieldSession("odd-tokens.headlight");
    ExportOptions options = test::optionsFor("heads", "csv");
    options.measure = "attention";
    options.layer = 0;
    options.head = 0;
    const FigureData figure = exportFigure(session, options).value();
    const QList<QStringList> rows = rowsOf(QString::fromStdString(csvText(figure)));
    const QStringList tokens = tokensOf(session);
    QCOMPARE(rows.size(), 25);
    QCOMPARE(rows[0], QStringList{"token"} + tokens);
    for (int row = 1; row < rows.size(); ++row) {
        QCOMPARE(rows[row].size(), 25);
        QCOMPARE(rows[row][0], tokens[row - 1]);
    }
}

void TestShownTokens::formulasAreGuarded()
{
    const Session session = fieldSession("odd-tokens.headlight");
    const QString plain = exported(session, "heads", "csv");
    const QString guarded = exported(session, "heads", "csv", true);
    const QStringList fields = rowsOf(guarded)[0];
    for (const char* token : {"=1+1", "+cmd", "@SUM(A1)", "-2+3"}) {
        QVERIFY(rowsOf(plain)[0].contains(token));
        QVERIFY(!fields.contains(token));
        QVERIFY(fields.contains(QString("'") + token));
    }
    QVERIFY(fields.contains("line\nbreak"));
    QCOMPARE(rowsOf(guarded).size(), rowsOf(plain).size());
    const QStringList row = rowsOf(guarded)[2];
    QVERIFY(row.last().toDouble() != 0); // numbers stay numbers
    AnalysisResult first = *test::sampleResult(); // a table of words, the first of them empty
    first.input.tokens[0] = "";
    first.input.tokens[1] = "\tx";
    FigureData words = figureOf(std::make_shared<AnalysisResult>(first), "words");
    QVERIFY(QString::fromStdString(csvText(words)).contains("\n,0,"));
    QVERIFY(QString::fromStdString(csvText(words, Formulas::Guarded)).contains("\n'\tx,1,"));
}

void TestShownTokens::svgOfOddTokensIsWellFormed_data()
{
    QTest::addColumn<QString>("view");
    for (const char* view : {"heads", "layers", "overview", "blocks"})
        QTest::newRow(view) << view;
}

void TestShownTokens::svgOfOddTokensIsWellFormed()
{
    QFETCH(const QString, view);
    const Session session = fieldSession("odd-tokens.headlight");
    const QByteArray svg = exported(session, view, "svg");
    runsOf(svg); // ends the test where it is not
    for (const QChar each : QString::fromUtf8(svg))
        QVERIFY(each == '\n' || each == '\t' || (each.unicode() >= 0x20 && each.unicode() < 0xfffe));
}

void TestShownTokens::missingLettersAreNamedOnce()
{
    const QFont font = FigureStyle::forExport({}).smallFont;
    QCOMPARE(missingLettersText({"power", "\n", "", QString(QChar(0xe000)), "1.5"}, font, ui::LetterAs::Itself),
             QString());
    // Assigned to a script that fonts hardly have: where one is installed, nothing is missing.
    const QString cuneiform = QString::fromUtf8("\U00012000");
    const QString text =
        missingLettersText({cuneiform, QString::fromUtf8("\U00012001"), "a" + cuneiform}, font, ui::LetterAs::Itself);
    QCOMPARE(text.isEmpty(), QFontMetrics(font).inFontUcs4(0x12000));
    QVERIFY(text.count(cuneiform) <= 1);
    QCOMPARE(text.contains("fonts-noto-core"), !text.isEmpty());
    const QString numbered = missingLettersText({cuneiform}, font, ui::LetterAs::Number);
    QCOMPARE(numbered.contains("U+12000"), !text.isEmpty());
    QVERIFY(!numbered.contains(cuneiform));
}

void TestShownTokens::missingFontIsNamed()
{
    QCOMPARE(missingFontText({}), QString());
    QCOMPARE(missingFontText(QFontInfo(QApplication::font()).family()), QString());
    const QString text = missingFontText("No Such Font 12");
    QVERIFY(text.contains("“No Such Font 12”"));
    QVERIFY(text.contains(QFontInfo(QFont("No Such Font 12")).family()));
}

QTEST_MAIN(TestShownTokens)
#include "tst_shown_tokens.moc"
