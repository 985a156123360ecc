// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>

#include "core/tasks/choices.h"
#include "core/tasks/tasks.h"

using namespace headlight;

namespace {

const Tokenizer& tokenizer()
{
    static const auto read = readTokenizer(SOURCE_DIR "/resources/models/minilm-l6-squad");
    return **read;
}

QString messageOf(const Result<void>& result)
{
    return result ? QString() : QString::fromStdString(result.error().text());
}

QString messageOf(const Result<std::vector<TargetFunction>>& result)
{
    return result ? QString() : QString::fromStdString(result.error().text());
}

Options withTarget(const std::vector<std::string>& names)
{
    Options options;
    options.target = targetNamed(names).value();
    return options;
}

/// "class 0.1", "label 2.4" ...: name, then row and column of each term.
QString describe(const std::vector<TargetFunction>& targets)
{
    QStringList texts;
    for (const TargetFunction& target : targets) {
        QStringList terms;
        for (const TargetFunction::Term& term : target.terms)
            terms.append(QStringLiteral("%1%2.%3").arg(term.weight < 0 ? "-" : "").arg(term.row).arg(term.column));
        QStringList positions;
        for (const std::int64_t position : target.positions)
            positions.append(QString::number(position));
        texts.append(QStringLiteral("%1: %2 [%3]")
                         .arg(QString::fromStdString(target.name), terms.join(' '), positions.join(' ')));
    }
    return texts.join(QStringLiteral("; "));
}

/// A result of `kind` with these scores, read.
AnalysisResult resultOf(TaskKind kind, const Texts& texts, std::vector<std::vector<float>> rows,
                        std::vector<std::string> labels = {})
{
    AnalysisResult result;
    result.model.task = kind;
    result.model.labels = std::move(labels);
    const Task& task = taskOf(kind);
    result.input = task.frame(tokenizer(), texts);
    result.input.judged = task.judged(tokenizer(), result.input);
    const auto columns = static_cast<std::int64_t>(rows.front().size());
    rows.resize(kind == TaskKind::TokenLabels ? result.input.tokens.size() : rows.size(), rows.back());
    std::vector<float> values;
    for (const std::vector<float>& row : rows)
        values.insert(values.end(), row.begin(), row.end());
    result.scores = {Array({static_cast<std::int64_t>(rows.size()), columns}, std::move(values))};
    task.read(tokenizer(), result);
    return result;
}

const std::vector<std::string> sentiments{"negative", "neutral", "positive"};
const std::vector<std::string> names{"O", "B-PER", "I-PER", "B-LOC", "I-LOC"};
constexpr float no = -3;

/// [CLS] ada lovelace left london . [SEP], as a tagger of names would have it.
AnalysisResult tagged()
{
    const auto label = [](std::size_t which, float score) {
        std::vector<float> row(names.size(), no);
        row[which] = score;
        return row;
    };
    AnalysisResult probe;
    probe.input = taskOf(TaskKind::TokenLabels).frame(tokenizer(), {{}, "ada left london"});
    std::vector<std::vector<float>> rows{label(0, 5)};
    for (std::size_t token = 1; token + 1 < probe.input.tokens.size(); ++token) {
        const std::string& text = probe.input.tokens[token];
        const bool person = rows.size() < 2 || text.starts_with("##");
        rows.push_back(text == "left"     ? label(0, 4)
                       : text == "london" ? label(3, 6)
                                          : label(person && rows.size() > 1 ? 2 : 1, 2));
    }
    rows.push_back(label(0, 5));
    return resultOf(TaskKind::TokenLabels, {{}, "ada left london"}, rows, names);
}

} // namespace

class TestTasks : public QObject {
    Q_OBJECT
private slots:
    void textsAreFramed_data();
    void textsAreFramed();
    void lackingTextsAreRefused_data();
    void lackingTextsAreRefused();
    void choicesAreRanked();
    void severalLabelsAreIndependent();
    void scoresThatAreNoNumbersComeLast();
    void classesAreTargets_data();
    void classesAreTargets();
    void spansAreMadeOfLabels();
    void labelsAreTargets_data();
    void labelsAreTargets();
    void masksAreFilled();
    void maskedWordsAreTargets_data();
    void maskedWordsAreTargets();
    void targetsHaveNames_data();
    void targetsHaveNames();
    void presetTutorialMeansThePredictedOne();
};

void TestTasks::textsAreFramed_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("tokens");
    QTest::addColumn<QString>("roles");
    const auto row = [](const char* name, TaskKind kind, const char* first, const char* tokens, const char* roles) {
        QTest::newRow(name) << int(kind) << QString(first) << QString(tokens) << QString(roles);
    };
    row("question", TaskKind::QuestionAnswering, "who", "[CLS] who [SEP] she left [SEP]", "question context");
    row("empty question", TaskKind::QuestionAnswering, "", "[CLS] [SEP] she left [SEP]", "question context");
    row("class of a text", TaskKind::Classification, "", "[CLS] she left [SEP]", "text");
    row("class of two", TaskKind::Classification, "who", "[CLS] who [SEP] she left [SEP]", "text pair");
    row("labels", TaskKind::TokenLabels, "", "[CLS] she left [SEP]", "text");
    row("bare encoder", TaskKind::None, "who", "[CLS] who [SEP] she left [SEP]", "text pair");
}

void TestTasks::textsAreFramed()
{
    QFETCH(int, kind);
    QFETCH(QString, first);
    const Input input = taskOf(TaskKind(kind)).frame(tokenizer(), {first.toStdString(), "she left"});
    QStringList tokens;
    for (const std::string& token : input.tokens)
        tokens.append(QString::fromStdString(token));
    QTEST(tokens.join(' '), "tokens");
    QStringList roles;
    for (const Passage& passage : input.passages)
        roles.append(QString::fromUtf8(name(passage.role).data()));
    QTEST(roles.join(' '), "roles");
    for (std::int64_t token = 0; token < input.length(); ++token)
        QCOMPARE(input.isSpecial(token), input.passageOf(token) == nullptr);
}

void TestTasks::lackingTextsAreRefused_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, TaskKind kind, const char* first, const char* second, const char* said) {
        QTest::newRow(name) << int(kind) << QString(first) << QString(second) << QString(said);
    };
    row("no question", TaskKind::QuestionAnswering, " ", "a text", "The question is empty");
    row("no context", TaskKind::QuestionAnswering, "who", "", "The context is empty");
    row("no text", TaskKind::Classification, "", "\n", "The text is empty");
    row("no second text", TaskKind::Classification, "one", "", "The pair is empty");
    row("no mask", TaskKind::MaskedWords, "", "a text", "The text has no [MASK]");
}

void TestTasks::lackingTextsAreRefused()
{
    QFETCH(int, kind);
    QFETCH(QString, first);
    QFETCH(QString, second);
    QFETCH(QString, said);
    const Task& task = taskOf(TaskKind(kind));
    const Input input = task.frame(tokenizer(), {first.toStdString(), second.toStdString()});
    const QString message = messageOf(task.check(tokenizer(), input));
    QVERIFY2(message.contains(said), qPrintable(message));
}

void TestTasks::choicesAreRanked()
{
    const AnalysisResult result = resultOf(TaskKind::Classification, {{}, "good"}, {{1, 0, 1}}, sentiments);
    const std::vector<Choice>& choices = result.prediction->rows.front().choices;
    QCOMPARE(choices.size(), std::size_t{3});
    QCOMPARE(choices[0].text, std::string("negative")); // of equal ones, the first column
    QCOMPARE(choices[1].text, std::string("positive"));
    const double all = 2 * std::exp(1.0) + 1;
    QVERIFY(std::abs(choices[0].probability - std::exp(1.0) / all) < 1e-12);
    QVERIFY(std::abs(choices[2].probability - 1 / all) < 1e-12);
}

void TestTasks::severalLabelsAreIndependent()
{
    const std::vector<Choice> choices = choicesOf({Array({1, 2}, {0, 2})}, 0, true, 2);
    QCOMPARE(choices[0].column, std::int64_t{1});
    QVERIFY(std::abs(choices[0].probability - 1 / (1 + std::exp(-2.0))) < 1e-12);
    QCOMPARE(choices[1].probability, 0.5);
}

void TestTasks::scoresThatAreNoNumbersComeLast()
{
    const std::vector<Choice> choices = choicesOf({Array({1, 3}, {NAN, 1, 2})}, 0, false, 3);
    QCOMPARE(choices[0].column, std::int64_t{2});
    QCOMPARE(choices[2].column, std::int64_t{0});
}

void TestTasks::classesAreTargets_data()
{
    QTest::addColumn<std::vector<std::string>>("asked");
    QTest::addColumn<QString>("functions");
    QTest::addColumn<QString>("said");
    using Names = std::vector<std::string>;
    QTest::newRow("predicted") << Names{"predicted"} << "class: 0.2 [2]" << "";
    QTest::newRow("by name") << Names{"neutral"} << "class: 0.1 [1]" << "";
    QTest::newRow("by number") << Names{"0"} << "class: 0.0 [0]" << "";
    QTest::newRow("several") << Names{"positive", "negative"} << "class: 0.2 [2]; class.2: 0.0 [0]" << "";
    QTest::newRow("contrast") << Names{"contrast"} << "contrast: 0.2 -0.0 [2 0]" << "";
    QTest::newRow("unknown") << Names{"happy"} << "" << "The model has no label \"happy\"";
    QTest::newRow("beyond") << Names{"3"} << "" << "The model has no label \"3\"";
    QTest::newRow("of another task") << Names{"span"} << "" << "The target 'span' is not one of this model's task";
    QTest::newRow("of a token") << Names{"3,positive"} << ""
                                << "The target '3,positive' is not one of this model's task";
}

void TestTasks::classesAreTargets()
{
    QFETCH(std::vector<std::string>, asked);
    const AnalysisResult result = resultOf(TaskKind::Classification, {{}, "good"}, {{1, 0, 2}}, sentiments);
    const auto functions = taskOf(TaskKind::Classification).targets(tokenizer(), result, withTarget(asked));
    QTEST(functions ? describe(*functions) : QString(), "functions");
    QFETCH(QString, said);
    QVERIFY2(messageOf(functions).contains(said), qPrintable(messageOf(functions)));
    QCOMPARE(functions.has_value(), said.isEmpty());
}

void TestTasks::spansAreMadeOfLabels()
{
    const AnalysisResult result = tagged();
    const std::vector<LabelledSpan>& spans = result.prediction->spans;
    QCOMPARE(spans.size(), std::size_t{2});
    QCOMPARE(spans[0].label, std::string("PER"));
    QCOMPARE(spans[0].text, std::string("ada"));
    QCOMPARE(spans[0].start, std::int64_t{1});
    QCOMPARE(spans[1].label, std::string("LOC"));
    QCOMPARE(spans[1].text, std::string("london"));
    QVERIFY(spans[1].probability > spans[0].probability && spans[1].probability < 1);
}

void TestTasks::labelsAreTargets_data()
{
    QTest::addColumn<QString>("asked");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("said");
    QTest::newRow("predicted: the surest that is not O") << "predicted" << "label" << "";
    QTest::newRow("by name") << "1,I-PER" << "label" << "";
    QTest::newRow("by number") << "1,2" << "label" << "";
    QTest::newRow("contrast") << "contrast" << "contrast" << "";
    QTest::newRow("outside") << "99,O" << "" << "Token 99 lies outside the input";
    QTest::newRow("unknown label") << "1,B-ORG" << "" << "The model has no label \"B-ORG\"";
    QTest::newRow("a class") << "O" << "" << "The target 'O' is not one of this model's task";
}

void TestTasks::labelsAreTargets()
{
    QFETCH(QString, asked);
    QFETCH(QString, kind);
    QFETCH(QString, said);
    const AnalysisResult result = tagged();
    const auto london = static_cast<std::int64_t>(result.input.tokens.size()) - 2;
    const auto functions =
        taskOf(TaskKind::TokenLabels).targets(tokenizer(), result, withTarget({asked.toStdString()}));
    QVERIFY2(messageOf(functions).contains(said), qPrintable(messageOf(functions)));
    if (!said.isEmpty())
        return;
    QCOMPARE(QString::fromStdString(functions->front().name), kind);
    const bool chosen = asked.startsWith('1');
    QCOMPARE(functions->front().terms.front().row, chosen ? std::int64_t{1} : london);
    QCOMPARE(functions->front().terms.front().column, std::int64_t{chosen ? 2 : 3});
    QCOMPARE(functions->front().positions.front(), functions->front().terms.front().row);
}

void TestTasks::masksAreFilled()
{
    const Task& task = taskOf(TaskKind::MaskedWords);
    const Input input = task.frame(tokenizer(), {{}, "[MASK] went [MASK]"});
    QCOMPARE(task.judged(tokenizer(), input), (std::vector<std::int64_t>{1, 3}));
    QCOMPARE(messageOf(task.check(tokenizer(), input)), QString());
    std::vector<float> scores(static_cast<std::size_t>(tokenizer().vocabSize()), 0);
    scores[static_cast<std::size_t>(*tokenizer().idOf("she"))] = 9;
    const AnalysisResult result = resultOf(TaskKind::MaskedWords, {{}, "[MASK] went [MASK]"}, {scores, scores});
    QCOMPARE(result.prediction->rows.size(), std::size_t{2});
    QCOMPARE(result.prediction->rows[1].token, std::int64_t{3});
    QCOMPARE(result.prediction->rows[1].choices.size(), std::size_t{10});
    QCOMPARE(result.prediction->rows[1].choices.front().text, std::string("she"));
}

void TestTasks::maskedWordsAreTargets_data()
{
    QTest::addColumn<QString>("asked");
    QTest::addColumn<int>("row");
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("said");
    QTest::newRow("predicted: the first mask's") << "predicted" << 0 << "she" << "";
    QTest::newRow("a piece") << "3,he" << 1 << "he" << "";
    QTest::newRow("no mask") << "2,he" << 0 << "" << "Token 2 is no mask";
    QTest::newRow("no word") << "1,xyzzy-no-word" << 0 << "" << "The vocabulary has no word \"xyzzy-no-word\"";
    QTest::newRow("beyond the vocabulary") << "1,99999999" << 0 << "" << "The vocabulary has no word \"99999999\"";
}

void TestTasks::maskedWordsAreTargets()
{
    QFETCH(QString, asked);
    QFETCH(QString, said);
    std::vector<float> scores(static_cast<std::size_t>(tokenizer().vocabSize()), 0);
    scores[static_cast<std::size_t>(*tokenizer().idOf("she"))] = 9;
    const AnalysisResult result = resultOf(TaskKind::MaskedWords, {{}, "[MASK] went [MASK]"}, {scores, scores});
    const auto functions =
        taskOf(TaskKind::MaskedWords).targets(tokenizer(), result, withTarget({asked.toStdString()}));
    QVERIFY2(messageOf(functions).contains(said), qPrintable(messageOf(functions)));
    if (!said.isEmpty())
        return;
    QFETCH(QString, word);
    QCOMPARE(functions->front().name, std::string("mask"));
    QTEST(int(functions->front().terms.front().row), "row");
    QCOMPARE(functions->front().terms.front().column, *tokenizer().idOf(word.toStdString()));
}

void TestTasks::targetsHaveNames_data()
{
    QTest::addColumn<std::vector<std::string>>("names");
    QTest::addColumn<bool>("known");
    using Names = std::vector<std::string>;
    for (const char* name :
         {"predicted", "max", "span", "contrast", "no-answer", "3,7", "positive", "2", "3,B-LOC", "4,important"})
        QTest::newRow(name) << Names{name} << true;
    QTest::newRow("several") << Names{"3,B-LOC", "positive"} << true;
    QTest::newRow("several of which one is no score") << Names{"span", "positive"} << false;
    QTest::newRow("empty") << Names{""} << false;
    QTest::newRow("no label") << Names{"3,"} << false;
}

void TestTasks::targetsHaveNames()
{
    QFETCH(std::vector<std::string>, names);
    const std::optional<Target> target = targetNamed(names);
    QTEST(target.has_value(), "known");
    if (target)
        QCOMPARE(targetNames(*target), names);
}

void TestTasks::presetTutorialMeansThePredictedOne()
{
    const AnalysisResult result = resultOf(TaskKind::Classification, {{}, "good"}, {{1, 0, 2}}, sentiments);
    const auto functions =
        taskOf(TaskKind::Classification).targets(tokenizer(), result, presetOptions(Preset::Tutorial));
    QVERIFY(functions);
    QCOMPARE(describe(*functions), QStringLiteral("class: 0.2 [2]"));
}

QTEST_APPLESS_MAIN(TestTasks)
#include "tst_tasks.moc"
