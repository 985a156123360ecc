// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QTest>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/analysis/analyzer.h"
#include "core/data/method_table.h"
#include "core/files/safetensors.h"

using namespace headlight;

namespace {

const QString goldenFolder = QStringLiteral(TEST_DATA "/goldens/methods/");

std::filesystem::path modelFolder(const std::string& name)
{
    const std::string parent = name == "minilm-l6-squad" ? SOURCE_DIR "/resources/models/" : TEST_DATA "/models/";
    return parent + name;
}

/// With every method, and attributions no better than they must be.
Options optionsWithMethods()
{
    Options options;
    options.tolerance = 0.9;
    options.maxPoints = 17;
    for (const MethodKind& kind : methodTable())
        options.methods.emplace_back(kind.id);
    return options;
}

double largestOf(const Array& values)
{
    double largest = 0;
    for (const float v : values.values())
        largest = std::max(largest, std::abs(static_cast<double>(v)));
    return largest;
}

/// Relative to the golden's largest magnitude.
double difference(const Array& found, const Array& wanted)
{
    double worst = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const double each = std::abs(static_cast<double>(found.values()[i]) - wanted.values()[i]);
        worst = std::isnan(each) ? INFINITY : std::max(worst, each);
    }
    return worst / largestOf(wanted);
}

} // namespace

/// Methods of the whole program against the definitions written out on transformers' models, in float64.
class TestMethodGoldens : public QObject {
    Q_OBJECT

private slots:
    void equals_data();
    void equals();
};

void TestMethodGoldens::equals_data()
{
    QTest::addColumn<QString>("name");
    for (QString name : QDir(goldenFolder).entryList({"*.safetensors"})) {
        name.chop(QStringLiteral(".safetensors").size());
        QTest::newRow(qPrintable(name)) << name;
    }
}

void TestMethodGoldens::equals()
{
    QFETCH(QString, name);
    const auto file = SafetensorsFile::read((goldenFolder + name + ".safetensors").toStdString());
    QVERIFY2(file, file ? "" : file.error().text().c_str());
    const auto golden = nlohmann::json::parse(file->metadata().at("golden"));
    const auto analyzer = Analyzer::open(modelFolder(golden["model"]), {});
    QVERIFY(analyzer);
    const auto result = (*analyzer)->analyze({golden["question"], golden["context"], optionsWithMethods()}, {});
    QVERIFY2(result, result ? "" : result.error().text().c_str());
    QCOMPARE((*result)->input.inputIds, *file->integers("input_ids"));
    QVERIFY((*result)->notes.empty());

    int compared = 0;
    for (const auto& [tensor, entry] : file->tensors()) {
        if (methodLetters(tensor).empty())
            continue;
        const auto found = (*result)->methods.find(tensor);
        QVERIFY2(found != (*result)->methods.end(), tensor.c_str());
        QCOMPARE(found->second.shape(), entry.shape);
        const double worst = difference(found->second, *file->floats(tensor));
        qInfo("%-28s %.2g of the largest magnitude", tensor.c_str(), worst);
        QVERIFY2(worst < 1e-4, tensor.c_str());
        ++compared;
    }
    QCOMPARE(compared, 21);
}

QTEST_GUILESS_MAIN(TestMethodGoldens)
#include "tst_method_goldens.moc"
