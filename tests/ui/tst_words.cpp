// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <cmath>
#include <numeric>

#include "figures/figure_builder.h"
#include "figures/figure_table.h"
#include "figures/importance.h"
#include "tests/support/event_turns.h"
#include "tests/support/sample_result.h"
#include "ui/plots/figure_geometry.h"
#include "ui/state/selection.h"
#include "ui/state/words_model.h"
#include "ui/views/shaded_text.h"
#include "ui/views/tokens_view.h"
#include "ui/views/words_page.h"

using namespace headlight;
using namespace headlight::ui;
using headlight::testing::settle;

namespace {

constexpr int tokens = 16; // "em" is token 12, "##power" 13

ResultPtr sample()
{
    return test::sampleResult({.tokens = tokens});
}

/// The same with word, position and segment attributions.
ResultPtr withParts()
{
    AnalysisResult result = *sample();
    for (auto& [name, attribution] : result.attributions) {
        attribution.word = attribution.input;
        attribution.position = Array({tokens}, std::vector<float>(tokens, 0.5F));
        attribution.segment = Array({tokens}, std::vector<float>(tokens, -0.25F));
    }
    return std::make_shared<const AnalysisResult>(result);
}

/// The Tokens view with its words in front.
struct Words {
    Selection selection;
    TokensView view{&selection};

    explicit Words(const ResultPtr& result = sample())
    {
        selection.setShape(3, 4, tokens);
        view.resize(900, 640);
        view.setResult(result);
        view.showWords(true);
        view.show();
        settle();
    }
    WordsPage& page() { return *view.words(); }
};

} // namespace

class TestWords : public QObject {
    Q_OBJECT
private slots:
    void importanceIsOfEachTarget();
    void probabilityIsOfTheTargetsToken();
    void sourcesAreThoseHeld();
    void linksAreTheStrongest();
    void tableHoldsTheValues();
    void tableSumsWords();
    void figureIsOfTheSameValues();
    void figureNeedsWhatItShows();
    void figureIsAsHighAsItsText();
    void textIsShaded();
    void hoverReachesTheSelection();
    void clickPinsAndMarks();
    void linksAreDrawnOnRequest();
    void partsAreAskedFor();
    void hiddenPageWaits();
};

void TestWords::figureIsOfTheSameValues()
{
    FigureRequest request;
    request.view = "words";
    request.source = ImportanceSource::Position;
    const Figure figure = buildFigure(*withParts(), request);
    QVERIFY2(figure, figure ? "" : qPrintable(figure.error()));
    QCOMPARE(figure->panels.size(), 2);
    QCOMPARE(figure->panels[1].value({0, 5}), 0.5F);
    QVERIFY2(figure->panels[0].title.startsWith("To start"), qPrintable(figure->panels[0].title));
    QVERIFY2(figure->title.contains("Position"), qPrintable(figure->title));
    const QStringList lines = QString::fromStdString(csvText(*figure)).split('\n');
    QCOMPARE(lines[0], QStringLiteral("word,token,start,end"));
    QCOMPARE(lines[13], QStringLiteral("em,12,0.5,0.5"));
    request.display.words = true;
    QCOMPARE(QString::fromStdString(csvText(*buildFigure(*withParts(), request))).split('\n')[13],
             QStringLiteral("empower,12,1,1"));
}

void TestWords::figureNeedsWhatItShows()
{
    FigureRequest request;
    request.view = "words";
    QVERIFY(buildFigure(*sample(), request)->title.contains("Words along the path"));
    request.source = ImportanceSource::Segment;
    QVERIFY(buildFigure(*sample(), request).error().contains("“Segment”"));
    AnalysisResult bare = *sample();
    bare.attributions.clear();
    bare.model.task = TaskKind::None;
    request.source.reset();
    QVERIFY(buildFigure(bare, request).error().contains("no head for a task"));
}

void TestWords::figureIsAsHighAsItsText()
{
    FigureRequest request;
    request.view = "words";
    const Figure figure = buildFigure(*sample(), request);
    const FigureStyle style = FigureStyle::forExport({});
    const int wide = heightForWidth(*figure, style, 900);
    const int narrow = heightForWidth(*figure, style, 200);
    QVERIFY2(narrow > wide && wide > 40, qPrintable(QString("%1 %2").arg(wide).arg(narrow)));
    const FigureGeometry geometry = layoutFigure(*figure, style, {200, narrow});
    QCOMPARE(geometry.panels.size(), 2);
    QVERIFY(geometry.panels[0].map.bottom() < geometry.panels[1].title.top());
    QVERIFY(geometry.panels[1].map.bottom() < geometry.caption.top() && geometry.panels[1].map.width() > 150);
}

void TestWords::importanceIsOfEachTarget()
{
    const QList<Importance> list = importanceOf(*sample(), ImportanceSource::Layer, 2);
    QCOMPARE(list.size(), 2);
    QCOMPARE(list[0].target, QString("start"));
    QCOMPARE(list[1].target, QString("end"));
    QCOMPARE(list[0].where, QString("is (7)"));
    const Array expected = sample()->attribution("start")->tokens[2];
    double sum = 0;
    for (int token = 0; token < tokens; ++token) {
        QCOMPARE(list[0].values.at({token}), expected.at({token}));
        sum += expected.at({token});
    }
    QVERIFY(std::abs(list[0].sum - sum) < 1e-6);
    QVERIFY(importanceOf(*sample(), ImportanceSource::Layer, 99).isEmpty());
}

void TestWords::probabilityIsOfTheTargetsToken()
{
    const ResultPtr result = sample();
    double sum = 0; // softmax over [CLS] and the context
    for (int token = 0; token < tokens; ++token)
        if (token == 0 || (token >= result->input.mainPassage().begin && token < result->input.mainPassage().end))
            sum += std::exp(double(result->scores.at(token, StartColumn)));
    const Importance start = importanceOf(*result, ImportanceSource::Input, 0)[0];
    QVERIFY(std::abs(start.probability - std::exp(double(result->scores.at(7, StartColumn))) / sum) < 1e-6);
}

void TestWords::sourcesAreThoseHeld()
{
    QCOMPARE(importanceSources(*sample()), (QList{ImportanceSource::Input, ImportanceSource::Layer}));
    QCOMPARE(importanceSources(*withParts()),
             (QList{ImportanceSource::Input, ImportanceSource::Layer, ImportanceSource::Word,
                    ImportanceSource::Position, ImportanceSource::Segment}));
    QVERIFY(importanceSources(*test::sampleResult({.stage = Stage::Attention})).isEmpty());
}

void TestWords::linksAreTheStrongest()
{
    std::vector<float> values(tokens * tokens, 0.01F);
    values[3 * tokens + 8] = -0.9F;
    values[9 * tokens + 2] = 0.5F;
    values[4 * tokens + 4] = 2; // itself
    values[4 * tokens + 0] = 3; // [CLS]
    values[2 * tokens + 3] = NAN;
    const QList<Link> links = strongestLinks(Array({tokens, tokens}, values), sample()->input, 2);
    QCOMPARE(links.size(), 2);
    QCOMPARE(links[0].from, 3);
    QCOMPARE(links[0].to, 8);
    QCOMPARE(links[0].value, -0.9F);
    QCOMPARE(links[1].from, 9);
    QVERIFY(strongestLinks(Array({tokens, tokens}, values), sample()->input, 100000).size() > 2);
}

void TestWords::tableHoldsTheValues()
{
    WordsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    model.setResult(withParts(), ImportanceSource::Input, 0, {});
    QCOMPARE(model.rowCount(), tokens);
    QCOMPARE(model.columnCount(), WordsModel::FirstValue + 8);
    QCOMPARE(model.data(model.index(12, WordsModel::Token), Qt::DisplayRole).toString(), QString("em"));
    const float value = sample()->attribution("end")->input.at({12});
    QCOMPARE(model.data(model.index(12, WordsModel::FirstValue + 1), Qt::DisplayRole).toString(), formatValue(value));
    QCOMPARE(model.data(model.index(12, WordsModel::FirstValue + 1), WordsModel::MagnitudeRole).toDouble(),
             std::abs(double(value)));
    QCOMPARE(model.headerData(WordsModel::FirstValue + 4, Qt::Horizontal, Qt::DisplayRole).toString(),
             QString("To start: position"));
    QCOMPARE(model.data(model.index(3, WordsModel::FirstValue + 4), Qt::DisplayRole).toString(), formatValue(0.5));
    model.setResult({}, ImportanceSource::Input, 0, {});
    QCOMPARE(model.rowCount(), 0);
}

void TestWords::tableSumsWords()
{
    WordsModel model;
    ui::Display display;
    display.words = true;
    display.special = SpecialTokens::Hidden;
    model.setResult(sample(), ImportanceSource::Input, 0, display);
    const int row = model.rowOf(13);
    QCOMPARE(model.token(row), 12);
    QCOMPARE(model.data(model.index(row, WordsModel::Token), Qt::DisplayRole).toString(), QString("empower"));
    const Array values = sample()->attribution("start")->input;
    QCOMPARE(model.data(model.index(row, WordsModel::FirstValue), Qt::DisplayRole).toString(),
             formatValue(values.at({12}) + values.at({13})));
    QCOMPARE(model.rowOf(0), -1);
}

void TestWords::textIsShaded()
{
    Words words;
    const QList<ShadedText*> texts = words.page().texts();
    QCOMPARE(texts.size(), 2);
    const Array values = sample()->attribution("start")->input;
    int strongest = 0;
    for (int token = 1; token < tokens; ++token)
        if (std::abs(values.at({token})) > std::abs(values.at({strongest})))
            strongest = token;
    const QImage image = texts[0]->grab().toImage();
    const QColor ground = image.pixelColor(texts[0]->wordRect(strongest).topLeft() + QPoint(1, 1));
    const bool positive = values.at({strongest}) > 0;
    QVERIFY2(positive ? ground.red() > ground.blue() + 60 : ground.blue() > ground.red() + 60,
             qPrintable(ground.name()));
}

void TestWords::hoverReachesTheSelection()
{
    Words words;
    ShadedText* text = words.page().texts().first();
    QTest::mouseMove(text, text->wordRect(8).center());
    QTRY_VERIFY(words.selection.hovered().has_value());
    QCOMPARE(words.selection.hovered()->from, 8); // its row and its column
    QCOMPARE(words.selection.hovered()->to, 8);
}

void TestWords::clickPinsAndMarks()
{
    Words words;
    ShadedText* text = words.page().texts().first();
    QTest::mouseClick(text, Qt::LeftButton, {}, text->wordRect(9).center());
    QCOMPARE(words.selection.pinned().from, 9);
    text->setFocus();
    QTest::keyClick(text, Qt::Key_Right);
    QCOMPARE(words.selection.pinned().from, 10);
}

void TestWords::linksAreDrawnOnRequest()
{
    Words words;
    words.page().linksBox()->setChecked(true);
    QCOMPARE(words.page().texts().size(), 2); // no head is pinned
    words.selection.pin({1, 2, 7, 3});
    QCOMPARE(words.page().texts().size(), 3);
    const QImage before = words.page().texts().first()->grab().toImage();
    words.selection.pin({1, 3, 7, 3});
    QVERIFY(words.page().texts().first()->grab().toImage() != before);
}

void TestWords::partsAreAskedFor()
{
    Words words;
    QSignalSpy asked(&words.view, &View::embeddingsRequested);
    QVERIFY(!words.page().partsButton()->isVisible()); // no model is open
    words.view.setOpenModel({});
    QVERIFY(words.page().partsButton()->isVisible());
    words.page().partsButton()->click();
    QCOMPARE(asked.count(), 1);
    words.view.setResult(withParts());
    QVERIFY(!words.page().partsButton()->isVisible());
}

void TestWords::hiddenPageWaits()
{
    Words words;
    words.view.hide();
    words.view.setResult(withParts());
    QCOMPARE(words.page().words()->columnCount(), WordsModel::FirstValue + 2);
    words.view.show();
    settle();
    QCOMPARE(words.page().words()->columnCount(), WordsModel::FirstValue + 8);
}

QTEST_MAIN(TestWords)
#include "tst_words.moc"
