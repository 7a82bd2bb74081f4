// The yardstick: Google's TextFormat on the same files, each once per pass.
// usage: textformat PASSES FILE...    prints ms per pass, plain and in an Arena
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <google/protobuf/arena.h>
#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/text_format.h>

#include "schema.pb.h"

using google::protobuf::TextFormat;

struct Quiet : google::protobuf::io::ErrorCollector {
  void AddError(int, int, const std::string &) override {}
  void AddWarning(int, int, const std::string &) override {}
};

static bool parse(const std::string &text, netweight::NetParameter *net) {
  TextFormat::Parser parser;
  Quiet quiet;
  parser.RecordErrorsTo(&quiet);
  parser.AllowUnknownField(true);
  google::protobuf::io::ArrayInputStream in(text.data(), text.size());
  return parser.Parse(&in, net);
}

static bool plain(const std::string &text) {
  netweight::NetParameter net;
  return parse(text, &net);
}

static bool in_arena(const std::string &text) {
  google::protobuf::Arena arena;
  return parse(text, google::protobuf::Arena::CreateMessage<netweight::NetParameter>(&arena));
}

static double pass(const std::vector<std::string> &texts, bool (*run)(const std::string &)) {
  auto start = std::chrono::steady_clock::now();
  for (const std::string &text : texts) run(text);
  std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  return took.count();
}

static double best(int passes, const std::vector<std::string> &texts,
                   bool (*run)(const std::string &)) {
  double least = 1e300;
  for (int i = 0; i < passes; i++) least = std::min(least, pass(texts, run));
  return least;
}

int main(int argc, char **argv) {
  std::vector<std::string> texts;
  for (int i = 2; i < argc; i++) {
    std::ifstream in(argv[i], std::ios::binary);
    std::stringstream all;
    all << in.rdbuf();
    texts.push_back(all.str());
  }
  int passes = std::atoi(argv[1]);
  printf("%.4f %.4f\n", best(passes, texts, plain), best(passes, texts, in_arena));
}
